import type { Message } from "../contract/problem";

interface Shown {
  items: readonly unknown[];
  loaded: boolean;
  busy: boolean;
  trouble: Message | null;
}

const FIRST = 5;

/** What a report of a problem tells of a list on the page. */
export function listState(what: string, { items, loaded, busy, trouble }: Shown) {
  const first = items.slice(0, FIRST).map((item) => (item as { id?: unknown } | null)?.id ?? null);
  return { what, count: items.length, first, loaded, busy, trouble: trouble?.detail ?? null };
}
