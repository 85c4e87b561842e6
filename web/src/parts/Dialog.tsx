import { useEffect, useId, useRef, type ReactNode } from "react";

import { store } from "./store";

/** The open dialogs, topmost last. What must be seen above them is drawn inside the last one. */
export const openDialogs = store<readonly HTMLDialogElement[]>([]);

interface DialogProps {
  title: string;
  onClose(): void;
  children: ReactNode;
  /** Off the screen for a moment, with everything in it kept. */
  hidden?: boolean;
  kind?: "sheet" | "wide" | "viewer";
}

/** A native modal dialog: the browser keeps the focus inside, and Esc or a click beside it closes it. */
export function Dialog({ title, onClose, children, kind = "sheet", hidden = false }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = box.current;
    if (!dialog) return;
    dialog.showModal();
    openDialogs.set([...openDialogs.get(), dialog]);
    return () => {
      openDialogs.set(openDialogs.get().filter((open) => open !== dialog));
      dialog.close();
    };
  }, []);
  return (
    <dialog
      ref={box}
      className={`dialog ${kind}`}
      data-hidden={hidden || undefined}
      aria-labelledby={heading}
      onCancel={(event) => {
        if (event.target !== box.current) return;
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === box.current) onClose();
      }}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button type="button" className="quiet icon" aria-label="Close" onClick={onClose}>
            <span aria-hidden="true">✕</span>
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
