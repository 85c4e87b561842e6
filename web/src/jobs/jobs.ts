// What the page does with jobs, each a call of the contract.
import { http, read } from "../contract/http";
import type { JobId, JobRequest } from "../contract/types";

const named = (job_id: JobId) => ({ params: { path: { job_id } } });

/** The key makes it safe to send the same request again. */
export const queueJob = (body: JobRequest, key: string) =>
  read(http.POST("/jobs", { body, params: { header: { "Idempotency-Key": key } } }));

export const openJob = (id: JobId) => read(http.GET("/jobs/{job_id}", named(id)));

export const cancelJob = (id: JobId) => read(http.POST("/jobs/{job_id}/cancel", named(id)));
