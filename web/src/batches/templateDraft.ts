// What the form of a template holds (text, as typed) and the template that it means.
import { limitsOf } from "../contract/limits";
import type { AlbumVisibility, BatchTemplate, BatchTemplateCreate, TemplateColumn } from "../contract/types";

const NUMBERS = ["width", "height", "steps", "guidance_scale"] as const;
const TEXTS = [
  "name",
  "description",
  "base_prompt",
  "prompt_template",
  "style_suffix",
  "example_theme",
  "negative_prompt",
] as const;

export const FIELDS = [...TEXTS, ...NUMBERS, "columns"] as const;

type Written = (typeof TEXTS)[number] | (typeof NUMBERS)[number];

export type TemplateDraft = Record<Written, string> & { columns: readonly TemplateColumn[]; visibility: AlbumVisibility };

export function templateDraftOf(template?: BatchTemplate): TemplateDraft {
  const start = (name: Written) => [name, String(template?.[name] ?? limitsOf("BatchTemplateCreate", name).default ?? "")];
  return {
    ...(Object.fromEntries([...TEXTS, ...NUMBERS].map(start)) as Record<Written, string>),
    columns: template?.columns ?? [{ name: "" }],
    visibility: template?.visibility ?? "private",
  };
}

export function templateOf(draft: TemplateDraft): Omit<BatchTemplateCreate, "rows" | "adapters"> {
  const { columns, ...rest } = draft;
  return {
    ...rest,
    columns: columns.filter(({ name }) => name !== "") as BatchTemplateCreate["columns"],
    width: Number(draft.width),
    height: Number(draft.height),
    steps: Number(draft.steps),
    guidance_scale: Number(draft.guidance_scale),
  };
}
