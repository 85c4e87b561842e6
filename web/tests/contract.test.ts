// What the page reads from the contract, tried on the contract itself.
import { readFileSync } from "node:fs";
import { beforeAll, expect, test, vi } from "vitest";

import { limitsIn, loadContract, mayIn, type ContractDocument } from "../src/contract/limits";
import type { User } from "../src/contract/types";
import type { Drawn } from "../src/images/drawn";
import { draftOf, emptyDraft, FIELDS, requestOf } from "../src/jobs/request";

const open = (name: string) => readFileSync(new URL(`../../openapi/${name}`, import.meta.url), "utf8");
const contract = JSON.parse(open("bundle.json")) as ContractDocument;
const image = JSON.parse(open("examples/image.json")) as Drawn;
const user = (role: User["role"]): User => ({ ...(JSON.parse(open("examples/user.json")) as User), role });

beforeAll(async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify(contract))));
  await loadContract();
});

test("every field of the form is a property of JobRequest", () => {
  const properties = contract.components.schemas["JobRequest"]?.properties ?? {};
  expect(FIELDS.filter((field) => !(field in properties))).toEqual([]);
});

test("limits are followed through references, and what stands beside one wins", () => {
  const steps = limitsIn(contract, "JobRequest", "steps");
  expect(steps.default).toBeTypeOf("number");
  expect(steps.minimum).toBeLessThan(steps.maximum ?? 0);
  expect(limitsIn(contract, "JobRequest", "width").multipleOf).toBeGreaterThan(1);
});

test("an untouched form asks for what the contract does by default, and leaves chance to the server", () => {
  const request = requestOf({ ...emptyDraft(), prompt: "a fox" });
  expect(request).not.toHaveProperty("seed");
  expect(request).not.toHaveProperty("album_id");
  expect(request.steps).toBe(limitsIn(contract, "JobRequest", "steps").default);
});

test("drawing again asks for exactly the parameters of the picture", () => {
  const { prompt, negative_prompt, seed, steps, width, height, guidance_scale } = image;
  const adapters = [{ name: "ink", weight: 0.5 }];
  const parameters = { prompt, negative_prompt, seed, steps, width, height, guidance_scale, adapters };
  expect(requestOf(draftOf({ ...image, adapters }))).toEqual(parameters);
});

test("the seed 0 is a seed", () => {
  expect(requestOf({ ...emptyDraft(), seed: "0" }).seed).toBe(0);
});

test("everyone may look at albums, and only the contract's roles may ask for pictures", () => {
  expect(mayIn(contract, "list_albums", null)).toBe(true);
  expect(mayIn(contract, "queue_job", null)).toBe(false);
  expect(mayIn(contract, "queue_job", user("viewer"))).toBe(false);
  expect(mayIn(contract, "queue_job", user("operator"))).toBe(true);
  expect(mayIn(contract, "queue_job", user("admin"))).toBe(true);
  expect(mayIn(contract, "list_users", user("operator"))).toBe(false);
});
