import { expect, test } from "vitest";

import { actionOf } from "../src/studio/shortcuts";

test("n asks for a new picture, and ? for help", () => {
  expect(actionOf("n", null)).toBe("new");
  expect(actionOf("?", null)).toBe("help");
});

test("a, p and q lead somewhere only after g", () => {
  expect(actionOf("a", "g")).toBe("albums");
  expect(actionOf("p", "g")).toBe("images");
  expect(actionOf("q", "g")).toBe("queue");
  expect(actionOf("q", null)).toBeNull();
  expect(actionOf("q", "x")).toBeNull();
});

test("g and then n is no shortcut", () => {
  expect(actionOf("n", "g")).toBeNull();
});
