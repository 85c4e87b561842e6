import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { listen as Listen, connection as Connection } from "../src/jobs/live";
import { Source } from "./source";

/** As much of a document as the page asks of it. */
class Shown extends EventTarget {
  hidden = false;
  turn(hidden: boolean) {
    this.hidden = hidden;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

let shown: Shown;
let listen: typeof Listen;
let connection: typeof Connection;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  shown = new Shown();
  vi.stubGlobal("document", shown);
  vi.stubGlobal("EventSource", Source);
  Source.all = [];
  ({ listen, connection } = await import("../src/jobs/live"));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const open = () => Source.all.filter((source) => source.readyState !== Source.CLOSED);

test("all who listen share one connection, and read when it is there", () => {
  const [one, other] = [vi.fn(), vi.fn()];
  listen({ read: one });
  listen({ read: other });
  expect(Source.all).toHaveLength(1);
  expect(one).not.toHaveBeenCalled();
  Source.newest().onopen?.();
  expect(one).toHaveBeenCalledTimes(1);
  expect(other).toHaveBeenCalledTimes(1);
  const late = vi.fn();
  listen({ read: late });
  expect(late).toHaveBeenCalledTimes(1);
});

test("an event reaches everyone, and a reset has everyone read again", () => {
  const [read, job] = [vi.fn(), vi.fn()];
  listen({ read, job });
  Source.newest().onopen?.();
  Source.newest().tell("job", { job_id: "job_1" });
  expect(job).toHaveBeenCalledWith({ job_id: "job_1" });
  Source.newest().tell("reset", { last_event_id: "3" });
  expect(read).toHaveBeenCalledTimes(2);
});

test("a connection that goes on where it broke has nobody read again", () => {
  const read = vi.fn();
  listen({ read });
  Source.newest().onopen?.();
  Source.newest().tell("job", {});
  Source.newest().fail(0);
  expect(connection.get()).toBe("off");
  Source.newest().onopen?.();
  expect(connection.get()).toBe("on");
  expect(read).toHaveBeenCalledTimes(1);
});

test("what is shown does not wait for a connection that does not come, and a refusal is looked into", async () => {
  const read = vi.fn();
  listen({ read });
  await vi.advanceTimersByTimeAsync(1_500);
  expect(read).toHaveBeenCalledTimes(1);
  Source.newest().fail(2);
  expect(read).toHaveBeenCalledTimes(2);
});

test("a hidden tab gives its connection back, and one that is shown again reads anew", async () => {
  const read = vi.fn();
  listen({ read });
  Source.newest().onopen?.();
  shown.turn(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(open()).toHaveLength(0);
  shown.turn(false);
  expect(open()).toHaveLength(1);
  Source.newest().onopen?.();
  expect(read).toHaveBeenCalledTimes(2);
});

test("going from one page to another keeps the connection; leaving both ends it", async () => {
  const leave = listen({});
  Source.newest().onopen?.();
  leave();
  const leaveAgain = listen({});
  await vi.advanceTimersByTimeAsync(5_000);
  expect(Source.all).toHaveLength(1);
  leaveAgain();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(open()).toHaveLength(0);
});
