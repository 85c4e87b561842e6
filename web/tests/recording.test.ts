import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { collect, register } from "../src/reporter/collectors";
import { recentLines, recordConsole } from "../src/reporter/console";
import { fittingItems, fittingNames } from "../src/reporter/fit";

let page: EventTarget;
let stop: () => void;
const said: unknown[][] = [];

beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  vi.spyOn(console, "warn").mockImplementation((...given) => void said.push(given));
  vi.spyOn(console, "error").mockImplementation((...given) => void said.push(given));
  stop = recordConsole();
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const last = () => recentLines().at(-1);

test("what is said in the console is remembered as it was then, and said all the same", () => {
  const fox = { name: "fox" };
  console.warn("a", fox, 7);
  fox.name = "owl";
  expect(last()).toMatchObject({ level: "warn", message: 'a {"name":"fox"} 7', args: ["a", { name: "fox" }, 7] });
  expect(said.at(-1)).toEqual(["a", fox, 7]);
});

test("an error comes with its stack", () => {
  console.error(new TypeError("no fox"));
  expect(last()?.message).toBe("TypeError: no fox");
  expect(last()?.serialized_args[0]).toMatch(/^TypeError: no fox\n.*recording\.test/s);
});

test("an error that nobody caught is remembered, and so is a promise that nobody kept", () => {
  page.dispatchEvent(Object.assign(new Event("error"), { error: new Error("uncaught"), message: "uncaught" }));
  expect(last()?.message).toBe("Uncaught Error: uncaught");
  page.dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason: "no reason" }));
  expect(last()?.message).toBe("Unhandled rejection no reason");
});

test("a value that itself writes to the console while it is read ends in no loop", () => {
  console.warn({
    get loud() {
      console.warn("from within");
      return 1;
    },
  });
  expect(last()?.args).toEqual([{ loud: 1 }]);
});

test("the last 200 lines are kept", () => {
  for (let at = 0; at < 210; at++) console.warn(at);
  expect(recentLines()).toHaveLength(200);
  expect(last()?.args).toEqual([209]);
});

test("each collector tells under its name; one that throws says so, and the others still tell", () => {
  const stops = [
    register("easel", () => ({ jobs: 2 })),
    register("broken", () => {
      throw new TypeError("no easel");
    }),
    register("list", () => 1),
    register("list", () => 2),
  ];
  expect(collect()).toEqual({ easel: { jobs: 2 }, broken: { error: "TypeError: no easel" }, list: 1, list_2: 2 });
  for (const stop of stops) stop();
  expect(collect()).toEqual({});
});

test("of a section that is too large the oldest items are left out", () => {
  expect(fittingItems(["aaaa", "bb", "cc"], { "x-max-bytes": 14 })).toEqual(["bb", "cc"]);
  expect(fittingItems(["a", "b", "c"], { maxItems: 1 })).toEqual(["c"]);
  expect(fittingItems(["🦊🦊🦊"], { "x-max-bytes": 12 })).toEqual([]);
  expect(fittingItems(["a"], {})).toEqual(["a"]);
});

test("of a state that is too large the largest collector is left out, and says so", () => {
  const told = { small: "a", large: "b".repeat(500) };
  expect(fittingNames(told, { "x-max-bytes": 200 })).toEqual({
    small: "a",
    large: { error: "Left out: 502 bytes are too many." },
  });
  expect(fittingNames(told, {})).toEqual(told);
});
