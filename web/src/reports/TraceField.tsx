import { useEffect, useState } from "react";

import { limitsOfValue } from "../contract/limits";
import type { TraceId } from "../contract/types";

interface TraceFieldProps {
  value: TraceId | undefined;
  onChoose(trace: TraceId | undefined): void;
}

/** Looks for one trace once all of its id is there. */
export function TraceField({ value, onChoose }: TraceFieldProps) {
  const [typed, setTyped] = useState(value ?? "");
  const { pattern, maxLength } = limitsOfValue("TraceId");
  useEffect(() => setTyped(value ?? ""), [value]);
  const take = (text: string) => {
    setTyped(text);
    const trace = text.trim().toLowerCase();
    if (trace === "") onChoose(undefined);
    else if (!pattern || new RegExp(pattern, "u").test(trace)) onChoose(trace);
  };
  return (
    <input
      type="text"
      className="trace"
      aria-label="Trace id"
      placeholder="Trace id"
      autoComplete="off"
      spellCheck={false}
      maxLength={maxLength}
      value={typed}
      onChange={(event) => take(event.target.value)}
    />
  );
}
