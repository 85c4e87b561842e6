import { limitsOf } from "../contract/limits";
import type { TemplateColumn } from "../contract/types";

interface ColumnsFieldProps {
  columns: readonly TemplateColumn[];
  trouble?: string | undefined;
  onChange(columns: readonly TemplateColumn[]): void;
}

/** The columns that a template's rows have: a line each. */
export function ColumnsField({ columns, trouble, onChange }: ColumnsFieldProps) {
  const { maxLength, pattern } = limitsOf("TemplateColumn", "name");
  const change = (place: number, part: Partial<TemplateColumn>) =>
    onChange(columns.map((column, at) => (at === place ? { ...column, ...part } : column)));
  return (
    <fieldset className="columns">
      <legend>Columns</legend>
      {columns.map((column, place) => (
        <div key={place} className="row">
          <input
            aria-label={`Name of column ${place + 1}`}
            value={column.name}
            maxLength={maxLength}
            pattern={pattern}
            required
            autoComplete="off"
            placeholder="name"
            onChange={(event) => change(place, { name: event.target.value })}
          />
          <input
            className="grow"
            aria-label={`What belongs in column ${place + 1}`}
            value={column.description ?? ""}
            autoComplete="off"
            placeholder="What belongs here"
            onChange={(event) => change(place, { description: event.target.value })}
          />
          <label className="check small">
            <input
              type="checkbox"
              checked={column.required ?? true}
              onChange={(event) => change(place, { required: event.target.checked })}
            />
            needed
          </label>
          <button
            type="button"
            className="quiet icon"
            aria-label={`Take out column ${place + 1}`}
            disabled={columns.length === 1}
            onClick={() => onChange(columns.toSpliced(place, 1))}
          >
            <span aria-hidden="true">✕</span>
          </button>
        </div>
      ))}
      {trouble && (
        <span className="trouble" role="alert">
          {trouble}
        </span>
      )}
      <button type="button" className="small" onClick={() => onChange([...columns, { name: "" }])}>
        Another column
      </button>
    </fieldset>
  );
}
