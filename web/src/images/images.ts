// What the page does with images, each a call of the contract.
import { http, ifMatch, read } from "../contract/http";
import type { ImageId, ImageUpdate } from "../contract/types";

const named = (image_id: ImageId) => ({ path: { image_id } });

export const openImage = (id: ImageId) => read(http.GET("/images/{image_id}", { params: named(id) }));

export const updateImage = (id: ImageId, tag: string | null, body: ImageUpdate) =>
  read(http.PATCH("/images/{image_id}", { params: { ...named(id), header: ifMatch(tag) }, body }));

export const deleteImage = (id: ImageId) => read(http.DELETE("/images/{image_id}", { params: named(id) }));
