// What the form holds (text, as typed) and the batch that it means. What is left empty is the template's to say.
import type { AlbumVisibility, BatchRequest, BatchTemplate, RowSelection } from "../contract/types";

export const NUMBERS = ["steps", "width", "height", "guidance_scale", "seed"] as const;
export const TEXTS = ["theme", "rows", "name", "album_name", "negative_prompt", "visibility"] as const;
export const FIELDS = [...TEXTS, ...NUMBERS] as const;

export type StartDraft = Record<(typeof FIELDS)[number], string>;

export function emptyStart(template: BatchTemplate): StartDraft {
  const empty = Object.fromEntries(FIELDS.map((field) => [field, ""])) as StartDraft;
  return { ...empty, theme: template.example_theme };
}

export function startRequestOf(template: BatchTemplate, draft: StartDraft, rows: RowSelection | null): BatchRequest {
  const numbers = NUMBERS.filter((field) => draft[field] !== "").map((field) => [field, Number(draft[field])]);
  return {
    template_id: template.id,
    theme: draft.theme,
    ...(draft.name.trim() !== "" && { name: draft.name }),
    ...(draft.album_name.trim() !== "" && { album_name: draft.album_name }),
    ...(rows !== null && { rows }),
    ...(draft.negative_prompt !== "" && { negative_prompt: draft.negative_prompt }),
    ...(draft.visibility !== "" && { visibility: draft.visibility as AlbumVisibility }),
    ...(Object.fromEntries(numbers) as Pick<BatchRequest, (typeof NUMBERS)[number]>),
  };
}
