// What the studio does by the clock, each a call of the contract.
import { http, read } from "../contract/http";
import type { ScheduleName } from "../contract/types";

const named = (schedule_name: ScheduleName) => ({ path: { schedule_name } });

export const listSchedules = (cursor?: string) => read(http.GET("/schedules", { params: { query: cursor ? { cursor } : {} } }));

export const runSchedule = (name: ScheduleName) => read(http.POST("/schedules/{schedule_name}/run", { params: named(name) }));

export const listRuns = (name: ScheduleName, cursor?: string) =>
  read(http.GET("/schedules/{schedule_name}/runs", { params: { ...named(name), query: { limit: 10, ...(cursor && { cursor }) } } }));
