import { useState } from "react";

import { limitsOf, loadedContract } from "../contract/limits";
import { isReading, scopesFor } from "../contract/scopes";
import type { NewApiToken, Scope } from "../contract/types";
import { Dialog } from "../parts/Dialog";
import { Field, TextField } from "../parts/Field";
import { momentOf } from "../parts/format";
import { Once } from "../parts/Once";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { useUser } from "../session/session";
import { createToken } from "./access";
import { EXPIRIES, expiresAt, type Expiry } from "./expiries";
import { ScopeChoice } from "./ScopeChoice";

const FIELDS = ["name", "scopes", "expires_at"];

/** Makes a token, and shows its secret this once. */
export function TokenForm({ onDone, onClose }: { onDone(): void; onClose(): void }) {
  const user = useUser();
  const contract = loadedContract();
  const offered = user && contract ? scopesFor(contract, user) : [];
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(() => new Set(offered.filter(isReading)));
  const [expiry, setExpiry] = useState<Expiry>("quarter");
  const [made, setMade] = useState<NewApiToken | null>(null);
  const create = useTask(async () => {
    const { data } = await createToken({
      name: name.trim(),
      scopes: [...scopes] as [Scope, ...Scope[]],
      expires_at: expiresAt(expiry),
    });
    setMade(data);
    onDone();
  }, FIELDS);

  if (made) {
    return (
      <Dialog title={`The token “${made.name}”`} onClose={onClose}>
        <div className="stack">
          <p>Keep it now: it is shown this once, and nobody can see it again.</p>
          <Once what="token" text={made.secret} />
          <p className="small">
            Send it as <code>Authorization: Bearer …</code>
            {made.expires_at ? `; it works until ${momentOf(made.expires_at)}.` : "."}
          </p>
          <div className="row end">
            <button type="button" className="primary" onClick={onClose}>
              I have it
            </button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title="New API token" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!create.busy) void create.run();
        }}
      >
        <TextField
          label="Name"
          name="name"
          required
          value={name}
          onChange={setName}
          limits={limitsOf("ApiTokenCreate", "name")}
          hint="Which program has it"
          trouble={create.trouble?.fields.get("name")}
        />
        <Field label="Stops working after" trouble={create.trouble?.fields.get("expires_at")}>
          {(wiring) => (
            <select {...wiring} value={expiry} onChange={(event) => setExpiry(event.target.value as Expiry)}>
              {Object.entries(EXPIRIES).map(([one, words]) => (
                <option key={one} value={one}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
        <ScopeChoice offered={offered} chosen={scopes} onChange={setScopes} trouble={create.trouble?.fields.get("scopes")} />
        {create.trouble && <ProblemNote message={create.trouble} />}
        <div className="row end">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={create.busy || scopes.size === 0}>
            Make the token
          </button>
        </div>
      </form>
    </Dialog>
  );
}
