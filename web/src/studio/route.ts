// Which page an address means. Addresses live behind `#/`, so the server needs to know only `/`.
import type {
  AlbumId,
  AlbumKind,
  AlbumSort,
  AuditAction,
  AuditSubject,
  BatchId,
  BatchTemplateId,
  BugReportFingerprint,
  BugReportId,
  BugReportStatus,
  ImageId,
  ImageSort,
  ImageSource,
  ImageVisibility,
  ImportId,
  ImportItemKind,
  ImportMode,
  ImportOutcome,
  ImportProfileName,
  ImportSourceName,
  JobId,
  JobState,
  TraceId,
  UserId,
} from "../contract/types";
import { store, useStore } from "../parts/store";

interface SoughtImages {
  q?: string;
  tag?: string;
  source?: ImageSource;
  visibility?: ImageVisibility;
  sort?: ImageSort;
}

export interface SoughtReports {
  status?: BugReportStatus | "unresolved";
  author?: UserId;
  q?: string;
  trace?: TraceId;
  pinned?: "yes" | "no";
  age?: "day" | "week" | "month" | "older";
  /** Those that seem to tell of the same bug. */
  same?: BugReportFingerprint;
}

export interface SoughtEntries {
  actor?: UserId;
  action?: AuditAction;
  subject?: AuditSubject;
  /** Days, in this machine's time zone; both of them count. */
  since?: string;
  until?: string;
}

export interface SoughtImports {
  mode?: ImportMode;
  source?: ImportSourceName;
  profile?: ImportProfileName;
  state?: JobState;
}

/** Of one import: which of its files, discrepancies or actions. */
export interface SoughtItems {
  outcome?: ImportOutcome;
  /** One of the contract's reasons. */
  reason?: string;
  kind?: ImportItemKind;
  q?: string;
  /** One of the contract's codes of discrepancies. */
  code?: string;
}

export type Route =
  | { page: "home" }
  | { page: "new"; from?: ImageId; job?: JobId; album?: AlbumId }
  | { page: "queue"; state?: JobState; batch?: BatchId }
  | { page: "template"; template: BatchTemplateId }
  | { page: "start"; template: BatchTemplateId }
  | { page: "batches" }
  | { page: "batch"; batch: BatchId }
  | { page: "albums"; q?: string; kind?: AlbumKind; sort?: AlbumSort }
  | { page: "album"; album: AlbumId; image?: ImageId }
  | ({ page: "images"; image?: ImageId } & SoughtImages)
  | { page: "trash" }
  | ({ page: "reports" } & SoughtReports)
  | { page: "report"; report: BugReportId }
  | { page: "people" }
  | { page: "access"; of?: UserId | "everybody" }
  | { page: "schedules" }
  | ({ page: "imports" } & SoughtImports)
  | ({ page: "import"; run: ImportId } & SoughtItems)
  | ({ page: "audit" } & SoughtEntries)
  | { page: "sign-in" }
  | { page: "lost" };

// What an address may ask for; anything else in it is left out.
const STATES = ["queued", "running", "succeeded", "failed", "cancelled"] as const satisfies JobState[];
const KINDS = ["manual", "monthly", "batch", "deck", "zodiac", "singles", "lora_experiment"] as const satisfies AlbumKind[];
const SOURCES = ["generation", "upload", "import"] as const satisfies ImageSource[];
const VISIBILITIES = ["private", "album", "published"] as const satisfies ImageVisibility[];
const ALBUM_SORTS = ["newest", "oldest", "name"] as const satisfies AlbumSort[];
const IMAGE_SORTS = ["newest", "oldest", "title"] as const satisfies ImageSort[];

const STATUSES = ["unresolved", "open", "in_progress", "resolved", "wont_fix", "duplicate"] as const satisfies SoughtReports["status"][];
const AGES = ["day", "week", "month", "older"] as const satisfies SoughtReports["age"][];

const MODES = ["plan", "apply", "reconcile", "mend", "undo"] as const satisfies ImportMode[];
const PROFILES = ["generations", "media"] as const satisfies ImportProfileName[];
const FILES = ["image", "sidecar", "other"] as const satisfies ImportItemKind[];
const OUTCOMES = [
  ...(["created", "linked", "unchanged", "metadata_updated", "duplicate_of", "unsupported"] as const),
  ...(["unclassified", "missing_sidecar", "orphan_sidecar", "unreadable", "error"] as const),
] satisfies ImportOutcome[];

const DAY = /^\d{4}-\d\d-\d\d$/;

