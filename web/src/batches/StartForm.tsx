import { useState } from "react";

import { limitsOf } from "../contract/limits";
import type { BatchTemplate } from "../contract/types";
import { Field, NumberField, TextField } from "../parts/Field";
import { count } from "../parts/format";
import { ProblemNote } from "../parts/ProblemNote";
import { useKey } from "../parts/useKey";
import { useTask } from "../parts/useTask";
import { notify } from "../studio/notices";
import { goTo } from "../studio/route";
import { startBatch } from "./batches";
import { PreviewList } from "./PreviewList";
import { rowsOf } from "./rows";
import { emptyStart, FIELDS, startRequestOf, type StartDraft } from "./startRequest";
import { usePreview } from "./usePreview";

/** Decides a batch, shows every prompt that it would draw by, and only then lets it be started. */
export function StartForm({ template }: { template: BatchTemplate }) {
  const [draft, setDraft] = useState(() => emptyStart(template));
  const key = useKey();
  const chosen = rowsOf(draft.rows, template.row_count);
  const rows = "rows" in chosen ? chosen.rows : null;
  const asked = "rows" in chosen ? { theme: draft.theme, ...(rows && { rows }) } : null;
  const preview = usePreview(template.id, asked);
  const { told } = preview;

  const start = useTask(async () => {
    const body = startRequestOf(template, draft, rows);
    const { data } = await startBatch(body, key.keyFor(body));
    key.done();
    notify(`${count(data.total, "picture")} queued. The album is there, and fills.`);
    goTo({ page: "batch", batch: data.id });
  }, FIELDS);

  const wire = <F extends keyof StartDraft>(name: F) => ({
    name,
    value: draft[name],
    trouble: start.trouble?.fields.get(name),
    onChange: (value: string) => setDraft((before) => ({ ...before, [name]: value })),
  });
  const number = (name: "steps" | "width" | "height" | "guidance_scale") => ({
    ...wire(name),
    // The template's own value stands in the empty field; the contract's default would be another.
    limits: withoutDefault(limitsOf("BatchRequest", name)),
    placeholder: String(template[name]),
  });

  return (
    <div className="easel">
      <form
        className="card stack start-form"
        aria-label="Start a batch"
        onSubmit={(event) => {
          event.preventDefault();
          if (told && !told.refusal && !start.busy) void start.run();
        }}
      >
        <TextField
          {...wire("theme")}
          label="Theme"
          rows={2}
          limits={limitsOf("BatchRequest", "theme")}
          hint="The style of all its pictures; empty for none"
        />
        <TextField
          {...wire("rows")}
          label="Rows"
          limits={{}}
          placeholder={`all ${template.row_count}`}
          hint="Like 1-13, 20; empty for all"
          trouble={"trouble" in chosen ? chosen.trouble : start.trouble?.fields.get("rows")}
        />
        <details>
          <summary>More</summary>
          <div className="stack">
            <TextField {...wire("name")} label="Name" limits={limitsOf("BatchRequest", "name")} placeholder="By template and theme" />
            <TextField
              {...wire("album_name")}
              label="Album's name"
              limits={limitsOf("BatchRequest", "album_name")}
              placeholder="As the batch"
            />
            <div className="numbers">
              <NumberField {...number("width")} label="Width" />
              <NumberField {...number("height")} label="Height" />
            </div>
            <div className="numbers">
              <NumberField {...number("steps")} label="Steps" />
              <NumberField {...number("guidance_scale")} label="Guidance" />
            </div>
            <NumberField
              {...wire("seed")}
              label="Seed"
              limits={limitsOf("BatchRequest", "seed")}
              placeholder="drawn for each row"
              hint="The first row's; each row adds one"
            />
            <TextField
              {...wire("negative_prompt")}
              label="Negative prompt"
              rows={2}
              limits={limitsOf("BatchRequest", "negative_prompt")}
              hint="Ruled out in addition to what the template rules out"
            />
            <Field label="Who sees the album" trouble={start.trouble?.fields.get("visibility")}>
              {(wiring) => (
                <select {...wiring} value={draft.visibility} onChange={(event) => wire("visibility").onChange(event.target.value)}>
                  <option value="">As the template says: {template.visibility}</option>
                  <option value="private">People of the studio only</option>
                  <option value="published">Everyone</option>
                </select>
              )}
            </Field>
          </div>
        </details>
        {start.trouble && <ProblemNote message={start.trouble} onDismiss={start.forget} />}
        {told?.refusal && (
          <p className="trouble" role="alert">
            {told.refusal.detail}
          </p>
        )}
        <div className="row">
          <button type="submit" className="primary" disabled={!told || told.refusal !== null || start.busy}>
            {told ? `Start ${count(told.total, "picture")}` : "Start"}
          </button>
        </div>
      </form>
      <PreviewList preview={preview} />
    </div>
  );
}

function withoutDefault<L extends { default?: unknown }>({ default: _, ...limits }: L): Omit<L, "default"> {
  return limits;
}
