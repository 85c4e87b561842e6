// The last that was said to the server, and what it answered. Every request of the page goes through `send`.
import { cut } from "../parts/cut";
import type { BugReportHeader, BugReportRequestOutput } from "./types";

/** As a report tells of it: everything about the answer is null until it comes, or for ever. */
export type Exchange = BugReportRequestOutput;

const KEPT = 50;
const LONGEST = 4_096;
const LONGEST_URL = 2_048;
const HEADERS = 60;
const WORDS = /^(?:text\/|application\/(?:[\w.+-]+\+)?(?:json|yaml|xml)\b|application\/x-www-form-urlencoded)/i;

let exchanges: readonly Exchange[] = [];
let last = 0;

export const recentExchanges = (): readonly Exchange[] => exchanges;

/** `fetch`, remembered. It waits for nothing that `fetch` would not wait for. */
export async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = input instanceof Request ? input : null;
  const exchange: Exchange = {
    id: `net_${++last}`,
    method: request?.method ?? init?.method ?? "GET",
    url: cut(request?.url ?? String(input), LONGEST_URL),
    started_at: new Date().toISOString(),
    request_headers: pairsOf(request?.headers ?? new Headers(init?.headers)),
    request_body: null,
    completed_at: null,
    duration_ms: null,
    status: null,
    ok: null,
    trace_id: null,
    response_headers: [],
    response_body: null,
    error: null,
  };
  exchanges = [...exchanges, exchange].slice(-KEPT);
  const start = performance.now();
  if (request) void wordsOf(request).then((text) => (exchange.request_body = text));
  const ended = () => {
    exchange.completed_at = new Date().toISOString();
    exchange.duration_ms = Math.round(performance.now() - start);
  };
  try {
    const response = await fetch(input, init);
    ended();
    exchange.status = response.status;
    exchange.ok = response.ok;
    exchange.trace_id = response.headers.get("X-Trace-Id");
    exchange.response_headers = pairsOf(response.headers);
    void beginningOf(response).then((text) => (exchange.response_body = text));
    return response;
  } catch (error) {
    ended();
    exchange.error = cut(error instanceof Error ? `${error.name}: ${error.message}` : String(error), LONGEST);
    throw error;
  }
}

function pairsOf(headers: Headers): BugReportHeader[] {
  return Array.from(headers, ([name, value]) => ({ name, value: cut(value, LONGEST) })).slice(0, HEADERS);
}

/** The body of a request, as far as it is words. It is in memory already. */
async function wordsOf(request: Request): Promise<string | null> {
  if (!isWords(request)) return null;
  const text = await request
    .clone()
    .text()
    .catch(() => "");
  return text === "" ? null : cut(text, LONGEST);
}

/** The beginning of an answer's words, from a copy of it that is not read to its end. */
async function beginningOf(response: Response): Promise<string | null> {
  if (!isWords(response)) return null;
  const reader = response.clone().body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      text += decoder.decode(part.value, { stream: true });
      if (text.length > LONGEST) break;
    }
    // This waits until the page has read its own copy: nothing here waits for that.
    reader?.cancel().catch(() => undefined);
  } catch {
    // It broke off: what came is worth having.
  }
  return text === "" ? null : cut(text, LONGEST);
}

function isWords({ headers }: Request | Response): boolean {
  const type = headers.get("Content-Type") ?? "";
  return WORDS.test(type) && !type.startsWith("text/event-stream");
}
