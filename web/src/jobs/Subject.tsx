import type { Job } from "../contract/types";

const SHORT = 40;
const SOME = 2;

/** What tells a row of a batch from the others, whose prompts all begin alike: its first short values. */
export function Subject({ job }: { job: Pick<Job, "row_values"> }) {
  const values = Object.values(job.row_values ?? {}).filter((value) => value !== "" && value.length <= SHORT);
  if (values.length === 0) return null;
  return <strong className="subject">{values.slice(0, SOME).join(" · ")} </strong>;
}
