import { createPortal } from "react-dom";

import { openDialogs } from "../parts/Dialog";
import { ProblemNote } from "../parts/ProblemNote";
import { useStore } from "../parts/store";
import { dismiss, notices } from "./notices";

export function Notices() {
  const all = useStore(notices);
  const above = useStore(openDialogs).at(-1) ?? document.body;
  return createPortal(
    <div className="notices" role="status" aria-label="Notices">
      {all.map((notice) =>
        "problem" in notice ? (
          <ProblemNote key={notice.id} message={notice.problem} onDismiss={() => dismiss(notice.id)} />
        ) : (
          <p key={notice.id} className="notice">
            {notice.words}
          </p>
        ),
      )}
    </div>,
    above,
  );
}
