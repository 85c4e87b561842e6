// What the form holds, and the plan that it means.
import { limitsOf } from "../contract/limits";
import type { AlbumVisibility, ImportRequest, ImportStaging } from "../contract/types";

export const FIELDS = ["source", "profile", "staging", "visibility", "require_sidecar", "time_zone", "deep"] as const;

/** What is asked for, nothing left out; an empty visibility stands for none: as the rules say. */
export type PlanDraft = Required<Omit<ImportRequest, "visibility">> & { visibility: AlbumVisibility | "" };

/** What the contract does by default, for this source. */
export function emptyPlan(source: string): PlanDraft {
  return {
    source,
    profile: "generations",
    staging: limitsOf("ImportRequest", "staging").default as ImportStaging,
    visibility: "",
    require_sidecar: false,
    time_zone: String(limitsOf("ImportRequest", "time_zone").default),
    deep: false,
  };
}

export function planOf({ visibility, time_zone, ...draft }: PlanDraft): ImportRequest {
  return { ...draft, time_zone: time_zone.trim(), visibility: visibility || null };
}
