import { useState } from "react";

import { Heading } from "../parts/Heading";
import { Field } from "../parts/Field";
import { ProblemNote } from "../parts/ProblemNote";
import { messageOf, type Message } from "../contract/problem";
import { notify } from "../studio/notices";
import { goTo, hrefOf, useRoute } from "../studio/route";
import { signIn, signInTrouble, useUser } from "./session";

export function SignInPage() {
  const user = useUser();
  const { page } = useRoute();
  const [token, setToken] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Message | null>(null);

  async function submit() {
    const proof = { token: token.trim() };
    setBusy(true);
    setTrouble(null);
    try {
      await signIn(proof);
      notify("You are signed in.");
      if (page === "sign-in") goTo({ page: "home" }, "replace");
    } catch (error) {
      setTrouble(signInTrouble(error, proof) ?? messageOf(error));
    } finally {
      setBusy(false);
    }
  }

  if (user) {
    return (
      <>
        <Heading title="You are signed in" />
        <p>
          As {user.name}, with the role {user.role}. {page !== "sign-in" && "That role may not open this page. "}
          <a href={hrefOf({ page: "albums" })}>See the albums</a>.
        </p>
      </>
    );
  }
  return (
    <div className="narrow stack">
      <Heading title="Sign in" />
      <p>
        The server prints a one-time link: open it, and you are signed in. Or paste an API token here; it is exchanged for a
        session and kept nowhere.
      </p>
      {trouble && <ProblemNote message={trouble} />}
      <form
        className="card stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label="API token">
          {(wiring) => (
            <input
              {...wiring}
              type="password"
              autoComplete="off"
              spellCheck={false}
              required
              value={token}
              onChange={(event) => setToken(event.target.value)}
            />
          )}
        </Field>
        <div className="row">
          <button type="submit" className="primary" disabled={busy}>
            Sign in with the token
          </button>
        </div>
      </form>
      <p className="small">
        Without signing in you see <a href={hrefOf({ page: "albums" })}>what is published</a>.
      </p>
    </div>
  );
}
