// What the page remembers of its requests, and what the contract says must not be told of them.
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { recentExchanges, send } from "../src/contract/exchanges";
import type { ContractDocument } from "../src/contract/limits";
import { sensitiveBodies } from "../src/contract/sensitive";

const contract = JSON.parse(readFileSync(new URL("../../openapi/bundle.json", import.meta.url), "utf8")) as ContractDocument;
const HERE = "http://127.0.0.1:8000/api/v1";
let answer: () => Promise<Response>;

beforeEach(() => vi.stubGlobal("fetch", () => answer()));
afterEach(() => vi.unstubAllGlobals());

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", "X-Trace-Id": "4bf9" } });

/** The last request, once its bodies were read. */
async function last() {
  await new Promise((later) => setTimeout(later));
  return recentExchanges().at(-1);
}

test("a request is remembered with what was sent, what came, and the trace that finds it in the log", async () => {
  answer = () => Promise.resolve(json({ id: "job_1" }, 202));
  const response = await send(
    new Request(`${HERE}/jobs`, { method: "POST", body: '{"prompt":"a fox"}', headers: { "Content-Type": "application/json" } }),
  );
  expect(await response.json()).toEqual({ id: "job_1" });
  expect(await last()).toMatchObject({
    ...{ method: "POST", url: `${HERE}/jobs`, status: 202, ok: true, trace_id: "4bf9", error: null },
    request_headers: [{ name: "content-type", value: "application/json" }],
    request_body: '{"prompt":"a fox"}',
    response_body: '{"id":"job_1"}',
  });
  expect((await last())?.duration_ms).toBeGreaterThanOrEqual(0);
});

test("a request without an answer says why, and the page hears of it too", async () => {
  answer = () => Promise.reject(new TypeError("Failed to fetch"));
  await expect(send("/openapi.json")).rejects.toThrow("Failed to fetch");
  expect(await last()).toMatchObject({ url: "/openapi.json", status: null, ok: null, error: "TypeError: Failed to fetch" });
});

test("of a long answer the beginning is kept, and of a picture nothing", async () => {
  answer = () => Promise.resolve(json("a".repeat(10_000)));
  await send("/long");
  expect((await last())?.response_body).toHaveLength(4_096);
  answer = () => Promise.resolve(new Response(new Uint8Array(9), { headers: { "Content-Type": "image/png" } }));
  await send("/picture");
  expect((await last())?.response_body).toBeNull();
});

test("an answer that breaks off keeps what came of it", async () => {
  const body = new ReadableStream({
    start(stream) {
      stream.enqueue(new TextEncoder().encode("a fox"));
    },
    async pull(stream) {
      await new Promise((later) => setTimeout(later));
      stream.error(new Error("broken"));
    },
  });
  answer = () => Promise.resolve(new Response(body, { headers: { "Content-Type": "text/plain" } }));
  await send("/broken");
  await vi.waitFor(async () => expect(await last()).toMatchObject({ status: 200, response_body: "a fox" }));
});

test("the last 50 requests are kept", async () => {
  answer = () => Promise.resolve(new Response(null, { status: 204 }));
  for (let at = 0; at < 55; at++) await send(`/${at}`);
  expect(recentExchanges()).toHaveLength(50);
  expect((await last())?.url).toBe("/54");
});

test("what the contract calls sensitive is found through its references, by method and path", () => {
  const isSensitive = sensitiveBodies(contract);
  expect(isSensitive("POST", `${HERE}/session`)).toBe(true);
  expect(isSensitive("POST", `${HERE}/tokens`)).toBe(true);
  expect(isSensitive("POST", `${HERE}/users/usr_1/sign-in-link`)).toBe(true);
  expect(isSensitive("GET", `${HERE}/tokens?limit=3`)).toBe(false);
  expect(isSensitive("GET", `${HERE}/session`)).toBe(false);
  expect(isSensitive("GET", `${HERE}/jobs?state=queued`)).toBe(false);
});
