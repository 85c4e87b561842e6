// The reporter is closed, or shows what was gathered when it was opened.
import { store } from "../parts/store";
import { registerApplicationState } from "./application";
import { recordConsole } from "./console";
import { recallDraft } from "./draft";
import { gather, type Gathered } from "./gather";

export const reporter = store<Gathered | null>(null);

export function openReporter(): void {
  if (reporter.get() === null) reporter.set(gather());
}

export function closeReporter(): void {
  reporter.set(null);
}

/** Whether a key opens the reporter: anywhere, in a field and in a dialog too. */
export function isReporterKey({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): boolean {
  return (ctrlKey || metaKey) && shiftKey && !altKey && key.toLowerCase() === "b";
}

type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** From now on remember what a report may tell, and open the reporter by its key. */
export function beginReporting(): void {
  recordConsole();
  registerApplicationState();
  recallDraft();
  addEventListener("keydown", (event) => {
    if (!isReporterKey(event)) return;
    event.preventDefault();
    openReporter();
  });
}
