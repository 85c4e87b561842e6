import { limitsOf } from "../contract/limits";
import { statusOf } from "../contract/problem";
import type { Job } from "../contract/types";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { setPriority } from "./jobs";

/** How soon a waiting job is drawn, and a shortcut to the front. */
export function PrioritySelect({ job, onChange }: { job: Job; onChange(): void }) {
  const may = useMay("update_job");
  if (!may || job.state !== "queued") return null;
  const { minimum: soonest = 1, maximum: latest = 9 } = limitsOf("JobUpdate", "priority");

  async function set(priority: number) {
    try {
      await setPriority(job.id, priority);
    } catch (error) {
      if (statusOf(error) === 409) notify("Too late: it does not wait any more.");
      else complain(error);
    }
    onChange();
  }
  return (
    <>
      {job.priority !== soonest && (
        <button
          type="button"
          className="quiet small"
          aria-label={`Draw next: ${job.prompt}`}
          onClick={() => void set(soonest)}
        >
          Draw next
        </button>
      )}
      <label className="inline small">
        Priority
        <select
          aria-label={`Priority, ${soonest} being the soonest: ${job.prompt}`}
          value={job.priority}
          onChange={(event) => void set(Number(event.target.value))}
        >
          {Array.from({ length: latest - soonest + 1 }, (_, place) => (
            <option key={place}>{soonest + place}</option>
          ))}
        </select>
      </label>
    </>
  );
}
