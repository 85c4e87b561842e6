import { thumbnailOf } from "../contract/http";
import type { Job } from "../contract/types";
import { momentOf, secondsBetween } from "../parts/format";
import { useMay } from "../session/session";
import { hrefOf } from "../studio/route";
import { Cancel } from "./Cancel";
import { useShown } from "./current";
import { Failure } from "./Failure";
import { PrioritySelect } from "./PrioritySelect";
import { Progress } from "./Progress";
import { Retry } from "./Retry";
import { isOver, stateInWords } from "./states";
import { Subject } from "./Subject";

/** One line of the queue. */
export function JobRow({ job, onChange }: { job: Job; onChange(): void }) {
  useShown(job);
  const mayAsk = useMay("queue_job");
  const took = job.started_at && job.finished_at && secondsBetween(job.started_at, job.finished_at);
  return (
    <li className="job-row" data-state={job.state} data-job={job.id}>
      <div className="sheet-of-paper small">
        {job.image_id && (
          <a href={hrefOf({ page: "images", image: job.image_id })} aria-label={`Open: ${job.prompt}`}>
            <img src={thumbnailOf(job.image_id)} alt="" loading="lazy" width="56" height="56" />
          </a>
        )}
      </div>
      <div className="grow">
        <p className="prompt" title={job.prompt}>
          <Subject job={job} />
          {job.prompt}
        </p>
        <p className="small">
          {job.width} × {job.height}, {job.steps} steps, seed {job.seed}, {momentOf(job.created_at)}
          {took && `, took ${took}`}
          {job.attempts > 1 && `, attempt ${job.attempts}`}
          {job.batch_id && (
            <>
              , row {job.row_number} of <a href={hrefOf({ page: "batch", batch: job.batch_id })}>its batch</a>
            </>
          )}
        </p>
        {job.failure && <Failure failure={job.failure} />}
      </div>
      <div className="end-of-row">
        {job.state === "running" && !job.cancel_requested ? (
          <Progress job={job} />
        ) : (
          <span className={`state ${job.state}`}>{stateInWords(job)}</span>
        )}
        <PrioritySelect job={job} onChange={onChange} />
        <Cancel job={job} onChange={onChange} />
        <Retry job={job} onChange={onChange} />
        {mayAsk && isOver(job.state) && (
          <a className="small" href={hrefOf({ page: "new", job: job.id })} aria-label={`Draw again: ${job.prompt}`}>
            Draw again
          </a>
        )}
      </div>
    </li>
  );
}
