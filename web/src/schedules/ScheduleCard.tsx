import { useState } from "react";

import type { Schedule } from "../contract/types";
import { everyOf } from "../parts/format";
import { Moment } from "../parts/Moment";
import { useTask } from "../parts/useTask";
import { inWords } from "../parts/words";
import { ProblemNote } from "../parts/ProblemNote";
import { useMay } from "../session/session";
import { notify } from "../studio/notices";
import type { People } from "../people/usePeople";
import { RunLine } from "./RunLine";
import { RunList } from "./RunList";
import { runSchedule } from "./schedules";

interface ScheduleCardProps {
  schedule: Schedule;
  /** Whether a run of it was asked for or goes on. */
  underWay: boolean;
  people: People;
  onChange(): void;
}

export function ScheduleCard({ schedule, underWay, people, onChange }: ScheduleCardProps) {
  const { name, description, interval_seconds, unit, last_run, next_run_at } = schedule;
  const mayRun = useMay("run_schedule");
  const [open, setOpen] = useState(false);
  const title = inWords(name);
  const run = useTask(async () => {
    await runSchedule(name);
    notify(`${title}: asked for.`);
    onChange();
  });
  return (
    <li className="card schedule" data-schedule={name}>
      <div className="row between">
        <h2>{title}</h2>
        {mayRun && (
          <button type="button" disabled={run.busy || underWay} aria-label={`Run now: ${title}`} onClick={() => void run.run()}>
            {underWay ? "Under way…" : "Run now"}
          </button>
        )}
      </div>
      <p>{description}</p>
      {run.trouble && <ProblemNote message={run.trouble} onDismiss={run.forget} />}
      <dl className="facts-line">
        <div>
          <dt>How often</dt>
          <dd>{everyOf(interval_seconds)}</dd>
        </div>
        <div>
          <dt>Last run</dt>
          <dd role="status">{last_run ? <RunLine run={last_run} unit={unit} people={people} /> : "never"}</dd>
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
