// One batch and a page of its rows, told by events.
import { useEffect, useState } from "react";

import { messageOf, type Message } from "../contract/problem";
import type { BatchDetail, BatchId, JobState } from "../contract/types";
import { listen } from "../jobs/live";
import { throttle } from "../parts/throttle";
import { usePager, type Pager } from "../parts/usePager";
import { listItems, openBatch } from "./batches";
import { itemsAfter, type LiveItem } from "./items";

const SELDOM = 800;

interface Seen {
  batch: BatchDetail | null;
  trouble: Message | null;
  items: Pager<LiveItem>;
  tell(batch: BatchDetail): void;
  reload(): void;
}

export function useBatch(id: BatchId, state: JobState | undefined): Seen {
  const [batch, setBatch] = useState<BatchDetail | null>(null);
  const [trouble, setTrouble] = useState<Message | null>(null);
  const items = usePager<LiveItem>(
    `items ${id} ${state ?? ""}`,
    async (cursor) => (await listItems(id, state && [state], cursor)).data,
    true,
  );
  const { reload, change } = items;

  useEffect(() => {
    let turn = 0;
    async function read() {
      const mine = ++turn;
      try {
        const { data } = await openBatch(id);
        if (mine !== turn) return;
        setBatch(data);
        setTrouble(null);
      } catch (error) {
        if (mine === turn) setTrouble(messageOf(error));
      }
    }
    const counted = throttle(() => void read(), SELDOM);
    const moved = throttle(reload, SELDOM);
    const stop = listen({
      read() {
        void read();
        reload();
      },
      job(event) {
        if (event.batch_id !== id) return;
        change((shown) => itemsAfter(shown, event));
        if (event.state === "running" && event.steps_done > 0) return;
        counted.call();
        if (state) moved.call();
      },
    });
    return () => {
      turn++;
      counted.stop();
      moved.stop();
      stop();
    };
  }, [id, state, reload, change]);

  return { batch, trouble, items, tell: setBatch, reload };
}
