// What happens in the queue, told to whoever listens. One connection serves the whole page: a browser opens six to a
// server at most, and each stream takes one for as long as it lasts. A hidden tab gives its own back.
import { follow, type Told } from "../contract/events";
import { store } from "../parts/store";
import { heardOf } from "./current";

export interface Listener {
  job?(told: Told["job"]): void;
  queue?(told: Told["queue"]): void;
  /** Events may have been missed, or none will come: read what is shown. */
  read?(): void;
}

/** Whether events reach us. */
export type Connection = "opening" | "on" | "off";

/** Some servers hold the first bytes back; what is shown does not wait for them. */
const PATIENCE = 1_500;
/** Leaving one page for another keeps the connection. */
const LINGER = 1_000;

export const connection = store<Connection>("opening");

const listeners = new Set<Listener>();
let stop: (() => void) | null = null;
let leaving: ReturnType<typeof setTimeout> | undefined;

function everyone<Kind extends keyof Listener>(kind: Kind, ...told: Parameters<NonNullable<Listener[Kind]>>): void {
  for (const listener of listeners) (listener[kind] as ((...told: unknown[]) => void) | undefined)?.(...told);
}

function open(): void {
  connection.set("opening");
  const late = setTimeout(() => everyone("read"), PATIENCE);
  const close = follow("/queue/events", {
    open(anew) {
      clearTimeout(late);
      connection.set("on");
      if (anew) everyone("read");
    },
    lost(refused) {
      clearTimeout(late);
      const first = connection.get() === "opening";
      connection.set("off");
      // A plain request says why, and notices a session that has ended.
      if (first || refused) everyone("read");
    },
    job: (told) => everyone("job", told),
    queue(told) {
      heardOf(told);
      everyone("queue", told);
    },
    reset: () => everyone("read"),
  });
  stop = () => {
    clearTimeout(late);
    close();
    connection.set("opening");
    stop = null;
  };
}

function arrange(): void {
  const wanted = listeners.size > 0 && !document.hidden;
  clearTimeout(leaving);
  if (wanted && !stop) open();
  if (!wanted && stop) leaving = setTimeout(() => stop?.(), LINGER);
}

/** Listen from now on. Gives back how to stop. */
export function listen(listener: Listener): () => void {
  if (listeners.size === 0) document.addEventListener("visibilitychange", arrange);
  listeners.add(listener);
  arrange();
  if (connection.get() !== "opening") listener.read?.();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) document.removeEventListener("visibilitychange", arrange);
    arrange();
  };
}
