import type { AuditEntry } from "../contract/types";
import { Copy } from "../parts/Copy";
import { momentOf } from "../parts/format";
import { inWords } from "../parts/words";
import { StateTree } from "../reports/StateTree";
import { hrefOf } from "../studio/route";
import { placeOf } from "./subject";

/** One change: when, who, what; and more about it, for whoever asks. */
export function EntryRow({ entry }: { entry: AuditEntry }) {
  const { id, at, actor_id, actor_name, action, subject, details, trace_id } = entry;
  const place = subject === null ? null : placeOf(subject);
  return (
    <li className="entry" data-entry={id}>
      <time className="small" dateTime={at}>
        {momentOf(at)}
      </time>
      <div className="grow">
        <p>
          <strong>{inWords(action)}</strong>
          {subject && " "}
          {subject &&
            (place ? (
              <a href={hrefOf(place)}>
                <code>{subject}</code>
              </a>
            ) : (
              <code>{subject}</code>
            ))}
        </p>
        <details>
          <summary className="small">{actor_id && actor_name ? `by ${actor_name}` : "by the studio itself"}</summary>
          <StateTree value={details} />
          <p className="small">
            {trace_id && (
              <>
                Trace id <code>{trace_id}</code> <Copy what="trace id" text={trace_id} />{" "}
              </>
            )}
            {subject && <a href={hrefOf({ page: "audit", subject })}>All changes of it</a>}
          </p>
        </details>
      </div>
    </li>
  );
}
