import { useState } from "react";

import { limitsOf } from "../contract/limits";
import { statusOf } from "../contract/problem";
import type { AlbumVisibility, BatchTemplate } from "../contract/types";
import { Dialog } from "../parts/Dialog";
import { Field, NumberField, TextField } from "../parts/Field";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { notify } from "../studio/notices";
import { createTemplate, updateTemplate } from "./batches";
import { ColumnsField } from "./ColumnsField";
import { FIELDS, templateDraftOf, templateOf, type TemplateDraft } from "./templateDraft";
import type { OpenedTemplate } from "./useTemplate";

interface TemplateFormProps {
  /** The template to change, as it was seen; absent to make a new one. */
  change?: OpenedTemplate;
  onDone(template: BatchTemplate): void;
  onClose(): void;
}

export function TemplateForm({ change, onDone, onClose }: TemplateFormProps) {
  const [draft, setDraft] = useState(() => templateDraftOf(change?.template));
  const save = useTask(async () => {
    if (!change) return onDone((await createTemplate(templateOf(draft))).data);
    try {
      const { data } = await updateTemplate(change.template.id, change.tag, templateOf(draft));
      notify("The template is changed.");
      onDone(data);
    } catch (error) {
      if (statusOf(error) !== 412) throw error;
      notify("Somebody else changed this template meanwhile. This is how it is now; please look, then change it again.");
      onDone(change.template);
    }
  }, FIELDS);

  const wire = (name: Exclude<(typeof FIELDS)[number], "columns">) => ({
    name,
    value: draft[name],
    limits: limitsOf("BatchTemplateCreate", name),
    trouble: save.trouble?.fields.get(name),
    onChange: (value: string) => setDraft((before): TemplateDraft => ({ ...before, [name]: value })),
  });

  return (
    <Dialog title={change ? "Change the template" : "New template"} onClose={onClose} kind="wide">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <TextField {...wire("name")} label="Name" required />
        <TextField {...wire("description")} label="Description" rows={2} />
        <ColumnsField
          columns={draft.columns}
          trouble={save.trouble?.fields.get("columns")}
          onChange={(columns) => setDraft((before) => ({ ...before, columns }))}
        />
        <TextField
          {...wire("prompt_template")}
          label="What each picture shows"
          rows={3}
          required
          placeholder="{name}, a card of {suit}"
          hint="A column's name in braces stands for the row's value"
        />
        <TextField {...wire("base_prompt")} label="Every prompt begins with" rows={2} />
        <TextField {...wire("style_suffix")} label="Every prompt ends with" rows={2} />
        <TextField {...wire("example_theme")} label="Theme, unless another is named" />
        <TextField {...wire("negative_prompt")} label="Negative prompt" rows={2} />
        <div className="numbers">
          <NumberField {...wire("width")} label="Width" />
          <NumberField {...wire("height")} label="Height" />
          <NumberField {...wire("steps")} label="Steps" />
          <NumberField {...wire("guidance_scale")} label="Guidance" />
        </div>
        <Field label="Who sees its albums" trouble={save.trouble?.fields.get("visibility")}>
          {(wiring) => (
            <select
              {...wiring}
              value={draft.visibility}
              onChange={(event) => setDraft({ ...draft, visibility: event.target.value as AlbumVisibility })}
            >
              <option value="private">People of the studio only</option>
              <option value="published">Everyone</option>
            </select>
          )}
        </Field>
        {save.trouble && <ProblemNote message={save.trouble} />}
        <div className="row end">
          <button type="button" onClick={onClose}>
            Leave it
          </button>
          <button type="submit" className="primary" disabled={save.busy}>
            {change ? "Save" : "Make the template"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
