import { useState } from "react";

import type { AlbumKind, AlbumSort } from "../contract/types";
import { Choice } from "../parts/Choice";
import { Heading } from "../parts/Heading";
import { List } from "../parts/List";
import { SearchBox } from "../parts/SearchBox";
import { usePages } from "../parts/usePages";
import { useMay, useUser } from "../session/session";
import { goTo, type Route } from "../studio/route";
import { AlbumCard } from "./AlbumCard";
import { AlbumForm } from "./AlbumForm";
import { listAlbums } from "./albums";

const SORTS: Record<AlbumSort, string> = { newest: "newest first", oldest: "oldest first", name: "by name" };

const KINDS: Record<AlbumKind, string> = {
  manual: "made by people",
  monthly: "kept by the studio",
  batch: "of batches",
  deck: "of decks",
  zodiac: "of zodiac signs",
  singles: "of single pictures",
  lora_experiment: "of LoRA experiments",
};

type Here = Extract<Route, { page: "albums" }>;

export function AlbumsPage({ route }: { route: Here }) {
  const { q, kind, sort } = route;
  const user = useUser();
  const mayCreate = useMay("create_album");
  const [making, setMaking] = useState(false);
  const query = { ...(q && { q }), ...(kind && { kind }), ...(sort && { sort }) };
  const albums = usePages(`albums ${JSON.stringify(query)} for ${user?.id ?? "everyone"}`, async (cursor) => {
    return (await listAlbums(query, cursor)).data;
  });
  const show = (change: Partial<Record<"q" | "kind" | "sort", string>>) => {
    const kept = Object.entries({ ...route, ...change }).filter(([, value]) => value !== "");
    goTo(Object.fromEntries(kept) as Here, "replace");
  };
  const looking = q ?? kind;
  const empty = looking ? (
    <p>No album fits.</p>
  ) : user ? (
    <p>No album yet. The first picture makes one, or you do.</p>
  ) : (
    <p>Nothing is published yet.</p>
  );
  return (
    <>
      <Heading title={user ? "Albums" : "Published albums"}>
        {mayCreate && (
          <button type="button" onClick={() => setMaking(true)}>
            New album
          </button>
        )}
      </Heading>
      <div className="row filters above-grid" role="search">
        <SearchBox
          label="Search albums"
          placeholder="Words of the name or description"
          value={q ?? ""}
          onSearch={(words) => show({ q: words })}
        />
        <Choice label="Show" none="all" options={KINDS} value={kind} onChoose={(one) => show({ kind: one ?? "" })} />
        <Choice label="Order" options={SORTS} value={sort ?? "newest"} onChoose={(one) => show({ sort: one ?? "" })} />
      </div>
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
