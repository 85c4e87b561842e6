// What an entry of the audit log is about, as a place on the page.
import type { Route } from "../studio/route";

const PLACES: readonly (readonly [prefix: string, place: (id: string) => Route])[] = [
  ["bug_", (report) => ({ page: "report", report })],
  ["alb_", (album) => ({ page: "album", album })],
  ["img_", (image) => ({ page: "images", image })],
  ["bat_", (batch) => ({ page: "batch", batch })],
  ["imp_", (run) => ({ page: "import", run })],
  ["tpl_", (template) => ({ page: "template", template })],
];

/** Where the subject can be seen; null for what has no page of its own. */
export function placeOf(subject: string): Route | null {
  return PLACES.find(([prefix]) => subject.startsWith(prefix))?.[1](subject) ?? null;
}
