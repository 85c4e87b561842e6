import { useState } from "react";

import type { ImportRun } from "../contract/types";
import { isOver } from "../jobs/states";
import { Confirm } from "../parts/Confirm";
import { count, wholeOf } from "../parts/format";
import { useTask } from "../parts/useTask";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { goTo } from "../studio/route";
import { applyImport, cancelImport, mend, planAgain, reconcile, undoImport } from "./imports";
import { canBeUndone, promisesOf } from "./results";

interface RunActionsProps {
  run: ImportRun;
  onChange(run: ImportRun): void;
}

type Question = "apply" | "cancel" | "undo" | "mend";

/** What can be done with a run: each makes another run, which is looked at next. */
export function RunActions({ run, onChange }: RunActionsProps) {
  const mayApply = useMay("apply_import");
  const mayPlan = useMay("plan_import");
  const mayUndo = useMay("undo_import");
  const mayReconcile = useMay("reconcile_imports");
  const mayMend = useMay("mend_import_discrepancies");
  const mayCancel = useMay("cancel_import");
  const [asking, setAsking] = useState<Question | null>(null);
  const { id, mode, state, source, profile, dry_run, plan_hash, based_on_id, mends, actions } = run;
  const over = isOver(state);
  const close = () => setAsking(null);

  const lead = (made: Promise<{ data: { id: string } }>) => made.then(({ data }) => goTo({ page: "import", run: data.id }));
  const ask = useTask(async (what: () => Promise<{ data: { id: string } }>) => lead(what()).catch(complain));
  const button = (words: string, what: () => Promise<{ data: { id: string } }>) => (
    <button type="button" disabled={ask.busy} onClick={() => void ask.run(what)}>
      {words}
    </button>
  );
  const would = dry_run && state === "succeeded" ? (actions?.would_do ?? 0) : 0;

  return (
    <div className="row">
      {mode === "plan" && state === "succeeded" && plan_hash && mayApply && (
        <button type="button" className="primary" onClick={() => setAsking("apply")}>
          Apply…
        </button>
      )}
      {mode === "undo" && would > 0 && mayUndo && (
        <button type="button" className="primary" onClick={() => setAsking("undo")}>
          Take it back…
        </button>
      )}
      {mode === "mend" && would > 0 && mends && mayMend && (
        <button type="button" className="primary" onClick={() => setAsking("mend")}>
          Mend {wholeOf(would)}…
        </button>
      )}
      {((mode === "plan" && over) || (mode === "apply" && state === "cancelled")) && mayPlan && button("Plan again", () => planAgain(run))}
      {over &&
        mayReconcile &&
        (mode === "reconcile" || (!dry_run && (state === "succeeded" || canBeUndone(run)))) &&
        button(mode === "reconcile" ? "Reconcile again" : "Reconcile", () => reconcile({ source, profile, deep: run.options.deep }))}
      {canBeUndone(run) && mayUndo && button("Preview taking it back", () => undoImport(id, true))}
      {!over && mayCancel && (
        <button type="button" className="danger" disabled={run.cancel_requested} onClick={() => setAsking("cancel")}>
          {run.cancel_requested ? "Stopping…" : "Cancel"}
        </button>
      )}

      {asking === "apply" && plan_hash && (
        <Confirm
          title="Carry out this plan?"
          action={run.images.created > 0 ? `Import ${count(run.images.created, "picture")}` : "Carry it out"}
          keep="Not yet"
          onClose={close}
          onConfirm={() => lead(applyImport(id, plan_hash))}
        >
          <ul className="promises">
            {promisesOf(run).map((promise) => (
              <li key={promise}>{promise}</li>
            ))}
          </ul>
          <p className="small">
            First the whole source is looked at again. If anything is not as the plan found it, nothing is changed, and you read what
            has moved.
          </p>
        </Confirm>
      )}
      {asking === "undo" && based_on_id && (
        <Confirm
          title="Take this import back?"
          action={`Do ${count(would, "thing")}`}
          keep="Leave it"
          onClose={close}
          onConfirm={() => lead(undoImport(based_on_id, false))}
        >
          <p>
            What is listed here will be done, each if it is still so at that moment. Pictures go into the trash, from where they can be
            restored. The source is not touched.
          </p>
        </Confirm>
      )}
      {asking === "mend" && based_on_id && mends && (
        <Confirm
          title="Mend what is listed?"
          action={`Mend ${wholeOf(would)}`}
          keep="Leave it"
          onClose={close}
          onConfirm={() => lead(mend(based_on_id, mends, false))}
        >
          <p>Each is looked at once more, and mended if it is still so at that moment. The source is not touched.</p>
        </Confirm>
      )}
      {asking === "cancel" && (
        <Confirm
          title="Cancel this run?"
          action="Cancel it"
          keep="Let it go on"
          onClose={close}
          onConfirm={async () => {
            const { data } = await cancelImport(id);
            notify("Cancelled. What is done stays done.");
            close();
            onChange(data);
          }}
        >
          <p>
            {mode === "apply"
              ? "What is imported by then stays; plan again to go on, or take it back."
              : dry_run
                ? "It changes nothing anyway."
                : "What is done by then stays done."}
          </p>
        </Confirm>
      )}
    </div>
  );
}
