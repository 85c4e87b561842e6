import { thumbnailOf } from "../contract/http";
import type { Job } from "../contract/types";
import { momentOf, secondsBetween } from "../parts/format";
import { useMay } from "../session/session";
import { hrefOf } from "../studio/route";
import { Cancel } from "./Cancel";
import { Progress } from "./Progress";
import { stateInWords } from "./states";
import { isFinished } from "./watch";

/** One line of the queue. */
export function JobRow({ job, onChange }: { job: Job; onChange(): void }) {
  const mayAsk = useMay("queue_job");
  const took = job.started_at && job.finished_at && secondsBetween(job.started_at, job.finished_at);
  return (
    <li className="job-row" data-state={job.state}>
      <div className="sheet-of-paper small">
        {job.image_id && (
          <a href={hrefOf({ page: "images", image: job.image_id })} aria-label={`Open: ${job.prompt}`}>
            <img src={thumbnailOf(job.image_id)} alt="" loading="lazy" width="56" height="56" />
          </a>
        )}
      </div>
      <div className="grow">
        <p className="prompt" title={job.prompt}>
          {job.prompt}
        </p>
        <p className="small">
          {job.width} × {job.height}, {job.steps} steps, seed {job.seed}, {momentOf(job.created_at)}
          {took && `, took ${took}`}
          {job.attempts > 1 && `, attempt ${job.attempts}`}
        </p>
        {job.failure && <p className="small trouble">{job.failure.reason}</p>}
      </div>
      <div className="end-of-row">
        {job.state === "running" ? <Progress job={job} /> : null}
        <span className={`state ${job.state}`}>{stateInWords(job)}</span>
        <Cancel job={job} onChange={onChange} />
        {mayAsk && isFinished(job) && (
          <a className="small" href={hrefOf({ page: "new", job: job.id })} aria-label={`Draw again: ${job.prompt}`}>
            Draw again
          </a>
        )}
      </div>
    </li>
  );
}
