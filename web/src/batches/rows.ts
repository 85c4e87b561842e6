// Which rows of a template, as a person writes it ("1-13, 20") and as the contract has it.
import type { RowSelection } from "../contract/types";

export type Rows = { rows: RowSelection | null } | { trouble: string };

/** The rows that a text names; null for all, when it names none. */
export function rowsOf(text: string, count: number): Rows {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.every((part) => part === "")) return { rows: null };
  const rows = new Set<number>();
  for (const part of parts) {
    const [, from, to = from] = /^(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?$/.exec(part) ?? [];
    if (from === undefined) return { trouble: `“${part}” is no row. Write rows like 1-13, 20.` };
    const [first, last] = [Number(from), Number(to)];
    if (first < 1 || first > last) return { trouble: `“${part}” goes from no row to no row.` };
    if (last > count) return { trouble: `There is no row ${last}: the template has ${count}.` };
    for (let row = first; row <= last; row++) rows.add(row);
  }
  const [one, ...others] = [...rows].sort((a, b) => a - b);
  return { rows: one === undefined ? null : [one, ...others] };
}
