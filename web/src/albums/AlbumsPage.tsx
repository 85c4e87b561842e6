import { useState } from "react";

import { http, read } from "../contract/http";
import { Heading } from "../parts/Heading";
import { List } from "../parts/List";
import { usePages } from "../parts/usePages";
import { useMay, useUser } from "../session/session";
import { goTo } from "../studio/route";
import { AlbumCard } from "./AlbumCard";
import { AlbumForm } from "./AlbumForm";

export function AlbumsPage() {
  const user = useUser();
  const mayCreate = useMay("create_album");
  const [making, setMaking] = useState(false);
  const albums = usePages(`albums for ${user?.id ?? "everyone"}`, async (cursor) => {
    const query = cursor === undefined ? {} : { cursor };
    return (await read(http.GET("/albums", { params: { query } }))).data;
  });
  const empty = user ? <p>No album yet. The first picture makes one, or you do.</p> : <p>Nothing is published yet.</p>;
  return (
    <>
      <Heading title={user ? "Albums" : "Published albums"}>
        {mayCreate && (
          <button type="button" onClick={() => setMaking(true)}>
            New album
          </button>
        )}
      </Heading>
      <List pages={albums} empty={empty}>
        {(items) => (
          <ul className="album-grid" aria-label="Albums">
            {items.map((album) => (
              <li key={album.id}>
                <AlbumCard album={album} />
              </li>
            ))}
          </ul>
        )}
      </List>
      {making && (
        <AlbumForm onClose={() => setMaking(false)} onDone={(album) => goTo({ page: "album", album: album.id })} />
      )}
    </>
  );
}
