// Which requests carry secrets, as the contract has it: `x-sensitive` somewhere in a body.
import { BASE } from "./http";
import type { ContractDocument } from "./limits";

const METHODS = ["get", "put", "post", "delete", "patch"];

/** Whether a body of this request or of its answer may hold what the contract calls sensitive. */
export function sensitiveBodies(document: ContractDocument): (method: string, url: string) => boolean {
  const sensitive = Object.entries(document.paths).flatMap(([template, methods]) => {
    const address = new RegExp(
      `${BASE}${template
        .split(/\{\w+\}/)
        .map(escaped)
        .join("[^/?#]+")}(?:[?#]|$)`,
    );
    return METHODS.filter((method) => isSensitive(methods[method], document)).map((method) => ({ method, address }));
  });
  return (method, url) => sensitive.some((one) => one.method === method.toLowerCase() && one.address.test(url));
}

function isSensitive(value: unknown, document: ContractDocument, seen = new Set<unknown>()): boolean {
  if (typeof value !== "object" || value === null || seen.has(value)) return false;
  seen.add(value);
  return Object.entries(value).some(([name, one]) => {
    if (name === "x-sensitive") return one === true;
    return isSensitive(name === "$ref" ? target(one, document) : one, document, seen);
  });
}

function target(reference: unknown, document: ContractDocument): unknown {
  if (typeof reference !== "string") return undefined;
  return reference
    .split("/")
    .slice(1)
    .reduce<unknown>((place, name) => (place as Record<string, unknown> | undefined)?.[name], document);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
