// Sections of a report have a largest size. What is oldest, or largest, is left out first.
import type { Limits } from "../contract/limits";
import type { Plain } from "./plain";

const encoder = new TextEncoder();
const bytesOf = (value: unknown) => encoder.encode(JSON.stringify(value)).length;

/** The last items, as many as fit. */
export function fittingItems<T>(items: readonly T[], { "x-max-bytes": most = Infinity, maxItems = Infinity }: Limits): T[] {
  const kept: T[] = [];
  let size = 2;
  for (const item of items.toReversed()) {
    size += bytesOf(item) + 1;
    if (size > most || kept.length === maxItems) break;
    kept.push(item);
  }
  return kept.reverse();
}

/** All names; the largest say only that they were too large, until the rest fits. */
export function fittingNames(told: Record<string, Plain>, { "x-max-bytes": most = Infinity }: Limits): Record<string, Plain> {
  const kept = { ...told };
  const bySize = Object.entries(told)
    .map(([name, value]) => [name, bytesOf(value)] as const)
    .toSorted(([, one], [, other]) => one - other);
  while (bytesOf(kept) > most) {
    const largest = bySize.pop();
    if (!largest) break;
    kept[largest[0]] = { error: `Left out: ${largest[1]} bytes are too many.` };
  }
  return kept;
}
