// What each value of a closed list means. The contract says so beside the list: "`value`: what it means."
import { loadedContract, type ContractDocument } from "./limits";
import type { components } from "./types";

type Schemas = components["schemas"];
type Lists = { [S in keyof Schemas]: Schemas[S] extends string ? S : never }[keyof Schemas];

/** The meanings by value, each a sentence. */
export function meaningsIn({ components: { schemas } }: ContractDocument, list: Lists): ReadonlyMap<string, string> {
  const [, ...parts] = (schemas[list]?.description ?? "").split(/`(\w+)`: /);
  const told = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length; at += 2) told.set(parts[at] ?? "", sentence(parts[at + 1] ?? ""));
  return told;
}

/** For people: without the marks by which the contract sets names off. */
function sentence(words: string): string {
  const said = words.trim().replaceAll("`", "");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** What a value means; nothing when the contract does not say. */
export function meaningOf(list: Lists, value: string): string {
  const contract = loadedContract();
  return (contract && meaningsIn(contract, list).get(value)) ?? "";
}

/** The values of a list, in the contract's order. */
export function valuesOf<S extends Lists>(list: S): readonly Schemas[S][] {
  return (loadedContract()?.components.schemas[list]?.enum ?? []) as readonly Schemas[S][];
}
