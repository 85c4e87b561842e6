import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import type { Told } from "../src/contract/events";
import type { Job } from "../src/contract/types";
import { after, heard, isStale } from "../src/jobs/heard";

const job = JSON.parse(readFileSync(new URL("../../openapi/examples/job.json", import.meta.url), "utf8")) as Job;
const AT = "2026-11-23T09:30:00.123456Z";

const waiting: Job = {
  ...job,
  state: "queued",
  steps_done: 0,
  attempts: 0,
  queue_position: 4,
  failure: null,
  image_id: null,
  started_at: null,
  finished_at: null,
};
const running: Job = { ...waiting, state: "running", attempts: 1, steps_done: 7, queue_position: null, started_at: AT };

const told = (more: Partial<Told["job"]>): Told["job"] => ({
  job_id: job.id,
  batch_id: null,
  state: "running",
  steps_done: 0,
  steps: job.steps,
  attempts: 1,
  cancel_requested: false,
  failure: null,
  album_id: job.album_id,
  image_id: null,
  at: AT,
  ...more,
});

test("a job that starts has no place in the queue any more, and a beginning", () => {
  expect(after(waiting, told({}))).toMatchObject({ state: "running", queue_position: null, started_at: AT, finished_at: null });
});

test("a step of a job moves nothing but its progress", () => {
  const { jobs, moved } = heard([running], told({ steps_done: 8 }), ["running"]);
  expect(jobs).toEqual([{ ...running, steps_done: 8 }]);
  expect(moved).toBe(false);
});

test("a job that is over stays where it is shown until the list is read again", () => {
  const end = told({ state: "succeeded", steps_done: job.steps, image_id: "img_1" });
  const { jobs, moved } = heard([running], end, ["running"]);
  expect(jobs[0]).toMatchObject({ state: "succeeded", image_id: "img_1", finished_at: AT });
  expect(moved).toBe(true);
});

test("an event that happened before the job was read changes nothing", () => {
  expect(isStale(told({ steps_done: 6 }), running)).toBe(true);
  expect(isStale(told({ state: "queued", attempts: 0 }), running)).toBe(true);
  const done: Job = { ...running, state: "succeeded", finished_at: AT };
  const before = [done];
  const { jobs, moved } = heard(before, told({ steps_done: 9 }), ["succeeded"]);
  expect(jobs).toBe(before);
  expect(moved).toBe(false);
});

test("a failed job that somebody tries again is queued, with neither beginning nor end", () => {
  const failed: Job = { ...running, state: "failed", finished_at: AT };
  expect(after(failed, told({ state: "queued" }))).toMatchObject({ state: "queued", started_at: null, finished_at: null });
});

test("a new attempt begins at its own first step, and at its own moment", () => {
  const later = "2026-11-23T09:31:00.000000Z";
  expect(after(running, told({ attempts: 2, at: later }))).toMatchObject({ steps_done: 0, attempts: 2, started_at: later });
});

test("an unknown job asks for another look at a list that it belongs to, and at no other", () => {
  const other = told({ job_id: "job_other", state: "queued" });
  expect(heard([running], other, ["queued"]).moved).toBe(true);
  expect(heard([running], other, ["running"]).moved).toBe(false);
});
