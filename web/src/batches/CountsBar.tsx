import type { BatchCounts } from "../contract/types";
import { wholeOf } from "../parts/format";

const PARTS = ["succeeded", "running", "failed", "cancelled", "queued"] as const;

const WORDS: Record<(typeof PARTS)[number], string> = {
  succeeded: "done",
  running: "being drawn",
  failed: "failed",
  cancelled: "cancelled",
  queued: "waiting",
};

/** How many pictures are in which state, as parts of one bar and in words. */
export function CountsBar({ counts }: { counts: BatchCounts }) {
  const some = PARTS.filter((part) => counts[part] > 0);
  return (
    <div className="counts">
      <div className="counts-bar" aria-hidden="true">
        {some.map((part) => (
          <span key={part} data-part={part} style={{ flexGrow: counts[part] }} />
        ))}
      </div>
      <p className="small">
        {some.map((part) => `${wholeOf(counts[part])} ${WORDS[part]}`).join(", ")}
        {counts.succeeded < counts.total && ` of ${wholeOf(counts.total)}`}
      </p>
    </div>
  );
}
