import { http, read, thumbnailOf } from "../contract/http";
import type { JobId } from "../contract/types";
import { ProblemNote } from "../parts/ProblemNote";
import { hrefOf } from "../studio/route";
import { Cancel } from "./Cancel";
import { Progress } from "./Progress";
import { stateInWords } from "./states";
import { useWatch } from "./useWatch";
import { pauseFor } from "./watch";

/** One job on the easel: pricked paper that becomes the picture. */
export function JobCard({ id }: { id: JobId }) {
  const { seen: job, trouble, lookNow } = useWatch(
    id,
    async () => (await read(http.GET("/jobs/{job_id}", { params: { path: { job_id: id } } }))).data,
    (next, hidden) => pauseFor([next], hidden),
  );
  if (!job) return trouble ? <ProblemNote message={trouble} onRetry={lookNow} /> : <div className="job-card" aria-hidden="true"><div className="sheet-of-paper" /></div>;
  const picture = job.image_id && (
    <a href={hrefOf(job.album_id ? { page: "album", album: job.album_id, image: job.image_id } : { page: "images", image: job.image_id })}>
      <img src={thumbnailOf(job.image_id)} alt={job.prompt} width={job.width} height={job.height} />
    </a>
  );
  return (
    <article className="job-card" data-state={job.state} aria-label={job.prompt}>
      <div className="sheet-of-paper" style={{ aspectRatio: `${job.width} / ${job.height}` }}>
        {picture}
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
