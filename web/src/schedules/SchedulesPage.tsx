import { Heading } from "../parts/Heading";
import { List } from "../parts/List";
import { usePages, type Page } from "../parts/usePages";
import { useRepeat } from "../parts/useRepeat";
import type { Schedule } from "../contract/types";
import { usePeople } from "../people/usePeople";
import { ScheduleCard } from "./ScheduleCard";
import { listSchedules } from "./schedules";

type Named = Schedule & { id: string };

/** A run takes seconds; whoever asked for one waits for it here. */
const SOON = 1_500;

/** What the studio does by itself: when it did so last, and when it will do so next. */
export function SchedulesPage() {
  const schedules = usePages<Named>("schedules", async (cursor): Promise<Page<Named>> => {
    const { data } = await listSchedules(cursor);
    return { ...data, items: data.items.map((one) => ({ ...one, id: one.name })) };
  });
  const people = usePeople();
  const goesOn = schedules.items.some((one) => isUnderWay(one));
  useRepeat(goesOn && !schedules.busy, SOON, schedules.reload);
  return (
    <>
      <Heading title="Schedules" />
      <p className="lead">What the studio does again and again by itself. Each can be run now, without waiting for its time.</p>
      <List pages={schedules} empty={<p>Nothing is done by the clock.</p>}>
        {(items) => (
          <ul className="schedules" aria-label="Schedules">
            {items.map((one) => (
              <ScheduleCard
                key={one.name}
                schedule={one}
                underWay={isUnderWay(one)}
                people={people}
                onChange={schedules.reload}
              />
            ))}
          </ul>
        )}
      </List>
    </>
  );
}

function isUnderWay({ running, last_run }: Schedule): boolean {
  return running || last_run?.state === "queued" || last_run?.state === "running";
}
