import { count } from "../parts/format";
import type { Fault } from "./faults";

const SHOWN = 100;

interface FaultTableProps {
  faults: readonly Fault[];
  /** What follows from there being faults. */
  then: string;
}

/** What is wrong, with row, line and column. Without a file there are no lines. */
export function FaultTable({ faults, then }: FaultTableProps) {
  const lines = faults.some(({ line }) => line !== null);
  return (
    <div className="faults" role="alert">
      <p className="trouble">
        {count(faults.length, "fault")}; {then}
      </p>
      <div className="scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Row</th>
              {lines && <th scope="col">Line</th>}
              <th scope="col">Column</th>
              <th scope="col">What is wrong</th>
            </tr>
          </thead>
          <tbody>
            {faults.slice(0, SHOWN).map(({ row, line, column, detail }, place) => (
              <tr key={place}>
                <td>{row ?? "–"}</td>
                {lines && <td>{line ?? "–"}</td>}
                <td>{column ?? "–"}</td>
                <td>{detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {faults.length > SHOWN && <p className="small">The first {SHOWN} are shown.</p>}
    </div>
  );
}
