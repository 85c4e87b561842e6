interface ChoiceProps<T extends string> {
  label: string;
  /** What can be chosen, each with the words for it. */
  options: Record<T, string>;
  value: T | undefined;
  /** The words for choosing none of them, where one may. */
  none?: string;
  onChoose(value: T | undefined): void;
}

/** One of a few, in a line with others. */
export function Choice<T extends string>({ label, options, value, none, onChoose }: ChoiceProps<T>) {
  return (
    <label className="inline">
      {label}
      <select value={value ?? ""} onChange={(event) => onChoose((event.target.value || undefined) as T | undefined)}>
        {none !== undefined && <option value="">{none}</option>}
        {(Object.entries(options) as [T, string][]).map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
