// One job as it is: read once, then told by events.
import { useEffect, useRef, useState } from "react";

import type { Told } from "../contract/events";
import { messageOf, type Message } from "../contract/problem";
import type { Job, JobId } from "../contract/types";
import { throttle } from "../parts/throttle";
import { after } from "./heard";
import { openJob } from "./jobs";
import { listen } from "./live";
import { isOver } from "./states";

const SELDOM = 2_000;

interface Seen {
  job: Job | null;
  trouble: Message | null;
  readNow(): void;
}

/** `known` is what was read before; when that is over, nothing is asked at all. */
export function useJob(id: JobId, known: Job | null): Seen {
  const [job, setJob] = useState<Job | null>(known);
  const [trouble, setTrouble] = useState<Message | null>(null);
  const [asked, setAsked] = useState(0);
  const latest = useRef(job);
  latest.current = job;

  useEffect(() => {
    if (asked === 0 && latest.current && isOver(latest.current.state)) return;
    let turn = 0;
    let meanwhile: Told["job"][] = [];
    async function read() {
      const mine = ++turn;
      meanwhile = [];
      try {
        const { data } = await openJob(id);
        if (mine !== turn) return;
        setJob(meanwhile.reduce(after, data));
        setTrouble(null);
      } catch (error) {
        if (mine === turn) setTrouble(messageOf(error));
      }
    }
    const moved = throttle(() => void read(), SELDOM);
    const stop = listen({
      read: () => void read(),
      job(event) {
        if (event.job_id !== id) return;
        meanwhile.push(event);
        setJob((now) => now && after(now, event));
      },
      // While it waits, its place changes with what others do.
      queue: () => latest.current?.state === "queued" && moved.call(),
    });
    return () => {
      turn++;
      moved.stop();
      stop();
    };
  }, [id, asked]);

  return { job, trouble, readNow: () => setAsked((times) => times + 1) };
}
