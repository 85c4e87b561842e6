import { useState } from "react";

import type { TrashedImage } from "../contract/types";
import { Confirm } from "../parts/Confirm";
import { momentOf } from "../parts/format";
import { Heading } from "../parts/Heading";
import { List } from "../parts/List";
import { usePages } from "../parts/usePages";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { hrefOf } from "../studio/route";
import { nameOf } from "./drawn";
import { listTrash, purgeImage, restoreImage } from "./images";

/** Pictures that were deleted and can still come back. */
export function TrashPage() {
  const mayRestore = useMay("restore_image");
  const mayPurge = useMay("purge_image");
  const [purging, setPurging] = useState<TrashedImage | null>(null);
  const trash = usePages("trash", async (cursor) => {
    const { items, next_cursor } = (await listTrash(cursor)).data;
    return { items: items.map((one) => ({ ...one, id: one.image.id })), next_cursor };
  });

  async function restore({ image }: TrashedImage) {
    try {
      await restoreImage(image.id);
      notify("Restored: it is back in its albums, at its places.");
      trash.drop(image.id);
    } catch (error) {
      complain(error);
    }
  }

  return (
    <>
      <p className="small">
        <a href={hrefOf({ page: "images" })}>Pictures</a> <span aria-hidden="true">/</span>
      </p>
      <Heading title="Trash" />
      <List pages={trash} empty={<p>The trash is empty.</p>}>
        {(items) => (
          <ul className="job-rows" aria-label="Trash">
            {items.map((one) => (
              <li key={one.id} className="job-row">
                <div className="sheet-of-paper small" />
                <div className="grow">
                  <p className="prompt">{nameOf(one.image)}</p>
                  <p className="small">
                    {one.image.width} × {one.image.height}, deleted {momentOf(one.deleted_at)}; goes for good {momentOf(one.purge_at)}
                  </p>
                </div>
                <div className="end-of-row">
                  {mayRestore && (
                    <button type="button" aria-label={`Restore: ${nameOf(one.image)}`} onClick={() => void restore(one)}>
                      Restore
                    </button>
                  )}
                  {mayPurge && (
                    <button
                      type="button"
                      className="danger"
                      aria-label={`Delete for good: ${nameOf(one.image)}`}
                      onClick={() => setPurging(one)}
                    >
                      Delete for good
                    </button>
                  )}
                </div>
              </li>
            ))}
          </ul>
        )}
      </List>
      {purging && (
        <Confirm
          title="Delete this picture for good?"
          action="Delete it for good"
          onClose={() => setPurging(null)}
          onConfirm={async () => {
            await purgeImage(purging.image.id);
            notify("The picture is gone.");
            trash.drop(purging.image.id);
            setPurging(null);
          }}
        >
          <p>“{nameOf(purging.image)}” goes at once, and nothing brings it back.</p>
        </Confirm>
      )}
    </>
  );
}
