// What parts of the page tell of themselves when somebody reports a problem.
import { useEffect, useRef } from "react";

import { plain, wordsOf, type Plain } from "./plain";

type Collect = () => unknown;

const collectors = new Map<string, Collect[]>();

/** Have `collect` asked whenever a report is made. Gives back how to stop. */
export function register(name: string, collect: Collect): () => void {
  collectors.set(name, [...(collectors.get(name) ?? []), collect]);
  return () => {
    const others = (collectors.get(name) ?? []).filter((one) => one !== collect);
    if (others.length > 0) collectors.set(name, others);
    else collectors.delete(name);
  };
}

/** The same, for as long as a component is shown. */
export function useCollector(name: string, collect: Collect): void {
  const latest = useRef(collect);
  latest.current = collect;
  useEffect(() => register(name, () => latest.current()), [name]);
}

/** What all of them tell. One that throws says so in its place; of those with one name each has a number. */
export function collect(): Record<string, Plain> {
  const told: Record<string, Plain> = {};
  for (const [name, those] of collectors) {
    those.forEach((one, at) => (told[at === 0 ? name : `${name}_${at + 1}`] = tell(one)));
  }
  return told;
}

function tell(collect: Collect): Plain {
  try {
    return plain(collect());
  } catch (error) {
    return { error: wordsOf(error) };
  }
}
