// What is obviously secret does not even leave the browser. The server looks again, and knows more.
import { cut } from "../parts/cut";
import type { Plain } from "./plain";

export const REDACTED = "[redacted]";
const LONGEST = 4_096;

const SECRET = "authori[sz]ation|cookie|passw(?:or)?d|passphrase|secret|token|credential|api[-_]?key|private[-_]?key|csrf|xsrf";
const SECRET_NAME = new RegExp(SECRET, "i");

type Rule = readonly [pattern: RegExp, kept: string];

const RULES: readonly Rule[] = [
  // The one-time link.
  [/(#sign-in=)[^\s"'<>]+/gi, "$1"],
  [/\b((?:Bearer|Basic|Digest)\s+)[A-Za-z0-9._~+/=-]{6,}/gi, "$1"],
  // Our own API tokens.
  [/(\bspv_[0-9a-z]{8})_[0-9a-z]+/g, "$1"],
  // A JSON Web Token.
  [/()\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, "$1"],
  // The keys of other services, by the prefixes that their makers give them.
  [
    /()\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)[-_][\w-]{8,}|\bgh[pousr]_\w{16,}|\bgithub_pat_\w{16,}|\bglpat-[\w-]{16,}|\bxox[abprs]-[\w-]{8,}|\bAKIA[0-9A-Z]{12,}|\bhf_\w{16,}/g,
    "$1",
  ],
  [/(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, "$1"],
  // The name and password in an address.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+@/gi, "$1"],
  // A parameter of an address or a form.
  [new RegExp(`([?&#;](?:code|[^=&#\\s"']*(?:${SECRET})[^=&#\\s"']*)=)[^&#\\s"']+`, "gi"), "$1"],
  // A property of JSON, whole or cut off in the middle.
  [new RegExp(`("[^"\\\\]*(?:${SECRET})[^"\\\\]*"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*"?|\\d+)`, "gi"), "$1"],
  // A line of a header, or of a settings file.
  [new RegExp(`^(\\s*[\\w-]*(?:${SECRET})[\\w-]*\\s*[:=]\\s*)\\S.*$`, "gim"), "$1"],
];

/** Whether what bears this name is a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** The text without its secrets, and without what no text may hold: NUL, and halves of characters. */
export function redactText(text: string): string {
  const whole = text.replace(/\0|\p{Surrogate}/gu, "\uFFFD");
  return RULES.reduce((clean, [pattern, kept]) => clean.replace(pattern, `${kept}${REDACTED}`), whole);
}

/** The same value without its secrets: those that a name gives away, and those that their own look does. */
export function redact<T extends Plain>(value: T): T {
  return redacted(value) as T;
}

function redacted(value: Plain): Plain {
  // What stands for a secret may be longer than it was.
  if (typeof value === "string") return cut(redactText(value), LONGEST);
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== "object" || value === null) return value;
  if (isPair(value)) return { ...value, value: REDACTED };
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      redactText(name),
      isSecretName(name) && isContent(one) ? REDACTED : redacted(one),
    ]),
  );
}

/** A header, as reports write them. */
function isPair(value: { [name: string]: Plain }): boolean {
  return typeof value["name"] === "string" && "value" in value && isSecretName(value["name"]);
}

/** Whether something stands there: that a token is missing is worth knowing. */
function isContent(value: Plain): boolean {
  return value !== null && value !== "" && typeof value !== "boolean";
}
