// The one door to the server: typed by the contract, with every refusal turned into one kind of error.
import createClient from "openapi-fetch";

import { send } from "./exchanges";
import { refusalFrom, Unreachable } from "./problem";
import type { ImageId, paths } from "./types";

export const BASE = "/api/v1";

export const http = createClient<paths>({ baseUrl: BASE, fetch: send });

/** What was asked for, and the entity tag to send back as `If-Match`. */
export interface Answer<T> {
  data: T;
  tag: string | null;
}

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Wait for an answer; throw `Refused` or `Unreachable` when it is not what was asked for. */
export async function read<T>(call: Promise<Outcome<T>>): Promise<Answer<T>> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch (cause) {
    throw new Unreachable(cause);
  }
  const { data, error, response } = outcome;
  if (!response.ok) throw refusalFrom(error, response);
  return { data: data as T, tag: response.headers.get("ETag") };
}

/** A type as openapi-fetch gives it back: it forgets that a list has a first item. */
type Forgotten<T> = T extends (infer Item)[] ? Forgotten<Item>[] : T extends object ? { [K in keyof T]: Forgotten<T[K]> } : T;

/** `read`, with the type of the answer as the contract has it. */
export function readWhole<T>(call: Promise<Outcome<Forgotten<T>>>): Promise<Answer<T>> {
  return read(call) as Promise<Answer<T>>;
}

/** The header that refuses a change when somebody else was faster. */
export function ifMatch(tag: string | null): { "If-Match"?: string } {
  return tag === null ? {} : { "If-Match": tag };
}

/** Where an image's thumbnail is, for those who know only its id. */
export function thumbnailOf(image: ImageId): string {
  const path = "/images/{image_id}/thumbnail" satisfies keyof paths;
  return BASE + path.replace("{image_id}", encodeURIComponent(image));
}
