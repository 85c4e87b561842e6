import type { ScheduleName } from "../contract/types";
import { List } from "../parts/List";
import { usePages } from "../parts/usePages";
import type { People } from "../people/usePeople";
import { RunLine } from "./RunLine";
import { listRuns } from "./schedules";

interface RunListProps {
  schedule: ScheduleName;
  unit: string;
  people: People;
}

/** The runs of one schedule, newest first. */
export function RunList({ schedule, unit, people }: RunListProps) {
  const runs = usePages(schedule, async (cursor) => (await listRuns(schedule, cursor)).data);
  return (
    <List pages={runs} empty={<p>It never ran.</p>}>
      {(items) => (
        <ol className="runs">
          {items.map((run) => (
            <li key={run.id} title={`Trace id ${run.trace_id}`}>
              <RunLine run={run} unit={unit} people={people} />
            </li>
          ))}
        </ol>
      )}
    </List>
  );
}
