// Which of some pictures are picked, and how clicks and keys change that.
import type { ImageId } from "../contract/types";

export interface Selection {
  picked: ReadonlySet<ImageId>;
  /** Where a range begins: what was picked or unpicked last. */
  anchor: ImageId | null;
}

export const NOTHING: Selection = { picked: new Set(), anchor: null };

/** Pick one that is not picked, unpick one that is. */
export function toggled({ picked }: Selection, id: ImageId): Selection {
  const next = new Set(picked);
  if (!next.delete(id)) next.add(id);
  return { picked: next, anchor: id };
}

/** Pick all from the anchor to this one, in the order in which they are shown. */
export function reached(selection: Selection, order: readonly ImageId[], id: ImageId): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return toggled(selection, id);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { picked: new Set([...selection.picked, ...range]), anchor: selection.anchor };
}

export function everything(order: readonly ImageId[]): Selection {
  return { picked: new Set(order), anchor: order.at(-1) ?? null };
}

/** What is picked of what is shown, in its order: a picture that is gone is picked no more. */
export function pickedOf({ picked }: Selection, order: readonly ImageId[]): readonly ImageId[] {
  return order.filter((id) => picked.has(id));
}
