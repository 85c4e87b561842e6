import type { BugReport } from "../contract/types";
import { Moment } from "../parts/Moment";
import type { Rows } from "../parts/useRows";
import { hrefOf } from "../studio/route";
import { STATUSES } from "./statuses";
import { firstLineOf } from "./triage";

/** One line of the list: what it tells, of whom, and how far it is. */
export function ReportRow({ report, wiring }: { report: BugReport; wiring: ReturnType<Rows["wire"]> }) {
  const { id, status, author, created_at, pinned, group, has_screenshot } = report;
  return (
    <li className="report-row" data-status={status} data-report={id}>
      <div className="grow">
        <a {...wiring} className="report-name" href={hrefOf({ page: "report", report: id })}>
          {firstLineOf(report)}
        </a>
        <p className="small">
          {author.name}, <Moment at={created_at} />
          {group.count > 1 && `, ${group.count} of the kind`}
          {has_screenshot && ", with a picture"}
        </p>
      </div>
      {pinned && <span className="badge">pinned</span>}
      <span className={`state bug-${status}`}>{STATUSES[status]}</span>
    </li>
  );
}
