// A list that is gone through by keys: which of its rows has the focus, and the way to the next.
import { useRef, useState } from "react";

export interface Rows {
  /** The id of the row that was last in focus. */
  current: string | null;
  move(by: 1 | -1): void;
  /** What the focusable part of a row takes. */
  wire(id: string): { ref(element: HTMLElement | null): void; onFocus(): void };
}

export function useRows(ids: readonly string[]): Rows {
  const elements = useRef(new Map<string, HTMLElement>());
  const [focused, setFocused] = useState<string | null>(null);
  const current = focused !== null && ids.includes(focused) ? focused : null;
  return {
    current,
    move(by) {
      const at = current === null ? (by > 0 ? -1 : ids.length) : ids.indexOf(current);
      const next = ids[Math.min(ids.length - 1, Math.max(0, at + by))];
      if (next !== undefined) elements.current.get(next)?.focus();
    },
    wire: (id) => ({
      ref(element) {
        if (element) elements.current.set(id, element);
        else elements.current.delete(id);
      },
      onFocus: () => setFocused(id),
    }),
  };
}
