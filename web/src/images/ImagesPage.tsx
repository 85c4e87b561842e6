import type { ImageId, ImageSort, ImageSource, ImageVisibility } from "../contract/types";
import { Choice } from "../parts/Choice";
import { Heading } from "../parts/Heading";
import { List } from "../parts/List";
import { SearchBox } from "../parts/SearchBox";
import { usePages } from "../parts/usePages";
import { useMay, useUser } from "../session/session";
import { goTo, hrefOf, type Route } from "../studio/route";
import { ImageGrid } from "./ImageGrid";
import { ImageViewer } from "./ImageViewer";
import { listImages } from "./images";
import { ManyImages } from "./ManyImages";
import { SelectionBar } from "./SelectionBar";
import { UploadButton } from "./UploadButton";
import { useSelection } from "./useSelection";

const SORTS: Record<ImageSort, string> = { newest: "newest first", oldest: "oldest first", title: "by title" };

const SOURCES: Record<ImageSource, string> = { generation: "drawn here", upload: "uploaded", import: "imported" };

const VISIBILITIES: Record<ImageVisibility, string> = {
  private: "private",
  album: "as their albums",
  published: "published",
};

type Here = Extract<Route, { page: "images" }>;

/** Every picture that the person here may see, or those that are looked for. */
export function ImagesPage({ route }: { route: Here }) {
  const { image: open, q, tag, source, visibility, sort } = route;
  const user = useUser();
  const mayPick = useMay("add_album_images");
  const mayTrash = useMay("list_trashed_images");
  const query = {
    ...(q && { q }),
    ...(tag && { tag }),
    ...(source && { source }),
    ...(visibility && { visibility }),
    ...(sort && { sort }),
  };
  const images = usePages(`images ${JSON.stringify(query)} for ${user?.id ?? "everyone"}`, async (cursor) => {
    return (await listImages(query, cursor)).data;
  });
  const picking = useSelection(images.items, mayPick && !open);
  const at = (image?: ImageId): Here => ({ page: "images", ...(image && { image }), ...query });
  const show = (change: Partial<Record<"q" | "tag" | "source" | "visibility" | "sort", string>>) => {
    const { image: _, ...rest } = { ...route, ...change };
    const kept = Object.entries(rest).filter(([name, value]) => name !== "page" && value !== "");
    goTo({ page: "images", ...Object.fromEntries(kept) }, "replace");
  };
  const looking = q ?? tag ?? source ?? visibility;
  const empty = looking ? <p>No picture fits.</p> : user ? <p>No picture yet.</p> : <p>Nothing is published yet.</p>;

  return (
    <>
      <Heading title={user ? "Pictures" : "Published pictures"}>
        <div className="row">
          <UploadButton onSent={images.reload} />
          {mayTrash && (
            <a className="button" href={hrefOf({ page: "trash" })}>
              Trash
            </a>
          )}
        </div>
      </Heading>
      <div className="row filters above-grid" role="search">
        <SearchBox
          label="Search pictures"
          placeholder="Words of the prompt, title or tags"
          value={q ?? ""}
          onSearch={(words) => show({ q: words })}
        />
        {tag && (
          <button type="button" className="tag-filter" aria-label={`Not only the tag ${tag}`} onClick={() => show({ tag: "" })}>
            {tag} <span aria-hidden="true">✕</span>
          </button>
        )}
        <Choice label="From" none="anywhere" options={SOURCES} value={source} onChoose={(one) => show({ source: one ?? "" })} />
        {user && (
          <Choice
            label="Show"
            none="all"
            options={VISIBILITIES}
            value={visibility}
            onChoose={(one) => show({ visibility: one ?? "" })}
          />
        )}
        <Choice label="Order" options={SORTS} value={sort ?? "newest"} onChoose={(one) => show({ sort: one ?? "" })} />
      </div>
      <List pages={images} empty={empty}>
        {(items) => <ImageGrid images={items} at={at} picking={mayPick ? picking : undefined} />}
      </List>
      <SelectionBar picking={picking}>
        <ManyImages picked={picking.picked} images={images.items} onChange={images.reload} />
      </SelectionBar>
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
