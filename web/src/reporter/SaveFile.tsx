import type { BugReportSubmission } from "../contract/types";
import { saveFile } from "../parts/saveFile";
import { fileOf } from "./submission";

/** Keeps the report as a file, for when the server cannot have it. */
export function SaveFile({ submission }: { submission(): BugReportSubmission }) {
  return (
    <button type="button" className="quiet" onClick={() => saveFile(fileOf(submission()), "spolvero-report.json")}>
      Save as a file
    </button>
  );
}
