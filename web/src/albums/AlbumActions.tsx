import { useState } from "react";

import { BASE } from "../contract/http";
import { statusOf } from "../contract/problem";
import type { Album, AlbumDetail, AlbumVisibility } from "../contract/types";
import { Confirm } from "../parts/Confirm";
import { count } from "../parts/format";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { goTo, hrefOf } from "../studio/route";
import { AlbumForm } from "./AlbumForm";
import { deleteAlbum, openAlbum, updateAlbum } from "./albums";

interface AlbumActionsProps {
  album: Album;
  /** The album may have changed: read it again. */
  onChange(): void;
}

/** What one may do with an album. Each change names the state that was seen a moment before. */
export function AlbumActions({ album, onChange }: AlbumActionsProps) {
  const mayAsk = useMay("queue_job");
  const mayUpdate = useMay("update_album");
  const mayDelete = useMay("delete_album");
  const [change, setChange] = useState<{ album: Album; tag: string | null } | null>(null);
  const [deleting, setDeleting] = useState<AlbumDetail | null>(null);
  const other: AlbumVisibility = album.visibility === "published" ? "private" : "published";

  async function edit() {
    try {
      const { data, tag } = await openAlbum(album.id);
      setChange({ album: data, tag });
    } catch (error) {
      complain(error);
    }
  }

  async function askToDelete() {
    try {
      setDeleting((await openAlbum(album.id)).data);
    } catch (error) {
      complain(error);
    }
  }

  async function publish() {
    try {
      const seen = await openAlbum(album.id);
      await updateAlbum(album.id, seen.tag, { visibility: other });
      notify(other === "published" ? "Published: everyone may see this album." : "Private again.");
    } catch (error) {
      if (statusOf(error) === 412) notify("The album changed at this very moment. Please look, then try again.");
      else complain(error);
    }
    onChange();
  }

  const done = () => {
    setChange(null);
    onChange();
  };
  return (
    <div className="row">
      {mayAsk && (
        <a className="button" href={hrefOf({ page: "new", album: album.id })}>
          New picture here
        </a>
      )}
      {album.image_count > 0 && (
        <a className="button" href={`${BASE}/albums/${album.id}/archive`} download>
          Download ZIP
        </a>
      )}
      {mayUpdate && (
        <>
          <button type="button" onClick={() => void edit()}>
            Change
          </button>
          <button type="button" onClick={() => void publish()}>
            {other === "published" ? "Publish" : "Unpublish"}
          </button>
        </>
      )}
      {mayDelete && (
        <button type="button" className="danger" onClick={() => void askToDelete()}>
          Delete
        </button>
      )}
      {change && <AlbumForm change={change} onClose={() => setChange(null)} onDone={done} onStale={done} />}
      {deleting && (
        <Confirm
          title={`Delete “${deleting.name}”?`}
          action="Delete the album"
          onClose={() => setDeleting(null)}
          onConfirm={async () => {
            await deleteAlbum(album.id);
            notify("The album is deleted; its pictures are kept.");
            goTo({ page: "albums" }, "replace");
          }}
        >
          <p>{fateOf(deleting)}</p>
        </Confirm>
      )}
    </div>
  );
}

/** What deleting an album does to its pictures: none is deleted. */
function fateOf({ image_count, images_only_here }: AlbumDetail): string {
  if (image_count === 0) return "The album is empty; nothing else goes.";
  const all = image_count === 1 ? "Its picture stays." : `Its ${count(image_count, "picture")} stay.`;
  if (!images_only_here) return `${all} ${image_count === 1 ? "It is" : "All are"} in other albums too.`;
  const which = images_only_here === image_count ? (image_count === 1 ? "It is" : "All are") : `${images_only_here} of them ${images_only_here === 1 ? "is" : "are"}`;
  const [move, where] = images_only_here === 1 ? ["moves", "album of the month in which it was"] : ["move", "albums of the months in which they were"];
  return `${all} ${which} in no other album, and ${move} to the studio's ${where} made.`;
}
