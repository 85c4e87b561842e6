// What the page does with jobs and their queue, each a call of the contract.
import { http, read } from "../contract/http";
import type { BatchId, JobId, JobRequest, JobSelection, JobState, Priority } from "../contract/types";

/** As many as fit a screen or two: what moves all the time is read again all the time. */
const SHOWN = 25;

const named = (job_id: JobId) => ({ params: { path: { job_id } } });

/** The key makes it safe to send the same request again. */
export const queueJob = (body: JobRequest, key: string) =>
  read(http.POST("/jobs", { body, params: { header: { "Idempotency-Key": key } } }));

export function listJobs(state: [JobState, ...JobState[]], batch_id?: BatchId, cursor?: string) {
  const sort = state.includes("queued") ? "queue" : "newest";
  const query = { state, sort, limit: SHOWN, ...(batch_id && { batch_id }), ...(cursor && { cursor }) } as const;
  return read(http.GET("/jobs", { params: { query } }));
}

export const openJob = (id: JobId) => read(http.GET("/jobs/{job_id}", named(id)));

export const cancelJob = (id: JobId) => read(http.POST("/jobs/{job_id}/cancel", named(id)));

export const retryJob = (id: JobId) => read(http.POST("/jobs/{job_id}/retry", named(id)));

export const setPriority = (id: JobId, priority: Priority) =>
  read(http.PATCH("/jobs/{job_id}", { ...named(id), body: { priority } }));

export const cancelJobs = (body: JobSelection) => read(http.POST("/jobs/cancel", { body }));

export const retryJobs = (body: JobSelection) => read(http.POST("/jobs/retry", { body }));

export const getQueue = () => read(http.GET("/queue"));

export const pauseQueue = () => read(http.POST("/queue/pause"));

export const resumeQueue = () => read(http.POST("/queue/resume"));
