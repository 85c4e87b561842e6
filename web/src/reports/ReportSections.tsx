import type { ReactNode } from "react";

import type { BugReportDetailOutput } from "../contract/types";
import { count } from "../parts/format";
import { useMay } from "../session/session";
import { Context } from "./Context";
import { History } from "./History";
import { LogTable } from "./LogTable";
import { NetworkTable } from "./NetworkTable";
import { SameKind } from "./SameKind";
import { StateTree } from "./StateTree";

/** What the page and the server knew, section by section. */
export function ReportSections({ report }: { report: BugReportDetailOutput }) {
  const { recent_logs, network_events, app_state, client_meta, environment, context, history } = report;
  const mayTriage = useMay("list_bug_reports");
  const loud = recent_logs.filter(({ level }) => level === "error").length;
  return (
    <div className="sections">
      <Section
        title={`Console: ${count(recent_logs.length, "message")}${loud > 0 ? `, ${count(loud, "error")}` : ""}`}
        open={loud > 0}
      >
        <LogTable lines={recent_logs} />
      </Section>
      <Section title={`Requests of the page: ${network_events.length}`}>
        <NetworkTable events={network_events} />
      </Section>
      <Section
        title={`What the server knew: ${count(context.requests.length, "request")}, ${count(context.jobs.length, "job")}`}
        open
      >
        <Context context={context} />
      </Section>
      <Section title="State of the page">
        <StateTree value={app_state} />
      </Section>
      <Section title="Browser and version">
        <StateTree value={{ ...client_meta, ...environment }} />
      </Section>
      {mayTriage && report.group.count > 1 && (
        <Section title={`Of the same kind: ${report.group.count - 1}`}>
          <SameKind report={report} />
        </Section>
      )}
      <Section title={`History: ${count(history.length, "step")}`} open>
        <History steps={history} />
      </Section>
    </div>
  );
}

function Section({ title, open = false, children }: { title: string; open?: boolean; children: ReactNode }) {
  return (
    <details className="section" open={open}>
      <summary>
        <h2>{title}</h2>
      </summary>
      <div className="section-body">{children}</div>
    </details>
  );
}
