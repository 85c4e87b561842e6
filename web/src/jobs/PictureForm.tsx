import { useEffect, useRef, useState, type KeyboardEvent } from "react";

import { AlbumSelect } from "../albums/AlbumSelect";
import { limitsOf } from "../contract/limits";
import type { JobId } from "../contract/types";
import { NumberField, TextField } from "../parts/Field";
import { ProblemNote } from "../parts/ProblemNote";
import { useKey } from "../parts/useKey";
import { useTask } from "../parts/useTask";
import { useRoute } from "../studio/route";
import { queueJob } from "./jobs";
import { FIELDS, requestOf, type Draft } from "./request";

interface PictureFormProps {
  start: Draft;
  onQueued(job: JobId): void;
}

/** Asks for a picture. Every limit and default comes from the contract's JobRequest. */
export function PictureForm({ start, onQueued }: PictureFormProps) {
  const [draft, setDraft] = useState(start);
  const form = useRef<HTMLFormElement>(null);
  const prompt = useRef<HTMLTextAreaElement>(null);
  const key = useKey();

  // Also when the page is asked for again, by the key `n`.
  const route = useRoute();
  useEffect(() => prompt.current?.focus({ preventScroll: true }), [route]);

  const ask = useTask(async () => {
    const body = requestOf(draft);
    const { data } = await queueJob(body, key.keyFor(body));
    key.done();
    onQueued(data.id);
  }, FIELDS);

  const wire = (name: (typeof FIELDS)[number]) => ({
    name,
    value: draft[name],
    limits: limitsOf("JobRequest", name),
    trouble: ask.trouble?.fields.get(name),
    onChange: (value: string) => setDraft((before) => ({ ...before, [name]: value })),
  });

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.current?.requestSubmit();
  }

  return (
    <form
      ref={form}
      className="card stack picture-form"
      aria-label="New picture"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ask.busy) void ask.run();
      }}
    >
      <TextField
        {...wire("prompt")}
        label="Prompt"
        rows={5}
        required
        box={prompt}
        placeholder="A red fox in an autumn forest, in red chalk"
      />
      <TextField {...wire("negative_prompt")} label="Negative prompt" rows={2} placeholder="What must not be in it" />
      <div className="numbers">
        <NumberField {...wire("width")} label="Width" />
        <button
          type="button"
          className="quiet icon swap"
          aria-label="Swap the sides"
          title="Swap the sides"
          onClick={() => setDraft((before) => ({ ...before, width: before.height, height: before.width }))}
        >
          <span aria-hidden="true">⇄</span>
        </button>
        <NumberField {...wire("height")} label="Height" />
      </div>
      <div className="numbers">
        <NumberField {...wire("steps")} label="Steps" />
        <NumberField {...wire("guidance_scale")} label="Guidance" />
        <NumberField {...wire("seed")} label="Seed" placeholder="drawn" hint="empty: by chance" />
      </div>
      <AlbumSelect {...wire("album_id")} label="Album" none="This month's album" />
      {draft.adapters.length > 0 && (
        <p className="row small">
          With {draft.adapters.map(({ name, weight }) => `${name} (${weight ?? 1})`).join(", ")}
          <button type="button" className="quiet small" onClick={() => setDraft((before) => ({ ...before, adapters: [] }))}>
            Draw without
          </button>
        </p>
      )}
      {ask.trouble && <ProblemNote message={ask.trouble} onDismiss={ask.forget} />}
      <div className="row">
        <button type="submit" className="primary" disabled={ask.busy}>
          Draw it
        </button>
        <span className="small" aria-hidden="true">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </span>
      </div>
    </form>
  );
}
