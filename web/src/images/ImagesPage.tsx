import { http, read } from "../contract/http";
import type { ImageId } from "../contract/types";
import { Heading } from "../parts/Heading";
import { List } from "../parts/List";
import { usePages } from "../parts/usePages";
import { useUser } from "../session/session";
import { goTo, type Route } from "../studio/route";
import { ImageGrid } from "./ImageGrid";
import { ImageViewer } from "./ImageViewer";

/** Every picture that the person here may see, newest first. */
export function ImagesPage({ open }: { open?: ImageId | undefined }) {
  const user = useUser();
  const images = usePages(`images for ${user?.id ?? "everyone"}`, async (cursor) => {
    const query = cursor === undefined ? {} : { cursor };
    return (await read(http.GET("/images", { params: { query } }))).data;
  });
  const at = (image?: ImageId): Route => ({ page: "images", ...(image && { image }) });
  const empty = user ? <p>No picture yet.</p> : <p>Nothing is published yet.</p>;
  return (
    <>
      <Heading title={user ? "Pictures" : "Published pictures"} />
      <List pages={images} empty={empty}>
        {(items) => <ImageGrid images={items} at={at} />}
      </List>
      {open && (
        <ImageViewer
          id={open}
          among={images}
          onTurn={(image) => goTo(at(image), "replace")}
          onClose={() => goTo(at(), "replace")}
        />
      )}
    </>
  );
}
