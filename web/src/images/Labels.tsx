import { useEffect, useState } from "react";

import { limitsOf } from "../contract/limits";
import type { Image, Label } from "../contract/types";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { hrefOf } from "../studio/route";
import { Caption } from "./Caption";
import { addLabel, deleteLabel, listLabels } from "./images";

const PERCENT = new Intl.NumberFormat(undefined, { style: "percent" });

/** What people and models say about a picture: captions to read, tags to find it by. */
export function Labels({ image }: { image: Image }) {
  const mayAdd = useMay("add_image_label");
  const mayDelete = useMay("delete_image_label");
  const [labels, setLabels] = useState<readonly Label[]>([]);
  const [typed, setTyped] = useState("");
  const [turn, setTurn] = useState(0);
  const reload = () => setTurn((before) => before + 1);

  useEffect(() => {
    let current = true;
    listLabels(image.id).then(
      ({ data }) => current && setLabels(data.items),
      (error: unknown) => current && complain(error),
    );
    return () => {
      current = false;
    };
  }, [image.id, turn]);

  const add = useTask(async () => {
    for (const text of typed.split(",").map((tag) => tag.trim())) {
      if (text) await addLabel(image.id, { kind: "tag", text });
    }
    setTyped("");
    reload();
  });
  const remove = useTask(async (label: Label) => {
    try {
      await deleteLabel(image.id, label.id);
    } catch (error) {
      complain(error);
    }
    reload();
  });

  const captions = labels.filter(({ kind }) => kind === "caption");
  const tags = labels.filter(({ kind }) => kind === "tag");
  const mine = captions.find(({ source }) => source === "manual");
  return (
    <section className="labels" aria-label="Caption and tags">
      {captions
        .filter((label) => label !== mine || !mayAdd)
        .map((label) => (
          <p key={label.id} className="said" title={originOf(label)}>
            {label.text} {label.model && <span className="small">{originOf(label)}</span>}
          </p>
        ))}
      {mayAdd && (
        <Caption
          key={mine?.id}
          image={image.id}
          label={mine}
          onChange={() => {
            notify("The caption is saved.");
            reload();
          }}
        />
      )}
      {tags.length > 0 && (
        <ul className="tags" aria-label="Tags">
          {tags.map((label) => (
            <li key={label.id} title={originOf(label)} data-source={label.source}>
              <a href={hrefOf({ page: "images", tag: label.text })}>{label.text}</a>
              {mayDelete && (
                <button
                  type="button"
                  className="quiet"
                  aria-label={`Take away the tag ${label.text}`}
                  disabled={remove.busy}
                  onClick={() => void remove.run(label)}
                >
                  <span aria-hidden="true">✕</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayAdd && (
        <form
          className="row stretch"
          onSubmit={(event) => {
            event.preventDefault();
            void add.run();
          }}
        >
          <input
            aria-label="New tags"
            placeholder="Tags, with commas between"
            autoComplete="off"
            value={typed}
            maxLength={limitsOf("LabelCreate", "text").maxLength}
            onChange={(event) => setTyped(event.target.value)}
          />
          <button type="submit" disabled={add.busy || typed.trim() === ""}>
            Add
          </button>
        </form>
      )}
      {add.trouble && <ProblemNote message={add.trouble} onDismiss={add.forget} />}
    </section>
  );
}

/** Who said so, and how sure a model is. */
function originOf({ model, confidence }: Label): string {
  if (model === null) return "By a person";
  return confidence === null ? `By ${model}` : `By ${model}, ${PERCENT.format(confidence)} sure`;
}
