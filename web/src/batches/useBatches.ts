// A page of batches that events keep up to date.
import { useEffect, useRef } from "react";

import type { Batch, BatchTemplateId } from "../contract/types";
import { listen } from "../jobs/live";
import { throttle } from "../parts/throttle";
import { usePager, type Pager } from "../parts/usePager";
import { listBatches } from "./batches";

const SELDOM = 1_500;

export function useBatches(of?: BatchTemplateId): Pager<Batch> {
  const pager = usePager<Batch>(`batches ${of ?? ""}`, async (cursor) => (await listBatches(of, cursor)).data, true);
  const shown = useRef(pager.items);
  shown.current = pager.items;
  const { reload } = pager;
  useEffect(() => {
    const moved = throttle(reload, SELDOM);
    // The first step of a picture begins it and the last ends it; those between change no count.
    const stop = listen({
      read: reload,
      job({ batch_id, state, steps_done }) {
        if (batch_id === null || (state === "running" && steps_done > 0)) return;
        if (shown.current.some((batch) => batch.id === batch_id)) moved.call();
      },
    });
    return () => {
      moved.stop();
      stop();
    };
  }, [of, reload]);
  return pager;
}
