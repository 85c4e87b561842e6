import type { ImportOutcome, ImportRun } from "../contract/types";
import { isOver } from "../jobs/states";
import { count, secondsBetween, wholeOf } from "../parts/format";
import { hrefOf } from "../studio/route";
import { OutcomeBar } from "./OutcomeBar";
import { accountOf, inWords, sumOf, toLookAt } from "./outcomes";
import { actionsInWords, foundInWords, madeInWords } from "./results";
import { RunProgress } from "./RunProgress";
import { OUTCOMES, STATES } from "./words";

interface RunNowProps {
  run: ImportRun;
  outcome: ImportOutcome | undefined;
  onChoose(outcome: ImportOutcome | undefined): void;
}

/** How far it is, what came of it, and what of it wants a look. */
export function RunNow({ run, outcome, onChoose }: RunNowProps) {
  const { mode, state, started_at, finished_at, files_total, outcomes, images, discrepancies, actions } = run;
  const took = started_at && finished_at && secondsBetween(started_at, finished_at);
  const ofFiles = mode === "plan" || mode === "apply";
  const files = mode === "mend" || mode === "undo" ? null : files_total;
  const made = madeInWords(run);
  const over = isOver(state);
  return (
    <section className="card run-now" aria-label="How far it is">
      <p className="queue-state">
        <strong role="status">{STATES[state]}</strong>
        <span className="small">
          {[files !== null && count(files, "file"), took && `took ${took}`].filter(Boolean).join(", ")}
        </span>
      </p>
      {!over && <RunProgress run={run} />}
      {ofFiles && sumOf(outcomes) > 0 && (
        <>
          <OutcomeBar counts={outcomes} total={files_total} chosen={outcome} onChoose={onChoose} />
          <p className="small">{sumOf(images) > 0 && `Pictures alone: ${inWords(images)}.`}</p>
        </>
      )}
      {ofFiles && state === "succeeded" && <p className="accounted">{accountOf(outcomes, files_total)}</p>}
      {mode === "apply" && made && <p>Made: {made}.</p>}
      {ofFiles && over && <ToLookAt run={run} />}
      {mode === "reconcile" && state === "succeeded" && <p className="accounted">{foundInWords(discrepancies)}</p>}
      {actions && over && <p className="accounted">{actionsInWords(actions)}</p>}
    </section>
  );
}

/** Files that no one may have meant to leave out. */
function ToLookAt({ run }: { run: ImportRun }) {
  const parts = toLookAt(run.outcomes);
  if (parts.length === 0) return null;
  return (
    <p className="small">
      Worth a look:{" "}
      {parts.map(({ outcome, amount }, at) => (
        <span key={outcome}>
          {at > 0 && ", "}
          <a href={hrefOf({ page: "import", run: run.id, outcome })}>
            {wholeOf(amount)} {OUTCOMES[outcome]}
          </a>
        </span>
      ))}
    </p>
  );
}
