import type { ImportCounts, ImportOutcome } from "../contract/types";
import { meaningOf } from "../contract/meanings";
import { wholeOf } from "../parts/format";
import { partsOf } from "./outcomes";
import { OUTCOMES } from "./words";

interface OutcomeBarProps {
  counts: ImportCounts;
  /** What is not yet decided is part of the whole too. */
  total: number | null;
  chosen?: ImportOutcome | undefined;
  /** Present where a part can be chosen; chosen again, it is left. */
  onChoose?(outcome: ImportOutcome | undefined): void;
}

/** How many files came to each outcome, as parts of one bar, and in words and numbers below it. */
export function OutcomeBar({ counts, total, chosen, onChoose }: OutcomeBarProps) {
  const parts = partsOf(counts);
  const decided = parts.reduce((sum, { amount }) => sum + amount, 0);
  const choose = (outcome: ImportOutcome) => onChoose?.(outcome === chosen ? undefined : outcome);
  return (
    <div className="outcome-sum">
      <div className="outcome-bar" aria-hidden="true" data-chooses={onChoose ? "" : undefined}>
        {parts.map(({ outcome, amount }) => (
          <span
            key={outcome}
            data-outcome={outcome}
            data-faded={(chosen && chosen !== outcome) || undefined}
            style={{ flexGrow: amount }}
            title={`${wholeOf(amount)} ${OUTCOMES[outcome]}`}
            onClick={onChoose && (() => choose(outcome))}
          />
        ))}
        {total !== null && total > decided && <span style={{ flexGrow: total - decided }} />}
      </div>
      <ul className="legend" aria-label="Outcomes">
        {parts.map(({ outcome, amount }) => (
          <li key={outcome}>
            {onChoose ? (
              <button
                type="button"
                className="quiet outcome"
                aria-pressed={outcome === chosen}
                title={meaningOf("ImportOutcome", outcome)}
                onClick={() => choose(outcome)}
              >
                <Key outcome={outcome} /> {wholeOf(amount)} {OUTCOMES[outcome]}
              </button>
            ) : (
              <span className="outcome" title={meaningOf("ImportOutcome", outcome)}>
                <Key outcome={outcome} /> {wholeOf(amount)} {OUTCOMES[outcome]}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The pattern by which an outcome is found in the bar. */
export function Key({ outcome }: { outcome: ImportOutcome }) {
  return <span className="key" data-outcome={outcome} aria-hidden="true" />;
}
