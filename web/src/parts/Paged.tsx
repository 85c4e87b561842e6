import type { ReactNode } from "react";

import { ProblemNote } from "./ProblemNote";
import type { Pager } from "./usePager";

interface PagedProps<T> {
  /** What the list is of, for the names of its buttons. */
  of: string;
  pager: Pager<T>;
  empty: ReactNode;
  children(items: readonly T[]): ReactNode;
}

/** One page of a long list, and the way to the pages before and after it. */
export function Paged<T>({ of, pager, empty, children }: PagedProps<T>) {
  const { items, number, loaded, busy, trouble, next, back, reload } = pager;
  return (
    <>
      {items.length > 0 && children(items)}
      {loaded && items.length === 0 && <div className="empty">{empty}</div>}
      {trouble && <ProblemNote message={trouble} onRetry={reload} />}
      {!loaded && busy && (
        <p className="waiting" role="status">
          Loading…
        </p>
      )}
      {(next ?? back) && (
        <nav className="pager" aria-label={`Pages of ${of}`}>
          <button type="button" disabled={!back || busy} onClick={() => back?.()}>
            <span aria-hidden="true">‹</span> Back
          </button>
          <span className="small">Page {number}</span>
          <button type="button" disabled={!next || busy} onClick={() => next?.()}>
            Next <span aria-hidden="true">›</span>
          </button>
        </nav>
      )}
    </>
  );
}
