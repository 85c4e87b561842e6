import { useState } from "react";

import { AlbumSelect } from "../albums/AlbumSelect";
import { addToAlbum } from "../albums/albums";
import type { Album, ImageId } from "../contract/types";
import { Dialog } from "../parts/Dialog";
import { count } from "../parts/format";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import type { Outcome } from "./outcomes";

interface PutIntoAlbumProps {
  images: readonly ImageId[];
  /** The album to take them out of; absent to leave them in all of theirs. */
  from?: Album | undefined;
  onDone(results: readonly Outcome[]): void;
  onClose(): void;
}

export function PutIntoAlbum({ images, from, onDone, onClose }: PutIntoAlbumProps) {
  const [album, setAlbum] = useState("");
  const add = useTask(async () => onDone((await addToAlbum(album, images, from?.id)).data.results));
  const what = count(images.length, "picture");
  return (
    <Dialog title={from ? `Move ${what} to an album` : `Add ${what} to an album`} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void add.run();
        }}
      >
        <AlbumSelect label="Album" name="album_id" none="Choose one" value={album} without={from?.id} onChange={setAlbum} />
        <p className="small">
          {images.length === 1 ? "It goes" : "They go"} to its end.{" "}
          {from ? `Out of “${from.name}”, and staying in other albums.` : "What is in other albums stays there too."}
        </p>
        {add.trouble && <ProblemNote message={add.trouble} />}
        <div className="row end">
          <button type="button" onClick={onClose}>
            Leave it
          </button>
          <button type="submit" className="primary" disabled={add.busy || album === ""}>
            {from ? "Move" : "Add"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
