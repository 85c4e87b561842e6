import { useState } from "react";

import type { BatchDetail } from "../contract/types";
import { Confirm } from "../parts/Confirm";
import { count } from "../parts/format";
import { useTask } from "../parts/useTask";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { cancelBatch, retryBatch } from "./batches";

interface BatchActionsProps {
  batch: BatchDetail;
  onChange(batch: BatchDetail): void;
}

export function BatchActions({ batch, onChange }: BatchActionsProps) {
  const mayRetry = useMay("retry_batch");
  const mayCancel = useMay("cancel_batch");
  const [cancelling, setCancelling] = useState(false);
  const { failed, cancelled, queued, running } = batch.counts;

  const retry = useTask(async (others: boolean) => {
    try {
      const { data } = await retryBatch(batch.id, others);
      notify("Queued again, each for its own place in the album.");
      onChange(data);
    } catch (error) {
      complain(error);
    }
  });

  return (
    <div className="row">
      {mayRetry && failed > 0 && (
        <button type="button" className="primary" disabled={retry.busy} onClick={() => void retry.run(false)}>
          Retry {count(failed, "failed row")}
        </button>
      )}
      {mayRetry && cancelled > 0 && (
        <button type="button" disabled={retry.busy} onClick={() => void retry.run(true)}>
          {failed > 0 ? "Retry the cancelled too" : `Draw ${count(cancelled, "cancelled row")} after all`}
        </button>
      )}
      {mayCancel && queued + running > 0 && (
        <button type="button" className="danger" onClick={() => setCancelling(true)}>
          Cancel
        </button>
      )}
      {cancelling && (
        <Confirm
          title={`Cancel “${batch.name}”?`}
          action="Cancel the batch"
          keep="Let it go on"
          onClose={() => setCancelling(false)}
          onConfirm={async () => {
            const { data } = await cancelBatch(batch.id);
            notify("Cancelled. The pictures that are there stay.");
            setCancelling(false);
            onChange(data);
          }}
        >
          <p>
            {count(queued, "row")} that wait{queued === 1 ? "s" : ""} {queued === 1 ? "is" : "are"} taken out of the queue
            {running > 0 && `, and ${count(running, "picture")} being drawn will stop at the next step`}. The pictures that are there
            stay.
          </p>
        </Confirm>
      )}
    </div>
  );
}
