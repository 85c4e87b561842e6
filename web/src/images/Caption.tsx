import { useState } from "react";

import { limitsOf } from "../contract/limits";
import type { ImageId, Label } from "../contract/types";
import { TextField } from "../parts/Field";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { addLabel, deleteLabel } from "./images";

interface CaptionProps {
  image: ImageId;
  /** The caption that a person wrote. */
  label: Label | undefined;
  onChange(): void;
}

/** A sentence about what the picture shows. Emptied, it is taken away. */
export function Caption({ image, label, onChange }: CaptionProps) {
  const [text, setText] = useState(label?.text ?? "");
  const save = useTask(async () => {
    if (text.trim() !== "") await addLabel(image, { kind: "caption", text });
    else if (label) await deleteLabel(image, label.id);
    onChange();
  }, ["text"]);
  return (
    <form
      className="row stretch"
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      <TextField
        label="Caption"
        name="caption"
        rows={2}
        placeholder="What it shows"
        value={text}
        onChange={setText}
        limits={limitsOf("LabelCreate", "text")}
        trouble={save.trouble?.fields.get("text")}
      />
      <button type="submit" disabled={save.busy || text === (label?.text ?? "")}>
        Save
      </button>
      {save.trouble && <ProblemNote message={save.trouble} />}
    </form>
  );
}
