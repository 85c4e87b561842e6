import type { ImportRun } from "../contract/types";
import { count, wholeOf } from "../parts/format";
import { Moment } from "../parts/Moment";
import { hrefOf } from "../studio/route";
import { OutcomeBar } from "./OutcomeBar";
import { sumOf } from "./outcomes";
import { actionsInWords, foundInWords } from "./results";
import { PROFILES, STATES, titleOf } from "./words";

/** One run in the list: what, when, by whom, and what came of it. */
export function RunRow({ run }: { run: ImportRun }) {
  return (
    <li className="import-row" data-mode={run.mode}>
      <div>
        <a className="album-name" href={hrefOf({ page: "import", run: run.id })}>
          {titleOf(run)}
        </a>
        <p className="small">
          {PROFILES[run.profile]}, <Moment at={run.created_at} />
          {run.asked_by && `, ${run.asked_by.name}`}
        </p>
      </div>
      <CameOf run={run} />
      <span className={`state ${run.state}`}>{STATES[run.state]}</span>
    </li>
  );
}

function CameOf({ run }: { run: ImportRun }) {
  const { mode, state, failure, outcomes, files_total, files_done, discrepancies, actions } = run;
  if (failure) return <p className="small trouble">{failure.reason}</p>;
  const ofFiles = mode === "plan" || mode === "apply";
  if (ofFiles && sumOf(outcomes) > 0) return <OutcomeBar counts={outcomes} total={files_total} />;
  if (state !== "succeeded") {
    return <p className="small">{files_total !== null && `${wholeOf(files_done)} of ${count(files_total, "file")}`}</p>;
  }
  if (ofFiles) return <p className="small">There was no file.</p>;
  return <p className="small">{mode === "reconcile" ? foundInWords(discrepancies) : actions && actionsInWords(actions)}</p>;
}
