// What an event means for jobs that were read before it came.
import type { Told } from "../contract/events";
import type { Job, JobState } from "../contract/types";
import { isOver } from "./states";

type JobEvent = Told["job"];

/** Whether the job is newer than what is told of it: attempts only grow, and so do the steps of one. */
export function isStale(told: Pick<Job, "state" | "attempts" | "steps_done">, job: Job): boolean {
  if (told.attempts !== job.attempts) return told.attempts < job.attempts;
  return told.state === "running" && (job.state !== "running" || told.steps_done < job.steps_done);
}

/** The job as it is after the event. */
export function after(job: Job, event: JobEvent): Job {
  if (isStale(event, job)) return job;
  const { state, steps_done, attempts, cancel_requested, failure, album_id, image_id, at } = event;
  return {
    ...job,
    ...{ state, steps_done, attempts, cancel_requested, failure, album_id, image_id },
    queue_position: state === "queued" ? job.queue_position : null,
    started_at: state === "queued" ? null : attempts === job.attempts && job.started_at !== null ? job.started_at : at,
    finished_at: isOver(state) ? (job.finished_at ?? at) : null,
  };
}

export interface Heard {
  /** The same array when nothing in it has changed. */
  jobs: readonly Job[];
  /** Whether the list is to be read again: something came into it, left it, or moved. */
  moved: boolean;
}

/** A list of the jobs in some states, after an event. Those that left stay until it is read again, as they ended. */
export function heard(jobs: readonly Job[], event: JobEvent, states: readonly JobState[]): Heard {
  const place = jobs.findIndex((job) => job.id === event.job_id);
  const job = jobs[place];
  if (!job) return { jobs, moved: states.includes(event.state) };
  const next = after(job, event);
  if (next === job) return { jobs, moved: false };
  return { jobs: jobs.with(place, next), moved: next.state !== job.state };
}
