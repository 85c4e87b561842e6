import { expect, test } from "vitest";

import { plain } from "../src/reporter/plain";

test("what JSON can hold stays as it is", () => {
  const value = { a: [1, "two", null, true], b: { c: 0.5 } };
  expect(plain(value)).toEqual(value);
});

test.each([
  [undefined, "[undefined]"],
  [Number.NaN, "[NaN]"],
  [-Infinity, "[-Infinity]"],
  [12n, "12n"],
  [Symbol("fox"), "[Symbol(fox)]"],
  [function fox() {}, "[function fox]"],
  [() => 1, "[function without a name]"],
  [new Date("2026-11-24T09:30:00Z"), "2026-11-24T09:30:00.000Z"],
  [new Date(Number.NaN), "[no date]"],
  [/fox/i, "/fox/i"],
  [new URL("http://127.0.0.1/a"), "http://127.0.0.1/a"],
  [new Uint8Array(3), "[Uint8Array, 3 bytes]"],
  [new Blob(["fox"], { type: "text/plain" }), "[Blob, text/plain, 3 bytes]"],
  [Promise.resolve(1), "[Promise]"],
  [{ nodeType: 1, nodeName: "BUTTON", id: "go", className: "primary big" }, "<button#go.primary.big>"],
])("%s has words of its own", (value, words) => {
  expect(plain(value)).toBe(words);
});

test("a cycle is named, and what merely stands in two places is not one", () => {
  const fox: Record<string, unknown> = { name: "fox" };
  fox["self"] = fox;
  const shared = { a: 1 };
  expect(plain(fox)).toEqual({ name: "fox", self: "[circular]" });
  expect(plain([shared, shared])).toEqual([shared, shared]);
});

test("nothing is followed more than four levels deep", () => {
  expect(plain({ a: { b: { c: { d: { e: 1 } } } } })).toEqual({ a: { b: { c: { d: "[Object]" } } } });
  expect(plain([[[[[1, 2]]]]])).toEqual([[[["[Array of 2]"]]]]);
});

test("a long list and an object of many names say how much was left out", () => {
  expect(plain(Array.from({ length: 30 }, (_, at) => at))).toHaveLength(26);
  expect((plain(Array.from({ length: 30 })) as unknown[]).at(-1)).toBe("[5 more]");
  const wide = Object.fromEntries(Array.from({ length: 26 }, (_, at) => [`name${at}`, at]));
  expect(plain(wide)).toMatchObject({ name24: 24, "…": "[1 more]" });
});

test("maps and sets are lists", () => {
  expect(plain(new Map([["a", { b: 1 }]]))).toEqual([["a", { b: 1 }]]);
  expect(plain(new Set([1, 2]))).toEqual([1, 2]);
});

test("an error keeps its stack, and what caused it", () => {
  const error = new TypeError("no fox", { cause: new Error("no forest") });
  expect(plain(error)).toMatchObject({ name: "TypeError", message: "no fox", cause: { message: "no forest" } });
  expect((plain(error) as { stack: string }).stack).toContain("plain.test.ts");
});

test("a getter that throws costs only its own value", () => {
  const trap = {
    ok: 1,
    get bad(): never {
      throw new Error("no");
    },
  };
  expect(plain(trap)).toEqual({ ok: 1, bad: "[unreadable: Error: no]" });
});

test("an object that refuses to be looked at is unreadable, and nothing worse", () => {
  const trap = new Proxy(
    {},
    {
      ownKeys() {
        throw new Error("no");
      },
    },
  );
  expect(plain({ trap })).toEqual({ trap: "[unreadable: Error: no]" });
});

test("a long text is cut, and never in the middle of a character", () => {
  const cut = plain("🦊".repeat(4_000)) as string;
  expect(cut.length).toBeLessThanOrEqual(4_096);
  expect(cut.endsWith("🦊…")).toBe(true);
});
