// What a person has written of a report that is not sent yet. It outlives the dialog, and a page that is loaded anew.
import { store } from "../parts/store";

export const TEXTS = ["description", "expected", "actual", "steps"] as const;
export type Text = (typeof TEXTS)[number];
export type Draft = Readonly<Record<Text, string>>;

const KEPT_AS = "spolvero-report";
const EMPTY: Draft = { description: "", expected: "", actual: "", steps: "" };

export const draft = store<Draft>(EMPTY);

export function write(text: Text, words: string): void {
  keep({ ...draft.get(), [text]: words });
}

export function forgetDraft(): void {
  keep(EMPTY);
}

/** Take up what was written before the page was loaded. */
export function recallDraft(): void {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? "{}") as Partial<Draft>;
    draft.set(Object.fromEntries(TEXTS.map((text) => [text, String(kept[text] ?? "")])) as Draft);
  } catch {
    // Storage may be forbidden, or hold what somebody else wrote.
  }
}

function keep(next: Draft): void {
  draft.set(next);
  try {
    sessionStorage.setItem(KEPT_AS, JSON.stringify(next));
  } catch {
    // It is full or forbidden: the draft lives as long as the page.
  }
}
