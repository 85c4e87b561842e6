// What the page does with albums, each a call of the contract.
import { http, ifMatch, read } from "../contract/http";
import type { Album, AlbumCreate, AlbumId, AlbumUpdate, ImageId, operations } from "../contract/types";

const LONGEST_LIST = 5;

/** Albums to choose from: some pages of them, newest first. */
export async function albumsToChoose(): Promise<Album[]> {
  const found: Album[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < LONGEST_LIST; page++) {
    const { data } = await listAlbums({}, cursor);
    found.push(...data.items);
    if (data.next_cursor === null) break;
    cursor = data.next_cursor;
  }
  return found;
}

/** What may be asked of the list of albums. */
export type AlbumQuery = Omit<NonNullable<operations["list_albums"]["parameters"]["query"]>, "cursor" | "limit">;

export const listAlbums = (query: AlbumQuery, cursor?: string) =>
  read(http.GET("/albums", { params: { query: { ...query, ...(cursor && { cursor }) } } }));

const named = (album_id: AlbumId) => ({ path: { album_id } });
const within = (album_id: AlbumId, image_id: ImageId) => ({ params: { path: { album_id, image_id } } });

export const openAlbum = (id: AlbumId) => read(http.GET("/albums/{album_id}", { params: named(id) }));

export const createAlbum = (body: AlbumCreate) => read(http.POST("/albums", { body }));

export const updateAlbum = (id: AlbumId, tag: string | null, body: AlbumUpdate) =>
  read(http.PATCH("/albums/{album_id}", { params: { ...named(id), header: ifMatch(tag) }, body }));

export const deleteAlbum = (id: AlbumId) => read(http.DELETE("/albums/{album_id}", { params: named(id) }));

/** Puts images at the end of the album, out of `from` when that is given; tells what came of each. */
export const addToAlbum = (id: AlbumId, image_ids: readonly ImageId[], from?: AlbumId) =>
  read(
    http.POST("/albums/{album_id}/images", {
      params: named(id),
      body: { image_ids: [...image_ids], ...(from && { from_album_id: from }) },
    }),
  );

/** Takes images out of the album and keeps them; tells what came of each. */
export const removeFromAlbum = (id: AlbumId, image_ids: readonly ImageId[]) =>
  read(http.POST("/albums/{album_id}/images/remove", { params: named(id), body: { image_ids: [...image_ids] } }));

/** Puts images, in this order, before another one of the album, or at its end. */
export const reorderAlbum = (id: AlbumId, image_ids: readonly ImageId[], before: ImageId | null) =>
  read(http.POST("/albums/{album_id}/order", { params: named(id), body: { image_ids: [...image_ids], before } }));

export const takeOutOfAlbum = (id: AlbumId, image: ImageId) =>
  read(http.DELETE("/albums/{album_id}/images/{image_id}", within(id, image)));
