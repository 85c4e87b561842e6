// Scopes stand beside the operations that need them; the page offers those that are of any use to the person here.
import { mayIn, type ContractDocument } from "./limits";
import type { operations, Scope, User } from "./types";

/** Every scope of some operation that this person may do, by name. */
export function scopesFor(document: ContractDocument, user: User): Scope[] {
  const found = new Set<Scope>();
  for (const methods of Object.values(document.paths)) {
    for (const one of Object.values(methods)) {
      if (typeof one !== "object" || one === null) continue;
      const { operationId, "x-scope": scope } = one as { operationId?: string; "x-scope"?: Scope };
      if (operationId && scope && mayIn(document, operationId as keyof operations, user)) found.add(scope);
    }
  }
  return [...found].toSorted();
}

/** Scopes by what they are about: `jobs:read` is about `jobs`. */
export function bySubject(scopes: readonly Scope[]): Map<string, Scope[]> {
  const groups = new Map<string, Scope[]>();
  for (const scope of scopes) {
    const subject = scope.split(":")[0] ?? scope;
    groups.set(subject, [...(groups.get(subject) ?? []), scope]);
  }
  return groups;
}

/** `jobs:read` reads, and that is all it does. */
export function isReading(scope: Scope): boolean {
  return scope.endsWith(":read");
}
