import { useState } from "react";

import type { Session, UserId } from "../contract/types";
import { Confirm } from "../parts/Confirm";
import { count } from "../parts/format";
import { List } from "../parts/List";
import { usePages } from "../parts/usePages";
import { useReturn } from "../parts/useReturn";
import type { People } from "../people/usePeople";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { listSessions, revokeSession, revokeSessions } from "./access";
import { SessionRow } from "./SessionRow";

interface SessionsProps {
  /** Absent for everybody's. */
  whose: UserId | undefined;
  own: boolean;
  people: People;
}

/** The browsers that are signed in. */
export function Sessions({ whose, own, people }: SessionsProps) {
  const mayRevoke = useMay("revoke_sessions");
  const sessions = usePages(`sessions ${whose}`, async (cursor) => (await listSessions(whose, cursor)).data);
  const [heading, goBack] = useReturn<HTMLHeadingElement>();
  const [asking, setAsking] = useState(false);
  const others = sessions.items.filter((one) => !one.current).length;
  const revoke = (one: Session) =>
    revokeSession(one.id).then(() => {
      sessions.drop(one.id);
      notify("The session is over.");
      goBack();
    }, complain);
  return (
    <section aria-labelledby="sessions" className="stack">
      <div className="row between">
        <h2 id="sessions" ref={heading} tabIndex={-1}>
          Sessions
        </h2>
        {mayRevoke && whose && others > 0 && (
          <button type="button" className="danger" onClick={() => setAsking(true)}>
            {own ? "Revoke all others…" : "Revoke all…"}
          </button>
        )}
      </div>
      <List pages={sessions} empty={<p>Nobody is signed in.</p>}>
        {(items) => (
          <ul className="access-rows" aria-label="Sessions">
            {items.map((one) => (
              <SessionRow
                key={one.id}
                session={one}
                owner={own ? null : people.nameOf(one.user_id)}
                onRevoke={() => void revoke(one)}
              />
            ))}
          </ul>
        )}
      </List>
      {asking && (
        <Confirm
          title={own ? "Revoke all other sessions?" : `Revoke all sessions of ${whose && people.nameOf(whose)}?`}
          action="Revoke them"
          keep="Leave them"
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            const { data } = await revokeSessions(own ? undefined : whose);
            notify(`${count(data.revoked, "session")} revoked.`);
            setAsking(false);
            goBack();
            sessions.reload();
          }}
        >
          <p>
            {own
              ? "Every other browser in which you are signed in is signed out at once."
              : "Every browser in which they are signed in is signed out at once."}
          </p>
        </Confirm>
      )}
    </section>
  );
}
