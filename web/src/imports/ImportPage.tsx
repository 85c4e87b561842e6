import type { ImportRun } from "../contract/types";
import { Heading } from "../parts/Heading";
import { ProblemNote } from "../parts/ProblemNote";
import { goTo, hrefOf, type Route, type SoughtItems } from "../studio/route";
import { Actions } from "./Actions";
import { Discrepancies } from "./Discrepancies";
import { Failed } from "./Failed";
import { codeOf } from "./imports";
import { Items } from "./Items";
import { sumOf } from "./outcomes";
import { RunActions } from "./RunActions";
import { RunFacts } from "./RunFacts";
import { RunNow } from "./RunNow";
import { useImport } from "./useImport";
import { titleOf } from "./words";

type Here = Extract<Route, { page: "import" }>;

/** One run of any mode: how far it is, what came of each file, and what can be done next. */
export function ImportPage({ route }: { route: Here }) {
  const { page: _, run: id, ...sought } = route;
  const { run, trouble, tell, reload } = useImport(id);
  const seek = (change: { [Name in keyof SoughtItems]?: SoughtItems[Name] | undefined }) => {
    const kept = Object.entries({ ...route, ...change }).filter(([, value]) => value);
    goTo(Object.fromEntries(kept) as unknown as Here, "replace");
  };
  return (
    <>
      <p className="small">
        <a href={hrefOf({ page: "imports" })}>Imports</a> <span aria-hidden="true">/</span>
      </p>
      {trouble && <ProblemNote message={trouble} onRetry={reload} />}
      {run && (
        <>
          <Heading title={titleOf(run)}>
            <RunActions run={run} onChange={tell} />
          </Heading>
          <div className="report import">
            <div className="stack">
              <Failed run={run} />
              <RunNow run={run} outcome={sought.outcome} onChoose={(outcome) => seek({ outcome })} />
              <What run={run} sought={sought} onSeek={seek} />
            </div>
            <RunFacts run={run} />
          </div>
        </>
      )}
    </>
  );
}

interface WhatProps {
  run: ImportRun;
  sought: SoughtItems;
  onSeek(change: { [Name in keyof SoughtItems]?: SoughtItems[Name] | undefined }): void;
}

function What({ run, sought, onSeek }: WhatProps) {
  switch (run.mode) {
    case "plan":
    case "apply":
      if (run.failure && sumOf(run.outcomes) === 0) return null;
      return <Items run={run} sought={sought} onSeek={onSeek} />;
    case "reconcile":
      return <Discrepancies run={run} code={codeOf(sought)} />;
    case "mend":
    case "undo":
      return <Actions run={run} />;
  }
}
