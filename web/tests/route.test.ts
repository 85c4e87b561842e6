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

test.each(["#/nowhere", "#/queue/7", "#/templates/a/b", "#/images/a/b", "#/albums/a/b/c"])("the address %j leads nowhere", (hash) => {
  expect(parseRoute(hash)).toEqual({ page: "lost" });
});
