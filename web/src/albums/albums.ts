// What the page does with albums, each a call of the contract.
import { http, ifMatch, read } from "../contract/http";
import type { Album, AlbumCreate, AlbumId, AlbumUpdate, ImageId } from "../contract/types";

const LONGEST_LIST = 5;

/** Albums to choose from: some pages of them, newest first. */
export async function albumsToChoose(): Promise<Album[]> {
  const found: Album[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < LONGEST_LIST; page++) {
    const query: { cursor?: string } = cursor === null ? {} : { cursor };
    const { data } = await read(http.GET("/albums", { params: { query } }));
    found.push(...data.items);
    cursor = data.next_cursor;
    if (cursor === null) break;
  }
  return found;
}

const named = (album_id: AlbumId) => ({ path: { album_id } });
const within = (album_id: AlbumId, image_id: ImageId) => ({ params: { path: { album_id, image_id } } });

export const openAlbum = (id: AlbumId) => read(http.GET("/albums/{album_id}", { params: named(id) }));

export const createAlbum = (body: AlbumCreate) => read(http.POST("/albums", { body }));

export const updateAlbum = (id: AlbumId, tag: string | null, body: AlbumUpdate) =>
  read(http.PATCH("/albums/{album_id}", { params: { ...named(id), header: ifMatch(tag) }, body }));

export const deleteAlbum = (id: AlbumId) => read(http.DELETE("/albums/{album_id}", { params: named(id) }));

export const putIntoAlbum = (id: AlbumId, image: ImageId) =>
  read(http.PUT("/albums/{album_id}/images/{image_id}", within(id, image)));

export const takeOutOfAlbum = (id: AlbumId, image: ImageId) =>
  read(http.DELETE("/albums/{album_id}/images/{image_id}", within(id, image)));
