import { useId, type ChangeEvent, type ReactNode, type RefObject } from "react";

import type { Limits } from "../contract/limits";

interface FieldProps {
  label: string;
  hint?: ReactNode;
  trouble?: string | undefined;
  children(wiring: { id: string; "aria-describedby"?: string; "aria-invalid"?: true }): ReactNode;
}

/** A label, its control, a hint, and what is wrong with the value: wired together for everyone. */
export function Field({ label, hint, trouble, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, trouble && `${id}-trouble`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, ...(described && { "aria-describedby": described }), ...(trouble && { "aria-invalid": true }) })}
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {trouble && (
        <span className="trouble" id={`${id}-trouble`} role="alert">
          {trouble}
        </span>
      )}
    </div>
  );
}

interface ValueProps {
  label: string;
  name: string;
  value: string;
  onChange(value: string): void;
  limits: Limits;
  hint?: ReactNode;
  trouble?: string | undefined;
  placeholder?: string;
}

export function NumberField({ label, name, value, onChange, limits, hint, trouble, placeholder }: ValueProps) {
  const { minimum, maximum, multipleOf } = limits;
  const range = minimum !== undefined && maximum !== undefined ? `${minimum} to ${maximum}` : undefined;
  return (
    <Field label={label} hint={hint ?? range} trouble={trouble}>
      {(wiring) => (
        <input
          {...wiring}
          type="number"
          inputMode="decimal"
          name={name}
          value={value}
          min={minimum}
          max={maximum}
          step={multipleOf ?? "any"}
          placeholder={placeholder}
          required={limits.default !== undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

interface TextProps extends ValueProps {
  rows?: number;
  required?: boolean;
  box?: RefObject<HTMLTextAreaElement | null>;
}

export function TextField({ label, name, value, onChange, limits, hint, trouble, placeholder, rows = 1, required, box }: TextProps) {
  return (
    <Field label={label} hint={hint} trouble={trouble}>
      {(wiring) => {
        const typed = ({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
          target.setCustomValidity(required && isBlank(target.value, limits) ? "Blanks alone are not enough." : "");
          onChange(target.value);
        };
        const shared = { ...wiring, name, value, placeholder, required, maxLength: limits.maxLength, onChange: typed };
        return rows > 1 ? (
          <textarea {...shared} ref={box} rows={rows} />
        ) : (
          <input {...shared} type="text" autoComplete="off" />
        );
      }}
    </Field>
  );
}

/** Text that is there but does not fit the contract's pattern: of what must be said, only blanks do that. */
function isBlank(text: string, { pattern }: Limits): boolean {
  return text !== "" && pattern !== undefined && !new RegExp(pattern, "u").test(text);
}
