// What the page does with imports, each a call of the contract.
import { BASE, http, read, readWhole } from "../contract/http";
import { valuesOf } from "../contract/meanings";
import type {
  ImportDiscrepancyCode,
  ImportId,
  ImportProfile,
  ImportReconcileRequest,
  ImportRequest,
  ImportRun,
  operations,
  paths,
} from "../contract/types";
import type { SoughtImports, SoughtItems } from "../studio/route";

type Runs = NonNullable<operations["list_imports"]["parameters"]["query"]>;
type Items = NonNullable<operations["list_import_items"]["parameters"]["query"]>;

const of = (import_id: ImportId) => ({ path: { import_id } });
const from = (cursor?: string) => (cursor ? { cursor } : {});
const LONG = 50;

/** The address's filters as the contract has them. */
export function runsQueryOf({ mode, source, profile, state }: SoughtImports): Runs {
  return { ...(mode && { mode }), ...(source && { source }), ...(profile && { profile }), ...(state && { state: [state] }) };
}

export function itemsQueryOf({ outcome, reason, kind, q }: SoughtItems): Items {
  const why = valuesOf("ImportReason").find((one) => one === reason);
  return { ...(outcome && { outcome: [outcome] }), ...(why && { reason: [why] }), ...(kind && { kind: [kind] }), ...(q && { path: q }) };
}

/** The kind of discrepancy that an address names, if there is such a kind. */
export function codeOf({ code }: SoughtItems): ImportDiscrepancyCode | undefined {
  return valuesOf("ImportDiscrepancyCode").find((one) => one === code);
}

export const listImports = (query: Runs, cursor?: string) =>
  read(http.GET("/imports", { params: { query: { ...query, ...from(cursor) } } }));

export const openImport = (id: ImportId) => read(http.GET("/imports/{import_id}", { params: of(id) }));

/** Where the file is that the import scripts write too. */
export function summaryOf(id: ImportId): string {
  const path = "/imports/{import_id}/summary" satisfies keyof paths;
  return BASE + path.replace("{import_id}", encodeURIComponent(id));
}

export const listItems = (id: ImportId, query: Items, cursor?: string) =>
  read(http.GET("/imports/{import_id}/items", { params: { ...of(id), query: { limit: LONG, ...query, ...from(cursor) } } }));

export const listDiscrepancies = (id: ImportId, code: ImportDiscrepancyCode, cursor?: string) =>
  read(
    http.GET("/imports/{import_id}/discrepancies", { params: { ...of(id), query: { limit: LONG, code: [code], ...from(cursor) } } }),
  );

export const listActions = (id: ImportId, cursor?: string) =>
  read(http.GET("/imports/{import_id}/actions", { params: { ...of(id), query: { limit: LONG, ...from(cursor) } } }));

export const listSources = (cursor?: string) => read(http.GET("/imports/sources", { params: { query: { limit: 100, ...from(cursor) } } }));

export async function profiles(): Promise<ImportProfile[]> {
  return (await readWhole<{ items: ImportProfile[] }>(http.GET("/imports/profiles", { params: { query: { limit: 100 } } }))).data.items;
}

export const planImport = (body: ImportRequest) => read(http.POST("/imports", { body }));

/** The hash shows that it is this plan which was looked at. */
export const applyImport = (id: ImportId, plan_hash: string) =>
  read(http.POST("/imports/{import_id}/apply", { params: of(id), body: { plan_hash } }));

export const cancelImport = (id: ImportId) => read(http.POST("/imports/{import_id}/cancel", { params: of(id) }));

export const undoImport = (id: ImportId, dry_run: boolean) =>
  read(http.POST("/imports/{import_id}/undo", { params: of(id), body: { dry_run } }));

export const reconcile = (body: ImportReconcileRequest) => read(http.POST("/imports/reconcile", { body }));

export const mend = (id: ImportId, code: ImportDiscrepancyCode, dry_run: boolean) =>
  read(http.POST("/imports/{import_id}/mend", { params: of(id), body: { code, dry_run } }));

/** The same again, for a world that has moved since. */
export const planAgain = ({ source, profile, options }: ImportRun) => planImport({ source, profile, ...options });
