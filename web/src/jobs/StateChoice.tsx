import type { JobState } from "../contract/types";
import { Choice } from "../parts/Choice";
import { STATES } from "./states";

const OPTIONS = Object.fromEntries(
  Object.entries(STATES).map(([state, words]) => [state, words.toLowerCase()]),
) as Record<JobState, string>;

interface StateChoiceProps {
  value: JobState | undefined;
  onChoose(value: JobState | undefined): void;
}

/** Which state the jobs of a list are in. */
export function StateChoice({ value, onChoose }: StateChoiceProps) {
  return <Choice label="Show" none="all" options={OPTIONS} value={value} onChoose={onChoose} />;
}
