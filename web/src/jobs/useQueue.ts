// The queue as a whole, told by events.
import { useEffect, useState } from "react";

import { messageOf, type Message } from "../contract/problem";
import type { Queue } from "../contract/types";
import { heardOf } from "./current";
import { getQueue } from "./jobs";
import { listen } from "./live";

interface Seen {
  queue: Queue | null;
  trouble: Message | null;
  tell(queue: Queue): void;
}

export function useQueue(): Seen {
  const [queue, setQueue] = useState<Queue | null>(null);
  const [trouble, setTrouble] = useState<Message | null>(null);

  useEffect(() => {
    let turn = 0;
    const tell = (told: Queue) => {
      turn++;
      setQueue(told);
      setTrouble(null);
    };
    const stop = listen({
      queue: tell,
      read() {
        const mine = ++turn;
        getQueue().then(
          ({ data }) => {
            if (mine !== turn) return;
            tell(data);
            heardOf(data);
          },
          (error: unknown) => mine === turn && setTrouble(messageOf(error)),
        );
      },
    });
    return () => {
      turn++;
      stop();
    };
  }, []);

  return { queue, trouble, tell: setQueue };
}
