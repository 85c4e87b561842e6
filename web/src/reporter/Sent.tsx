import { useEffect, useRef } from "react";

import type { BugReport } from "../contract/types";
import { Copy } from "../parts/Copy";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { useMay } from "../session/session";
import { goTo } from "../studio/route";
import { addScreenshot } from "./submission";

export interface Outcome {
  report: BugReport;
  /** The picture that did not arrive. */
  unsent: Blob | null;
}

/** Under which name the report was kept. */
export function Sent({ outcome: { report, unsent }, onClose }: { outcome: Outcome; onClose(): void }) {
  const mayOpen = useMay("get_bug_report");
  const words = useRef<HTMLParagraphElement>(null);
  const again = useTask(async () => {
    if (unsent) await addScreenshot(report.id, unsent);
    onClose();
  });
  useEffect(() => words.current?.focus(), []);
  return (
    <div className="stack">
      <p ref={words} tabIndex={-1} role="status">
        Your report was kept as <code>{report.id}</code>.{" "}
        {report.group.count > 1 && `It seems to tell of the same bug as ${report.group.count - 1} before it.`}
      </p>
      <p className="row">
        <Copy what="report's id" text={report.id} label="Copy the id" />{" "}
        <Copy what="trace id" text={report.trace_id} label="Copy the trace id" />
      </p>
      {unsent && (
        <p className="trouble" role="alert">
          Its picture did not arrive.{" "}
          <button type="button" disabled={again.busy} onClick={() => void again.run()}>
            Send the picture again
          </button>
        </p>
      )}
      {again.trouble && <ProblemNote message={again.trouble} />}
      <div className="row end">
        {mayOpen && (
          <button
            type="button"
            onClick={() => {
              onClose();
              goTo({ page: "report", report: report.id });
            }}
          >
            Open it
          </button>
        )}
        <button type="button" className="primary" onClick={onClose}>
          Close
        </button>
      </div>
    </div>
  );
}
