import { useState } from "react";

import { takeOutOfAlbum } from "../albums/albums";
import type { Album, Image } from "../contract/types";
import { parametersOf } from "../jobs/request";
import { Confirm } from "../parts/Confirm";
import { copy } from "../parts/Copy";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { hrefOf } from "../studio/route";
import { AddToAlbum } from "./AddToAlbum";
import { deleteImage } from "./images";

interface ImageActionsProps {
  image: Image;
  album?: Album | null | undefined;
  onGone(): void;
  onTakenOut(): void;
}

export function ImageActions({ image, album, onGone, onTakenOut }: ImageActionsProps) {
  const mayAsk = useMay("queue_job");
  const mayAdd = useMay("add_album_image");
  const mayTakeOut = useMay("remove_album_image");
  const mayDelete = useMay("delete_image");
  const [asking, setAsking] = useState<"add" | "delete" | null>(null);

  async function takeOut(from: Album) {
    try {
      await takeOutOfAlbum(from.id, image.id);
      notify(`Taken out of “${from.name}”; the picture is kept.`);
      onTakenOut();
    } catch (error) {
      complain(error);
    }
  }

  return (
    <div className="row">
      {mayAsk && (
        <a className="button primary" href={hrefOf({ page: "new", from: image.id })}>
          Draw again
        </a>
      )}
      <a className="button" href={image.file_url} download={fileNameOf(image)}>
        Download
      </a>
      <button type="button" onClick={() => void copy("parameters", JSON.stringify(parametersOf(image), null, 2))}>
        Copy parameters
      </button>
      {mayAdd && (
        <button type="button" onClick={() => setAsking("add")}>
          Add to album
        </button>
      )}
      {mayTakeOut && album && (
        <button type="button" onClick={() => void takeOut(album)}>
          Take out of album
        </button>
      )}
      {mayDelete && (
        <button type="button" className="danger" onClick={() => setAsking("delete")}>
          Delete
        </button>
      )}
      {asking === "add" && <AddToAlbum image={image} onClose={() => setAsking(null)} />}
      {asking === "delete" && (
        <Confirm
          title="Delete this picture?"
          action="Delete the picture"
          onClose={() => setAsking(null)}
          onConfirm={async () => {
            await deleteImage(image.id);
            notify("The picture is deleted.");
            setAsking(null);
            onGone();
          }}
        >
          <p>It goes from every album, and into the trash, from where it can be restored for some time.</p>
        </Confirm>
      )}
    </div>
  );
}

function fileNameOf(image: Image): string {
  const words = (image.title || image.prompt || "picture").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return `${[...words.slice(0, 8), ...(image.seed === null ? [] : [image.seed])].join("-")}.${image.media_type.split("/")[1]}`;
}
