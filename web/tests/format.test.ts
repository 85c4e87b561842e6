import { expect, test } from "vitest";

import { aboutOf, count, wholeOf } from "../src/parts/format";

test("a count is exact, however large", () => {
  expect(wholeOf(9_996).replace(/\D/g, "")).toBe("9996");
  expect(count(1, "job")).toBe("1 job");
  expect(count(12_345, "job").replace(/\D/g, "")).toBe("12345");
});

test.each([
  [0, "a few seconds"],
  [12, "about 10 seconds"],
  [55, "about 1 minute"],
  [480, "about 8 minutes"],
  [7_200, "about 2 hours"],
  [3 * 86_400, "about 3 days"],
])("%i seconds are %s", (seconds, words) => {
  expect(aboutOf(seconds)).toBe(words);
});