/** The parameters of an address, as far as they are one of what they may be. */
function readQuery(query: string) {
  const asked = new URLSearchParams(query);
  return {
    text<Name extends string>(name: Name): { [N in Name]?: string } {
      const value = asked.get(name);
      return (value ? { [name]: value } : {}) as { [N in Name]?: string };
    },
    day<Name extends string>(name: Name): { [N in Name]?: string } {
      const value = asked.get(name) ?? "";
      return (DAY.test(value) ? { [name]: value } : {}) as { [N in Name]?: string };
    },
    among<Name extends string, Value extends string>(name: Name, values: readonly Value[]): { [N in Name]?: Value } {
      const value = values.find((one) => one === asked.get(name));
      return (value ? { [name]: value } : {}) as { [N in Name]?: Value };
    },
  };
}

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [page = "", first, second, ...rest] = path.split("/").filter(Boolean);
  const asked = readQuery(query);
  if (rest.length > 0) return { page: "lost" };
  if (page === "albums" && first) return { page: "album", album: first, ...(second && { image: second }) };
  if (page === "templates" && first && second === "start") return { page: "start", template: first };
  if (second) return { page: "lost" };
  if (page === "images") {
    const words = { ...asked.text("q"), ...asked.text("tag") };
    const kinds = { ...asked.among("source", SOURCES), ...asked.among("visibility", VISIBILITIES) };
    return { page, ...(first && { image: first }), ...words, ...kinds, ...asked.among("sort", IMAGE_SORTS) };
  }
  if (page === "templates" && first) return { page: "template", template: first };
  if (page === "batches" && first) return { page: "batch", batch: first };
  if (page === "reports" && first) return { page: "report", report: first };
  if (page === "imports" && first) {
    const words = { ...asked.text("reason"), ...asked.text("q"), ...asked.text("code") };
    return { page: "import", run: first, ...asked.among("outcome", OUTCOMES), ...asked.among("kind", FILES), ...words };
  }
  if (first) return { page: "lost" };
  switch (page) {
    case "":
      return { page: "home" };
    case "new":
      return { page, ...asked.text("from"), ...asked.text("job"), ...asked.text("album") };
    case "queue":
      return { page, ...asked.among("state", STATES), ...asked.text("batch") };
    case "albums":
      return { page, ...asked.text("q"), ...asked.among("kind", KINDS), ...asked.among("sort", ALBUM_SORTS) };
    case "reports": {
      const words = { ...asked.text("q"), ...asked.text("author"), ...asked.text("trace"), ...asked.text("same") };
      const kinds = { ...asked.among("status", STATUSES), ...asked.among("age", AGES), ...asked.among("pinned", ["yes", "no"]) };
      return { page, ...words, ...kinds };
    }
    case "audit": {
      const words = { ...asked.text("actor"), ...asked.text("action"), ...asked.text("subject") };
      return { page, ...words, ...asked.day("since"), ...asked.day("until") };
    }
    case "imports": {
      const kinds = { ...asked.among("mode", MODES), ...asked.among("profile", PROFILES), ...asked.among("state", STATES) };
      return { page, ...asked.text("source"), ...kinds };
    }
    case "access":
      return { page, ...asked.text("of") };
    case "templates":
      return { page: "batches" };
    case "batches":
    case "trash":
    case "people":
    case "schedules":
    case "sign-in":
      return { page };
    default:
      return { page: "lost" };
  }
}

export function hrefOf(route: Route): string {
  switch (route.page) {
    case "home":
    case "lost":
      return "#/";
    case "album":
      return `#/albums/${route.album}${route.image ? `/${route.image}` : ""}`;
    case "images": {
      const { page, image, ...asked } = route;
      return withQuery(`#/${page}${image ? `/${image}` : ""}`, asked);
    }
    case "template":
      return `#/templates/${route.template}`;
    case "start":
      return `#/templates/${route.template}/start`;
    case "batch":
      return `#/batches/${route.batch}`;
    case "report":
      return `#/reports/${route.report}`;
    case "import": {
      const { page: _, run, ...asked } = route;
      return withQuery(`#/imports/${run}`, asked);
    }
    case "new":
    case "queue":
    case "albums":
    case "reports":
    case "access":
    case "imports":
    case "audit": {
      const { page, ...asked } = route;
      return withQuery(`#/${page}`, asked);
    }
    default:
      return `#/${route.page}`;
  }
}

function withQuery(path: string, asked: { [name: string]: string }): string {
  const query = new URLSearchParams(asked).toString();
  return query ? `${path}?${query}` : path;
}

const here = store<Route>({ page: "home" });

/** Go to a page. `replace` leaves no step for the back button. */
export function goTo(route: Route, how: "push" | "replace" = "push"): void {
  if (how === "push") history.pushState(null, "", hrefOf(route));
  else history.replaceState(null, "", hrefOf(route));
  here.set(route);
}

/** Read the address now and whenever it changes. */
export function followAddress(): void {
  const read = () => here.set(parseRoute(location.hash));
  addEventListener("hashchange", read);
  read();
}

export const currentRoute = (): Route => here.get();

export const useRoute = (): Route => useStore(here);
