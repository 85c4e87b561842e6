import type { BugReportChange } from "../contract/types";
import { momentOf } from "../parts/format";
import { STATUSES } from "./statuses";

/** What has become of it, oldest first. */
export function History({ steps }: { steps: readonly BugReportChange[] }) {
  return (
    <ol className="history">
      {steps.map((step, at) => (
        <li key={at}>
          <time dateTime={step.at}>{momentOf(step.at)}</time>, {step.actor_name ?? "the studio"}: {wordsOf(step)}
          {step.note && <p className="told">{step.note}</p>}
        </li>
      ))}
    </ol>
  );
}

function wordsOf({ from, to }: BugReportChange): string {
  if (from === null) return "reported";
  return from === to ? "a note" : `${STATUSES[from]} → ${STATUSES[to]}`;
}
