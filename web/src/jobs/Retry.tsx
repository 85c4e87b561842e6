import type { Job } from "../contract/types";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { retryJob } from "./jobs";

/** Tries the same job again, with the same seed and for the same place. */
export function Retry({ job, onChange }: { job: Job; onChange(): void }) {
  const may = useMay("retry_job");
  if (!may || (job.state !== "failed" && job.state !== "cancelled")) return null;

  async function retry() {
    try {
      await retryJob(job.id);
      notify("Queued again.");
    } catch (error) {
      complain(error);
    }
    onChange();
  }
  return (
    <button type="button" className="quiet small" aria-label={`Try again: ${job.prompt}`} onClick={() => void retry()}>
      Try again
    </button>
  );
}
