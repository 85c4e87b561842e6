// Limits, defaults and roles are written once, in the contract. The page reads them from the document that the
// server serves, so that no number here can disagree with it.
import type { components, operations, User } from "./types";
import { send } from "./exchanges";
import { Unreachable } from "./problem";

type Schemas = components["schemas"];

/** The JSON Schema keywords that a form field can use. */
export interface Limits {
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  default?: string | number;
  maxItems?: number;
  /** How much of it there may be, as UTF-8 JSON. */
  "x-max-bytes"?: number;
}

interface SchemaNode extends Limits {
  $ref?: string;
  description?: string;
  properties?: Record<string, SchemaNode>;
  enum?: readonly string[];
}

type Requirement = Record<string, readonly string[]>;

export interface ContractDocument {
  info?: { version: string };
  security?: readonly Requirement[];
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, SchemaNode> };
}

let contract: ContractDocument | null = null;

/** The contract; null before the server has told it. */
export const loadedContract = (): ContractDocument | null => contract;

export async function loadContract(): Promise<void> {
  const response = await send("/openapi.json").catch((cause: unknown) => {
    throw new Unreachable(cause);
  });
  if (!response.ok) throw new Unreachable(response.status, "The server does not serve its contract.");
  contract = (await response.json()) as ContractDocument;
}

function loaded(): ContractDocument {
  if (contract === null) throw new Error("The contract is read before it was loaded.");
  return contract;
}

/** What the contract says about one property, references followed; what stands beside a reference wins. */
export function limitsIn<S extends keyof Schemas>(
  document: ContractDocument,
  schema: S,
  property: keyof Schemas[S] & string,
): Limits {
  return followed(document, document.components.schemas[schema]?.properties?.[property] ?? {});
}

function followed(document: ContractDocument, { $ref, ...own }: SchemaNode): Limits {
  const target = $ref === undefined ? undefined : document.components.schemas[$ref.split("/").at(-1) ?? ""];
  return target === undefined ? own : { ...followed(document, target), ...own };
}

export function limitsOf<S extends keyof Schemas>(schema: S, property: keyof Schemas[S] & string): Limits {
  return limitsIn(loaded(), schema, property);
}

/** The same for a schema that is a single value. */
export function limitsOfValue(schema: keyof Schemas): Limits {
  return followed(loaded(), loaded().components.schemas[schema] ?? {});
}

/** Whether the contract lets this person, or the public (null), do this. The server decides; the page only hides. */
export function mayIn(document: ContractDocument, operation: keyof operations, user: User | null): boolean {
  // Each role may do what those before it may; beside a scheme stands the least that is enough.
  const ranks = document.components.schemas["Role"]?.enum ?? [];
  for (const methods of Object.values(document.paths)) {
    for (const found of Object.values(methods)) {
      if (typeof found !== "object" || found === null) continue;
      const { operationId, security = document.security ?? [] } = found as {
        operationId?: string;
        security?: readonly Requirement[];
      };
      if (operationId !== operation) continue;
      if (security.length === 0) return true;
      return security.some((requirement) => {
        if (Object.keys(requirement).length === 0) return true;
        const least = requirement["session"];
        return user !== null && least !== undefined && least.every((role) => ranks.indexOf(user.role) >= ranks.indexOf(role));
      });
    }
  }
  return false;
}

export function may(operation: keyof operations, user: User | null): boolean {
  return mayIn(loaded(), operation, user);
}
