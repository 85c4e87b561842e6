// What the keys of the triage do to one report, and to the next.
import type { BugReport, BugReportStatus } from "../contract/types";
import { complain, notify } from "../studio/notices";
import type { Keys } from "../studio/shortcuts";
import { setPinned, updateReport } from "./reports";
import { STATUS_KEYS, STATUSES } from "./statuses";

type Some = Pick<BugReport, "id" | "status" | "next_statuses" | "pinned">;

/** The keys that change a report; without one they do nothing. */
export function triageKeys(report: Some | null | undefined, onChange: (report: BugReport) => void): Keys {
  const change = (work: (report: Some) => Promise<{ data: BugReport }>, words: (report: BugReport) => string) => () => {
    if (!report) return;
    work(report).then(({ data }) => {
      notify(words(data));
      onChange(data);
    }, complain);
  };
  const moves = Object.entries(STATUS_KEYS).map(([key, status]) => [
    key,
    report && !report.next_statuses.includes(status)
      ? () => notify(refusal(report.status, status))
      : change(
          ({ id }) => updateReport(id, { status }),
          (after) => `${STATUSES[after.status]}: ${firstLineOf(after)}`,
        ),
  ]);
  const pin = change(
    ({ id, pinned }) => setPinned(id, !pinned),
    (after) => `${after.pinned ? "Pinned" : "Not pinned any more"}: ${firstLineOf(after)}`,
  );
  return { ...(Object.fromEntries(moves) as Keys), p: pin };
}

function refusal(from: BugReportStatus, to: BugReportStatus): string {
  return from === to ? `It is “${STATUSES[to]}” already.` : `From “${STATUSES[from]}” it cannot become “${STATUSES[to]}”.`;
}

const LINE = 90;

/** What names a report for people. */
export function firstLineOf({ description }: Pick<BugReport, "description">): string {
  const line = description.trim().split("\n", 1)[0] ?? "";
  return line.length > LINE ? `${line.slice(0, LINE - 1)}…` : line;
}
