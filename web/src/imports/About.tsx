import type { ImportDiscrepancy } from "../contract/types";
import { hrefOf } from "../studio/route";
import { Path } from "./Path";

interface AboutProps extends Pick<ImportDiscrepancy, "path" | "image_id" | "album_id"> {
  /** What has gone since: the picture into the trash, the album for good. */
  gone?: "picture" | "album" | null;
}

/** What an action or a discrepancy is about: a file, an image, an album, or some of these. */
export function About({ path, image_id, album_id, gone = null }: AboutProps) {
  return (
    <span className="subjects">
      {path !== null && <Path path={path} />}
      {image_id !== null &&
        (gone === "picture" ? (
          <a href={hrefOf({ page: "trash" })}>in the trash</a>
        ) : (
          <a href={hrefOf({ page: "images", image: image_id })}>the picture</a>
        ))}
      {album_id !== null && gone !== "album" && <a href={hrefOf({ page: "album", album: album_id })}>the album</a>}
    </span>
  );
}
