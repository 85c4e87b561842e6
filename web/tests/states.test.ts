import { expect, test } from "vitest";

import { stateInWords } from "../src/jobs/states";

const queued = { state: "queued", queue_position: 1, cancel_requested: false, image_id: null, run_at: "" } as const;
const soon = () => new Date(Date.now() + 60_000).toISOString();

test("a waiting job says its place", () => {
  expect(stateInWords(queued)).toBe("Next");
  expect(stateInWords({ ...queued, queue_position: 7 })).toBe("Waiting, 6 before it");
});

test("a job that is to be tried again has no place, and says when", () => {
  expect(stateInWords({ ...queued, queue_position: null, run_at: soon() })).toMatch(/^Tried again at .*\d/);
  expect(stateInWords({ ...queued, queue_position: null, run_at: "2020-01-01T00:00:00Z" })).toBe("Tried again soon");
});

test("a running job that is to stop says so, and nothing that is unknown reads as finished", () => {
  expect(stateInWords({ ...queued, state: "running", queue_position: null, cancel_requested: true })).toBe("Stopping");
  expect(stateInWords({ ...queued, state: "succeeded", queue_position: null })).toBe("Done, then deleted");
});
