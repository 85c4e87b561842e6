import { useEffect, useRef, useState } from "react";

import { http, read } from "../contract/http";
import type { JobState } from "../contract/types";
import { Heading } from "../parts/Heading";
import { List } from "../parts/List";
import { ProblemNote } from "../parts/ProblemNote";
import { usePages } from "../parts/usePages";
import { JobRow } from "./JobRow";
import { STATES } from "./states";
import { useWatch } from "./useWatch";
import { pauseFor } from "./watch";

type Some<T> = [T, ...T[]];

const OPEN: Some<JobState> = ["queued", "running"];
const FINISHED: Some<JobState> = ["succeeded", "failed", "cancelled"];
const IDLE = 3_000;

/** What is being drawn, what waits, and what is finished. */
export function QueuePage() {
  const [shown, setShown] = useState<JobState | "">("");
  const open = useWatch(
    "open jobs",
    async () => (await read(http.GET("/jobs", { params: { query: { state: OPEN } } }))).data,
    (page, hidden) => pauseFor(page.items, hidden) ?? IDLE,
  );
  const finished = usePages(`finished ${shown}`, async (cursor) => {
    const state: Some<JobState> = shown ? [shown] : FINISHED;
    const query = { state, ...(cursor && { cursor }) };
    return (await read(http.GET("/jobs", { params: { query } }))).data;
  });

  // A job that left the queue has arrived among the finished ones.
  const before = useRef<readonly string[]>([]);
  useEffect(() => {
    const now = open.seen?.items.map((job) => job.id) ?? [];
    if (before.current.some((id) => !now.includes(id))) finished.reload();
    before.current = now;
  }, [open.seen]);

  const running = open.seen?.items.filter((job) => job.state === "running") ?? [];
  const queued = open.seen?.items.filter((job) => job.state === "queued") ?? [];
  queued.sort((one, other) => (one.queue_position ?? 0) - (other.queue_position ?? 0));

  return (
    <>
      <Heading title="Queue" />
      {open.trouble && <ProblemNote message={open.trouble} onRetry={open.lookNow} />}
      <section aria-labelledby="drawing" className="stack">
        <h2 id="drawing">Drawing and waiting</h2>
        {open.seen && running.length + queued.length === 0 && <p className="empty">Nothing waits. The easel is free.</p>}
        <ul className="job-rows">
          {[...running, ...queued].map((job) => (
            <JobRow key={job.id} job={job} onChange={open.lookNow} />
          ))}
        </ul>
        {open.seen?.next_cursor && <p className="small">More are waiting than are shown here.</p>}
      </section>
      <section aria-labelledby="finished" className="stack">
        <div className="row between">
          <h2 id="finished">Finished</h2>
          <label className="inline">
            Show{" "}
            <select value={shown} onChange={(event) => setShown(event.target.value as JobState | "")}>
              <option value="">all</option>
              {FINISHED.map((state) => (
                <option key={state} value={state}>
                  {STATES[state].toLowerCase()}
                </option>
              ))}
            </select>
          </label>
        </div>
        <List pages={finished} empty={<p>Nothing is finished yet.</p>}>
          {(jobs) => (
            <ul className="job-rows">
              {jobs.map((job) => (
                <JobRow key={job.id} job={job} onChange={finished.reload} />
              ))}
            </ul>
          )}
        </List>
      </section>
    </>
  );
}
