// What an event means for the rows of a batch.
import type { Told } from "../contract/events";
import type { BatchItem } from "../contract/types";
import { isOver } from "../jobs/states";

/** A row, and how far its picture has got since we listen. */
export interface LiveItem extends BatchItem {
  progress?: { steps: number; steps_done: number };
}

/** The rows after an event: the same array when it changes none of them. */
export function itemsAfter(items: readonly LiveItem[], event: Told["job"]): readonly LiveItem[] {
  const place = items.findIndex((item) => item.job_id === event.job_id);
  const item = items[place];
  // A picture that is over is drawn again only after it was queued again: this was before the end.
  if (!item || (isOver(item.state) && event.state === "running")) return items;
  const { state, steps, steps_done, failure, image_id } = event;
  return items.with(place, {
    ...item,
    state,
    image_id,
    failure: state === "failed" ? failure : null,
    progress: { steps, steps_done },
  });
}
