// What the studio does by the clock, each a call of the contract.
import { http, read } from "../contract/http";
import type { ScheduleName, ScheduleRun } from "../contract/types";

const named = (schedule_name: ScheduleName) => ({ path: { schedule_name } });

export const listSchedules = (cursor?: string) => read(http.GET("/schedules", { params: { query: cursor ? { cursor } : {} } }));

export const runSchedule = (name: ScheduleName) => read(http.POST("/schedules/{schedule_name}/run", { params: named(name) }));

export const openRun = ({ schedule: schedule_name, id: run_id }: Pick<ScheduleRun, "schedule" | "id">) =>
  read(http.GET("/schedules/{schedule_name}/runs/{run_id}", { params: { path: { schedule_name, run_id } } }));

export const listRuns = (name: ScheduleName, cursor?: string) =>
  read(
    http.GET("/schedules/{schedule_name}/runs", { params: { ...named(name), query: { limit: 10, ...(cursor && { cursor }) } } }),
  );
