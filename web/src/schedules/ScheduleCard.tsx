import { useState } from "react";

import type { Schedule } from "../contract/types";
import { everyOf, wholeOf } from "../parts/format";
import { Moment } from "../parts/Moment";
import { inWords } from "../parts/words";
import { ProblemNote } from "../parts/ProblemNote";
import { useMay } from "../session/session";
import { notify } from "../studio/notices";
import type { People } from "../people/usePeople";
import { RunLine } from "./RunLine";
import { RunList } from "./RunList";
import { RUN_STATES } from "./states";
import { useRun } from "./useRun";

interface ScheduleCardProps {
  schedule: Schedule;
  /** Whether a run of it goes on, whoever asked for it. */
  underWay: boolean;
  people: People;
  onChange(): void;
}

export function ScheduleCard({ schedule, underWay, people, onChange }: ScheduleCardProps) {
  const { name, description, interval_seconds, unit, last_run, next_run_at } = schedule;
  const mayRun = useMay("run_schedule");
  const [open, setOpen] = useState(false);
  const title = inWords(name);
  const { asked, ask, trouble } = useRun(name, ({ state, count }) => {
    notify(state === "failed" ? `${title}: it failed.` : `${title}: done, ${wholeOf(count ?? 0)} ${unit}.`);
    onChange();
  });
  const waits = asked !== null || underWay;
  return (
    <li className="card schedule" data-schedule={name}>
      <div className="row between">
        <h2>{title}</h2>
        {mayRun && (
          <button type="button" disabled={ask.busy || waits} aria-label={`Run now: ${title}`} onClick={() => void ask.run()}>
            {waits ? "Under way…" : "Run now"}
          </button>
        )}
      </div>
      <p>{description}</p>
      {trouble && <ProblemNote message={trouble} onDismiss={ask.forget} />}
      <dl className="facts-line">
        <div>
          <dt>How often</dt>
          <dd>{everyOf(interval_seconds)}</dd>
        </div>
        <div>
          <dt>Last run</dt>
          <dd>
            <span role="status">
              {asked ? RUN_STATES[asked.state] : last_run ? <RunLine run={last_run} unit={unit} people={people} /> : "never"}
            </span>
          </dd>
        </div>
        <div>
          <dt>Next run</dt>
          <dd>
            <NextRun at={next_run_at} />
          </dd>
        </div>
      </dl>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Earlier runs</summary>
        {open && <RunList key={last_run?.id} schedule={name} unit={unit} people={people} />}
      </details>
    </li>
  );
}

function NextRun({ at }: { at: string | null }) {
  if (at === null) return "as soon as a worker starts";
  if (Date.parse(at) > Date.now()) return <Moment at={at} />;
  return (
    <>
      due since <Moment at={at} />; no worker looks after the queue “default”
    </>
  );
}
