import { useState } from "react";

import type { ImportRun } from "../contract/types";
import { isOver } from "../jobs/states";
import { Heading } from "../parts/Heading";
import { Paged } from "../parts/Paged";
import { ProblemNote } from "../parts/ProblemNote";
import { usePager } from "../parts/usePager";
import { useRepeat } from "../parts/useRepeat";
import { useMay } from "../session/session";
import type { Route } from "../studio/route";
import { ImportFilters } from "./ImportFilters";
import { listImports, runsQueryOf } from "./imports";
import { PlanForm } from "./PlanForm";
import { ReconcileForm } from "./ReconcileForm";
import { RunRow } from "./RunRow";
import { HowToName } from "./SourceField";
import { useSources } from "./useSources";

type Here = Extract<Route, { page: "imports" }>;

const SOON = 2_500;

/** What was brought in from before the studio: every run of every mode, newest first. */
export function ImportsPage({ route }: { route: Here }) {
  const mayPlan = useMay("plan_import");
  const [asking, setAsking] = useState<"plan" | "reconcile" | null>(null);
  const query = runsQueryOf(route);
  const runs = usePager<ImportRun>(`imports ${JSON.stringify(query)}`, async (cursor) => (await listImports(query, cursor)).data);
  const sources = useSources();
  const known = sources.all ?? [];
  useRepeat(runs.items.some(({ state }) => !isOver(state)) && !runs.busy, SOON, runs.reload);
  const looking = Object.keys(query).length > 0;
  const close = () => setAsking(null);
  return (
    <>
      <Heading title="Imports">
        {mayPlan && (
          <div className="row">
            <button type="button" className="primary" disabled={!sources.all} onClick={() => setAsking("plan")}>
              Plan an import…
            </button>
            <button type="button" disabled={!sources.all} onClick={() => setAsking("reconcile")}>
              Reconcile…
            </button>
          </div>
        )}
      </Heading>
      <p className="lead">What was there before the studio, brought in so that every file is accounted for. No run is ever overwritten.</p>
      {sources.trouble && <ProblemNote message={sources.trouble} />}
      <ImportFilters route={route} sources={known.map(({ name }) => name)} />
      <Paged
        of="imports"
        pager={runs}
        empty={looking ? <p>No run fits.</p> : sources.all?.length === 0 ? <HowToName /> : <p>Nothing was imported yet.</p>}
      >
        {(items) => (
          <ol className="import-rows" aria-label="Runs">
            {items.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </ol>
        )}
      </Paged>
      {asking === "plan" && <PlanForm sources={known} onClose={close} />}
      {asking === "reconcile" && <ReconcileForm sources={known} onClose={close} />}
    </>
  );
}
