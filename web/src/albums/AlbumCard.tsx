import { thumbnailOf } from "../contract/http";
import type { Album } from "../contract/types";
import { count } from "../parts/format";
import { useUser } from "../session/session";
import { hrefOf } from "../studio/route";

export function AlbumCard({ album }: { album: Album }) {
  const user = useUser();
  return (
    <article className="album-card">
      <div className="sheet-of-paper">
        {album.cover_image_id && <img src={thumbnailOf(album.cover_image_id)} alt="" loading="lazy" />}
      </div>
      <a className="album-name" href={hrefOf({ page: "album", album: album.id })}>
        {album.name}
      </a>
      <span className="small">
        {count(album.image_count, "picture")}
        {user && album.visibility === "published" && <span className="badge">published</span>}
      </span>
    </article>
  );
}
