// What came of each picture of several, in words.
import type { AddOutcome, ImageId, RemoveOutcome } from "../contract/types";

export interface Outcome {
  image_id: ImageId;
  outcome: AddOutcome | RemoveOutcome | "deleted" | "failed";
  /** Why it failed, where there is more to say than the outcome. */
  detail?: string;
}

interface Words {
  words: string;
  /** Nothing that a person needs to look at. */
  fine?: boolean;
}

export const ADDED: Record<AddOutcome, Words> = {
  added: { words: "added", fine: true },
  moved: { words: "moved", fine: true },
  already_there: { words: "there already", fine: true },
  not_found: { words: "not found" },
};

export const REMOVED: Record<RemoveOutcome, Words> = {
  removed: { words: "taken out, and kept", fine: true },
  not_in_album: { words: "not in this album" },
  kept: { words: "left here: the album of its month is the only one that it is in" },
};

export const DELETED: Record<"deleted" | "failed", Words> = {
  deleted: { words: "moved to the trash", fine: true },
  failed: { words: "not deleted" },
};

export const OUTCOMES: Record<string, Words> = { ...ADDED, ...REMOVED, ...DELETED };

/** All of them in a line: "3 added, 1 not found." */
export function told(outcomes: readonly Outcome[], words: Record<string, Words>): string {
  const counts = new Map<string, number>();
  for (const { outcome } of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const parts = [...counts].map(([outcome, amount]) => `${amount} ${words[outcome]?.words ?? outcome}`);
  return `${parts.join(", ")}.`;
}
