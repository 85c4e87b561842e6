import type { ScheduleRunState } from "../contract/types";

export const RUN_STATES: Record<ScheduleRunState, string> = {
  queued: "Waiting",
  running: "Running",
  succeeded: "Done",
  failed: "Failed",
};
