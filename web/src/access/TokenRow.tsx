import type { ApiToken } from "../contract/types";
import { count } from "../parts/format";
import { Moment } from "../parts/Moment";
import { useMay } from "../session/session";

interface TokenRowProps {
  token: ApiToken;
  /** Whose it is, where that is not plain. */
  owner: string | null;
  onRevoke(): void;
}

export function TokenRow({ token, owner, onRevoke }: TokenRowProps) {
  const { id, name, prefix, scopes, created_at, expires_at, last_used_at } = token;
  const mayRevoke = useMay("revoke_token");
  const expired = expires_at !== null && Date.parse(expires_at) <= Date.now();
  return (
    <li className="access-row" data-token={id}>
      <div className="grow">
        <strong>{name}</strong> {prefix && <code className="small">{prefix}…</code>}
        {expired && <span className="badge">expired</span>}
        <p className="small">
          {owner && `${owner}’s, `}
          made <Moment at={created_at} />,{" "}
          {last_used_at ? (
            <>
              last used <Moment at={last_used_at} />
            </>
          ) : (
            "never used"
          )}
          ,{" "}
          {expires_at === null ? (
            "never expires"
          ) : (
            <>
              {expired ? "expired" : "expires"} <Moment at={expires_at} />
            </>
          )}
        </p>
        {scopes === null ? (
          <p className="small">Good for everything</p>
        ) : (
          <details>
            <summary className="small">Good for {count(scopes.length, "scope")}</summary>
            <p className="small scopes">
              {scopes.map((scope) => (
                <code key={scope}>{scope}</code>
              ))}
            </p>
          </details>
        )}
      </div>
      {mayRevoke && (
        <button type="button" className="danger" aria-label={`Revoke ${name}`} onClick={onRevoke}>
          Revoke…
        </button>
      )}
    </li>
  );
}
