import type { BugReportPurgeResult } from "../contract/types";
import { count, momentOf, wholeOf } from "../parts/format";
import { hrefOf } from "../studio/route";
import { STATUSES } from "./statuses";

/** What a purge would delete, by status and by name. */
export function PurgePlan({ plan }: { plan: BugReportPurgeResult }) {
  if (plan.count === 0) return <p role="status">Nothing is old enough to go.</p>;
  return (
    <div className="stack" role="status">
      <p>
        <strong>{count(plan.count, "report")}</strong> would go:
      </p>
      <table className="log">
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Kept for</th>
            <th scope="col">From before</th>
            <th scope="col" className="number">
              How many
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.cutoffs.map(({ status, retention_days, cutoff, count: many }) => (
            <tr key={status}>
              <td>{STATUSES[status]}</td>
              <td>{retention_days === 0 ? "ever" : count(retention_days, "day")}</td>
              <td>{cutoff ? momentOf(cutoff) : "none goes"}</td>
              <td className="number">{wholeOf(many)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <details>
        <summary>Which, oldest first</summary>
        <ol className="ids">
          {plan.ids.map((id) => (
            <li key={id}>
              <a href={hrefOf({ page: "report", report: id })} target="_blank" rel="noreferrer">
                <code>{id}</code>
              </a>
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}
