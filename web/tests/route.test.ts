import { expect, test } from "vitest";

import { hrefOf, parseRoute, type Route } from "../src/studio/route";

const ROUTES: Route[] = [
  { page: "home" },
  { page: "new" },
  { page: "new", from: "img_1", album: "alb_1" },
  { page: "new", job: "job_1" },
  { page: "queue" },
  { page: "queue", state: "failed", batch: "bat_1" },
  { page: "template", template: "tpl_1" },
  { page: "start", template: "tpl_1" },
  { page: "batches" },
  { page: "batch", batch: "bat_1" },
  { page: "albums" },
  { page: "album", album: "alb_1" },
  { page: "album", album: "alb_1", image: "img_1" },
  { page: "albums", q: "fox & owl", kind: "batch", sort: "name" },
  { page: "images" },
  { page: "images", image: "img_1", q: "red fox", tag: "autumn", source: "upload", visibility: "private", sort: "title" },
  { page: "trash" },
  { page: "images", image: "img_1" },
  { page: "reports" },
  { page: "reports", status: "unresolved", author: "usr_1", q: "white page", trace: "4bf9", pinned: "no", age: "older", same: "6b1f" },
  { page: "report", report: "bug_1" },
  { page: "people" },
  { page: "access" },
  { page: "access", of: "everybody" },
  { page: "schedules" },
  { page: "imports" },
  { page: "imports", mode: "plan", source: "outputs", profile: "media", state: "failed" },
  { page: "import", run: "imp_1" },
  { page: "import", run: "imp_1", outcome: "unclassified", reason: "no_rule", kind: "image", q: "decks/a b" },
  { page: "import", run: "imp_1", code: "album_empty" },
  { page: "audit" },
  { page: "audit", actor: "usr_1", action: "update_album", subject: "alb_1", since: "2026-11-01", until: "2026-11-24" },
  { page: "sign-in" },
];

test.each(ROUTES)("the address of %j leads back to it", (route) => {
  expect(parseRoute(hrefOf(route))).toEqual(route);
});

test.each(["", "#", "#/"])("the address %j is the first page", (hash) => {
  expect(parseRoute(hash)).toEqual({ page: "home" });
});

test("templates are shown with the batches that were started from them", () => {
  expect(parseRoute("#/templates")).toEqual({ page: "batches" });
});

test("a state that no job can have is not asked for", () => {
  expect(parseRoute("#/queue?state=lost")).toEqual({ page: "queue" });
});

test("what is no day, no status, no age and no outcome is not asked for", () => {
  expect(parseRoute("#/audit?since=yesterday&until=2026-11-24")).toEqual({ page: "audit", until: "2026-11-24" });
  expect(parseRoute("#/imports?mode=all&state=lost")).toEqual({ page: "imports" });
  expect(parseRoute("#/imports/imp_1?outcome=lost&kind=video")).toEqual({ page: "import", run: "imp_1" });
  expect(parseRoute("#/reports?status=lost&age=7&pinned=maybe")).toEqual({ page: "reports" });
});

test.each(["#/nowhere", "#/queue/7", "#/templates/a/b", "#/images/a/b", "#/reports/a/b", "#/people/7", "#/imports/a/b", "#/albums/a/b/c"])("the address %j leads nowhere", (hash) => {
  expect(parseRoute(hash)).toEqual({ page: "lost" });
});
