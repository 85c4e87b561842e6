import { bySubject, isReading } from "../contract/scopes";
import type { Scope } from "../contract/types";
import { inWords } from "../parts/words";

interface ScopeChoiceProps {
  offered: readonly Scope[];
  chosen: ReadonlySet<Scope>;
  trouble?: string | undefined;
  onChange(chosen: ReadonlySet<Scope>): void;
}

/** What a token is to be good for: as little as does. */
export function ScopeChoice({ offered, chosen, trouble, onChange }: ScopeChoiceProps) {
  const toggle = (scope: Scope) => {
    const next = new Set(chosen);
    if (!next.delete(scope)) next.add(scope);
    onChange(next);
  };
  return (
    <fieldset className="scope-choice">
      <legend>Good for</legend>
      <div className="row">
        <button type="button" className="quiet small" onClick={() => onChange(new Set(offered.filter(isReading)))}>
          All reading
        </button>
        <button type="button" className="quiet small" onClick={() => onChange(new Set(offered))}>
          Everything
        </button>
        <button type="button" className="quiet small" onClick={() => onChange(new Set())}>
          Nothing
        </button>
      </div>
      <div className="scope-grid">
        {[...bySubject(offered)].map(([subject, scopes]) => (
          <div key={subject} className="scope-line" role="group" aria-label={inWords(subject)}>
            <span>{inWords(subject)}</span>
            {scopes.map((scope) => (
              <label key={scope} className="check">
                <input type="checkbox" aria-label={scope} checked={chosen.has(scope)} onChange={() => toggle(scope)} />
                {scope.split(":")[1]}
              </label>
            ))}
          </div>
        ))}
      </div>
      {trouble && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
    </fieldset>
  );
}
