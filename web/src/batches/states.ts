// A batch's state in words for a person. The type makes sure that no state is forgotten.
import type { BatchState } from "../contract/types";

export const BATCH_STATES: Record<BatchState, string> = {
  queued: "Waiting",
  running: "Drawing",
  completed: "Completed",
  partially_failed: "Partly failed",
  failed: "Failed",
  cancelled: "Cancelled",
};
