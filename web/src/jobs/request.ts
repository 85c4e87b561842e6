// What the form holds (text, as typed) and the request that it means.
import { limitsOf } from "../contract/limits";
import type { AlbumId, Image, Job, JobRequest } from "../contract/types";

export const NUMBERS = ["seed", "steps", "width", "height", "guidance_scale"] as const;
export const FIELDS = ["prompt", "negative_prompt", "album_id", ...NUMBERS] as const;

export type Draft = Record<(typeof FIELDS)[number], string>;

/** An untouched form: every default is the contract's. */
export function emptyDraft(album?: AlbumId): Draft {
  const start = (name: (typeof FIELDS)[number]) => String(limitsOf("JobRequest", name).default ?? "");
  return {
    prompt: "",
    negative_prompt: start("negative_prompt"),
    seed: start("seed"),
    steps: start("steps"),
    width: start("width"),
    height: start("height"),
    guidance_scale: start("guidance_scale"),
    album_id: album ?? "",
  };
}

type Parameters = Omit<Required<JobRequest>, "album_id">;

/** The parameters that made a picture, or were to make it, without its place. An upload has only a size. */
export function parametersOf(made: Image | Job): { [Name in keyof Parameters]: Parameters[Name] | null } {
  const { prompt, negative_prompt, seed, steps, width, height, guidance_scale } = made;
  return { prompt, negative_prompt, seed, steps, width, height, guidance_scale };
}

export function draftOf(made: Image | Job, album?: AlbumId): Draft {
  const known = Object.entries(parametersOf(made)).filter(([, value]) => value !== null);
  return { ...emptyDraft(album), ...Object.fromEntries(known.map(([name, value]) => [name, String(value)])) };
}

/** What to send. An empty seed or album is left out: the server then decides. */
export function requestOf(draft: Draft): JobRequest {
  return {
    prompt: draft.prompt,
    negative_prompt: draft.negative_prompt,
    steps: Number(draft.steps),
    width: Number(draft.width),
    height: Number(draft.height),
    guidance_scale: Number(draft.guidance_scale),
    ...(draft.seed !== "" && { seed: Number(draft.seed) }),
    ...(draft.album_id !== "" && { album_id: draft.album_id }),
  };
}
