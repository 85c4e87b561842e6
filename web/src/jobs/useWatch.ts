// `watch` for components: it looks at once when the tab is shown again, and stops with the component.
import { useEffect, useRef, useState } from "react";

import { messageOf, type Message } from "../contract/problem";
import { watch, type Watching } from "./watch";

export interface Seen<T> {
  seen: T | null;
  trouble: Message | null;
  lookNow(): void;
}

/** `known` is what was seen before; when that cannot change any more, nothing is asked at all. */
export function useWatch<T>(
  what: string,
  look: () => Promise<T>,
  pause: (seen: T, hidden: boolean) => number | null,
  known: T | null = null,
): Seen<T> {
  const [seen, setSeen] = useState<T | null>(known);
  const [trouble, setTrouble] = useState<Message | null>(null);
  const now = useRef(() => {});
  const latest = useRef({ look, pause });
  latest.current = { look, pause };

  useEffect(() => {
    if (known !== null && latest.current.pause(known, false) === null) return;
    const watching: Watching<T> = {
      look: () => latest.current.look(),
      pause: (next) => latest.current.pause(next, document.hidden),
      tell(next) {
        setSeen(next);
        setTrouble(null);
      },
      trouble: (error) => setTrouble(messageOf(error)),
    };
    const watcher = watch(watching);
    now.current = watcher.now;
    const onShow = () => {
      if (!document.hidden) watcher.now();
    };
    document.addEventListener("visibilitychange", onShow);
    return () => {
      watcher.stop();
      document.removeEventListener("visibilitychange", onShow);
    };
  }, [what]);

  return { seen, trouble, lookNow: () => now.current() };
}
