import { useEffect, useId, useRef, useState } from "react";

import type { operations, User } from "../contract/types";
import { openReporter } from "../reporter/reporter";
import { useMay } from "../session/session";
import { hrefOf, useRoute, type Route } from "./route";

/** What one does now and then: one's own access, and what an admin looks after. */
export function Menu({ user }: { user: User }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useId();
  const close = () => setOpen(false);

  useEffect(() => {
    if (!open) return;
    const onPress = ({ target }: PointerEvent) => {
      if (target instanceof Node && !box.current?.contains(target)) close();
    };
    addEventListener("pointerdown", onPress);
    return () => removeEventListener("pointerdown", onPress);
  }, [open]);

  return (
    <div
      className="menu"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        close();
        button.current?.focus();
      }}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && !box.current?.contains(relatedTarget)) close();
      }}
    >
      <button
        ref={button}
        type="button"
        className="quiet name"
        aria-expanded={open}
        aria-controls={list}
        title={`Signed in with the role ${user.role}`}
        onClick={() => setOpen(!open)}
      >
        <span>{user.name}</span>
      </button>
      <ul id={list} className="menu-list" hidden={!open}>
        <Entry to={{ page: "access" }} needs="list_sessions" onChoose={close}>
          Tokens and sessions
        </Entry>
        <Entry to={{ page: "people" }} needs="list_users" onChoose={close}>
          People
        </Entry>
        <Entry to={{ page: "reports", status: "unresolved" }} needs="list_bug_reports" onChoose={close}>
          Bug reports
        </Entry>
        <Entry to={{ page: "schedules" }} needs="list_schedules" onChoose={close}>
          Schedules
        </Entry>
        <Entry to={{ page: "imports" }} also={["import"]} needs="list_imports" onChoose={close}>
          Imports
        </Entry>
        <Entry to={{ page: "audit" }} needs="list_audit_entries" onChoose={close}>
          Audit log
        </Entry>
        <li>
          <button
            type="button"
            className="quiet"
            onClick={() => {
              close();
              button.current?.focus();
              openReporter();
            }}
          >
            Report a problem…
          </button>
        </li>
      </ul>
    </div>
  );
}

interface EntryProps {
  to: Route;
  also?: readonly Route["page"][];
  /** The operation without which the page would be empty. */
  needs: keyof operations;
  onChoose(): void;
  children: string;
}

function Entry({ to, also = [], needs, onChoose, children }: EntryProps) {
  const may = useMay(needs);
  const { page } = useRoute();
  if (!may) return null;
  return (
    <li>
      <a href={hrefOf(to)} aria-current={page === to.page || also.includes(page) ? "page" : undefined} onClick={onChoose}>
        {children}
      </a>
    </li>
  );
}
