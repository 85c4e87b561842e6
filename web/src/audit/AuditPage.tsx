import { Heading } from "../parts/Heading";
import { Paged } from "../parts/Paged";
import { usePager } from "../parts/usePager";
import type { AuditEntry } from "../contract/types";
import type { Route } from "../studio/route";
import { listEntries, queryOf } from "./audit";
import { AuditFilters } from "./AuditFilters";
import { EntryRow } from "./EntryRow";

type Here = Extract<Route, { page: "audit" }>;

/** Who changed what, newest first. */
export function AuditPage({ route }: { route: Here }) {
  const query = queryOf(route);
  const entries = usePager<AuditEntry>(
    `audit ${JSON.stringify(query)}`,
    async (cursor) => (await listEntries(query, cursor)).data,
  );
  return (
    <>
      <Heading title="Audit log" />
      <AuditFilters route={route} />
      <Paged of="the audit log" pager={entries} empty={<p>Nothing of the kind was changed.</p>}>
        {(items) => (
          <ol className="entries" aria-label="Changes">
            {items.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
            ))}
          </ol>
        )}
      </Paged>
    </>
  );
}
