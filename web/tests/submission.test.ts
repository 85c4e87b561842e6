// A report as it leaves the page: what the contract asks for, and nothing that it calls sensitive.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { send } from "../src/contract/exchanges";
import { loadContract, type ContractDocument } from "../src/contract/limits";
import { register } from "../src/reporter/collectors";
import { gather } from "../src/reporter/gather";
import { SECTIONS, submissionOf } from "../src/reporter/submission";

const contract = JSON.parse(readFileSync(new URL("../../openapi/bundle.json", import.meta.url), "utf8")) as ContractDocument;
const CANARY = "c4n4ry5ecret0123456789";
const draft = { description: " A white page. ", expected: "", actual: " ", steps: "Open Foxes." };

beforeAll(async () => {
  const page = new URL(`http://127.0.0.1:8000/#sign-in=${CANARY}`);
  vi.stubGlobal("location", page);
  vi.stubGlobal("navigator", { userAgent: "Firefox", language: "en-GB", platform: "Linux" });
  vi.stubGlobal("innerWidth", 1280);
  vi.stubGlobal("innerHeight", 800);
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json(contract)));
  await loadContract();
  const body = JSON.stringify({ link: CANARY });
  await send(new Request("http://127.0.0.1:8000/api/v1/session", { method: "POST", body, headers: { "Content-Type": "application/json" } }));
  await send(new Request("http://127.0.0.1:8000/api/v1/albums", { headers: { Authorization: `Bearer ${CANARY}` } }));
  await new Promise((later) => setTimeout(later));
  register("easel", () => ({ prompt: "a fox", token: CANARY }));
});
afterAll(() => vi.unstubAllGlobals());

test("a report holds what the contract has a name for, and nothing else", () => {
  const submission = submissionOf(draft, gather(), new Set());
  const names = (schema: string) => Object.keys(contract.components.schemas[schema]?.properties ?? {});
  expect(names("BugReportSubmission")).toEqual(expect.arrayContaining(Object.keys(submission)));
  expect(names("BugReportEnvironment")).toEqual(expect.arrayContaining(Object.keys(submission.environment)));
  expect(names("BugReportClientMeta")).toEqual(expect.arrayContaining(Object.keys(submission.client_meta)));
  expect(names("BugReportRequest")).toEqual(expect.arrayContaining(Object.keys(submission.network_events?.at(-1) ?? {})));
  expect(submission).toMatchObject({ description: "A white page.", expected: null, actual: null, steps: "Open Foxes." });
});

test("no secret is in it: not in the address, a header, a state, or a body that the contract calls sensitive", () => {
  const submission = submissionOf(draft, gather(), new Set());
  expect(JSON.stringify(submission)).not.toContain(CANARY);
  expect(submission.network_events?.at(-2)).toMatchObject({ method: "POST", request_body: "[redacted]" });
  expect(submission.app_state).toEqual({ easel: { prompt: "a fox", token: "[redacted]" } });
});

test("a section that is left out is not sent; of two of them only what the contract cannot do without", () => {
  expect(submissionOf(draft, gather(), new Set(SECTIONS))).toEqual({
    description: "A white page.",
    expected: null,
    actual: null,
    steps: "Open Foxes.",
    environment: { mode: "withheld" },
    client_meta: { location_href: "withheld" },
  });
});
