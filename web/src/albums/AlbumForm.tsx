import { useState } from "react";

import { limitsOf } from "../contract/limits";
import { statusOf } from "../contract/problem";
import type { Album, AlbumUpdate, AlbumVisibility } from "../contract/types";
import { Dialog } from "../parts/Dialog";
import { TextField } from "../parts/Field";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { notify } from "../studio/notices";
import { createAlbum, updateAlbum } from "./albums";

interface AlbumFormProps {
  /** The album to change, with the entity tag that was seen; absent to make a new one. */
  change?: { album: Album; tag: string | null };
  onDone(album: Album): void;
  onClose(): void;
  onStale?(): void;
}

export function AlbumForm({ change, onDone, onClose, onStale }: AlbumFormProps) {
  const [name, setName] = useState(change?.album.name ?? "");
  const [description, setDescription] = useState(change?.album.description ?? "");
  const [published, setPublished] = useState(false);
  const save = useTask(async () => {
    if (!change) {
      const visibility: AlbumVisibility = published ? "published" : "private";
      return onDone((await createAlbum({ name, description, visibility })).data);
    }
    try {
      const body: AlbumUpdate = { name, description };
      const { data } = await updateAlbum(change.album.id, change.tag, body);
      notify("The album is changed.");
      onDone(data);
    } catch (error) {
      if (statusOf(error) !== 412) throw error;
      notify("Somebody else changed this album meanwhile. This is how it is now; please look, then change it again.");
      onStale?.();
    }
  }, ["name", "description"]);

  return (
    <Dialog title={change ? "Change the album" : "New album"} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <TextField
          label="Name"
          name="name"
          required
          value={name}
          onChange={setName}
          limits={limitsOf("AlbumCreate", "name")}
          trouble={save.trouble?.fields.get("name")}
        />
        <TextField
          label="Description"
          name="description"
          rows={3}
          value={description}
          onChange={setDescription}
          limits={limitsOf("AlbumCreate", "description")}
          trouble={save.trouble?.fields.get("description")}
        />
        {!change && (
          <label className="check">
            <input type="checkbox" checked={published} onChange={(event) => setPublished(event.target.checked)} />
            Publish it: everyone may see it
          </label>
        )}
        {save.trouble && <ProblemNote message={save.trouble} />}
        <div className="row end">
          <button type="button" onClick={onClose}>
            Leave it
          </button>
          <button type="submit" className="primary" disabled={save.busy}>
            {change ? "Save" : "Make the album"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
