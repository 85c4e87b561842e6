import { useEffect, useState } from "react";

import { BASE } from "../contract/http";
import { limitsOfValue } from "../contract/limits";
import type { Message } from "../contract/problem";
import type { paths, SignIn } from "../contract/types";
import { Field } from "../parts/Field";
import { Heading } from "../parts/Heading";
import { ProblemNote } from "../parts/ProblemNote";
import { notify } from "../studio/notices";
import { goTo, hrefOf, useRoute } from "../studio/route";
import { PasswordForm } from "./PasswordForm";
import { signIn, signInTrouble, useUser, waysToSignIn, type SettingsSignIn } from "./session";

const START = "/session/oidc/start" satisfies keyof paths;

export function SignInPage() {
  const user = useUser();
  const { page } = useRoute();
  const [ways, setWays] = useState<SettingsSignIn | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Message | null>(null);

  useEffect(() => {
    // Whoever cannot be told still has the ways that need no telling.
    waysToSignIn().then(setWays, () => setWays({ ways: ["link", "token", "password"], provider: null }));
  }, []);

  async function submit(proof: SignIn) {
    setBusy(true);
    setTrouble(null);
    try {
      await signIn(proof);
      notify("You are signed in.");
      if (page === "sign-in") goTo({ page: "home" }, "replace");
    } catch (error) {
      setTrouble(signInTrouble(error, proof));
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
        {page === "sign-in" && <PasswordForm />}
      </>
    );
  }
  return (
    <div className="narrow stack">
      <Heading title="Sign in" />
      {trouble && <ProblemNote message={trouble} />}
      {ways?.provider != null && (
        <p>
          <a className="button" href={`${BASE}${START}?return_to=${encodeURIComponent(placeToReturnTo(page))}`}>
            Sign in with {ways.provider}
          </a>
        </p>
      )}
      {ways?.ways.includes("password") && <ByPassword busy={busy} onSubmit={submit} />}
      <ByToken busy={busy} onSubmit={submit} />
      <p className="small">
        A one-time link signs you in by itself: an admin can give you one, and the server prints one when it starts. Without signing
        in you see <a href={hrefOf({ page: "albums" })}>what is published</a>.
      </p>
    </div>
  );
}

/** Here, unless here is where one signs in, or an address that the server would not take. */
function placeToReturnTo(page: string): string {
  const here = `/${location.hash}`;
  const { maxLength = Infinity } = limitsOfValue("ReturnTo");
  return page === "sign-in" || here.length > maxLength ? "/" : here;
}

interface ByProps {
  busy: boolean;
  onSubmit(proof: SignIn): Promise<void>;
}

function ByPassword({ busy, onSubmit }: ByProps) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit({ login: login.trim(), password });
      }}
    >
      <Field label="Login">
        {(wiring) => (
          <input
            {...wiring}
            type="text"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={login}
            onChange={(event) => setLogin(event.target.value)}
          />
        )}
      </Field>
      <Field label="Password">
        {(wiring) => (
          <input
            {...wiring}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <div className="row">
        <button type="submit" className="primary" disabled={busy}>
          Sign in
        </button>
      </div>
    </form>
  );
}

function ByToken({ busy, onSubmit }: ByProps) {
  const [token, setToken] = useState("");
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit({ token: token.trim() });
      }}
    >
      <Field label="API token" hint="It is exchanged for a session and kept nowhere.">
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
        <button type="submit" disabled={busy}>
          Sign in with the token
        </button>
      </div>
    </form>
  );
}
