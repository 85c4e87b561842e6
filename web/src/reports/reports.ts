// What the page does with bug reports, each a call of the contract.
import { http, ifMatch, read } from "../contract/http";
import { timestampOf } from "../contract/timestamp";
import type { BugReportId, BugReportPurge, BugReportUpdate, operations } from "../contract/types";
import type { SoughtReports } from "../studio/route";

type Query = NonNullable<operations["list_bug_reports"]["parameters"]["query"]>;

const named = (report_id: BugReportId) => ({ path: { report_id } });

const DAY = 86_400_000;
const AGES = { day: DAY, week: 7 * DAY, month: 30 * DAY, older: 30 * DAY };

/** The address's filters as the contract has them. */
export function queryOf({ status, author, q, trace, pinned, age, same }: SoughtReports, now = Date.now()): Query {
  const edge = age && timestampOf(now - AGES[age]);
  return {
    ...(status && { status: status === "unresolved" ? ["open", "in_progress"] : [status] }),
    ...(author && { author }),
    ...(q && { q }),
    ...(trace && { trace_id: trace }),
    ...(same && { fingerprint: same }),
    ...(pinned && { pinned: pinned === "yes" }),
    ...(edge && (age === "older" ? { created_before: edge } : { created_after: edge })),
  };
}

export const listReports = (query: Query, cursor?: string) =>
  read(http.GET("/bug-reports", { params: { query: { ...query, ...(cursor && { cursor }) } } }));

export const openReport = (id: BugReportId) => read(http.GET("/bug-reports/{report_id}", { params: named(id) }));

export const updateReport = (id: BugReportId, body: BugReportUpdate, tag: string | null = null) =>
  read(http.PATCH("/bug-reports/{report_id}", { params: { ...named(id), header: ifMatch(tag) }, body }));

export const deleteReport = (id: BugReportId) => read(http.DELETE("/bug-reports/{report_id}", { params: named(id) }));

export const setPinned = (id: BugReportId, pinned: boolean) =>
  pinned
    ? read(http.PUT("/bug-reports/{report_id}/pin", { params: named(id) }))
    : read(http.DELETE("/bug-reports/{report_id}/pin", { params: named(id) }));

export const purgeReports = (body: BugReportPurge) => read(http.POST("/bug-reports/purge", { body }));

export const EXPORTS = { json: "application/json", html: "text/html" } as const;

/** All of a report as one file. */
export async function exportReport(id: BugReportId, kind: keyof typeof EXPORTS): Promise<Blob> {
  const asked = { params: named(id), headers: { Accept: EXPORTS[kind] }, parseAs: "blob" } as const;
  return (await read(http.GET("/bug-reports/{report_id}/export", asked))).data;
}
