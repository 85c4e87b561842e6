// Short words about what was just done, and problems that belong to no form.
import { messageOf, type Message } from "../contract/problem";
import { store } from "../parts/store";

export type Notice = { id: number } & ({ words: string } | { problem: Message });

const LASTS = 6_000;
const AT_ONCE = 3;
let last = 0;

export const notices = store<readonly Notice[]>([]);

export function dismiss(id: number): void {
  notices.set(notices.get().filter((notice) => notice.id !== id));
}

function add(notice: Notice): void {
  notices.set([...notices.get(), notice].slice(-AT_ONCE));
}

/** Say it, and take it away after a while. */
export function notify(words: string): void {
  const id = ++last;
  add({ id, words });
  setTimeout(() => dismiss(id), LASTS);
}

/** Say what went wrong. It stays until it is dismissed. */
export function complain(error: unknown): void {
  add({ id: ++last, problem: messageOf(error) });
}
