import { useState } from "react";

import { limitsOf } from "../contract/limits";
import type { Image, ImageUpdate, ImageVisibility } from "../contract/types";
import { Field, TextField } from "../parts/Field";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";

const WHO_SEES_IT: Record<ImageVisibility, string> = {
  private: "People of the studio only",
  album: "Whoever may see its album",
  published: "Everyone",
};

/** What may change about a picture: its title, and who sees it. */
export function ImageForm({ image, onChange }: { image: Image; onChange(body: ImageUpdate): Promise<void> }) {
  const [title, setTitle] = useState(image.title);
  const save = useTask(onChange, ["title", "visibility"]);
  return (
    <form
      className="image-form"
      aria-label="What may change"
      onSubmit={(event) => {
        event.preventDefault();
        void save.run({ title });
      }}
    >
      <div className="row stretch">
        <TextField
          label="Title"
          name="title"
          placeholder="Without a title"
          value={title}
          onChange={setTitle}
          limits={limitsOf("ImageUpdate", "title")}
          trouble={save.trouble?.fields.get("title")}
        />
        <button type="submit" disabled={save.busy || title === image.title}>
          Save title
        </button>
      </div>
      <Field label="Who sees it" trouble={save.trouble?.fields.get("visibility")}>
        {(wiring) => (
          <select
            {...wiring}
            value={image.visibility}
            disabled={save.busy}
            onChange={(event) => void save.run({ visibility: event.target.value as ImageVisibility })}
          >
            {Object.entries(WHO_SEES_IT).map(([visibility, words]) => (
              <option key={visibility} value={visibility}>
                {words}
              </option>
            ))}
          </select>
        )}
      </Field>
      {save.trouble && <ProblemNote message={save.trouble} />}
    </form>
  );
}
