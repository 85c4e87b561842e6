import { useEffect, useState } from "react";

import { http, read } from "../contract/http";
import { limitsOfValue } from "../contract/limits";
import type { PasswordStatus } from "../contract/types";
import { Field } from "../parts/Field";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { notify } from "../studio/notices";

/** One's own login and password: set them, or others instead. */
export function PasswordForm() {
  const [status, setStatus] = useState<PasswordStatus | null>(null);
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [current, setCurrent] = useState("");
  const looking = useTask(async () => {
    const { data } = await read(http.GET("/session/password"));
    setStatus(data);
    setLogin(data.login ?? "");
  });
  const setting = useTask(
    async () => {
      const body = { login: login.trim(), password, ...(status?.login != null && { current_password: current }) };
      const { data } = await read(http.PUT("/session/password", { body }));
      setStatus(data);
      setPassword("");
      setCurrent("");
      notify("Your password is set. Your other sessions have ended.");
    },
    ["login", "password", "current_password"],
  );
  useEffect(() => void looking.run(), []);

  if (looking.trouble) return <ProblemNote message={looking.trouble} onRetry={() => void looking.run()} />;
  if (status === null) return null;
  const fields = setting.trouble?.fields;
  const { minLength, maxLength } = limitsOfValue("NewPassword");
  return (
    <form
      className="card stack narrow"
      aria-label="Your password"
      onSubmit={(event) => {
        event.preventDefault();
        void setting.run();
      }}
    >
      <h2>{status.login === null ? "Set a password" : "Change your password"}</h2>
      {setting.trouble && fields?.size === 0 && <ProblemNote message={setting.trouble} />}
      <Field label="Login" trouble={fields?.get("login")} hint="A name or an email address to sign in with.">
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
      {status.login !== null && (
        <Field label="Password until now" trouble={fields?.get("current_password")}>
          {(wiring) => (
            <input
              {...wiring}
              type="password"
              autoComplete="current-password"
              required
              value={current}
              onChange={(event) => setCurrent(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field label="New password" trouble={fields?.get("password")} hint={`At least ${minLength} characters; a sentence does well.`}>
        {(wiring) => (
          <input
            {...wiring}
            type="password"
            autoComplete="new-password"
            required
            minLength={minLength}
            maxLength={maxLength}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <div className="row">
        <button type="submit" className="primary" disabled={setting.busy}>
          Set the password
        </button>
      </div>
    </form>
  );
}
