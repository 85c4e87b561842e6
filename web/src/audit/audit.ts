// The audit log, as the contract gives it.
import { http, read } from "../contract/http";
import { timestampOf } from "../contract/timestamp";
import type { operations } from "../contract/types";
import type { SoughtEntries } from "../studio/route";

type Query = NonNullable<operations["list_audit_entries"]["parameters"]["query"]>;

/** The address's filters as the contract has them. A day begins and ends by this machine's clock. */
export function queryOf({ actor, action, subject, since, until }: SoughtEntries): Query {
  return {
    ...(actor && { actor_id: actor }),
    ...(action && { action }),
    ...(subject && { subject }),
    ...(since && { since: startOf(since) }),
    ...(until && { until: startOf(until, 1) }),
  };
}

/** When a day begins, or one so many days later. */
function startOf(day: string, later = 0): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return timestampOf(new Date(year, month - 1, date + later));
}

export const listEntries = (query: Query, cursor?: string) =>
  read(http.GET("/audit", { params: { query: { ...query, limit: 50, ...(cursor && { cursor }) } } }));
