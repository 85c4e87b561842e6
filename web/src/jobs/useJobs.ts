// A page of jobs that events keep up to date.
import { useEffect, useRef } from "react";

import type { BatchId, Job, JobState } from "../contract/types";
import { throttle } from "../parts/throttle";
import { usePager, type Pager } from "../parts/usePager";
import { heard } from "./heard";
import { listJobs } from "./jobs";
import { listen } from "./live";

/** Once a second is soon enough for a list that moves all the time. */
const SELDOM = 1_000;

export type Some<T> = [T, ...T[]];

export function useJobs(states: Some<JobState>, batch?: BatchId): Pager<Job> {
  const what = [...states, batch ?? ""].join(" ");
  const pager = usePager<Job>(what, async (cursor) => (await listJobs(states, batch, cursor)).data, true);
  const shown = useRef(pager.items);
  shown.current = pager.items;
  const { reload, change } = pager;

  useEffect(() => {
    const moved = throttle(reload, SELDOM);
    const stop = listen({
      read: reload,
      job(event) {
        if (batch && event.batch_id !== batch) return;
        if (heard(shown.current, event, states).moved) moved.call();
        change((jobs) => heard(jobs, event, states).jobs);
      },
      // A place in the queue changes with what others do.
      queue: () => states.includes("queued") && shown.current.length > 0 && moved.call(),
    });
    return () => {
      moved.stop();
      stop();
    };
  }, [what, reload, change]);

  return pager;
}
