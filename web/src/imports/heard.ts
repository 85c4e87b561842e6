// What an event means for an import that was read before it came.
import type { Told } from "../contract/events";
import type { ImportRun } from "../contract/types";

/** The run as it is after the event: how it ended is not told here, that has to be read. */
export function after(run: ImportRun, event: Told["import"]): ImportRun {
  if (event.import_id !== run.id) return run;
  const { state, phase, files_total, files_done, files_per_second, seconds_left, outcomes, at } = event;
  const started_at = run.started_at ?? (state === "running" ? at : null);
  return { ...run, state, phase, files_total, files_done, files_per_second, seconds_left, outcomes, started_at };
}
