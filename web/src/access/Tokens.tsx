import { useState } from "react";

import type { ApiToken, UserId } from "../contract/types";
import { Confirm } from "../parts/Confirm";
import { List } from "../parts/List";
import { usePages } from "../parts/usePages";
import { useReturn } from "../parts/useReturn";
import type { People } from "../people/usePeople";
import { useMay } from "../session/session";
import { notify } from "../studio/notices";
import { listTokens, revokeToken } from "./access";
import { TokenForm } from "./TokenForm";
import { TokenRow } from "./TokenRow";

interface TokensProps {
  /** Absent for everybody's. */
  whose: UserId | undefined;
  own: boolean;
  people: People;
}

/** How programs prove whose they are. */
export function Tokens({ whose, own, people }: TokensProps) {
  const mayCreate = useMay("create_token");
  const tokens = usePages(`tokens ${whose}`, async (cursor) => (await listTokens(whose, cursor)).data);
  const [heading, goBack] = useReturn<HTMLHeadingElement>();
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  return (
    <section aria-labelledby="tokens" className="stack">
      <div className="row between">
        <h2 id="tokens" ref={heading} tabIndex={-1}>
          API tokens
        </h2>
        {mayCreate && own && (
          <button type="button" onClick={() => setMaking(true)}>
            New token
          </button>
        )}
      </div>
      <List pages={tokens} empty={<p>No token. Programs need one to act in somebody’s name.</p>}>
        {(items) => (
          <ul className="access-rows" aria-label="API tokens">
            {items.map((token) => (
              <TokenRow
                key={token.id}
                token={token}
                owner={own ? null : people.nameOf(token.user_id)}
                onRevoke={() => setRevoking(token)}
              />
            ))}
          </ul>
        )}
      </List>
      {making && <TokenForm onClose={() => setMaking(false)} onDone={tokens.reload} />}
      {revoking && (
        <Confirm
          title={`Revoke “${revoking.name}”?`}
          action="Revoke it"
          onClose={() => setRevoking(null)}
          onConfirm={async () => {
            await revokeToken(revoking.id);
            tokens.drop(revoking.id);
            notify("The token is revoked.");
            setRevoking(null);
            goBack();
          }}
        >
          <p>Whatever program uses it is refused from now on, and sessions that were opened with it end.</p>
        </Confirm>
      )}
    </section>
  );
}
