// What the admin's views read from the contract and say to a person.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { browserOf } from "../src/access/browsers";
import { expiresAt } from "../src/access/expiries";
import { queryOf } from "../src/audit/audit";
import { placeOf } from "../src/audit/subject";
import { auditedActions } from "../src/contract/actions";
import { mayIn, type ContractDocument } from "../src/contract/limits";
import { bySubject, isReading, scopesFor } from "../src/contract/scopes";
import { timestampOf } from "../src/contract/timestamp";
import type { User } from "../src/contract/types";
import { everyOf, fromNow } from "../src/parts/format";
import { inWords } from "../src/parts/words";

const open = (name: string) => readFileSync(new URL(`../../openapi/${name}`, import.meta.url), "utf8");
const contract = JSON.parse(open("bundle.json")) as ContractDocument;
const user = (role: User["role"]): User => ({ ...(JSON.parse(open("examples/user.json")) as User), role });

test("a role may do what those before it may, and nothing of those after it", () => {
  expect(mayIn(contract, "list_sessions", user("viewer"))).toBe(true);
  expect(mayIn(contract, "list_sessions", user("admin"))).toBe(true);
  expect(mayIn(contract, "queue_job", user("operator"))).toBe(true);
  expect(mayIn(contract, "list_users", user("operator"))).toBe(false);
});

test("a token is offered only scopes that its person has a use for", () => {
  const admin = scopesFor(contract, user("admin"));
  const viewer = scopesFor(contract, user("viewer"));
  expect(admin).toContain("users:write");
  expect(viewer).not.toContain("users:write");
  expect(viewer).toContain("tokens:write");
  expect(admin).toEqual(expect.arrayContaining(viewer));
});

test("scopes stand together by what they are about", () => {
  expect([...bySubject(["jobs:read", "tokens:read", "jobs:write"])]).toEqual([
    ["jobs", ["jobs:read", "jobs:write"]],
    ["tokens", ["tokens:read"]],
  ]);
  expect(["jobs:read", "jobs:write"].map((one) => isReading(one as "jobs:read"))).toEqual([true, false]);
});

test("every change that the audit log has, and every schedule, can be looked for", () => {
  const actions = auditedActions(contract);
  expect(actions).toContain("create_token");
  expect(actions).toContain("schedule.purge_trash");
  expect(actions).not.toContain("list_albums");
});

test("a day of the audit log begins and ends at midnight here", () => {
  const { since, until } = queryOf({ since: "2026-11-24", until: "2026-11-24" });
  expect(Date.parse(until ?? "") - Date.parse(since ?? "")).toBe(86_400_000);
  expect(new Date(since ?? "").getHours()).toBe(0);
});

test("what an entry is about leads to its page, where it has one", () => {
  expect(placeOf("bug_1")).toEqual({ page: "report", report: "bug_1" });
  expect(placeOf("alb_1")).toEqual({ page: "album", album: "alb_1" });
  expect(placeOf("tok_1")).toBeNull();
});

test("a token expires after the days that were chosen, or never", () => {
  const now = Date.parse("2026-11-24T09:30:00Z");
  expect(expiresAt("week", now)).toBe("2026-12-01T09:30:00.000000Z");
  expect(expiresAt("never", now)).toBeNull();
});

test("moments are sent as the contract writes them", () => {
  const pattern = contract.components.schemas["Timestamp"]?.pattern ?? "";
  expect(timestampOf(Date.parse("2026-11-24T09:30:00.120Z"))).toMatch(new RegExp(pattern));
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0",
    "Edge on Windows",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
    "Safari on macOS",
  ],
  ["curl/8.5.0", "curl"],
  ["fox", "fox"],
  ["", "A browser without a name"],
])("%j is %s", (userAgent, words) => {
  expect(browserOf(userAgent)).toBe(words);
});

test("how often is said in the largest unit that is exact", () => {
  expect([60, 3_600, 86_400, 604_800, 900, 172_800, 90].map(everyOf)).toEqual([
    ...["every minute", "every hour", "every day", "every week", "every 15 minutes", "every 2 days", "every 90 seconds"],
  ]);
});

test("how far a moment is from now is said in one unit", () => {
  const now = Date.parse("2026-11-24T09:30:00Z");
  expect(fromNow("2026-11-24T06:29:00Z", now)).toBe("3 hours ago");
  expect(fromNow("2026-11-26T10:00:00Z", now)).toBe("in 2 days");
  expect(fromNow("2026-11-24T09:30:00Z", now)).toBe("now");
});

test("a name of the contract reads as words", () => {
  expect(inWords("purge_trash")).toBe("Purge trash");
  expect(inWords("schedule.purge_trash")).toBe("Schedule purge trash");
});
