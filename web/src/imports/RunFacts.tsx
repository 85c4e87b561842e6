import type { ReactNode } from "react";

import type { ImportId, ImportMode, ImportRun } from "../contract/types";
import { isOver } from "../jobs/states";
import { Copy } from "../parts/Copy";
import { bytesOf, momentOf } from "../parts/format";
import { hrefOf } from "../studio/route";
import { summaryOf } from "./imports";
import { PROFILES, STAGINGS, VISIBILITIES } from "./words";

/** What another run is to this one. */
const BASES: Partial<Record<ImportMode, readonly [string, string]>> = {
  apply: ["Carries out", "this plan"],
  mend: ["Mends what", "this reconciliation found"],
  undo: ["Takes back", "this import"],
};

/** Who asked for it and how, and what ties it to other runs and to the log. */
export function RunFacts({ run }: { run: ImportRun }) {
  const { id, mode, source, profile, options, dry_run, based_on_id, previous_id, plan_hash, trace_id, bytes_read } = run;
  const [base, words] = BASES[mode] ?? ["Based on", "another run"];
  const plans = mode === "plan" || mode === "apply";
  return (
    <section className="card" aria-label="Facts">
      <dl className="facts">
        <dt>Source</dt>
        <dd>
          <a href={hrefOf({ page: "imports", source })}>{source}</a>
        </dd>
        <dt>Profile</dt>
        <dd>{PROFILES[profile]}</dd>
        {plans && (
          <>
            <Fact name="Staging">{STAGINGS[options.staging]}</Fact>
            <Fact name="Albums for">{options.visibility ? VISIBILITIES[options.visibility] : "whom the rules say"}</Fact>
            <Fact name="Without sidecar">{options.require_sidecar ? "left out" : "imported"}</Fact>
            <Fact name="Time zone">{options.time_zone}</Fact>
          </>
        )}
        {mode !== "undo" && mode !== "mend" && (
          <Fact name="Read">
            {bytesOf(bytes_read)}
            {options.deep ? ", all there is" : ", of files that are new or have changed"}
          </Fact>
        )}
        {(mode === "mend" || mode === "undo") && <Fact name="Changes">{dry_run ? "nothing: it only looks" : "what is listed"}</Fact>}
        <Fact name="Asked by">{run.asked_by ? run.asked_by.name : "the studio"}</Fact>
        <Fact name="When">{momentOf(run.created_at)}</Fact>
        {run.finished_at && <Fact name="Ended">{momentOf(run.finished_at)}</Fact>}
        {based_on_id && (
          <Fact name={base}>
            <Lead to={based_on_id}>{words}</Lead>
          </Fact>
        )}
        {previous_id && (
          <Fact name="Before it">
            <Lead to={previous_id}>the run before</Lead>
          </Fact>
        )}
        {plan_hash && (
          <Fact name="Plan’s hash">
            <code>{plan_hash}</code> <Copy what="plan’s hash" text={plan_hash} />
          </Fact>
        )}
        <Fact name="Id">
          <code>{id}</code> <Copy what="id" text={id} />
        </Fact>
        <Fact name="Trace id">
          <code>{trace_id}</code> <Copy what="trace id" text={trace_id} />
        </Fact>
        <Fact name="Version">{run.tool_version}</Fact>
        {isOver(run.state) && (
          <Fact name="Summary">
            <a href={summaryOf(id)} download={`${source}-${id}.json`}>
              Save it as a file
            </a>
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Lead({ to, children }: { to: ImportId; children: ReactNode }) {
  return <a href={hrefOf({ page: "import", run: to })}>{children}</a>;
}
