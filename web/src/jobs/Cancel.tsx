import { statusOf } from "../contract/problem";
import type { Job } from "../contract/types";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { cancelJob } from "./jobs";
import { isOver } from "./states";

export function Cancel({ job, onChange }: { job: Job; onChange(): void }) {
  const may = useMay("cancel_job");
  if (!may || isOver(job.state) || job.cancel_requested) return null;

  async function cancel() {
    try {
      await cancelJob(job.id);
    } catch (error) {
      if (statusOf(error) === 409) notify("Too late to cancel: it is finished.");
      else complain(error);
    }
    onChange();
  }
  return (
    <button type="button" className="quiet small" aria-label={`Cancel: ${job.prompt}`} onClick={() => void cancel()}>
      Cancel
    </button>
  );
}
