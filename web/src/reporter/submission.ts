// A report as the contract wants it, and its way to the server.
import { http, read } from "../contract/http";
import type { BugReport, BugReportId, BugReportSubmission } from "../contract/types";
import type { Draft } from "./draft";
import type { Gathered } from "./gather";
import { redactText } from "./redact";

export const SECTIONS = ["recent_logs", "network_events", "app_state", "client_meta", "environment"] as const;
export type Section = (typeof SECTIONS)[number];

/** Two sections are never quite absent: the contract wants an address and a mode. */
const WITHHELD = "withheld";

export function submissionOf(draft: Draft, gathered: Gathered, withheld: ReadonlySet<Section>): BugReportSubmission {
  const { environment, client_meta, app_state, recent_logs, network_events } = gathered;
  const text = (words: string) => redactText(words.trim()) || null;
  return {
    description: redactText(draft.description.trim()),
    expected: text(draft.expected),
    actual: text(draft.actual),
    steps: text(draft.steps),
    environment: withheld.has("environment") ? { mode: WITHHELD } : environment,
    client_meta: withheld.has("client_meta") ? { location_href: WITHHELD } : client_meta,
    ...(!withheld.has("app_state") && { app_state }),
    ...(!withheld.has("recent_logs") && { recent_logs: [...recent_logs] }),
    ...(!withheld.has("network_events") && { network_events: [...network_events] }),
  };
}

export async function submit(body: BugReportSubmission): Promise<BugReport> {
  return (await read(http.POST("/bug-reports", { body }))).data;
}

export const addScreenshot = (report_id: BugReportId, picture: Blob) =>
  read(
    http.PUT("/bug-reports/{report_id}/screenshot", {
      params: { path: { report_id } },
      headers: { "Content-Type": picture.type },
      body: picture,
      bodySerializer: (body) => body as Blob,
    }),
  );

/** The same as a file, for when there is no server to send it to. */
export function fileOf(submission: BugReportSubmission): Blob {
  return new Blob([JSON.stringify(submission, null, 2)], { type: "application/json" });
}
