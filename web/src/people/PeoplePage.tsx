import { useState } from "react";

import type { User } from "../contract/types";
import { Heading } from "../parts/Heading";
import { List } from "../parts/List";
import { usePages } from "../parts/usePages";
import { useMay } from "../session/session";
import { LinkDialog } from "./LinkDialog";
import { listUsers } from "./people";
import { PersonForm } from "./PersonForm";
import { PersonRow } from "./PersonRow";

/** Who may come in, and what each may do. */
export function PeoplePage() {
  const mayCreate = useMay("create_user");
  const people = usePages("people", async (cursor) => (await listUsers(cursor)).data);
  const [making, setMaking] = useState(false);
  const [linking, setLinking] = useState<User | null>(null);
  return (
    <>
      <Heading title="People">
        {mayCreate && (
          <button type="button" onClick={() => setMaking(true)}>
            New person
          </button>
        )}
      </Heading>
      <List pages={people} empty={<p>Nobody is known.</p>}>
        {(items) => (
          <ul className="person-rows" aria-label="People">
            {items.map((user) => (
              <PersonRow key={user.id} user={user} onChange={people.replace} onLink={setLinking} />
            ))}
          </ul>
        )}
      </List>
      {making && (
        <PersonForm
          onClose={() => setMaking(false)}
          onDone={(user) => {
            setMaking(false);
            people.reload();
            setLinking(user);
          }}
        />
      )}
      {linking && <LinkDialog user={linking} onClose={() => setLinking(null)} />}
    </>
  );
}
