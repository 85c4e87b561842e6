import { useEffect, useRef, useState, type RefObject } from "react";

/** Where the focus goes when what had it is gone: an element that can take it, and how to send it there. */
export function useReturn<E extends HTMLElement>(): [RefObject<E | null>, () => void] {
  const element = useRef<E>(null);
  const [times, setTimes] = useState(0);
  // After the next drawing: until then the row, or the dialog that asked about it, still has the focus.
  useEffect(() => {
    if (times > 0) element.current?.focus();
  }, [times]);
  return [element, () => setTimes((before) => before + 1)];
}
