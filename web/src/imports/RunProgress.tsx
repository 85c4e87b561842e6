import type { ImportRun } from "../contract/types";
import { aboutOf, measureOf, wholeOf } from "../parts/format";
import { saidOf } from "./results";
import { PHASES } from "./words";

/** How far a run is: what it does, how many files it is past, how fast, and for how long still. */
export function RunProgress({ run }: { run: ImportRun }) {
  const { mode, state, phase, files_done, files_total, files_per_second, seconds_left, cancel_requested } = run;
  if (state === "queued") return <p className="small">It begins as soon as a worker is free.</p>;
  const doing = cancel_requested ? "Stopping" : phase ? PHASES[phase] : "Beginning";
  const counted = phase === "counting" || files_total === null;
  const noun = mode === "mend" || mode === "undo" ? "" : " files";
  return (
    <div className="run-progress">
      {counted ? (
        <progress aria-label={doing} />
      ) : (
        <progress aria-label={doing} max={Math.max(1, files_total)} value={files_done} />
      )}
      <p className="small">
        {doing}: {counted ? `${wholeOf(files_done)} so far` : `${wholeOf(files_done)} of ${wholeOf(files_total)}${noun}`}
        {files_per_second !== null && files_per_second > 0 && `, ${measureOf(files_per_second)} a second`}
        {seconds_left !== null && !cancel_requested && `, ${aboutOf(seconds_left)} left`}
      </p>
      <p className="aside" role="status">
        {saidOf(doing, files_done, counted ? null : files_total)}
      </p>
    </div>
  );
}
