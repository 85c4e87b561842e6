// A job's state in words for a person. The type makes sure that no state is forgotten.
import type { Job, JobState } from "../contract/types";
import { momentOf, timeOf, wholeOf } from "../parts/format";

export const STATES: Record<JobState, string> = {
  queued: "Waiting",
  running: "Drawing",
  succeeded: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
};

/** Whether a job in this state never moves again by itself. */
export function isOver(state: JobState): boolean {
  return state !== "queued" && state !== "running";
}

type Told = Pick<Job, "state" | "queue_position" | "cancel_requested" | "image_id" | "run_at">;

export function stateInWords(job: Told): string {
  if (job.state === "queued" && job.queue_position !== null) {
    return job.queue_position === 1 ? "Next" : `Waiting, ${wholeOf(job.queue_position - 1)} before it`;
  }
  if (job.state === "queued") return `Tried again ${whenOf(job.run_at)}`;
  if (job.state === "running" && job.cancel_requested) return "Stopping";
  if (job.state === "succeeded" && job.image_id === null) return "Done, then deleted";
  return STATES[job.state];
}

function whenOf(run_at: string): string {
  const ahead = Date.parse(run_at) - Date.now();
  if (ahead <= 0) return "soon";
  return ahead < 12 * 60 * 60 * 1_000 ? `at ${timeOf(run_at)}` : `on ${momentOf(run_at)}`;
}
