import { thumbnailOf } from "../contract/http";
import type { Job, JobId } from "../contract/types";
import { ProblemNote } from "../parts/ProblemNote";
import { hrefOf, type Route } from "../studio/route";
import { Cancel } from "./Cancel";
import { openJob } from "./jobs";
import { Progress } from "./Progress";
import { stateInWords } from "./states";
import { useWatch } from "./useWatch";
import { pauseFor } from "./watch";

/** One job on the easel: pricked paper that becomes the picture. */
export function JobCard({ id, known = null }: { id: JobId; known?: Job | null }) {
  const { seen: job, trouble, lookNow } = useWatch(
    id,
    async () => (await openJob(id)).data,
    (next, hidden) => pauseFor([next], hidden),
    known,
  );
  if (!job) {
    if (trouble) return <ProblemNote message={trouble} onRetry={lookNow} />;
    return <div className="sheet-of-paper" aria-hidden="true" />;
  }
  return (
    <article className="job-card" data-state={job.state} aria-label={job.prompt}>
      <div className="sheet-of-paper">
        <Picture job={job} />
        {job.state === "running" && <Progress job={job} />}
      </div>
      <p className="prompt" title={job.prompt}>
        {job.prompt}
      </p>
      <div className="row between">
        <span className={`state ${job.state}`} role="status">
          {stateInWords(job)}
        </span>
        <Cancel job={job} onChange={lookNow} />
      </div>
      {job.failure && <p className="small trouble">{job.failure.reason}</p>}
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
