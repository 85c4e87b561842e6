import { useState } from "react";

import type { BugReportLogOutput, LogLevel } from "../contract/types";
import { timeOf } from "../parts/format";
import { Choice } from "../parts/Choice";
import { StateTree } from "./StateTree";

const LOUDNESS: Record<LogLevel, number> = { debug: 0, log: 1, info: 1, warn: 2, error: 3 };
const FROM = { warn: "warnings and errors", error: "errors" } as const;

/** What the page said in the console. */
export function LogTable({ lines }: { lines: readonly BugReportLogOutput[] }) {
  const [from, setFrom] = useState<keyof typeof FROM>();
  const shown = from ? lines.filter(({ level }) => LOUDNESS[level] >= LOUDNESS[from]) : lines;
  if (lines.length === 0) return <p className="small">Nothing was said.</p>;
  return (
    <>
      <Choice<keyof typeof FROM> label="Show" none="everything" options={FROM} value={from} onChoose={setFrom} />
      <div className="scroll" tabIndex={0} role="region" aria-label="Console messages">
        <table className="log">
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Level</th>
              <th scope="col">Message</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line, at) => (
              <tr key={at} data-level={line.level}>
                <td>{line.timestamp && <time dateTime={line.timestamp}>{timeOf(line.timestamp)}</time>}</td>
                <td>
                  <span className="level">{line.level}</span>
                </td>
                <td>
                  <Said line={line} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length === 0 && <p className="small">No such message.</p>}
    </>
  );
}

/** The message; what it was made from unfolds where it says more. */
function Said({ line: { message, args, serialized_args } }: { line: BugReportLogOutput }) {
  const more = serialized_args.length > 0 || args.some((one) => typeof one === "object" && one !== null);
  if (!more) return <pre>{message}</pre>;
  return (
    <details>
      <summary>
        <pre>{message}</pre>
      </summary>
      {serialized_args.map((text, at) => (
        <pre key={at} className="small">
          {text}
        </pre>
      ))}
      <StateTree value={args} />
    </details>
  );
}
