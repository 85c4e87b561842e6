import { useId, type ReactNode } from "react";

import type { BatchId, Job, JobState } from "../contract/types";
import { Paged } from "../parts/Paged";
import { JobRow } from "./JobRow";
import { useJobs, type Some } from "./useJobs";

interface JobSectionProps {
  title: string;
  states: Some<JobState>;
  batch?: BatchId | undefined;
  empty: ReactNode;
  /** What can be done with all of them; given how to read the list again. */
  children?(reload: () => void): ReactNode;
}

/** The jobs in some states: a page of them, live, and what can be done with all. */
export function JobSection({ title, states, batch, empty, children }: JobSectionProps) {
  const heading = useId();
  const pager = useJobs(states, batch);
  const jobs = states.includes("queued") ? inOrder(pager.items) : pager.items;
  return (
    <section aria-labelledby={heading} className="stack">
      <div className="row between">
        <h2 id={heading}>{title}</h2>
        {pager.items.length > 0 && <div className="row">{children?.(pager.reload)}</div>}
      </div>
      <Paged of={title} pager={pager} empty={empty}>
        {() => (
          <ul className="job-rows" aria-label={title}>
            {jobs.map((job) => (
              <JobRow key={job.id} job={job} onChange={pager.reload} />
            ))}
          </ul>
        )}
      </Paged>
    </section>
  );
}

/** Next first; those that wait to be tried again have no place yet, and come last. */
function inOrder(jobs: readonly Job[]): readonly Job[] {
  const place = (job: Job) => (job.state === "queued" ? (job.queue_position ?? Infinity) : 0);
  return jobs.toSorted((one, other) => {
    const [a, b] = [place(one), place(other)];
    return a === b ? Date.parse(one.run_at) - Date.parse(other.run_at) : a - b;
  });
}
