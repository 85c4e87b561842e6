// What the form holds (text, as typed) and the request that it means.
import { limitsOf } from "../contract/limits";
import type { Adapters, AlbumId, Job, JobRequest } from "../contract/types";
import type { Drawn } from "../images/drawn";

export const NUMBERS = ["seed", "steps", "width", "height", "guidance_scale"] as const;
export const FIELDS = ["prompt", "negative_prompt", "album_id", ...NUMBERS] as const;

type Field = (typeof FIELDS)[number];

/** What is typed, and what is only carried on from the picture that is drawn again. */
export type Draft = Record<Field, string> & { adapters: Adapters };

/** An untouched form: every default is the contract's. */
export function emptyDraft(album?: AlbumId): Draft {
  const start = (name: Field) => String(limitsOf("JobRequest", name).default ?? "");
  return {
    prompt: "",
    negative_prompt: start("negative_prompt"),
    seed: start("seed"),
    steps: start("steps"),
    width: start("width"),
    height: start("height"),
    guidance_scale: start("guidance_scale"),
    album_id: album ?? "",
    adapters: [],
  };
}

/** The parameters that made a picture, or were to make it, without its place. */
export function parametersOf(made: Drawn | Job): Omit<Required<JobRequest>, "album_id" | "priority"> {
  const { prompt, negative_prompt, seed, steps, width, height, guidance_scale, adapters } = made;
  return { prompt, negative_prompt, seed, steps, width, height, guidance_scale, adapters };
}

export function draftOf(made: Drawn | Job, album?: AlbumId): Draft {
  const { prompt, negative_prompt, adapters, ...numbers } = parametersOf(made);
  const text = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));
  return { ...emptyDraft(album), ...text, prompt, negative_prompt, adapters };
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
    ...(draft.adapters.length > 0 && { adapters: draft.adapters }),
    ...(draft.seed !== "" && { seed: Number(draft.seed) }),
    ...(draft.album_id !== "" && { album_id: draft.album_id }),
  };
}
