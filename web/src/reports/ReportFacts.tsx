import type { ReactNode } from "react";

import type { BugReportDetailOutput } from "../contract/types";
import { Copy } from "../parts/Copy";
import { bytesOf, count, momentOf } from "../parts/format";
import { Moment } from "../parts/Moment";
import { useMay } from "../session/session";
import { hrefOf, type Route } from "../studio/route";
import { STATUSES } from "./statuses";

/** Who, when, in which trace, and how long it is kept. */
export function ReportFacts({ report }: { report: BugReportDetailOutput }) {
  const { id, status, author, created_at, trace_id, duplicate_of, resolution_note, redactions, byte_size, pinned, purge_at } =
    report;
  return (
    <section className="card" aria-label="Facts">
      <dl className="facts">
        <dt>Status</dt>
        <dd>
          <span className={`state bug-${status}`} role="status">{STATUSES[status]}</span>
          {duplicate_of && (
            <>
              {" "}
              of <a href={hrefOf({ page: "report", report: duplicate_of })}>another report</a>
            </>
          )}
        </dd>
        {resolution_note && (
          <>
            <dt>Note</dt>
            <dd className="told">{resolution_note}</dd>
          </>
        )}
        <dt>Reported by</dt>
        <dd>
          <Lead to={{ page: "reports", author: author.id }}>{author.name}</Lead>, {author.role}
        </dd>
        <dt>When</dt>
        <dd>{momentOf(created_at)}</dd>
        <dt>Report’s id</dt>
        <dd>
          <code>{id}</code> <Copy what="report’s id" text={id} />
        </dd>
        <dt>Trace id</dt>
        <dd>
          <Lead to={{ page: "reports", trace: trace_id }}>
            <code>{trace_id}</code>
          </Lead>{" "}
          <Copy what="trace id" text={trace_id} />
        </dd>
        <dt>Kind</dt>
        <dd>
          <Kind report={report} />
        </dd>
        <dt>Taken out</dt>
        <dd>{count(redactions, "secret")}</dd>
        <dt>Size</dt>
        <dd>{bytesOf(byte_size)}</dd>
        <dt>Kept</dt>
        <dd>
          {pinned ? (
            "for good: it is pinned"
          ) : purge_at ? (
            <>
              goes <Moment at={purge_at} />
            </>
          ) : (
            "for good"
          )}
        </dd>
      </dl>
    </section>
  );
}

/** A link into the list, for whoever may see the list. */
function Lead({ to, children }: { to: Route; children: ReactNode }) {
  return useMay("list_bug_reports") ? <a href={hrefOf(to)}>{children}</a> : children;
}

function Kind({ report: { group, fingerprint } }: { report: BugReportDetailOutput }) {
  if (group.count === 1) return <>the only one</>;
  return (
    <>
      <Lead to={{ page: "reports", same: fingerprint }}>{count(group.count, "report")}</Lead>, first{" "}
      <Moment at={group.first_seen_at} />, last <Moment at={group.last_seen_at} />
    </>
  );
}
