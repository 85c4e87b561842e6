import { thumbnailOf } from "../contract/http";
import type { Job, JobId } from "../contract/types";
import { ProblemNote } from "../parts/ProblemNote";
import { hrefOf, type Route } from "../studio/route";
import { Cancel } from "./Cancel";
import { Failure } from "./Failure";
import { Progress } from "./Progress";
import { Retry } from "./Retry";
import { Subject } from "./Subject";
import { stateInWords } from "./states";
import { useJob } from "./useJob";

/** One job on the easel: pricked paper that becomes the picture. */
export function JobCard({ id, known = null }: { id: JobId; known?: Job | null | undefined }) {
  const { job, trouble, readNow } = useJob(id, known);
  if (!job) {
    if (trouble) return <ProblemNote message={trouble} onRetry={readNow} />;
    return <div className="sheet-of-paper" aria-hidden="true" />;
  }
  return (
    <article className="job-card" data-state={job.state} aria-label={job.prompt}>
      <div className="sheet-of-paper">
        <Picture job={job} />
        {job.state === "running" && <Progress job={job} />}
      </div>
      <p className="prompt" title={job.prompt}>
        <Subject job={job} />
        {job.prompt}
      </p>
      <div className="row between">
        <span className={`state ${job.state}`} role="status">
          {stateInWords(job)}
        </span>
        <Cancel job={job} onChange={readNow} />
        <Retry job={job} onChange={readNow} />
      </div>
      {job.failure && <Failure failure={job.failure} />}
      {trouble && <p className="small trouble">{trouble.detail}</p>}
    </article>
  );
}

function Picture({ job }: { job: Job }) {
  if (job.image_id === null) return null;
  const place: Route = job.album_id
    ? { page: "album", album: job.album_id, image: job.image_id }
    : { page: "images", image: job.image_id };
  return (
    <a href={hrefOf(place)}>
      <img src={thumbnailOf(job.image_id)} alt={job.prompt} width={job.width} height={job.height} />
    </a>
  );
}
