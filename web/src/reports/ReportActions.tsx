import { useState } from "react";

import type { BugReportDetailOutput } from "../contract/types";
import { Confirm } from "../parts/Confirm";
import { saveFile } from "../parts/saveFile";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { goTo } from "../studio/route";
import { lastList } from "./lastList";
import { deleteReport, exportReport, setPinned, type EXPORTS } from "./reports";
import { firstLineOf } from "./triage";

/** Pins it, exports it, deletes it. */
export function ReportActions({ report, onChange }: { report: BugReportDetailOutput; onChange(): void }) {
  const { id, pinned } = report;
  const mayPin = useMay("pin_bug_report");
  const mayExport = useMay("export_bug_report");
  const mayDelete = useMay("delete_bug_report");
  const [asking, setAsking] = useState(false);
  const save = (kind: keyof typeof EXPORTS) => exportReport(id, kind).then((file) => saveFile(file, `${id}.${kind}`), complain);
  return (
    <div className="row">
      {mayPin && (
        <button type="button" aria-pressed={pinned} onClick={() => void setPinned(id, !pinned).then(onChange, complain)}>
          {pinned ? "Unpin" : "Pin"}
        </button>
      )}
      {mayExport && (
        <>
          <button type="button" onClick={() => void save("html")}>
            Export as HTML
          </button>
          <button type="button" onClick={() => void save("json")}>
            as JSON
          </button>
        </>
      )}
      {mayDelete && (
        <button type="button" className="danger" onClick={() => setAsking(true)}>
          Delete…
        </button>
      )}
      {asking && (
        <Confirm
          title="Delete this report?"
          action="Delete it for good"
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            await deleteReport(id);
            notify("The report is deleted.");
            goTo(lastList(), "replace");
          }}
        >
          <p>“{firstLineOf(report)}” goes with its history and its picture, at once and for good.</p>
        </Confirm>
      )}
    </div>
  );
}
