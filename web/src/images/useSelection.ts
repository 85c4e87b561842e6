import { useEffect, useState } from "react";

import type { Image, ImageId } from "../contract/types";
import { everything, NOTHING, pickedOf, reached, toggled } from "./selection";

export interface Picking {
  /** In the order in which they are shown. */
  picked: readonly ImageId[];
  has(id: ImageId): boolean;
  /** `range` picks everything from the last one to this. */
  pick(id: ImageId, range: boolean): void;
  all(): void;
  none(): void;
}

/** What is picked of these pictures. Ctrl+A picks all of them, Esc none. */
export function useSelection(images: readonly Image[], active: boolean): Picking {
  const [selection, setSelection] = useState(NOTHING);
  const order = images.map((image) => image.id);
  const picked = pickedOf(selection, order);
  const some = picked.length > 0;
  const all = () => setSelection(everything(order));
  const none = () => setSelection(NOTHING);

  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
      if (event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select")) return;
      if (event.key === "Escape" && some) none();
      // All text of the page is what it means elsewhere: only with a picture in the focus, or picked.
      const here = some || (event.target instanceof Element && event.target.closest(".image-grid") !== null);
      if (event.key !== "a" || !(event.ctrlKey || event.metaKey) || !here) return;
      event.preventDefault();
      all();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });

  return {
    picked,
    has: (id) => selection.picked.has(id),
    pick: (id, range) => setSelection((before) => (range ? reached(before, order, id) : toggled(before, id))),
    all,
    none,
  };
}
