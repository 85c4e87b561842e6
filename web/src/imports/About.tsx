import type { ImportDiscrepancy } from "../contract/types";
import { hrefOf } from "../studio/route";
import { Path } from "./Path";

/** What an action or a discrepancy is about: a file, an image, an album, or some of these. */
export function About({ path, image_id, album_id }: Pick<ImportDiscrepancy, "path" | "image_id" | "album_id">) {
  return (
    <span className="subjects">
      {path !== null && <Path path={path} />}
      {image_id !== null && <a href={hrefOf({ page: "images", image: image_id })}>the picture</a>}
      {album_id !== null && <a href={hrefOf({ page: "album", album: album_id })}>the album</a>}
    </span>
  );
}
