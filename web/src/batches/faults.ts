// What is wrong with rows, from the problem that refused them.
import { Refused } from "../contract/problem";
import type { InvalidPart } from "../contract/types";

type Where = "row" | "line" | "column";

/** A part that is invalid, as a table shows it: what it does not name is null. */
export type Fault = Pick<InvalidPart, "detail"> & { [Name in Where]: NonNullable<InvalidPart[Name]> | null };

/** The faults that name a row, a line or a column, in the order of the file. */
export function faultsOf(error: unknown): readonly Fault[] {
  if (!(error instanceof Refused)) return [];
  const { errors = [] } = error.problem;
  return errors.filter(isAboutRows).map(({ row = null, line = null, column = null, detail }) => ({ row, line, column, detail }));
}

/** The same error without the faults that are shown as such. */
export function withoutFaults(error: unknown): unknown {
  if (!(error instanceof Refused)) return error;
  const { errors = [], ...problem } = error.problem;
  const [first, ...others] = errors.filter((part) => !isAboutRows(part));
  return new Refused(first ? { ...problem, errors: [first, ...others] } : problem);
}

function isAboutRows({ row, line, column }: InvalidPart): boolean {
  return row !== undefined || line !== undefined || column !== undefined;
}
