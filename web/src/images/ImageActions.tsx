import { useState } from "react";

import { openAlbum, takeOutOfAlbum, updateAlbum } from "../albums/albums";
import type { Album, Image } from "../contract/types";
import { parametersOf } from "../jobs/request";
import { Confirm } from "../parts/Confirm";
import { copy } from "../parts/Copy";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { hrefOf } from "../studio/route";
import { isDrawn, nameOf } from "./drawn";
import { deleteImage } from "./images";
import { ADDED, told } from "./outcomes";
import { PutIntoAlbum } from "./PutIntoAlbum";

interface ImageActionsProps {
  image: Image;
  album?: Album | null | undefined;
  onGone(): void;
  onTakenOut(): void;
  onCover(): void;
}

export function ImageActions({ image, album, onGone, onTakenOut, onCover }: ImageActionsProps) {
  const mayAsk = useMay("queue_job");
  const mayAdd = useMay("add_album_images");
  const mayCover = useMay("update_album");
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

  async function makeCover(of: Album) {
    try {
      const { tag } = await openAlbum(of.id);
      await updateAlbum(of.id, tag, { cover_image_id: image.id });
      notify(`It is the cover of “${of.name}” now.`);
    } catch (error) {
      complain(error);
    }
    onCover();
  }

  return (
    <div className="row">
      {mayAsk && isDrawn(image) && (
        <a className="button primary" href={hrefOf({ page: "new", from: image.id })}>
          Draw again
        </a>
      )}
      <a className="button" href={image.file_url} download={fileNameOf(image)}>
        Download
      </a>
      {isDrawn(image) && (
        <button type="button" onClick={() => void copy("parameters", JSON.stringify(parametersOf(image), null, 2))}>
          Copy parameters
        </button>
      )}
      {mayAdd && (
        <button type="button" onClick={() => setAsking("add")}>
          Add to album
        </button>
      )}
      {mayCover && album && album.cover_image_id !== image.id && (
        <button type="button" onClick={() => void makeCover(album)}>
          Make it the cover
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
      {asking === "add" && (
        <PutIntoAlbum
          images={[image.id]}
          onClose={() => setAsking(null)}
          onDone={(results) => {
            notify(told(results, ADDED));
            setAsking(null);
          }}
        />
      )}
      {asking === "delete" && (
        <Confirm
          title="Delete this picture?"
          action="Delete the picture"
          onClose={() => setAsking(null)}
          onConfirm={async () => {
            await deleteImage(image.id);
            notify("The picture is in the trash.");
            setAsking(null);
            onGone();
          }}
        >
          <p>It goes from every album to the trash, and can be restored from there for a while.</p>
        </Confirm>
      )}
    </div>
  );
}

function fileNameOf(image: Image): string {
  const words = nameOf(image).toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return `${[...words.slice(0, 8), ...(image.seed === null ? [] : [image.seed])].join("-")}.${image.media_type.split("/")[1]}`;
}
