// The page and the server share one contract: replies of the running studio (recorded.ts) have the generated types, which tsc
// checks, and fit the schemas, which is checked here; spoilt ones (drifted.ts) are refused by both. And nobody on the page writes
// down again what a payload looks like.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";

import * as drifted from "./drifted";
import * as recorded from "./recorded";

interface SchemaNode {
  properties?: Record<string, unknown>;
}
interface Answer {
  $ref?: string;
  content?: Record<string, unknown>;
}
interface Declared {
  operationId: string;
  responses: Record<string, Answer>;
}
interface Document {
  paths: Record<string, Record<string, Declared>>;
  components: { responses: Record<string, Answer>; schemas: Record<string, SchemaNode> };
}

const src = new URL("../", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, src), "utf8");
const contract = JSON.parse(read("../../openapi/bundle.json")) as Document;
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ ...contract, $id: "bundle:/contract" });

const escaped = (step: string) => encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1"));

/** The schema of an answer, by the name of its fixture: `get_album_200`, or `get_album_200_missing`. */
function schemaOf(fixture: string) {
  const [, operation = "", status = ""] = /^(.+)_(\d{3})(_[a-z]+)?$/.exec(fixture) ?? [];
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const [method, declared] of Object.entries(item)) {
      if (declared.operationId !== operation) continue;
      const shared = declared.responses[status]?.$ref;
      const answer = shared ? contract.components.responses[shared.split("/").at(-1) ?? ""] : declared.responses[status];
      const media = Object.keys(answer?.content ?? {}).find((each) => each.endsWith("json")) ?? "";
      const place = shared ?? `#/paths/${escaped(path)}/${method}/responses/${status}`;
      return { $ref: `bundle:/contract${place}/content/${escaped(media)}/schema` };
    }
  }
  throw new Error(`${fixture}: the contract has no such operation.`);
}

const fits = (name: string, value: unknown) => ajv.validate(schemaOf(name), value) as boolean;

describe("replies of the running studio", () => {
  test.each(Object.entries(recorded))("%s fits its schema", (name, value) => {
    expect(fits(name, value), ajv.errorsText()).toBe(true);
  });

  test("there is one of every operation that answers in JSON", () => {
    const had = new Set(Object.keys(recorded).map((name) => name.replace(/_2\d\d$/, "")));
    const missing = Object.values(contract.paths)
      .flatMap((item) => Object.values(item))
      .filter(({ responses }) => Object.entries(responses).some(([status, answer]) => status[0] === "2" && answer.content?.["application/json"]))
      .filter(({ operationId }) => !had.has(operationId));
    expect(missing.map(({ operationId }) => operationId)).toEqual([]);
  });
});

describe("replies that have drifted", () => {
  // That each of them is a type error stands in drifted.ts itself: an unneeded @ts-expect-error is one, too.
  test.each(Object.entries(drifted))("%s does not fit", (name, value) => {
    expect(fits(name, value)).toBe(false);
  });

  test("each is expected to be refused by the type checker", () => {
    const lines = read("__tests__/drifted.ts").split("\n");
    const unexpected = lines.filter((line, at) => line.startsWith("export") && lines[at - 1] !== "// @ts-expect-error");
    expect(unexpected).toEqual([]);
    expect(lines.filter((line) => line.startsWith("export"))).toHaveLength(Object.keys(drifted).length);
  });
});

describe("the page's own sources", () => {
  const written = readdirSync(fileURLToPath(src), { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\.tsx?$/.test(name) && name !== "contract/types.ts" && !name.startsWith("__tests__/"));
  const schemas = Object.entries(contract.components.schemas).map(([name, { properties }]) => ({ name, properties: Object.keys(properties ?? {}) }));

  /** What an author declares as an object: its name and its properties. */
  function* declared(text: string): Generator<{ name: string; properties: string[] }> {
    for (const [, name = "", body = ""] of text.matchAll(/(?:interface|type)\s+(\w+)[^{;]*?=?\s*{([^{}]*)}/g)) {
      yield { name, properties: [...body.matchAll(/^\s*(?:readonly\s+)?"?(\w+)"?\??:/gm)].map(([, property = ""]) => property) };
    }
  }

  /** The schema of which this is a twin: three or more properties, all of them the schema's, and most of the schema's. */
  const twin = (properties: string[]) =>
    schemas.find(
      (schema) =>
        properties.length >= 3 && properties.length * 2 > schema.properties.length && properties.every((each) => schema.properties.includes(each)),
    )?.name;

  test("none is the twin of a payload", () => {
    const twins = written.flatMap((name) => [...declared(read(name))].map((each) => [name, each.name, twin(each.properties)]));
    expect(twins.filter(([, , schema]) => schema)).toEqual([]);
  });

  test("a twin would be found", () => {
    const [label] = declared("export interface Label {\n  readonly id: string;\n  image_id: string;\n  kind?: string;\n  text: string;\n  source: string;\n  created_at: string;\n}");
    expect(twin(label?.properties ?? [])).toBe("Label");
  });

  test("all ask through the one typed door", () => {
    const doors = written.filter((name) => /\bfetch\(|XMLHttpRequest|createClient/.test(read(name)));
    expect(doors.filter((name) => !name.startsWith("contract/"))).toEqual([]);
  });

  test("none takes a payload for anything", () => {
    expect(written.filter((name) => /\bas any\b|: any\b|@ts-ignore|@ts-nocheck/.test(read(name)))).toEqual([]);
  });
});
