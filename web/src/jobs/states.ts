// A job's state in words for a person. The type makes sure that no state is forgotten.
import type { Job, JobState } from "../contract/types";

export const STATES: Record<JobState, string> = {
  queued: "Waiting",
  running: "Drawing",
  succeeded: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
};

export function stateInWords(job: Pick<Job, "state" | "queue_position" | "cancel_requested" | "image_id">): string {
  if (job.state === "queued" && job.queue_position !== null) {
    return job.queue_position === 1 ? "Next" : `Waiting, ${job.queue_position - 1} before it`;
  }
  if (job.state === "running" && job.cancel_requested) return "Stopping";
  if (job.state === "succeeded" && job.image_id === null) return "Done, then deleted";
  return STATES[job.state];
}
