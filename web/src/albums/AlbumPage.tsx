import { useEffect, useState } from "react";

import { http, read } from "../contract/http";
import type { AlbumDetail, AlbumId, ImageId } from "../contract/types";
import { ImageGrid } from "../images/ImageGrid";
import { ImageViewer } from "../images/ImageViewer";
import { ManyImages } from "../images/ManyImages";
import { SelectionBar } from "../images/SelectionBar";
import { UploadButton } from "../images/UploadButton";
import { useSelection } from "../images/useSelection";
import { listen } from "../jobs/live";
import { count } from "../parts/format";
import { Heading } from "../parts/Heading";
import { List } from "../parts/List";
import { throttle } from "../parts/throttle";
import { usePages } from "../parts/usePages";
import { useTask } from "../parts/useTask";
import { useMay, useUser } from "../session/session";
import { complain, notify } from "../studio/notices";
import { goTo, hrefOf, type Route } from "../studio/route";
import { AlbumActions } from "./AlbumActions";
import { openAlbum, reorderAlbum, updateAlbum } from "./albums";
import { afterMove, type Move } from "./order";
import { OrderButtons } from "./OrderButtons";

const SELDOM = 1_000;

/** An album and its pictures; with `open`, one of them in the viewer. */
export function AlbumPage({ id, open }: { id: AlbumId; open?: ImageId | undefined }) {
  const user = useUser();
  const mayOrder = useMay("reorder_album");
  const mayUpdate = useMay("update_album");
  const mayPick = useMay("add_album_images");
  const mayListen = useMay("stream_queue_events");
  const [album, setAlbum] = useState<AlbumDetail | null>(null);
  const images = usePages(`album ${id} for ${user?.id ?? "everyone"}`, async (cursor) => {
    if (cursor !== undefined) {
      const params = { path: { album_id: id }, query: { cursor } };
      return (await read(http.GET("/albums/{album_id}/images", { params }))).data;
    }
    const { data } = await openAlbum(id);
    setAlbum(data);
    return { items: data.images, next_cursor: data.images_next_cursor };
  });
  const picking = useSelection(images.items, mayPick && !open);
  const { reload } = images;

  // The album fills while the pictures that go to it are drawn.
  useEffect(() => {
    if (!mayListen) return;
    const came = throttle(reload, SELDOM);
    const stop = listen({ job: ({ album_id, state }) => album_id === id && state === "succeeded" && came.call() });
    return () => {
      came.stop();
      stop();
    };
  }, [id, mayListen, reload]);

  const order = images.items.map((image) => image.id);
  const move = useTask(async (to: Move) => {
    images.arrange(afterMove(order, to));
    try {
      await reorderAlbum(id, to.images, to.before);
    } catch (error) {
      complain(error);
    }
    reload();
  });
  const cover = useTask(async (image: ImageId) => {
    try {
      const seen = await openAlbum(id);
      await updateAlbum(id, seen.tag, { cover_image_id: image });
      notify("It is the album's cover now.");
    } catch (error) {
      complain(error);
    }
    reload();
  });

  const at = (image?: ImageId): Route => ({ page: "album", album: id, ...(image && { image }) });
  const one = picking.picked.length === 1 ? picking.picked[0] : undefined;

  return (
    <>
      <p className="small">
        <a href={hrefOf({ page: "albums" })}>Albums</a> <span aria-hidden="true">/</span>
      </p>
      {album && (
        <>
          <Heading title={album.name}>
            <div className="row">
              {mayUpdate && <UploadButton album={id} onSent={reload} />}
              <AlbumActions album={album} onChange={reload} />
            </div>
          </Heading>
          <p className="about-album">
            {count(album.image_count, "picture")}
            {album.kind === "monthly" && <span className="badge">kept by the studio</span>}
            {album.kind === "batch" && <span className="badge">of a batch</span>}
            {user && <span className="badge">{album.visibility}</span>}
          </p>
          {album.description && <p className="description">{album.description}</p>}
        </>
      )}
      <List pages={images} empty={<p>This album is empty.</p>}>
        {(items) => (
          <ImageGrid
            images={items}
            at={at}
            picking={mayPick ? picking : undefined}
            onMove={mayOrder ? (moved, before) => void move.run({ images: moved, before }) : undefined}
          />
        )}
      </List>
      {album && (
        <SelectionBar picking={picking}>
          {mayOrder && (
            <OrderButtons
              order={order}
              picked={picking.picked}
              open={images.more !== null}
              busy={move.busy}
              onMove={(to) => void move.run(to)}
            />
          )}
          {mayUpdate && one && (
            <button type="button" disabled={cover.busy || album.cover_image_id === one} onClick={() => void cover.run(one)}>
              Make it the cover
            </button>
          )}
          <ManyImages picked={picking.picked} images={images.items} album={album} onChange={reload} />
        </SelectionBar>
      )}
      {open && (
        <ImageViewer
          id={open}
          among={images}
          album={album}
          onTurn={(image) => goTo(at(image), "replace")}
          onClose={() => goTo(at(), "replace")}
        />
      )}
    </>
  );
}
