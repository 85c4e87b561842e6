import type { ReactNode } from "react";

import { Dialog } from "./Dialog";
import { ProblemNote } from "./ProblemNote";
import { useTask } from "./useTask";

interface ConfirmProps {
  title: string;
  action: string;
  /** The words that leave everything as it is. */
  keep?: string;
  children: ReactNode;
  onConfirm(): Promise<void>;
  onClose(): void;
}

/** Says what will happen, and asks. */
export function Confirm({ title, action, keep = "Keep it", children, onConfirm, onClose }: ConfirmProps) {
  const confirm = useTask(onConfirm);
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="stack">
        {children}
        {confirm.trouble && <ProblemNote message={confirm.trouble} />}
        <div className="row end">
          <button type="button" onClick={onClose} autoFocus>
            {keep}
          </button>
          <button type="button" className="danger" disabled={confirm.busy} onClick={() => void confirm.run()}>
            {action}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
