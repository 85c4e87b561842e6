// Which page an address means. Addresses live behind `#/`, so the server needs to know only `/`.
import type { AlbumId, BatchId, BatchTemplateId, ImageId, JobId, JobState } from "../contract/types";
import { store, useStore } from "../parts/store";

export type Route =
  | { page: "home" }
  | { page: "new"; from?: ImageId; job?: JobId; album?: AlbumId }
  | { page: "queue"; state?: JobState; batch?: BatchId }
  | { page: "template"; template: BatchTemplateId }
  | { page: "start"; template: BatchTemplateId }
  | { page: "batches" }
  | { page: "batch"; batch: BatchId }
  | { page: "albums" }
  | { page: "album"; album: AlbumId; image?: ImageId }
  | { page: "images"; image?: ImageId }
  | { page: "trash" }
  | { page: "sign-in" }
  | { page: "lost" };

const STATES: readonly string[] = ["queued", "running", "succeeded", "failed", "cancelled"] satisfies JobState[];

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [page = "", first, second, ...rest] = path.split("/").filter(Boolean);
  const asked = new URLSearchParams(query);
  if (rest.length > 0) return { page: "lost" };
  if (page === "albums" && first) return { page: "album", album: first, ...(second && { image: second }) };
  if (page === "templates" && first && second === "start") return { page: "start", template: first };
  if (second) return { page: "lost" };
  if (page === "images") return { page, ...(first && { image: first }) };
  if (page === "templates" && first) return { page: "template", template: first };
  if (page === "batches" && first) return { page: "batch", batch: first };
  if (first) return { page: "lost" };
  switch (page) {
    case "":
      return { page: "home" };
    case "new": {
      const [from, job, album] = ["from", "job", "album"].map((name) => asked.get(name));
      return { page, ...(from && { from }), ...(job && { job }), ...(album && { album }) };
    }
    case "queue": {
      const [state, batch] = ["state", "batch"].map((name) => asked.get(name));
      return { page, ...(state && STATES.includes(state) && { state: state as JobState }), ...(batch && { batch }) };
    }
    case "templates":
      return { page: "batches" };
    case "batches":
    case "albums":
    case "trash":
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
    case "images":
      return `#/images${route.image ? `/${route.image}` : ""}`;
    case "template":
      return `#/templates/${route.template}`;
    case "start":
      return `#/templates/${route.template}/start`;
    case "batch":
      return `#/batches/${route.batch}`;
    case "new":
    case "queue": {
      const { page, ...asked } = route;
      const query = new URLSearchParams(asked).toString();
      return `#/${page}${query ? `?${query}` : ""}`;
    }
    default:
      return `#/${route.page}`;
  }
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

export const useRoute = (): Route => useStore(here);
