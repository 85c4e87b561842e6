import { expect, test } from "vitest";

import { afterMove, earlier, later, toFront } from "../src/albums/order";
import { everything, NOTHING, pickedOf, reached, toggled } from "../src/images/selection";
import { ADDED, REMOVED, told } from "../src/images/outcomes";

const ORDER = ["a", "b", "c", "d", "e"];
const some = (...ids: string[]) => ids.reduce(toggled, NOTHING);

test("a click picks a picture, and another unpicks it", () => {
  expect(pickedOf(some("b", "d"), ORDER)).toEqual(["b", "d"]);
  expect(pickedOf(some("b", "d", "b"), ORDER)).toEqual(["d"]);
});

test("a click with Shift picks everything from the last one, in either direction", () => {
  expect(pickedOf(reached(some("b"), ORDER, "d"), ORDER)).toEqual(["b", "c", "d"]);
  expect(pickedOf(reached(some("e", "d"), ORDER, "b"), ORDER)).toEqual(["b", "c", "d", "e"]);
});

test("a range is drawn anew from the same beginning", () => {
  const wide = reached(some("b"), ORDER, "c");
  expect(pickedOf(reached(wide, ORDER, "d"), ORDER)).toEqual(["b", "c", "d"]);
});

test("without a beginning, or when that is gone, Shift picks the one", () => {
  expect(pickedOf(reached(NOTHING, ORDER, "c"), ORDER)).toEqual(["c"]);
  expect(pickedOf(reached(some("gone"), ORDER, "c"), ORDER)).toEqual(["c"]);
});

test("a picture that is shown no more is picked no more", () => {
  expect(pickedOf(everything(ORDER), ["a", "e"])).toEqual(["a", "e"]);
});

test("pictures move before another one, or to the end", () => {
  expect(afterMove(ORDER, { images: ["d", "e"], before: "b" })).toEqual(["a", "d", "e", "b", "c"]);
  expect(afterMove(ORDER, { images: ["a"], before: null })).toEqual(["b", "c", "d", "e", "a"]);
});

test("one place earlier, until they are at the beginning", () => {
  expect(earlier(ORDER, ["c", "d"])).toEqual({ images: ["c", "d"], before: "b" });
  expect(earlier(ORDER, ["a", "b"])).toBeNull();
  expect(afterMove(ORDER, earlier(ORDER, ["a", "c"]) ?? { images: [], before: null })).toEqual(["a", "c", "b", "d", "e"]);
});

test("one place later, until they are at the end", () => {
  expect(later(ORDER, ["b"], false)).toEqual({ images: ["b"], before: "d" });
  expect(later(ORDER, ["d"], false)).toEqual({ images: ["d"], before: null });
  expect(later(ORDER, ["e"], false)).toBeNull();
});

test("what follows on a page that is not loaded is not guessed", () => {
  expect(later(ORDER, ["d"], true)).toBeNull();
  expect(later(ORDER, ["c"], true)).toEqual({ images: ["c"], before: "e" });
});

test("to the beginning, unless they are there", () => {
  expect(toFront(ORDER, ["d"])).toEqual({ images: ["d"], before: "a" });
  expect(toFront(ORDER, ["a", "c"])).toEqual({ images: ["a", "c"], before: "b" });
  expect(toFront(ORDER, ["a", "b"])).toBeNull();
});

test("what came of many is said in a line", () => {
  const outcomes = [
    { image_id: "a", outcome: "added" },
    { image_id: "b", outcome: "not_found" },
    { image_id: "c", outcome: "added" },
  ] as const;
  expect(told(outcomes, ADDED)).toBe("2 added, 1 not found.");
  expect(told([{ image_id: "a", outcome: "removed" }], REMOVED)).toBe("1 taken out, and kept.");
});
