import { useState } from "react";

import { AlbumSelect } from "../albums/AlbumSelect";
import { putIntoAlbum } from "../albums/albums";
import type { Image } from "../contract/types";
import { Dialog } from "../parts/Dialog";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { notify } from "../studio/notices";

export function AddToAlbum({ image, onClose }: { image: Image; onClose(): void }) {
  const [album, setAlbum] = useState("");
  const add = useTask(async () => {
    await putIntoAlbum(album, image.id);
    notify("The picture is in the album.");
    onClose();
  });
  return (
    <Dialog title="Add to an album" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void add.run();
        }}
      >
        <AlbumSelect label="Album" name="album_id" none="Choose one" value={album} onChange={setAlbum} />
        <p className="small">It stays in its other albums.</p>
        {add.trouble && <ProblemNote message={add.trouble} />}
        <div className="row end">
          <button type="button" onClick={onClose}>
            Leave it
          </button>
          <button type="submit" className="primary" disabled={add.busy || album === ""}>
            Add it
          </button>
        </div>
      </form>
    </Dialog>
  );
}
