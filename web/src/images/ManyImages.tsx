import { useState } from "react";

import { removeFromAlbum } from "../albums/albums";
import type { Album, Image, ImageId } from "../contract/types";
import { Confirm } from "../parts/Confirm";
import { count } from "../parts/format";
import { useTask } from "../parts/useTask";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { deleteImages } from "./images";
import { Outcomes } from "./Outcomes";
import { PutIntoAlbum } from "./PutIntoAlbum";
import { ADDED, DELETED, REMOVED, told, type Outcome } from "./outcomes";

interface ManyImagesProps {
  picked: readonly ImageId[];
  images: readonly Image[];
  /** The album that is shown. */
  album?: Album | undefined;
  onChange(): void;
}

/** What can be done with several pictures at once, each with what came of it. */
export function ManyImages({ picked, images, album, onChange }: ManyImagesProps) {
  const mayAdd = useMay("add_album_images");
  const mayRemove = useMay("remove_album_images");
  const mayDelete = useMay("delete_image");
  const [asking, setAsking] = useState<"copy" | "move" | "delete" | null>(null);
  const [outcomes, setOutcomes] = useState<readonly Outcome[] | null>(null);
  const close = () => setAsking(null);

  /** Say it in a line when all went well; show each when not. */
  function tell(all: readonly Outcome[], words: Record<string, { words: string; fine?: boolean }>): void {
    notify(told(all, words));
    if (all.some(({ outcome }) => !words[outcome]?.fine)) setOutcomes(all);
    close();
    onChange();
  }

  const takeOut = useTask(async (from: Album) => {
    try {
      tell((await removeFromAlbum(from.id, picked)).data.results, REMOVED);
    } catch (error) {
      complain(error);
    }
  });

  return (
    <>
      {mayAdd && (
        <button type="button" onClick={() => setAsking("copy")}>
          Add to album…
        </button>
      )}
      {mayAdd && album && (
        <button type="button" onClick={() => setAsking("move")}>
          Move to album…
        </button>
      )}
      {mayRemove && album && (
        <button type="button" disabled={takeOut.busy} onClick={() => void takeOut.run(album)}>
          Take out
        </button>
      )}
      {mayDelete && (
        <button type="button" className="danger" onClick={() => setAsking("delete")}>
          Delete…
        </button>
      )}
      {(asking === "copy" || asking === "move") && (
        <PutIntoAlbum
          images={picked}
          from={asking === "move" ? album : undefined}
          onClose={close}
          onDone={(results) => tell(results, ADDED)}
        />
      )}
      {asking === "delete" && (
        <Confirm
          title={`Delete ${count(picked.length, "picture")}?`}
          action={`Delete ${count(picked.length, "picture")}`}
          keep={picked.length === 1 ? "Keep it" : "Keep them"}
          onClose={close}
          onConfirm={async () => tell(await deleteImages(picked), DELETED)}
        >
          <p>
            {picked.length === 1 ? "It goes" : "They go"} from every album to the trash, and can be restored from there until the trash is
            emptied of {picked.length === 1 ? "it" : "them"}.
          </p>
        </Confirm>
      )}
      {outcomes && <Outcomes outcomes={outcomes} images={images} onClose={() => setOutcomes(null)} />}
    </>
  );
}
