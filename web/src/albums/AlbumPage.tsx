import { useState } from "react";

import { http, read } from "../contract/http";
import type { AlbumDetail, AlbumId, ImageId } from "../contract/types";
import { ImageGrid } from "../images/ImageGrid";
import { ImageViewer } from "../images/ImageViewer";
import { count } from "../parts/format";
import { Heading } from "../parts/Heading";
import { List } from "../parts/List";
import { usePages } from "../parts/usePages";
import { useUser } from "../session/session";
import { goTo, hrefOf, type Route } from "../studio/route";
import { AlbumActions } from "./AlbumActions";
import { openAlbum } from "./albums";

/** An album and its pictures; with `open`, one of them in the viewer. */
export function AlbumPage({ id, open }: { id: AlbumId; open?: ImageId | undefined }) {
  const user = useUser();
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
  const at = (image?: ImageId): Route => ({ page: "album", album: id, ...(image && { image }) });

  return (
    <>
      <p className="small">
        <a href={hrefOf({ page: "albums" })}>Albums</a> <span aria-hidden="true">/</span>
      </p>
      {album && (
        <>
          <Heading title={album.name}>
            <AlbumActions album={album} onChange={images.reload} />
          </Heading>
          <p className="about-album">
            {count(album.image_count, "picture")}
            {album.kind === "monthly" && <span className="badge">kept by the studio</span>}
            {user && <span className="badge">{album.visibility}</span>}
          </p>
          {album.description && <p className="description">{album.description}</p>}
        </>
      )}
      <List pages={images} empty={<p>This album is empty.</p>}>
        {(items) => <ImageGrid images={items} at={at} />}
      </List>
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
