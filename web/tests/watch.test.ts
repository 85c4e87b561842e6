import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Refused } from "../src/contract/problem";
import { pauseAfter, pauseFor, watch } from "../src/jobs/watch";
import { problem } from "./problems";

const END = "2026-11-23T09:30:00.123456Z";
const running = { state: "running", finished_at: null, queue_position: null } as const;
const next = { state: "queued", finished_at: null, queue_position: 1 } as const;
const later = { state: "queued", finished_at: null, queue_position: 7 } as const;
const done = { state: "succeeded", finished_at: END, queue_position: null } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a finished job is never looked at again", () => {
  expect(pauseFor([done], false)).toBeNull();
  expect(pauseFor([done, { ...done, state: "failed" }], true)).toBeNull();
});

test("a running job, and the next one, are looked at often; those further back less so", () => {
  expect(pauseFor([running], false)).toBe(400);
  expect(pauseFor([next], false)).toBe(400);
  expect(pauseFor([later], false)).toBe(1_500);
});

test("a hidden tab looks seldom", () => {
  expect(pauseFor([running], true)).toBe(5_000);
});

test("a job that is gone, or not ours, is given up; a server in trouble is asked again, ever more slowly", () => {
  expect(pauseAfter(new Refused(problem(404)), 0)).toBeNull();
  expect(pauseAfter(new Refused(problem(401)), 0)).toBeNull();
  expect(pauseAfter(new Refused(problem(500)), 0)).toBe(1_000);
  expect(pauseAfter(new Error("offline"), 1)).toBe(2_000);
  expect(pauseAfter(new Error("offline"), 30)).toBe(15_000);
});

function watching(answers: (typeof running | typeof done | Error)[]) {
  const told: string[] = [];
  const look = vi.fn(async () => {
    const answer = answers.shift() ?? done;
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const watcher = watch({
    look,
    tell: (job) => told.push(job.state),
    trouble: () => told.push("trouble"),
    pause: (job) => pauseFor([job], false),
  });
  return { look, told, watcher };
}

test("watching goes on until the job is finished, and then stops", async () => {
  const { look, told } = watching([running, running, done]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual(["running", "running", "succeeded"]);
  expect(look).toHaveBeenCalledTimes(3);
});

test("watching survives a look that failed", async () => {
  const { told } = watching([running, new Error("offline"), done]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual(["running", "trouble", "succeeded"]);
});

test("nothing is told after stopping, not even what was under way", async () => {
  const { told, watcher } = watching([running, running]);
  watcher.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual([]);
});

test("looking now replaces the look that was due", async () => {
  const { look, watcher } = watching([running, running, done]);
  await vi.advanceTimersByTimeAsync(0);
  watcher.now();
  await vi.advanceTimersByTimeAsync(399);
  expect(look).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(look).toHaveBeenCalledTimes(3);
});
