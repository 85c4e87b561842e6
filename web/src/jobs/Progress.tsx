import type { Job } from "../contract/types";

/** How far it is: charcoal dust through one prick after another. */
export function Progress({ job }: { job: Pick<Job, "steps" | "steps_done"> }) {
  return (
    <div className="progress">
      <progress max={job.steps} value={job.steps_done} aria-label="Progress" />
      <span className="small">
        {job.steps_done} of {job.steps}
      </span>
    </div>
  );
}
