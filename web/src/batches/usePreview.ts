// The prompts of a batch as they would be, while the form that decides them changes.
import { useEffect, useState } from "react";

import { messageOf, type Message } from "../contract/problem";
import type { BatchPreview, BatchPreviewRequest, BatchTemplateId, PreviewItem } from "../contract/types";
import { usePager, type Pager } from "../parts/usePager";
import { previewBatch } from "./batches";
import { faultsOf, withoutFaults, type Fault } from "./faults";

const TYPING = 350;

interface Preview {
  /** What the shown page says of the whole; null while the form has changed since, or was refused. */
  told: Omit<BatchPreview, "items" | "next_cursor"> | null;
  pager: Pager<PreviewItem>;
  faults: readonly Fault[];
  trouble: Message | null;
}

/** `asked` is null while the form says nothing that could be asked. */
export function usePreview(id: BatchTemplateId, asked: BatchPreviewRequest | null): Preview {
  const wanted = asked === null ? null : JSON.stringify(asked);
  const [settled, setSettled] = useState(wanted);
  const [answer, setAnswer] = useState<{ to: string; preview: BatchPreview } | { to: string; error: unknown } | null>(null);

  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), TYPING);
    return () => clearTimeout(timer);
  }, [wanted]);

  const pager = usePager<PreviewItem>(`preview ${id} ${settled}`, async (cursor) => {
    if (settled === null) return { items: [], next_cursor: null };
    try {
      const { data } = await previewBatch(id, JSON.parse(settled) as BatchPreviewRequest, cursor);
      setAnswer({ to: settled, preview: data });
      return data;
    } catch (error) {
      setAnswer({ to: settled, error });
      return { items: [], next_cursor: null };
    }
  });

  const current = answer !== null && answer.to === wanted ? answer : null;
  const error = current && "error" in current ? current.error : null;
  const faults = faultsOf(error);
  return {
    told: current && "preview" in current ? current.preview : null,
    pager,
    faults,
    trouble: error === null ? null : messageOf(faults.length > 0 ? withoutFaults(error) : error),
  };
}
