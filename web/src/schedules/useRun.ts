// A run that somebody asked for, followed until it is over.
import { useState } from "react";

import type { ScheduleName, ScheduleRun } from "../contract/types";
import { useRepeat } from "../parts/useRepeat";
import { useTask } from "../parts/useTask";
import { openRun, runSchedule } from "./schedules";

const SOON = 1_000;

const isOver = ({ state }: ScheduleRun) => state === "succeeded" || state === "failed";

export function useRun(name: ScheduleName, onOver: (run: ScheduleRun) => void) {
  const [asked, setAsked] = useState<ScheduleRun | null>(null);
  const ask = useTask(async () => setAsked((await runSchedule(name)).data));
  const look = useTask(async (run: ScheduleRun) => {
    const { data } = await openRun(run);
    setAsked(isOver(data) ? null : data);
    if (isOver(data)) onOver(data);
  });
  useRepeat(asked !== null && !look.busy, SOON, () => asked && void look.run(asked));
  return { asked, ask, trouble: ask.trouble ?? look.trouble };
}
