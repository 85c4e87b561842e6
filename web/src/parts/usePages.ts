// A list that comes in pages: follow the cursor until it is null.
import { useCallback, useEffect, useRef, useState } from "react";

import { messageOf, type Message } from "../contract/problem";
import { useCollector } from "../reporter/collectors";
import { listState } from "./listState";

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface Pages<T> {
  items: T[];
  loaded: boolean;
  busy: boolean;
  trouble: Message | null;
  more: (() => void) | null;
  /** Read again as much as is shown. */
  reload(): void;
  replace(item: T): void;
  drop(id: string): void;
  /** Show the same items in another order, until they are read again. */
  arrange(ids: readonly string[]): void;
}

/** Pages of the list named by `what`; another name means another list, and starts anew. */
export function usePages<T extends { id: string }>(what: string, load: (cursor?: string) => Promise<Page<T>>): Pages<T> {
  const [items, setItems] = useState<T[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [loaded, setLoaded] = useState(false);
  const [busy, setBusy] = useState(true);
  const [trouble, setTrouble] = useState<Message | null>(null);
  const turn = useRef(0);
  useCollector("list", () => listState(what, { items, loaded, busy, trouble }));
  const latest = useRef({ load, shown: 0 });
  latest.current = { load, shown: items.length };

  /** The page that follows `from`; without it, the first pages until there are `enough` items. */
  const fetchPages = useCallback(async (from?: string, enough = 0) => {
    const mine = ++turn.current;
    setBusy(true);
    setTrouble(null);
    try {
      let page = await latest.current.load(from);
      let found = page.items;
      while (found.length < enough && page.next_cursor !== null && mine === turn.current) {
        page = await latest.current.load(page.next_cursor);
        found = withNew(found, page.items);
      }
      if (mine !== turn.current) return;
      setItems((before) => (from === undefined ? found : withNew(before, found)));
      setCursor(page.next_cursor);
      setLoaded(true);
    } catch (error) {
      if (mine === turn.current) setTrouble(messageOf(error));
    } finally {
      if (mine === turn.current) setBusy(false);
    }
  }, []);
  const reload = useCallback(() => void fetchPages(undefined, latest.current.shown), [fetchPages]);

  useEffect(() => {
    setItems([]);
    setLoaded(false);
    void fetchPages();
    return () => void turn.current++;
  }, [what, fetchPages]);

  return {
    items,
    loaded,
    busy,
    trouble,
    more: cursor === null ? null : () => void fetchPages(cursor),
    reload,
    replace: (item) => setItems((all) => all.map((one) => (one.id === item.id ? item : one))),
    drop: (id) => setItems((all) => all.filter((one) => one.id !== id)),
    arrange: (ids) => setItems((all) => all.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))),
  };
}

/** A page may repeat what came before when the list moved between two requests. */
function withNew<T extends { id: string }>(before: T[], page: T[]): T[] {
  const known = new Set(before.map((one) => one.id));
  return [...before, ...page.filter((one) => !known.has(one.id))];
}
