import { placeOf } from "../audit/subject";
import type { ImportDiscrepancyCode, ImportDiscrepancyCount, ImportRun, ImportSeverity } from "../contract/types";
import { Copy } from "../parts/Copy";
import { wholeOf } from "../parts/format";
import { useTask } from "../parts/useTask";
import { inWords } from "../parts/words";
import { useMay } from "../session/session";
import { complain } from "../studio/notices";
import { goTo, hrefOf } from "../studio/route";
import { DiscrepancyList } from "./DiscrepancyList";
import { mend } from "./imports";
import { Path } from "./Path";
import { commandIn } from "./results";
import { SEVERITIES } from "./words";

interface DiscrepanciesProps {
  run: ImportRun;
  /** The one kind to list. */
  code: ImportDiscrepancyCode | undefined;
}

/** What a reconciliation found, worst first: what it means, and what to do about it. */
export function Discrepancies({ run, code }: DiscrepanciesProps) {
  const found = run.discrepancies;
  if (run.state !== "succeeded") return null;
  if (found.length === 0) {
    return (
      <div className="empty">
        <p>Source, staging, database and the public page say the same.</p>
      </div>
    );
  }
  if (code) {
    const kind = found.find((one) => one.code === code);
    return (
      <section className="stack" aria-label="One kind of discrepancy">
        <p className="small">
          <a href={hrefOf({ page: "import", run: run.id })}>All kinds</a> <span aria-hidden="true">/</span>
        </p>
        {kind ? <Kind run={run} found={kind} alone /> : <p>It found none of this kind.</p>}
        {kind && <DiscrepancyList run={run.id} code={code} />}
      </section>
    );
  }
  return (Object.keys(SEVERITIES) as ImportSeverity[])
    .map((severity) => [severity, found.filter((one) => one.severity === severity)] as const)
    .filter(([, those]) => those.length > 0)
    .map(([severity, those]) => (
      <section key={severity} className="stack" aria-labelledby={severity}>
        <h2 id={severity}>{SEVERITIES[severity]}</h2>
        <ul className="discrepancies">
          {those.map((one) => (
            <li key={one.code}>
              <Kind run={run} found={one} />
            </li>
          ))}
        </ul>
      </section>
    ));
}

interface KindProps {
  run: ImportRun;
  found: ImportDiscrepancyCount;
  /** Its list stands below: a sample would say the same again. */
  alone?: boolean;
}

function Kind({ run, found, alone = false }: KindProps) {
  const { code, severity, count, meaning, action, sample } = found;
  const mayMend = useMay("mend_import_discrepancies");
  const command = commandIn(action);
  const preview = useTask(async () => {
    try {
      const { data } = await mend(run.id, code, true);
      goTo({ page: "import", run: data.id });
    } catch (error) {
      complain(error);
    }
  });
  return (
    <article className="card stack discrepancy" data-severity={severity} aria-label={inWords(code)}>
      <div className="row between">
        <h3>
          {inWords(code)} <span className="badge">{wholeOf(count)}</span>
        </h3>
        <div className="row">
          {!alone && (
            <a className="button" href={hrefOf({ page: "import", run: run.id, code })} aria-label={`List: ${inWords(code)}`}>
              List {count === 1 ? "it" : `all ${wholeOf(count)}`}
            </a>
          )}
          {command && mayMend && (
            <button
              type="button"
              disabled={preview.busy}
              aria-label={`Preview mending: ${inWords(code)}`}
              onClick={() => void preview.run()}
            >
              Preview mending
            </button>
          )}
        </div>
      </div>
      <p>{meaning}</p>
      {!alone && sample.length > 0 && (
        <ul className="samples" aria-label="The first of them">
          {sample.map((subject) => (
            <li key={subject}>
              <Subject subject={subject} />
            </li>
          ))}
        </ul>
      )}
      <p className="small">
        {command ? action.replace(command, "The command below") : action}
      </p>
      {command && (
        <p className="command">
          <code>{command}</code> <Copy what="command" text={command} />
        </p>
      )}
    </article>
  );
}

/** A path, or an id that leads to what it names. */
function Subject({ subject }: { subject: string }) {
  const place = placeOf(subject);
  return place ? (
    <a href={hrefOf(place)}>
      <code>{subject}</code>
    </a>
  ) : (
    <Path path={subject} />
  );
}
