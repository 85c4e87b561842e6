// What the page does with people, each a call of the contract.
import { http, read } from "../contract/http";
import type { User, UserCreate, UserId, UserUpdate } from "../contract/types";

const named = (user_id: UserId) => ({ params: { path: { user_id } } });

export const listUsers = (cursor?: string) => read(http.GET("/users", { params: { query: cursor ? { cursor } : {} } }));

export const createUser = (body: UserCreate) => read(http.POST("/users", { body }));

export const updateUser = (id: UserId, body: UserUpdate) => read(http.PATCH("/users/{user_id}", { ...named(id), body }));

export const createSignInLink = (id: UserId) => read(http.POST("/users/{user_id}/sign-in-link", named(id)));

/** As many people as a list to choose from can hold. */
const MOST = 500;

/** The studio's people, to choose from and to call by their names. */
export async function peopleToChoose(): Promise<User[]> {
  const found: User[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await read(http.GET("/users", { params: { query: { limit: 100, ...(cursor && { cursor }) } } }));
    found.push(...data.items);
    cursor = data.next_cursor ?? undefined;
  } while (cursor && found.length < MOST);
  return found;
}
