import type { ScheduleRun } from "../contract/types";
import { secondsBetween, wholeOf } from "../parts/format";
import { Moment } from "../parts/Moment";
import type { People } from "../people/usePeople";
import { RUN_STATES } from "./states";

/** One run: how it ended, when, and what came of it. */
export function RunLine({ run, unit, people }: { run: ScheduleRun; unit: string; people: People }) {
  const took = run.started_at && run.finished_at && secondsBetween(run.started_at, run.finished_at);
  return (
    <>
      <span className={`state run-${run.state}`}>{RUN_STATES[run.state]}</span> <Moment at={run.started_at ?? run.created_at} />
      {run.count !== null && `, ${wholeOf(run.count)} ${unit}`}
      {took && <span className="small">, took {took}</span>}
      {run.trigger === "person" && (
        <span className="small">, asked for{run.asked_by && ` by ${people.nameOf(run.asked_by)}`}</span>
      )}
      {run.error && <span className="trouble"> {run.error}</span>}
    </>
  );
}
