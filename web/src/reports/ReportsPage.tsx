import { useEffect, useState } from "react";

import { Heading } from "../parts/Heading";
import { List } from "../parts/List";
import { usePages } from "../parts/usePages";
import { useRows } from "../parts/useRows";
import { useMay } from "../session/session";
import type { Route } from "../studio/route";
import { useKeys } from "../studio/shortcuts";
import { rememberList } from "./lastList";
import { PurgeDialog } from "./PurgeDialog";
import { ReportFilters } from "./ReportFilters";
import { ReportRow } from "./ReportRow";
import { listReports, queryOf } from "./reports";
import { triageKeys } from "./triage";

type Here = Extract<Route, { page: "reports" }>;

/** Bug reports as they came in; by hand or by keys alone. */
export function ReportsPage({ route }: { route: Here }) {
  const mayPurge = useMay("purge_bug_reports");
  const [purging, setPurging] = useState(false);
  const reports = usePages(
    `reports ${JSON.stringify(route)}`,
    async (cursor) => (await listReports(queryOf(route), cursor)).data,
  );
  const rows = useRows(reports.items.map(({ id }) => id));
  const current = reports.items.find(({ id }) => id === rows.current);
  useEffect(() => rememberList(route), [route]);
  useKeys({ j: () => rows.move(1), k: () => rows.move(-1), ...triageKeys(current, reports.replace) });

  const { page: _, ...sought } = route;
  const looking = Object.keys(sought).length > 0;
  return (
    <>
      <Heading title="Bug reports">
        {mayPurge && (
          <button type="button" onClick={() => setPurging(true)}>
            Purge old ones…
          </button>
        )}
      </Heading>
      <ReportFilters route={route} />
      <List pages={reports} empty={<p>{looking ? "No report fits." : "Nobody has reported anything yet."}</p>}>
        {(items) => (
          <ol className="report-rows" aria-label="Bug reports">
            {items.map((report) => (
              <ReportRow key={report.id} report={report} wiring={rows.wire(report.id)} />
            ))}
          </ol>
        )}
      </List>
      <p className="small keys-hint">
        <kbd>j</kbd> <kbd>k</kbd> next and before, <kbd>Enter</kbd> open, <kbd>?</kbd> all keys
      </p>
      {purging && <PurgeDialog onClose={() => setPurging(false)} onDone={reports.reload} />}
    </>
  );
}
