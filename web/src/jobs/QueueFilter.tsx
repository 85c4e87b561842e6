import { useEffect, useState } from "react";

import { batchesToChoose } from "../batches/batches";
import type { Batch, BatchId, JobState } from "../contract/types";
import { useMay } from "../session/session";
import { complain } from "../studio/notices";
import { goTo } from "../studio/route";
import { StateChoice } from "./StateChoice";

interface QueueFilterProps {
  state: JobState | undefined;
  batch: BatchId | undefined;
}

/** Which jobs to show. The choice is in the address, so that it can be kept and sent. */
export function QueueFilter({ state, batch }: QueueFilterProps) {
  const mayList = useMay("list_batches");
  const [batches, setBatches] = useState<readonly Batch[]>([]);
  useEffect(() => {
    if (mayList) batchesToChoose().then(setBatches, complain);
  }, [mayList]);

  const show = (next: { state?: JobState | undefined; batch?: BatchId | undefined }) =>
    goTo(
      { page: "queue", ...(next.state && { state: next.state }), ...(next.batch && { batch: next.batch }) },
      "replace",
    );
  const known = batch === undefined || batches.some((one) => one.id === batch);
  return (
    <div className="row filters" role="group" aria-label="Which jobs">
      <StateChoice value={state} onChoose={(one) => show({ batch, state: one })} />
      {(batches.length > 0 || batch) && (
        <label className="inline">
          of
          <select value={batch ?? ""} onChange={(event) => show({ state, batch: event.target.value || undefined })}>
            <option value="">everything</option>
            {!known && <option value={batch}>one batch</option>}
            {batches.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
