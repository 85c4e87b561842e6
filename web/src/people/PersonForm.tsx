import { useState } from "react";

import { limitsOf } from "../contract/limits";
import type { Role, User } from "../contract/types";
import { Dialog } from "../parts/Dialog";
import { Field, TextField } from "../parts/Field";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { createUser } from "./people";
import { ROLES } from "./roles";

/** Makes a person known. The link that lets them in comes next. */
export function PersonForm({ onDone, onClose }: { onDone(user: User): void; onClose(): void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState(String(limitsOf("UserCreate", "role").default) as Role);
  const create = useTask(async () => onDone((await createUser({ name: name.trim(), role })).data), ["name", "role"]);
  return (
    <Dialog title="New person" onClose={onClose}>
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
          limits={limitsOf("UserCreate", "name")}
          trouble={create.trouble?.fields.get("name")}
        />
        <Field label="Role" trouble={create.trouble?.fields.get("role")}>
          {(wiring) => (
            <select {...wiring} name="role" value={role} onChange={(event) => setRole(event.target.value as Role)}>
              {Object.entries(ROLES).map(([one, words]) => (
                <option key={one} value={one}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
        {create.trouble && <ProblemNote message={create.trouble} />}
        <div className="row end">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={create.busy}>
            Let them in
          </button>
        </div>
      </form>
    </Dialog>
  );
}
