import { expect, test } from "vitest";

import type { Told } from "../src/contract/events";
import { messageOf, Refused } from "../src/contract/problem";
import { faultsOf, withoutFaults } from "../src/batches/faults";
import { itemsAfter, type LiveItem } from "../src/batches/items";
import { rowsOf } from "../src/batches/rows";
import { problem } from "./problems";

test("no text means all rows", () => {
  expect(rowsOf("", 54)).toEqual({ rows: null });
  expect(rowsOf(" , ", 54)).toEqual({ rows: null });
});

test("rows are single ones and ranges, each once and in order", () => {
  expect(rowsOf("20, 1-3, 2", 54)).toEqual({ rows: [1, 2, 3, 20] });
  expect(rowsOf("53–54", 54)).toEqual({ rows: [53, 54] });
});

test.each([
  ["ace", "“ace” is no row"],
  ["1-", "“1-” is no row"],
  ["1,,2", "“” is no row"],
  ["0", "goes from no row"],
  ["5-3", "goes from no row"],
  ["50-55", "There is no row 55: the template has 54."],
])("%j is refused in words", (text, words) => {
  const told = rowsOf(text, 54);
  expect("trouble" in told && told.trouble).toContain(words);
});

const refused = new Refused(
  problem(422, {
    errors: [
      { in: "body", pointer: "/rows/2/suit", detail: "is missing", row: 3, line: 5, column: "suit" },
      { in: "body", pointer: "", detail: "the first line names no columns", line: 1 },
      { in: "query", pointer: "/limit", detail: "is too large" },
    ],
  }),
);

test("faults of a file are told with row, line and column", () => {
  expect(faultsOf(refused)).toEqual([
    { row: 3, line: 5, column: "suit", detail: "is missing" },
    { row: null, line: 1, column: null, detail: "the first line names no columns" },
  ]);
});

test("what is shown as a fault is not said a second time, and the rest is not lost", () => {
  expect(messageOf(withoutFaults(refused)).others).toEqual(["query /limit: is too large"]);
});

test("an error that is no refusal has no faults", () => {
  expect(faultsOf(new Error("offline"))).toEqual([]);
});

const item: LiveItem = {
  row_number: 1,
  item_name: "Ace of Spades",
  row_values: {},
  prompt: "an ace",
  seed: 7,
  job_id: "job_1",
  state: "queued",
  failure: null,
  image_id: null,
};

const told = (more: Partial<Told["job"]>): Told["job"] => ({
  job_id: "job_1",
  batch_id: "bat_1",
  state: "running",
  steps_done: 3,
  steps: 20,
  attempts: 1,
  cancel_requested: false,
  failure: null,
  album_id: null,
  image_id: null,
  at: "2026-11-23T09:30:00.123456Z",
  ...more,
});

test("a step moves the row that its job draws, and no other", () => {
  const other = { ...item, row_number: 2, job_id: "job_2" };
  const [one, two] = itemsAfter([item, other], told({}));
  expect(one).toMatchObject({ state: "running", progress: { steps: 20, steps_done: 3 } });
  expect(two).toBe(other);
});

test("a picture that is there is not undone by a step that is told late", () => {
  const items = [{ ...item, state: "succeeded" as const, image_id: "img_1" }];
  expect(itemsAfter(items, told({}))).toBe(items);
});

test("a failure is shown while it is one, not while the row is tried again", () => {
  const failure = { code: "engine_failed", reason: "The engine gave up." } as const;
  const failed = itemsAfter([item], told({ state: "failed", failure }));
  expect(failed[0]?.failure).toEqual(failure);
  expect(itemsAfter(failed, told({ state: "queued", failure }))[0]?.failure).toBeNull();
});
