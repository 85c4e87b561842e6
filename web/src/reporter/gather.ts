// Everything that a report tells besides what the person writes, gathered at one moment and without secrets.
import { recentExchanges, type Exchange } from "../contract/exchanges";
import { limitsOfValue, loadedContract } from "../contract/limits";
import { sensitiveBodies } from "../contract/sensitive";
import type { BugReportSubmission } from "../contract/types";
import { cut } from "../parts/cut";
import { collect } from "./collectors";
import { recentLines, type Line } from "./console";
import { fittingItems, fittingNames } from "./fit";
import type { Plain } from "./plain";
import { redact, REDACTED } from "./redact";
import { clientNow, environmentNow } from "./surroundings";

export interface Gathered extends Pick<BugReportSubmission, "environment" | "client_meta"> {
  app_state: Record<string, Plain>;
  recent_logs: readonly Line[];
  network_events: readonly Exchange[];
}

export function gather(): Gathered {
  return {
    environment: redact(environmentNow()),
    client_meta: redact(clientNow()),
    app_state: fittingNames(redact(collect()), limitsOf("BugReportState")),
    recent_logs: fittingItems(recentLines().map(clean), limitsOf("BugReportLogs")),
    network_events: fittingItems(withoutBodies(recentExchanges()).map(clean).map(withShortUrl), limitsOf("BugReportRequests")),
  };
}

/** `redact` for what JSON can hold, which both of these are. */
function clean<T extends Line | Exchange>(value: T): T {
  return redact(value as unknown as Plain) as unknown as T;
}

const LONGEST_URL = 2_048;

/** What stands for a secret may be longer than it was. */
function withShortUrl(exchange: Exchange): Exchange {
  return { ...exchange, url: cut(exchange.url, LONGEST_URL) };
}

/** The contract says what carries secrets; of those requests no body is told at all. */
function withoutBodies(exchanges: readonly Exchange[]): Exchange[] {
  const contract = loadedContract();
  const isSensitive = contract ? sensitiveBodies(contract) : () => false;
  const hidden = (body: string | null) => (body === null ? null : REDACTED);
  return exchanges.map((one) =>
    isSensitive(one.method, one.url)
      ? { ...one, request_body: hidden(one.request_body), response_body: hidden(one.response_body) }
      : one,
  );
}

function limitsOf(schema: "BugReportState" | "BugReportLogs" | "BugReportRequests") {
  return loadedContract() ? limitsOfValue(schema) : {};
}
