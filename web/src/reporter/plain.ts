// Any value as small, plain JSON: for a report, so it never throws, never follows a cycle, and never runs long.

import { cut as cutAt } from "../parts/cut";

export type Plain = null | boolean | number | string | Plain[] | { [name: string]: Plain };

const DEPTH = 4;
const BREADTH = 25;
const LENGTH = 4_096;

const cut = (text: string, longest = LENGTH) => cutAt(text, longest);

/** The value, four levels deep and 25 wide. What JSON has no word for is named in brackets. */
export function plain(value: unknown): Plain {
  return plainly(value, DEPTH, []);
}

function plainly(value: unknown, depth: number, above: readonly object[]): Plain {
  switch (typeof value) {
    case "string":
      return cut(value);
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : `[${value}]`;
    case "undefined":
      return "[undefined]";
    case "bigint":
      return `${value}n`;
    case "symbol":
      return cut(`[${String(value)}]`);
    case "function":
      return cut(`[function ${value.name || "without a name"}]`);
    case "object":
      if (value === null) return null;
      if (above.includes(value)) return "[circular]";
      try {
        return objectly(value, depth, [...above, value]);
      } catch (error) {
        return `[unreadable: ${wordsOf(error)}]`;
      }
  }
}

function objectly(value: object, depth: number, above: readonly object[]): Plain {
  const inside = (one: unknown) => plainly(one, depth - 1, above);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "[no date]" : value.toISOString();
  if (value instanceof RegExp || value instanceof URL) return cut(String(value));
  if (isNode(value)) return elementOf(value);
  if (value instanceof Error) return errorOf(value, depth, inside);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${nameOf(value)}, ${value.byteLength} bytes]`;
  if (typeof Blob !== "undefined" && value instanceof Blob)
    return `[${nameOf(value)}, ${value.type || "no type"}, ${value.size} bytes]`;
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) return `[${nameOf(value)}]`;
  if (depth === 0) return Array.isArray(value) ? `[${count(value.length)}]` : `[${nameOf(value)}]`;
  if (value instanceof Map) return listOf([...value], (pair) => inside(pair));
  if (value instanceof Set) return listOf([...value], inside);
  if (Array.isArray(value)) return listOf(value, inside);
  return namesOf(value, inside);
}

function listOf<T>(items: readonly T[], inside: (item: T) => Plain): Plain {
  const shown = Array.from(items.slice(0, BREADTH), inside);
  return items.length > BREADTH ? [...shown, `[${items.length - BREADTH} more]`] : shown;
}

function namesOf(value: object, inside: (item: unknown) => Plain): Plain {
  const names = Object.keys(value);
  const shown = names.slice(0, BREADTH).map((name): [string, Plain] => [cut(name, 100), propertyOf(value, name, inside)]);
  if (names.length > BREADTH) shown.push(["…", `[${names.length - BREADTH} more]`]);
  return Object.fromEntries(shown);
}

/** A getter may throw; the rest of the object is still worth having. */
function propertyOf(value: object, name: string, inside: (item: unknown) => Plain): Plain {
  try {
    return inside((value as Record<string, unknown>)[name]);
  } catch (error) {
    return `[unreadable: ${wordsOf(error)}]`;
  }
}

function errorOf(error: Error, depth: number, inside: (item: unknown) => Plain): Plain {
  const { name, message, stack, cause } = error;
  return {
    name: cut(String(name)),
    message: cut(String(message)),
    ...(stack && { stack: cut(String(stack)) }),
    ...(cause !== undefined && depth > 0 && { cause: inside(cause) }),
  };
}

interface NodeLike {
  nodeType: number;
  nodeName: string;
  id?: unknown;
  className?: unknown;
}

/** Not `instanceof Node`: a node of another frame is one too, and where there is no document there is no `Node`. */
function isNode(value: object): value is NodeLike {
  return "nodeType" in value && typeof value.nodeType === "number" && "nodeName" in value && typeof value.nodeName === "string";
}

/** A node by its name; what stands in it may be anything, and is left out. */
function elementOf({ nodeName, id, className }: NodeLike): string {
  const classes = typeof className === "string" ? className.trim().split(/\s+/).filter(Boolean) : [];
  return cut(
    `<${nodeName.toLowerCase()}${typeof id === "string" && id ? `#${id}` : ""}${classes.map((one) => `.${one}`).join("")}>`,
    200,
  );
}

function nameOf(value: object): string {
  const { constructor } = value;
  return typeof constructor === "function" && constructor.name ? constructor.name : "Object";
}

function count(items: number): string {
  return `Array of ${items}`;
}

/** What was thrown, in a few words. Anything can be thrown, so reading it may throw too. */
export function wordsOf(error: unknown): string {
  try {
    return cut(error instanceof Error ? `${error.name}: ${error.message}` : String(error), 500);
  } catch {
    return "something that cannot be read";
  }
}
