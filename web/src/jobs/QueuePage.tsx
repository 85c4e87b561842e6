import type { BatchId, JobState } from "../contract/types";
import { Heading } from "../parts/Heading";
import { ProblemNote } from "../parts/ProblemNote";
import { JobSection } from "./JobSection";
import { ManyJobs } from "./ManyJobs";
import { PauseSwitch } from "./PauseSwitch";
import { QueueFilter } from "./QueueFilter";
import { QueueNow } from "./QueueNow";
import { useQueue } from "./useQueue";

interface QueuePageProps {
  state?: JobState | undefined;
  batch?: BatchId | undefined;
}

/** What is being drawn, what waits, what failed, and what is done: as it happens. */
export function QueuePage({ state, batch }: QueuePageProps) {
  const { queue, trouble, tell } = useQueue();
  const shows = (...states: JobState[]) => state === undefined || states.includes(state);
  const of = batch === undefined ? {} : { batch_id: batch };
  return (
    <>
      <Heading title="Queue">{queue && <PauseSwitch queue={queue} onChange={tell} />}</Heading>
      {trouble && <ProblemNote message={trouble} />}
      {queue && <QueueNow queue={queue} />}
      <QueueFilter state={state} batch={batch} />
      {shows("running") && (
        <JobSection title="Being drawn" states={["running"]} batch={batch} empty={<p>Nothing is being drawn.</p>} />
      )}
      {shows("queued") && (
        <JobSection title="Waiting" states={["queued"]} batch={batch} empty={<p>Nothing waits.</p>}>
          {(reload) => <ManyJobs deed="cancel" label="Cancel all waiting…" which={{ state: ["queued"], ...of }} onChange={reload} />}
        </JobSection>
      )}
      {shows("failed") && (
        <JobSection title="Failed" states={["failed"]} batch={batch} empty={<p>Nothing has failed.</p>}>
          {(reload) => <ManyJobs deed="retry" label="Retry all failed…" which={{ state: ["failed"], ...of }} onChange={reload} />}
        </JobSection>
      )}
      {shows("succeeded", "cancelled") && (
        <JobSection
          key={state}
          title={state === "cancelled" ? "Cancelled" : state === "succeeded" ? "Done" : "Done and cancelled"}
          states={state === "cancelled" || state === "succeeded" ? [state] : ["succeeded", "cancelled"]}
          batch={batch}
          empty={<p>Nothing is here yet.</p>}
        />
      )}
    </>
  );
}
