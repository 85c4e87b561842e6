import type { ImportRun } from "../contract/types";
import { meaningOf } from "../contract/meanings";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { useMay } from "../session/session";
import { goTo } from "../studio/route";
import { planAgain } from "./imports";
import { Path } from "./Path";
import { MOVES } from "./words";

/** Why it failed, and what to do then. */
export function Failed({ run }: { run: ImportRun }) {
  const mayPlan = useMay("plan_import");
  const again = useTask(async () => {
    const { data } = await planAgain(run);
    goTo({ page: "import", run: data.id });
  });
  const { failure, moved, mode } = run;
  if (!failure) return null;
  const hasMoved = failure.code === "world_moved";
  return (
    <section className="card stack failed-run" aria-labelledby="failed">
      <h2 id="failed">{hasMoved ? "The world has moved" : "It failed"}</h2>
      <p role="alert">
        {failure.reason} <code>{failure.code}</code>
      </p>
      {!hasMoved && <p className="small">{meaningOf("ImportFailureCode", failure.code)}</p>}
      {moved.length > 0 && (
        <ul className="moves" aria-label="What has moved">
          {moved.map(({ path, kind, detail }) => (
            <li key={`${kind} ${path}`}>
              <strong className="small">{MOVES[kind]}</strong>{" "}
              <span>
                <Path path={path} /> <span className="small">{detail}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {again.trouble && <ProblemNote message={again.trouble} onDismiss={again.forget} />}
      {mayPlan && (mode === "plan" || mode === "apply") && (
        <div className="row">
          <button type="button" className="primary" disabled={again.busy} onClick={() => void again.run()}>
            Plan again
          </button>
        </div>
      )}
    </section>
  );
}
