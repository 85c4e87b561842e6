import type { ReactNode } from "react";

import { count } from "../parts/format";
import type { Picking } from "./useSelection";

/** What can be done with the pictures that are picked; there while some are. */
export function SelectionBar({ picking, children }: { picking: Picking; children: ReactNode }) {
  const { picked, all, none } = picking;
  if (picked.length === 0) return null;
  return (
    <div className="selection-bar" role="toolbar" aria-label="What is selected">
      <strong role="status">{count(picked.length, "picture")} selected</strong>
      {children}
      <span className="row at-end">
        <button type="button" className="quiet small" onClick={all}>
          Select all
        </button>
        <button type="button" className="quiet small" onClick={none}>
          Select none
        </button>
      </span>
    </div>
  );
}
