// Single keys that lead somewhere. They can be switched off, for those who type by speaking (WCAG 2.1.4).
import { useEffect, useRef } from "react";

import { store } from "../parts/store";

export type Action = "new" | "albums" | "queue" | "batches" | "images" | "reports" | "imports" | "help";

const SINGLE: Record<string, Action> = { n: "new", "?": "help" };
const AFTER_G: Record<string, Action> = { a: "albums", b: "batches", q: "queue", p: "images", r: "reports", i: "imports" };
const PATIENCE = 1_500;

/** What a key means after the key before it. */
export function actionOf(key: string, before: string | null): Action | null {
  return (before === "g" ? AFTER_G[key] : SINGLE[key]) ?? null;
}

const KEPT_AS = "spolvero-shortcuts";
export const shortcutsOn = store(true);

export function setShortcuts(on: boolean): void {
  shortcutsOn.set(on);
  localStorage.setItem(KEPT_AS, on ? "on" : "off");
}

export type Keys = Readonly<Record<string, () => void>>;

/** What single keys do on the pages that are shown, newest last. */
let local: readonly { current: Keys }[] = [];

/** Single keys of one page, for as long as it is shown. None of them follows a `g`. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    local = [...local, latest];
    return () => {
      local = local.filter((one) => one !== latest);
    };
  }, []);
}

function isElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  if (document.querySelector("dialog[open]")) return true;
  return event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]") !== null;
}

export function listenForShortcuts(act: (action: Action) => void): () => void {
  shortcutsOn.set(localStorage.getItem(KEPT_AS) !== "off");
  let before: { key: string; at: number } | null = null;
  const onKey = (event: KeyboardEvent) => {
    if (!shortcutsOn.get() || isElsewhere(event)) return;
    const recent = before && event.timeStamp - before.at < PATIENCE ? before.key : null;
    const action = actionOf(event.key, recent);
    const deed = recent === "g" ? undefined : local.findLast((keys) => event.key in keys.current)?.current[event.key];
    before = { key: event.key, at: event.timeStamp };
    if (action === null && !deed) return;
    event.preventDefault();
    before = null;
    if (deed) deed();
    else if (action) act(action);
  };
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}
