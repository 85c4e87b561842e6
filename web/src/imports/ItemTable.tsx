import { useState } from "react";

import { thumbnailOf } from "../contract/http";
import { meaningOf } from "../contract/meanings";
import type { ImageId, ImportItem, ImportMode } from "../contract/types";
import { bytesOf, momentOf, wholeOf } from "../parts/format";
import { hrefOf } from "../studio/route";
import { Key } from "./OutcomeBar";
import { Path } from "./Path";
import { DATED_BY, KIND, OUTCOMES } from "./words";

interface ItemTableProps {
  items: readonly ImportItem[];
  mode: ImportMode;
}

/** Files, each with what became of it and why. */
export function ItemTable({ items, mode }: ItemTableProps) {
  return (
    <table className="table item-table" aria-label="Files">
      <thead>
        <tr>
          <th scope="col">No.</th>
          <th scope="col">File</th>
          <th scope="col">{mode === "plan" ? "What would become of it" : "What became of it"}</th>
          <th scope="col">Album</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.number} item={item} mode={mode} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ item, mode }: { item: ImportItem; mode: ImportMode }) {
  const { number, path, kind, outcome, reason, byte_size, duplicate_of, album_key, taken_at, dated_by, notes } = item;
  const told = Object.entries(notes);
  return (
    <tr data-outcome-of={outcome}>
      <th scope="row">{wholeOf(number)}</th>
      <td>
        <Path path={path} />
        <span className="small under">
          {KIND[kind]}
          {byte_size !== null && `, ${bytesOf(byte_size)}`}
        </span>
      </td>
      <td>
        <span className="outcome" title={meaningOf("ImportOutcome", outcome)}>
          <Key outcome={outcome} /> {OUTCOMES[outcome]}
          {duplicate_of !== null && ` of file ${wholeOf(duplicate_of)}`}
        </span>
        {reason && <span className="small under">{meaningOf("ImportReason", reason)}</span>}
        {told.length > 0 && (
          <details>
            <summary>{told.length === 1 ? "One note" : `${told.length} notes`}</summary>
            <dl className="facts">
              {told.map(([field, sentence]) => (
                <div key={field}>
                  <dt>{field}</dt>
                  <dd>{sentence}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </td>
      <td>
        <Picture item={item} mode={mode} />
        {album_key && <code className="album-key">{album_key}</code>}
        {taken_at && kind === "image" && (
          <span className="small under">
            {momentOf(taken_at)}
            {dated_by && `, by ${DATED_BY[dated_by]}`}
          </span>
        )}
      </td>
    </tr>
  );
}

/** The way to the picture, where there is one: a plan only says which it would be. */
function Picture({ item: { path, kind, image_id, outcome, reason }, mode }: { item: ImportItem; mode: ImportMode }) {
  if (image_id === null || kind !== "image") return null;
  if (mode === "plan" && outcome !== "unchanged" && outcome !== "metadata_updated") return null;
  const trashed = reason === "in_trash";
  return (
    <a
      className="item-picture"
      href={hrefOf(trashed ? { page: "trash" } : { page: "images", image: image_id })}
      aria-label={trashed ? `In the trash: ${path}` : `Open the picture: ${path}`}
    >
      {trashed ? "in the trash" : <Thumbnail of={image_id} />}
    </a>
  );
}

/** The picture, small; a plain sheet where it is gone by now. */
function Thumbnail({ of }: { of: ImageId }) {
  const [gone, setGone] = useState(false);
  return gone ? <span className="sheet" /> : <img src={thumbnailOf(of)} alt="" loading="lazy" onError={() => setGone(true)} />;
}
