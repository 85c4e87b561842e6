import { useState } from "react";

import type { SignInLink, User } from "../contract/types";
import { Dialog } from "../parts/Dialog";
import { momentOf } from "../parts/format";
import { Once } from "../parts/Once";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { createSignInLink } from "./people";

/** Makes a link that lets one person in, and shows it this once. */
export function LinkDialog({ user, onClose }: { user: User; onClose(): void }) {
  const [link, setLink] = useState<SignInLink | null>(null);
  const make = useTask(async () => setLink((await createSignInLink(user.id)).data));
  return (
    <Dialog title={`Sign-in link for ${user.name}`} onClose={onClose}>
      <div className="stack">
        {link ? (
          <>
            <p>Give it to {user.name} and to nobody else. It signs in once, and is not shown again.</p>
            <Once what="sign-in link" text={new URL(link.url, location.origin).href} />
            <p className="small">It works until {momentOf(link.expires_at)}.</p>
          </>
        ) : (
          <p>The link signs {user.name} in, once, within a day. Links that were made for them before stop working.</p>
        )}
        {make.trouble && <ProblemNote message={make.trouble} />}
        <div className="row end">
          <button type="button" onClick={onClose}>
            {link ? "Done" : "Not now"}
          </button>
          {!link && (
            <button type="button" className="primary" disabled={make.busy} onClick={() => void make.run()}>
              Make the link
            </button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
