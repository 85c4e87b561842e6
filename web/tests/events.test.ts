import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { follow } from "../src/contract/events";
import { Source } from "./source";

const said: string[] = [];
const hearing = {
  open: (anew: boolean) => void said.push(anew ? "open anew" : "open"),
  lost: (refused: boolean) => void said.push(refused ? "refused" : "lost"),
  job: () => void said.push("job"),
  queue: () => void said.push("queue"),
  reset: () => void said.push("reset"),
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Source);
  Source.all = [];
  said.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const newest = () => Source.newest();

test("a connection that breaks goes on where it was: nothing need be read again", () => {
  follow("/queue/events", hearing);
  newest().onopen?.();
  newest().tell("job", {});
  newest().fail(0);
  newest().onopen?.();
  expect(said).toEqual(["open anew", "job", "lost", "open"]);
  expect(Source.all).toHaveLength(1);
});

test("a connection that breaks before its first event begins anew", () => {
  follow("/queue/events", hearing);
  newest().onopen?.();
  newest().fail(0);
  newest().onopen?.();
  expect(said).toEqual(["open anew", "lost", "open anew"]);
});

test("a server that refuses is asked again, ever more slowly", async () => {
  follow("/queue/events", hearing);
  newest().fail(2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(Source.all).toHaveLength(2);
  newest().fail(2);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(Source.all).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(Source.all).toHaveLength(3);
});

test("after stopping nothing is asked any more", async () => {
  const stop = follow("/queue/events", hearing);
  newest().fail(2);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(Source.all).toHaveLength(1);
});

test("a stream of one thing is asked for by its id", () => {
  follow("/imports/{import_id}/events", hearing, { import_id: "imp_1" });
  expect(newest().url).toBe("/api/v1/imports/imp_1/events");
});
