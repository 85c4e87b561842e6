import type { Session, SignInWay } from "../contract/types";
import { Moment } from "../parts/Moment";
import { useMay } from "../session/session";
import { browserOf } from "./browsers";

const WAYS: Record<SignInWay, string> = {
  link: "by a one-time link",
  token: "by an API token",
  password: "by password",
  oidc: "by an account elsewhere",
};

interface SessionRowProps {
  session: Session;
  /** Whose it is, where that is not plain. */
  owner: string | null;
  onRevoke(): void;
}

export function SessionRow({ session, owner, onRevoke }: SessionRowProps) {
  const { id, user_agent, method, created_at, last_seen_at, expires_at, current } = session;
  const mayRevoke = useMay("revoke_session");
  const browser = browserOf(user_agent);
  return (
    <li className="access-row" data-session={id}>
      <div className="grow">
        <strong title={user_agent}>{browser}</strong>
        {current && <span className="badge">this one</span>}
        <p className="small">
          {owner && `${owner}, `}
          signed in <Moment at={created_at} /> {WAYS[method]}, last seen <Moment at={last_seen_at} />, ends{" "}
          <Moment at={expires_at} />
        </p>
      </div>
      {mayRevoke && !current && (
        <button type="button" className="danger" aria-label={`Revoke the session in ${browser}`} onClick={onRevoke}>
          Revoke
        </button>
      )}
    </li>
  );
}
