import type { ImportSource } from "../contract/types";
import { Copy } from "../parts/Copy";
import { Field } from "../parts/Field";

interface SourceFieldProps {
  sources: readonly ImportSource[];
  value: string;
  onChange(source: string): void;
  trouble?: string | undefined;
  /** The words for naming none, where one need not. */
  none?: string;
}

/** Which folder, by its name. */
export function SourceField({ sources, value, onChange, trouble, none }: SourceFieldProps) {
  const chosen = sources.find(({ name }) => name === value);
  const hint = chosen && !chosen.available && "The server cannot read this folder now: is its disk there, and may the server read it?";
  return (
    <Field label="Source" hint={hint} trouble={trouble}>
      {(wiring) => (
        <select {...wiring} name="source" value={value} onChange={(event) => onChange(event.target.value)}>
          {none !== undefined && <option value="">{none}</option>}
          {sources.map(({ name, available }) => (
            <option key={name} value={name}>
              {available ? name : `${name} (not available)`}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

const COMMAND = "spolvero source old-pictures /where/they/lie";

/** What to do where no folder has a name. */
export function HowToName() {
  return (
    <div className="stack how-to">
      <p>
        The studio reads only folders that have a name. Give one on the machine where it runs; the studio will never write into
        that folder:
      </p>
      <p className="command">
        <code>{COMMAND}</code> <Copy what="command" text={COMMAND} />
      </p>
    </div>
  );
}
