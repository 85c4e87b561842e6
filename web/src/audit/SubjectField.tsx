import { useEffect, useState } from "react";

import { limitsOfValue } from "../contract/limits";
import type { AuditSubject } from "../contract/types";

interface SubjectFieldProps {
  value: AuditSubject | undefined;
  onChoose(subject: AuditSubject | undefined): void;
}

/** The id or name of one thing, looked for on Enter and on leaving the field. */
export function SubjectField({ value, onChoose }: SubjectFieldProps) {
  const [typed, setTyped] = useState(value ?? "");
  useEffect(() => setTyped(value ?? ""), [value]);
  const take = () => {
    const subject = typed.trim();
    if (subject !== (value ?? "")) onChoose(subject || undefined);
  };
  return (
    <input
      type="text"
      className="trace"
      aria-label="Id or name of one thing"
      placeholder="Id of one thing"
      autoComplete="off"
      spellCheck={false}
      maxLength={limitsOfValue("AuditSubject").maxLength}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === "Enter" && take()}
    />
  );
}
