import type { ScheduleName } from "../contract/types";
import { List } from "../parts/List";
import { usePages } from "../parts/usePages";
import { RunLine } from "./RunLine";
import { listRuns } from "./schedules";

/** The runs of one schedule, newest first. */
export function RunList({ schedule, unit }: { schedule: ScheduleName; unit: string }) {
  const runs = usePages(schedule, async (cursor) => (await listRuns(schedule, cursor)).data);
  return (
    <List pages={runs} empty={<p>It never ran.</p>}>
      {(items) => (
        <ol className="runs">
          {items.map((run) => (
            <li key={run.id} title={`Trace id ${run.trace_id}`}>
              <RunLine run={run} unit={unit} />
            </li>
          ))}
        </ol>
      )}
    </List>
  );
}
