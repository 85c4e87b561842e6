import { useEffect, useState, type ReactNode } from "react";

import type { Queue } from "../contract/types";
import { aboutOf, measureOf, momentOf, wholeOf } from "../parts/format";
import { useStore } from "../parts/store";
import { connection } from "./live";

const TICK = 5_000;

/** The queue in figures. What nothing is known about is left out. */
export function QueueNow({ queue }: { queue: Queue }) {
  const age = useAge(queue);
  const { succeeded, failed } = queue.finished_last_hour;
  return (
    <section className="card queue-now" aria-label="The queue now">
      <p className="queue-state">
        <strong>{queue.paused ? "Paused" : queue.running > 0 ? "Drawing" : queue.queued > 0 ? "Going" : "At rest"}</strong>
        {queue.paused_at && <span className="small"> since {momentOf(queue.paused_at)}</span>}
        <Connected />
      </p>
      <dl className="figures">
        <Figure name="Waiting">
          {wholeOf(queue.queued)}
          {queue.waiting_for_retry > 0 && <small> {wholeOf(queue.waiting_for_retry)} to be tried again</small>}
        </Figure>
        <Figure name="Being drawn">{wholeOf(queue.running)}</Figure>
        {age !== null && <Figure name="Longest wait">{aboutOf(age)}</Figure>}
        {queue.pictures_per_minute !== null && (
          <Figure name="Pace">
            {measureOf(queue.pictures_per_minute)} <small>a minute</small>
          </Figure>
        )}
        {queue.estimated_seconds !== null && queue.queued + queue.running > 0 && (
          <Figure name="Done in">{aboutOf(queue.estimated_seconds)}</Figure>
        )}
        {succeeded + failed > 0 && (
          <Figure name="Last hour">
            {wholeOf(succeeded)} <small>drawn{failed > 0 && `, ${wholeOf(failed)} failed`}</small>
          </Figure>
        )}
      </dl>
    </section>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Says quietly when what is shown may be old. */
function Connected() {
  const now = useStore(connection);
  return (
    <span className="connected small" role="status" data-now={now}>
      {now === "on" ? "Live" : now === "opening" ? "Connecting…" : "Not connected; trying again…"}
    </span>
  );
}

/** The age grows between two events, by this machine's clock and from the age that the server told. */
function useAge(queue: Queue): number | null {
  const [told, setTold] = useState({ queue, at: performance.now() });
  const [, tick] = useState(0);
  if (told.queue !== queue) setTold({ queue, at: performance.now() });
  useEffect(() => {
    const timer = setInterval(() => tick((times) => times + 1), TICK);
    return () => clearInterval(timer);
  }, []);
  if (queue.oldest_age_seconds === null) return null;
  return queue.oldest_age_seconds + Math.floor((performance.now() - told.at) / 1_000);
}
