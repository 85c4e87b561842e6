// What the page does with images, each a call of the contract.
import { http, ifMatch, read } from "../contract/http";
import { limitsOf } from "../contract/limits";
import { messageOf } from "../contract/problem";
import type { AlbumId, ImageId, ImageUpdate, LabelCreate, LabelId, LabelUpdate, operations } from "../contract/types";
import type { Outcome } from "./outcomes";

const named = (image_id: ImageId) => ({ path: { image_id } });
const labelled = (image_id: ImageId, label_id: LabelId) => ({ path: { image_id, label_id } });
const paged = (cursor?: string) => (cursor === undefined ? {} : { cursor });

/** What may be asked of the list of images. */
export type ImageQuery = Omit<NonNullable<operations["list_images"]["parameters"]["query"]>, "cursor" | "limit">;

export const listImages = (query: ImageQuery, cursor?: string) =>
  read(http.GET("/images", { params: { query: { ...query, ...paged(cursor) } } }));

export const openImage = (id: ImageId) => read(http.GET("/images/{image_id}", { params: named(id) }));

export const updateImage = (id: ImageId, tag: string | null, body: ImageUpdate) =>
  read(http.PATCH("/images/{image_id}", { params: { ...named(id), header: ifMatch(tag) }, body }));

export const deleteImage = (id: ImageId) => read(http.DELETE("/images/{image_id}", { params: named(id) }));

/** Sends a picture's file; what it is, the server tells by its content. */
export const uploadImage = (file: File, album_id?: AlbumId) =>
  read(
    http.POST("/images", {
      params: { query: { title: titleOf(file.name), ...(album_id && { album_id }) } },
      headers: { "Content-Type": file.type || "application/octet-stream" },
      body: file,
      bodySerializer: (body) => body as File,
    }),
  );

/** What a file's name says, without its ending. */
export function titleOf(name: string): string {
  return name.replace(/\.[^.]*$/, "").slice(0, limitsOf("ImageUpdate", "title").maxLength);
}

/** Deletes one after the other, and tells what came of each: one that fails keeps no other from going. */
export async function deleteImages(ids: readonly ImageId[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const image_id of ids) {
    try {
      await deleteImage(image_id);
      outcomes.push({ image_id, outcome: "deleted" });
    } catch (error) {
      outcomes.push({ image_id, outcome: "failed", detail: messageOf(error).detail });
    }
  }
  return outcomes;
}

export const listTrash = (cursor?: string) => read(http.GET("/trash", { params: { query: paged(cursor) } }));

export const restoreImage = (id: ImageId) => read(http.POST("/trash/{image_id}/restore", { params: named(id) }));

export const purgeImage = (id: ImageId) => read(http.DELETE("/trash/{image_id}", { params: named(id) }));

export const listLabels = (id: ImageId, cursor?: string) =>
  read(http.GET("/images/{image_id}/labels", { params: { ...named(id), query: paged(cursor) } }));

export const addLabel = (id: ImageId, body: LabelCreate) =>
  read(http.POST("/images/{image_id}/labels", { params: named(id), body }));

export const updateLabel = (id: ImageId, label: LabelId, body: LabelUpdate) =>
  read(http.PATCH("/images/{image_id}/labels/{label_id}", { params: labelled(id, label), body }));

export const deleteLabel = (id: ImageId, label: LabelId) =>
  read(http.DELETE("/images/{image_id}/labels/{label_id}", { params: labelled(id, label) }));
