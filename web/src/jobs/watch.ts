// Looking again and again until there is nothing left to see.
import { statusOf } from "../contract/problem";
import type { Job } from "../contract/types";

const RUNNING = 400;
const WAITING = 1_500;
const HIDDEN = 5_000;
const LONGEST = 15_000;

/** A finished job never moves again; the contract says so, and gives it the time of its end. */
export function isFinished(job: Pick<Job, "finished_at">): boolean {
  return job.finished_at !== null;
}

/** How long to wait before the next look at these jobs; null when none of them can change any more. */
export function pauseFor(jobs: readonly Pick<Job, "state" | "finished_at" | "queue_position">[], hidden: boolean): number | null {
  const open = jobs.filter((job) => !isFinished(job));
  if (open.length === 0) return null;
  if (hidden) return HIDDEN;
  return open.some((job) => job.state === "running" || job.queue_position === 1) ? RUNNING : WAITING;
}

/** How long to wait after a look that failed; null when looking again is of no use. */
export function pauseAfter(error: unknown, failures: number): number | null {
  const status = statusOf(error);
  if (status !== null && status < 500 && status !== 429) return null;
  return Math.min(LONGEST, 1_000 * 2 ** failures);
}

export interface Watching<T> {
  look(): Promise<T>;
  tell(seen: T): void;
  trouble(error: unknown): void;
  pause(seen: T): number | null;
}

/** Start looking. Gives back how to look at once and how to stop. */
export function watch<T>({ look, tell, trouble, pause }: Watching<T>): { now(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let turn = 0;

  async function again(): Promise<void> {
    clearTimeout(timer);
    const mine = ++turn;
    let wait: number | null;
    try {
      const seen = await look();
      if (mine !== turn) return;
      failures = 0;
      tell(seen);
      wait = pause(seen);
    } catch (error) {
      if (mine !== turn) return;
      trouble(error);
      wait = pauseAfter(error, failures++);
    }
    if (wait !== null && mine === turn) timer = setTimeout(() => void again(), wait);
  }

  void again();
  return {
    now: () => void again(),
    stop() {
      turn++;
      clearTimeout(timer);
    },
  };
}
