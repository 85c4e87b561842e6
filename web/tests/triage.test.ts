import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { BugReport } from "../src/contract/types";
import { notices } from "../src/studio/notices";
import { isReporterKey } from "../src/reporter/reporter";
import { queryOf } from "../src/reports/reports";
import { firstLineOf, triageKeys } from "../src/reports/triage";

// Node's requests, unlike a browser's, are relative to nothing. The client takes the class when it is made.
vi.hoisted(() => {
  globalThis.Request = class extends Request {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === "string" ? new URL(input, "http://127.0.0.1:8000") : input, init);
    }
  };
});

const report = {
  id: "bug_1",
  status: "open",
  next_statuses: ["in_progress", "resolved"],
  description: "A white page.\nAfter deleting the cover.",
  pinned: false,
} as unknown as BugReport;
let asked: { method: string; url: string; body: string }[];

beforeEach(() => {
  asked = [];
  notices.set([]);
  vi.stubGlobal("location", new URL("http://127.0.0.1:8000/"));
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push({ method: request.method, url: new URL(request.url).pathname, body: await request.text() });
    return Response.json({ ...report, status: "resolved", pinned: true });
  });
});
afterEach(() => vi.unstubAllGlobals());

const press = (key: string) => {
  const changed = vi.fn();
  triageKeys(report, changed)[key]?.();
  return changed;
};
const words = () => notices.get().map((notice) => ("words" in notice ? notice.words : notice.problem.detail));

test("one key moves a report on, and says what came of it", async () => {
  const changed = press("r");
  await vi.waitFor(() => expect(changed).toHaveBeenCalledWith(expect.objectContaining({ status: "resolved" })));
  expect(asked).toEqual([{ method: "PATCH", url: "/api/v1/bug-reports/bug_1", body: '{"status":"resolved"}' }]);
  expect(words()).toEqual(["Resolved: A white page."]);
});

test("a key for what may not follow asks for nothing, and says why", () => {
  press("w");
  press("o");
  expect(asked).toEqual([]);
  expect(words()).toEqual(["From “Open” it cannot become “Won’t fix”.", "It is “Open” already."]);
});

test("p pins what is not pinned", async () => {
  const changed = press("p");
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
  expect(asked).toMatchObject([{ method: "PUT", url: "/api/v1/bug-reports/bug_1/pin" }]);
});

test("without a report the keys do nothing", () => {
  const keys = triageKeys(null, vi.fn());
  for (const key of Object.keys(keys)) keys[key]?.();
  expect(asked).toEqual([]);
});

test("a report is called by its first line, shortened", () => {
  expect(firstLineOf(report)).toBe("A white page.");
  expect(firstLineOf({ description: "fox ".repeat(50) })).toHaveLength(90);
});

test("the filters of the address become those of the contract", () => {
  const now = Date.parse("2026-11-24T09:30:00Z");
  expect(queryOf({ status: "unresolved", pinned: "no", trace: "4bf9", same: "6b1f", q: "fox" }, now)).toEqual({
    ...{ status: ["open", "in_progress"], pinned: false, trace_id: "4bf9", fingerprint: "6b1f", q: "fox" },
  });
  expect(queryOf({ status: "open", age: "day" }, now)).toEqual({
    status: ["open"],
    created_after: "2026-11-23T09:30:00.000000Z",
  });
  expect(queryOf({ age: "older", author: "usr_1" }, now)).toEqual({
    author: "usr_1",
    created_before: "2026-10-25T09:30:00.000000Z",
  });
});

test("Ctrl or ⌘ with Shift and b opens the reporter, and nothing near it does", () => {
  const none = { key: "B", ctrlKey: false, metaKey: false, shiftKey: true, altKey: false };
  expect(isReporterKey({ ...none, ctrlKey: true })).toBe(true);
  expect(isReporterKey({ ...none, metaKey: true, key: "b" })).toBe(true);
  expect(isReporterKey(none)).toBe(false);
  expect(isReporterKey({ ...none, ctrlKey: true, shiftKey: false })).toBe(false);
  expect(isReporterKey({ ...none, ctrlKey: true, altKey: true })).toBe(false);
});
