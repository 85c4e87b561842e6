import type { BugReportDetailOutput } from "../contract/types";
import { List } from "../parts/List";
import { Moment } from "../parts/Moment";
import { usePages } from "../parts/usePages";
import { hrefOf } from "../studio/route";
import { listReports } from "./reports";
import { STATUSES } from "./statuses";
import { firstLineOf } from "./triage";

/** The other reports that seem to tell of the same bug. */
export function SameKind({ report: { id, fingerprint } }: { report: BugReportDetailOutput }) {
  const reports = usePages(`kind ${fingerprint}`, async (cursor) => (await listReports({ fingerprint, limit: 10 }, cursor)).data);
  return (
    <List pages={reports} empty={<p>There is no other.</p>}>
      {(items) => (
        <ul className="linked-reports">
          {items
            .filter((one) => one.id !== id)
            .map((one) => (
              <li key={one.id}>
                <span className={`state bug-${one.status}`}>{STATUSES[one.status]}</span>{" "}
                <a href={hrefOf({ page: "report", report: one.id })}>{firstLineOf(one)}</a>{" "}
                <span className="small">
                  {one.author.name}, <Moment at={one.created_at} />
                </span>
              </li>
            ))}
        </ul>
      )}
    </List>
  );
}
