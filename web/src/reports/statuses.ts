// A report's status in words, and the keys that change it.
import type { BugReportStatus } from "../contract/types";

export const STATUSES: Record<BugReportStatus, string> = {
  open: "Open",
  in_progress: "In progress",
  resolved: "Resolved",
  wont_fix: "Won’t fix",
  duplicate: "Duplicate",
};

/** What to do to get there. */
export const DEEDS: Record<BugReportStatus, string> = {
  open: "Open again",
  in_progress: "Start work",
  resolved: "Resolve",
  wont_fix: "Won’t fix",
  duplicate: "It is a duplicate",
};

/** A duplicate needs to say of what: no single key can. */
export const STATUS_KEYS = { o: "open", i: "in_progress", r: "resolved", w: "wont_fix" } as const satisfies Record<
  string,
  BugReportStatus
>;
