import { useState } from "react";

import type { Role, User, UserUpdate } from "../contract/types";
import { Confirm } from "../parts/Confirm";
import { momentOf } from "../parts/format";
import { useMay, useUser } from "../session/session";
import { complain, notify } from "../studio/notices";
import { hrefOf } from "../studio/route";
import { updateUser } from "./people";
import { ROLES } from "./roles";

interface PersonRowProps {
  user: User;
  onChange(user: User): void;
  onLink(user: User): void;
}

/** One person: the role, and the way in or out. */
export function PersonRow({ user, onChange, onLink }: PersonRowProps) {
  const { id, name, role, state, created_at } = user;
  const me = useUser();
  const mayChange = useMay("update_user");
  const mayLink = useMay("create_sign_in_link");
  const mayAudit = useMay("list_audit_entries");
  const [asking, setAsking] = useState(false);
  const change = async (update: UserUpdate, words: string) => {
    onChange((await updateUser(id, update)).data);
    notify(words);
  };
  const active = state === "active";
  return (
    <li className="person-row" data-state={state} data-user={id}>
      <div className="grow">
        <strong>{name}</strong>
        {me?.id === id && <span className="badge">you</span>}
        {!active && <span className="badge">disabled</span>}
        <p className="small">
          since {momentOf(created_at)}
          {mayAudit && (
            <>
              , <a href={hrefOf({ page: "audit", actor: id })}>what they did</a>
            </>
          )}
        </p>
      </div>
      <div className="end-of-row">
        <select
          aria-label={`Role of ${name}`}
          value={role}
          disabled={!mayChange}
          onChange={(event) => {
            const next = event.target.value as Role;
            change({ role: next }, `${name} has the role ${next} now.`).catch(complain);
          }}
        >
          {(Object.entries(ROLES) as [Role, string][]).map(([one, words]) => (
            <option key={one} value={one}>
              {words}
            </option>
          ))}
        </select>
        {mayLink && active && (
          <button type="button" aria-label={`Sign-in link for ${name}`} onClick={() => onLink(user)}>
            Sign-in link…
          </button>
        )}
        {mayChange &&
          (active ? (
            <button type="button" className="danger" aria-label={`Disable ${name}`} onClick={() => setAsking(true)}>
              Disable…
            </button>
          ) : (
            <button
              type="button"
              aria-label={`Let in again: ${name}`}
              onClick={() =>
                void change({ state: "active" }, `${name} may come in again, by a new sign-in link.`).catch(complain)
              }
            >
              Let in again
            </button>
          ))}
      </div>
      {asking && (
        <Confirm
          title={`Disable ${name}?`}
          action={`Disable ${name}`}
          keep="Leave it"
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            await change({ state: "disabled" }, `${name} is out.`);
            setAsking(false);
          }}
        >
          <p>Their sessions, API tokens and sign-in links end at once and do not come back. What they made stays.</p>
        </Confirm>
      )}
    </li>
  );
}
