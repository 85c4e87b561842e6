// One page at a time of a long list that moves: forth by the cursors that were given, back by those that were kept.
import { useCallback, useEffect, useRef, useState } from "react";

import { messageOf, type Message } from "../contract/problem";
import { useCollector } from "../reporter/collectors";
import { listState } from "./listState";
import type { Page } from "./usePages";

type Change<T> = (items: readonly T[]) => readonly T[];

export interface Pager<T> {
  items: readonly T[];
  /** The page that is shown, 1 being the first. */
  number: number;
  loaded: boolean;
  busy: boolean;
  trouble: Message | null;
  next: (() => void) | null;
  back: (() => void) | null;
  reload(): void;
  /** Change what is shown, and what is being read at this moment too. */
  change(how: Change<T>): void;
}

/** Pages of the list named by `what`. `wait` leaves it to the caller to read the first one, by `reload`. */
export function usePager<T>(what: string, load: (cursor?: string) => Promise<Page<T>>, wait = false): Pager<T> {
  const [items, setItems] = useState<readonly T[]>([]);
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const [following, setFollowing] = useState<string | null>(null);
  const [loaded, setLoaded] = useState(false);
  const [busy, setBusy] = useState(true);
  const [trouble, setTrouble] = useState<Message | null>(null);
  const turn = useRef(0);
  useCollector("list", () => listState(what, { items, loaded, busy, trouble }));
  const meanwhile = useRef<Change<T>[]>([]);
  const latest = useRef({ load, cursors });
  latest.current.load = load;

  const read = useCallback(async (at: readonly string[]): Promise<void> => {
    const mine = ++turn.current;
    meanwhile.current = [];
    setBusy(true);
    try {
      const page = await latest.current.load(at.at(-1));
      if (mine !== turn.current) return;
      if (page.items.length === 0 && at.length > 0) return await read(at.slice(0, -1));
      setItems(meanwhile.current.reduce<readonly T[]>((shown, how) => how(shown), page.items));
      latest.current.cursors = at;
      setCursors(at);
      setFollowing(page.next_cursor);
      setLoaded(true);
      setTrouble(null);
    } catch (error) {
      if (mine === turn.current) setTrouble(messageOf(error));
    } finally {
      if (mine === turn.current) setBusy(false);
    }
  }, []);

  const reload = useCallback(() => void read(latest.current.cursors), [read]);
  const change = useCallback((how: Change<T>) => {
    meanwhile.current.push(how);
    setItems(how);
  }, []);

  useEffect(() => {
    setItems([]);
    setLoaded(false);
    latest.current.cursors = [];
    if (!wait) reload();
    return () => void turn.current++;
  }, [what, wait, reload]);

  return {
    items,
    number: cursors.length + 1,
    loaded,
    busy,
    trouble,
    next: following === null ? null : () => void read([...cursors, following]),
    back: cursors.length === 0 ? null : () => void read(cursors.slice(0, -1)),
    reload,
    change,
  };
}
