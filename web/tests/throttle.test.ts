import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { throttle } from "../src/parts/throttle";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the first time it is done at once, then once for all that is asked within the time", async () => {
  const work = vi.fn();
  const { call } = throttle(work, 1_000);
  call();
  call();
  await vi.advanceTimersByTimeAsync(0);
  expect(work).toHaveBeenCalledTimes(1);
  call();
  call();
  await vi.advanceTimersByTimeAsync(999);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(work).toHaveBeenCalledTimes(2);
});

test("after stopping it is not done any more", async () => {
  const work = vi.fn();
  const { call, stop } = throttle(work, 1_000);
  call();
  stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).not.toHaveBeenCalled();
});
