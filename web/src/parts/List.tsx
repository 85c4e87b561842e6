import type { ReactNode } from "react";

import { ProblemNote } from "./ProblemNote";
import type { Pages } from "./usePages";

interface ListProps<T> {
  pages: Pages<T>;
  empty: ReactNode;
  children(items: T[]): ReactNode;
}

/** A list in pages: waiting, empty, full, troubled, and "Show more" while there is more. */
export function List<T>({ pages, empty, children }: ListProps<T>) {
  return (
    <>
      {pages.items.length > 0 && children(pages.items)}
      {pages.loaded && pages.items.length === 0 && <div className="empty">{empty}</div>}
      {pages.trouble && <ProblemNote message={pages.trouble} onRetry={pages.reload} />}
      {!pages.loaded && pages.busy && (
        <p className="waiting" role="status">
          Loading…
        </p>
      )}
      {pages.more && (
        <button type="button" className="more" disabled={pages.busy} onClick={pages.more}>
          Show more
        </button>
      )}
    </>
  );
}
