// A list that comes in pages: follow the cursor until it is null.
import { useCallback, useEffect, useRef, useState } from "react";

import { messageOf, type Message } from "../contract/problem";

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
  reload(): void;
  replace(item: T): void;
  drop(id: string): void;
}

/** Pages of the list named by `what`; another name means another list, and starts anew. */
export function usePages<T extends { id: string }>(what: string, load: (cursor?: string) => Promise<Page<T>>): Pages<T> {
  const [items, setItems] = useState<T[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [loaded, setLoaded] = useState(false);
  const [busy, setBusy] = useState(true);
  const [trouble, setTrouble] = useState<Message | null>(null);
  const turn = useRef(0);
  const latest = useRef(load);
  latest.current = load;

  const fetchPage = useCallback(async (from?: string) => {
    const mine = ++turn.current;
    setBusy(true);
    setTrouble(null);
    try {
      const page = await latest.current(from);
      if (mine !== turn.current) return;
      setItems((before) => (from === undefined ? page.items : withNew(before, page.items)));
      setCursor(page.next_cursor);
      setLoaded(true);
    } catch (error) {
      if (mine === turn.current) setTrouble(messageOf(error));
    } finally {
      if (mine === turn.current) setBusy(false);
    }
  }, []);

  useEffect(() => {
    setItems([]);
    setLoaded(false);
    void fetchPage();
    return () => void turn.current++;
  }, [what, fetchPage]);

  return {
    items,
    loaded,
    busy,
    trouble,
    more: cursor === null ? null : () => void fetchPage(cursor),
    reload: () => void fetchPage(),
    replace: (item) => setItems((all) => all.map((one) => (one.id === item.id ? item : one))),
    drop: (id) => setItems((all) => all.filter((one) => one.id !== id)),
  };
}

/** A page may repeat what came before when the list moved between two requests. */
function withNew<T extends { id: string }>(before: T[], page: T[]): T[] {
  const known = new Set(before.map((one) => one.id));
  return [...before, ...page.filter((one) => !known.has(one.id))];
}
