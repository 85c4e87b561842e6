// Outcomes as parts of a whole: in which order they are told, and what wants a look.
import type { ImportCounts, ImportOutcome } from "../contract/types";
import { wholeOf } from "../parts/format";
import { OUTCOMES } from "./words";

export interface Part {
  outcome: ImportOutcome;
  amount: number;
}

/** In the order of the bar: what came in, what was there, what was left out, what went wrong. */
const ORDER = Object.keys(OUTCOMES) as ImportOutcome[];

/** Files that no one may have meant to leave out, worst first. */
const TO_LOOK_AT = ["error", "unreadable", "unclassified", "orphan_sidecar"] as const satisfies ImportOutcome[];

/** The outcomes that any file came to. */
export function partsOf(counts: ImportCounts, order: readonly ImportOutcome[] = ORDER): Part[] {
  return order.map((outcome) => ({ outcome, amount: counts[outcome] })).filter(({ amount }) => amount > 0);
}

export const toLookAt = (counts: ImportCounts): Part[] => partsOf(counts, TO_LOOK_AT);

export function sumOf(counts: ImportCounts): number {
  return ORDER.reduce((sum, outcome) => sum + counts[outcome], 0);
}

export function inWords(counts: ImportCounts): string {
  return partsOf(counts)
    .map(({ outcome, amount }) => `${wholeOf(amount)} ${OUTCOMES[outcome]}`)
    .join(", ");
}

/** Whether each file that was seen has its outcome, in a sentence; nothing while it is not known how many there are. */
export function accountOf(counts: ImportCounts, total: number | null): string | null {
  if (total === null) return null;
  const sum = sumOf(counts);
  if (total === 0) return "There is no file.";
  if (sum === total) return total === 1 ? "The one file is accounted for." : `All ${wholeOf(total)} files are accounted for.`;
  return `${wholeOf(sum)} of ${wholeOf(total)} files are accounted for.`;
}
