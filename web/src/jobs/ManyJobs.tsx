import { useState } from "react";

import type { JobsChanged, JobSelection } from "../contract/types";
import { Confirm } from "../parts/Confirm";
import { count } from "../parts/format";
import { useTask } from "../parts/useTask";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { cancelJobs, retryJobs } from "./jobs";

const DEEDS = {
  cancel: {
    operation: "cancel_jobs",
    act: cancelJobs,
    none: "There is nothing to cancel.",
    done: (changed: JobsChanged) => `${count(changed.changed, "job")} cancelled.`,
    keep: "Keep them",
  },
  retry: {
    operation: "retry_jobs",
    act: retryJobs,
    none: "There is nothing to try again.",
    done: (changed: JobsChanged) => `${count(changed.changed, "job")} queued again.`,
    keep: "Leave them",
  },
} as const;

interface ManyJobsProps {
  deed: keyof typeof DEEDS;
  /** The words on the button that opens the question. */
  label: string;
  which: Omit<JobSelection, "dry_run">;
  onChange(): void;
}

/** Does something to many jobs at once, after asking the server how many they are, and the person whether to. */
export function ManyJobs({ deed, label, which, onChange }: ManyJobsProps) {
  const { operation, act, none, done, keep } = DEEDS[deed];
  const may = useMay(operation);
  const [asking, setAsking] = useState<JobsChanged | null>(null);
  const ask = useTask(async () => {
    try {
      const { data } = await act({ ...which, dry_run: true });
      if (data.changed === 0) notify(none);
      else setAsking(data);
    } catch (error) {
      complain(error);
    }
  });
  if (!may) return null;

  const jobs = asking ? count(asking.changed, "job") : "";
  return (
    <>
      <button type="button" disabled={ask.busy} onClick={() => void ask.run()}>
        {label}
      </button>
      {asking && (
        <Confirm
          title={deed === "cancel" ? `Cancel ${jobs}?` : `Try ${jobs} again?`}
          action={deed === "cancel" ? `Cancel ${jobs}` : `Try ${jobs} again`}
          keep={keep}
          onClose={() => setAsking(null)}
          onConfirm={async () => {
            const { data } = await act(which);
            notify(done(data));
            setAsking(null);
            onChange();
          }}
        >
          {deed === "cancel" ? (
            <p>
              {asking.changed === 1 ? "It is" : "They are"} taken out of the queue.
              {asking.stopping > 0 && ` ${count(asking.stopping, "picture")} being drawn will stop at the next step.`} Each can be
              tried again later.
            </p>
          ) : (
            <p>
              {asking.changed === 1 ? "It goes" : "They go"} behind those that wait, with the same seed, to the same place in the same
              album.
            </p>
          )}
        </Confirm>
      )}
    </>
  );
}
