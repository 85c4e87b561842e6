import { useEffect, useRef } from "react";

/** Do it every so often (milliseconds) while `active`; a hidden tab rests. */
export function useRepeat(active: boolean, every: number, work: () => void): void {
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => document.hidden || latest.current(), every);
    return () => clearInterval(timer);
  }, [active, every]);
}
