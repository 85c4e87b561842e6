// The jobs that are shown and the queue as it was last told: what a report of a problem says about them.
import { useEffect } from "react";

import type { Job, JobId, Queue } from "../contract/types";
import { isOver } from "./states";

const shown = new Map<JobId, Job>();
let queue: Queue | null = null;

/** Count the job among those that the page shows. */
export function useShown(job: Job | null): void {
  useEffect(() => {
    if (!job) return;
    shown.set(job.id, job);
    return () => void shown.delete(job.id);
  }, [job]);
}

export function heardOf(told: Queue): void {
  queue = told;
}

/** The jobs on the page that are not over, and how many wait and run. */
export function currentJobs() {
  const current = [...shown.values()].filter((job) => !isOver(job.state));
  return {
    current_jobs: current.map(({ id, state, steps_done, steps, attempts, queue_position }) => ({
      ...{ id, state, steps_done, steps, attempts, queue_position },
    })),
    queue_position: current.flatMap((job) => job.queue_position ?? []).toSorted((one, other) => one - other)[0] ?? null,
    counts: {
      jobs_shown: shown.size,
      ...(queue && { queued: queue.queued, running: queue.running, waiting_for_retry: queue.waiting_for_retry }),
    },
    paused: queue?.paused ?? null,
  };
}
