// Where pictures of an album come to stand, as the person sees their order.
import type { ImageId } from "../contract/types";

/** A move that the contract knows: these, before that one; null is the end. */
export interface Move {
  images: readonly ImageId[];
  before: ImageId | null;
}

/** The order after a move. */
export function afterMove(order: readonly ImageId[], { images, before }: Move): readonly ImageId[] {
  const rest = order.filter((id) => !images.includes(id));
  const place = before === null ? rest.length : rest.indexOf(before);
  return rest.toSpliced(place, 0, ...images);
}

/** One place towards the beginning, together; null when they are there. */
export function earlier(order: readonly ImageId[], images: readonly ImageId[]): Move | null {
  const first = order.findIndex((id) => images.includes(id));
  const before = order[first - 1];
  if (before !== undefined) return { images, before };
  const gathered = order.slice(0, images.length).every((id) => images.includes(id));
  return gathered ? null : toFront(order, images);
}

/** One place towards the end, together; null when they are there, or when what follows is not known (`open`). */
export function later(order: readonly ImageId[], images: readonly ImageId[], open: boolean): Move | null {
  const last = order.findLastIndex((id) => images.includes(id));
  if (last < 0 || last === order.length - 1) return null;
  const before = order[last + 2];
  if (before === undefined && open) return null;
  return { images, before: before ?? null };
}

/** To the beginning; null when they are there. */
export function toFront(order: readonly ImageId[], images: readonly ImageId[]): Move | null {
  const before = order.find((id) => !images.includes(id));
  if (before === undefined || order.indexOf(before) >= images.length) return null;
  return { images, before };
}
