import type { UserId } from "../contract/types";
import { usePeople } from "./usePeople";

interface UserSelectProps {
  label: string;
  /** The words for choosing nobody. */
  none: string;
  value: UserId | undefined;
  onChoose(user: UserId | undefined): void;
}

/** One person, in a line with other choices. */
export function UserSelect({ label, none, value, onChoose }: UserSelectProps) {
  const { all } = usePeople();
  const known = value === undefined || all.some((one) => one.id === value);
  return (
    <label className="inline">
      {label}
      <select value={value ?? ""} onChange={(event) => onChoose(event.target.value || undefined)}>
        <option value="">{none}</option>
        {!known && <option value={value}>somebody</option>}
        {all.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  );
}
