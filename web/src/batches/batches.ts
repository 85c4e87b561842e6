// What the page does with batches and their templates, each a call of the contract.
import { http, ifMatch, read, readWhole } from "../contract/http";
import type {
  Batch,
  BatchDetailOutput,
  BatchId,
  BatchPreviewRequest,
  BatchRequest,
  BatchTemplateCreate,
  BatchTemplateId,
  BatchTemplateOutput,
  BatchTemplateUpdate,
  JobState,
} from "../contract/types";

const paged = (cursor?: string) => (cursor === undefined ? {} : { cursor });
const template = (template_id: BatchTemplateId) => ({ path: { template_id } });
const batch = (batch_id: BatchId) => ({ path: { batch_id } });

export const listTemplates = (cursor?: string) => read(http.GET("/batch-templates", { params: { query: paged(cursor) } }));

export const openTemplate = (id: BatchTemplateId) =>
  readWhole<BatchTemplateOutput>(http.GET("/batch-templates/{template_id}", { params: template(id) }));

export const createTemplate = (body: BatchTemplateCreate) => readWhole<BatchTemplateOutput>(http.POST("/batch-templates", { body }));

export const updateTemplate = (id: BatchTemplateId, tag: string | null, body: BatchTemplateUpdate) =>
  readWhole<BatchTemplateOutput>(
    http.PATCH("/batch-templates/{template_id}", { params: { ...template(id), header: ifMatch(tag) }, body }),
  );

export const deleteTemplate = (id: BatchTemplateId) =>
  read(http.DELETE("/batch-templates/{template_id}", { params: template(id) }));

export const listRows = (id: BatchTemplateId, cursor?: string) =>
  read(http.GET("/batch-templates/{template_id}/rows", { params: { ...template(id), query: paged(cursor) } }));

/** Replaces all rows by those of a CSV file, sent byte for byte: what it means is the server's to say. */
export const importRows = (id: BatchTemplateId, tag: string | null, file: Blob) =>
  readWhole<BatchTemplateOutput>(
    http.PUT("/batch-templates/{template_id}/rows", {
      params: { ...template(id), header: ifMatch(tag) },
      headers: { "Content-Type": "text/csv" },
      body: file,
      bodySerializer: (body) => body,
    }),
  );

export const previewBatch = (id: BatchTemplateId, body: BatchPreviewRequest, cursor?: string) =>
  read(http.POST("/batch-templates/{template_id}/preview", { params: { ...template(id), query: paged(cursor) }, body }));

/** The key makes it safe to send the same request again. */
export const startBatch = (body: BatchRequest, key: string) =>
  read(http.POST("/batches", { body, params: { header: { "Idempotency-Key": key } } }));

export const listBatches = (of?: BatchTemplateId, cursor?: string) =>
  read(http.GET("/batches", { params: { query: { ...paged(cursor), ...(of && { template_id: of }) } } }));

/** The newest batches, to choose from. */
export const batchesToChoose = async (): Promise<Batch[]> => (await listBatches()).data.items;

export const openBatch = (id: BatchId) => readWhole<BatchDetailOutput>(http.GET("/batches/{batch_id}", { params: batch(id) }));

export const listItems = (id: BatchId, state?: [JobState, ...JobState[]], cursor?: string) =>
  read(
    http.GET("/batches/{batch_id}/items", {
      params: { ...batch(id), query: { ...paged(cursor), ...(state && { state }) } },
    }),
  );

export const cancelBatch = (id: BatchId) => readWhole<BatchDetailOutput>(http.POST("/batches/{batch_id}/cancel", { params: batch(id) }));

export const retryBatch = (id: BatchId, include_cancelled: boolean) =>
  readWhole<BatchDetailOutput>(http.POST("/batches/{batch_id}/retry", { params: batch(id), body: { include_cancelled } }));
