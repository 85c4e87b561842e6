// One job as it is: read once, then told by events.
import { useEffect, useRef, useState } from "react";

import type { Told } from "../contract/events";
import { messageOf, type Message } from "../contract/problem";
import type { Job, JobId } from "../contract/types";
import { useShown } from "./current";
import { after, isStale } from "./heard";
import { openJob } from "./jobs";
import { listen } from "./live";
import { isOver } from "./states";

interface Seen {
  job: Job | null;
  trouble: Message | null;
  readNow(): void;
}

/** `known` is what somebody else reads, now and again; a job that it says is over is not asked for at all. */
export function useJob(id: JobId, known: Job | null): Seen {
  const [job, setJob] = useState<Job | null>(known);
  const [trouble, setTrouble] = useState<Message | null>(null);
  const [asked, setAsked] = useState(0);
  const latest = useRef(job);
  latest.current = job;
  useShown(job);

  useEffect(() => {
    if (known) setJob((now) => (now && isStale(known, now) ? now : known));
  }, [known]);

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
    const stop = listen({
      read: () => void read(),
      job(event) {
        if (event.job_id !== id) return;
        meanwhile.push(event);
        setJob((now) => now && after(now, event));
      },
    });
    return () => {
      turn++;
      stop();
    };
  }, [id, asked]);

  return { job, trouble, readNow: () => setAsked((times) => times + 1) };
}
