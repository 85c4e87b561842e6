// A client that knows openapi-fetch and not us. Each line that must not compile says so above.
import createClient, {
  createPathBasedClient,
  type FetchOptions,
  type FetchResponse,
  type MethodResponse,
  type Middleware,
  type ParamsOption,
  type PathBasedClient,
  type RequestBodyOption,
} from "openapi-fetch";
import type {
  ErrorResponse,
  FilterKeys,
  HasRequiredKeys,
  HttpMethod,
  OperationRequestBodyContent,
  PathsWithMethod,
  RequiredKeysOf,
  ResponseObjectMap,
  SuccessResponse,
} from "openapi-typescript-helpers";
import type { $defs, components, operations, paths, webhooks } from "./types";

type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
declare function same<One, Other>(..._: Same<One, Other> extends true ? [] : [never]): void;
declare function is<T>(value: T): void;

const client = createClient<paths>({ baseUrl: "https://pots.example" });

export async function parameters() {
  await client.GET("/pots");
  await client.GET("/pots", {});
  await client.GET("/pots", { params: {} });
  await client.GET("/pots", { params: { query: {} } });
  await client.GET("/pots", { params: { query: { page: 2, glaze: ["matt", "gloss"] } } });
  await client.GET("/pots", { params: { query: { filter: { litres: 1, "at-least": true } } } });
  await client.GET("/pots", { params: { header: { "X-Trace": "1" } } });
  // A default is the server's to fill in: nobody has to send it.
  await client.GET("/pots", { params: { query: { limit: undefined } } });
  // @ts-expect-error: no number
  await client.GET("/pots", { params: { query: { page: "2" } } });
  // @ts-expect-error: no list
  await client.GET("/pots", { params: { query: { glaze: "matt" } } });
  // @ts-expect-error: no such glaze
  await client.GET("/pots", { params: { query: { glaze: ["rust"] } } });
  // @ts-expect-error: no such filter
  await client.GET("/pots", { params: { query: { filter: { litres: "1" } } } });
  // @ts-expect-error: nothing in its path
  await client.GET("/pots", { params: { path: {} } });
  // @ts-expect-error: no header of that type
  await client.GET("/pots", { params: { header: { "X-Trace": 1 } } });

  await client.GET("/pots/{pot_id}", { params: { path: { pot_id: 1 } } });
  await client.GET("/pots/{pot_id}", { params: { path: { pot_id: 1 }, query: { detail: "a" } } });
  // @ts-expect-error: which pot?
  await client.GET("/pots/{pot_id}");
  // @ts-expect-error: which pot?
  await client.GET("/pots/{pot_id}", {});
  // @ts-expect-error: which pot?
  await client.GET("/pots/{pot_id}", { params: {} });
  // @ts-expect-error: which pot?
  await client.GET("/pots/{pot_id}", { params: { path: {} } });
  // @ts-expect-error: not by its name
  await client.GET("/pots/{pot_id}", { params: { path: { pot_id: "1" } } });

  // What an operation says of a parameter goes before what its path says.
  const put = { path: { pot_id: 1 }, query: { detail: true } };
  await client.PUT("/pots/{pot_id}", { params: put, body: "matt" });
  // @ts-expect-error: required here
  await client.PUT("/pots/{pot_id}", { params: { path: { pot_id: 1 } }, body: "matt" });
  // @ts-expect-error: a boolean here
  await client.PUT("/pots/{pot_id}", { params: { ...put, query: { detail: "a" } }, body: "matt" });

  await client.GET("/search", { params: { query: { q: "jug" } } });
  await client.GET("/search", { params: { query: { q: "jug" }, cookie: { session: "s" } } });
  // @ts-expect-error: what for?
  await client.GET("/search");
  // @ts-expect-error: what for?
  await client.GET("/search", { params: { query: {} } });
  // @ts-expect-error: no cookie of that type
  await client.GET("/search", { params: { query: { q: "jug" }, cookie: { session: 1 } } });
}

export async function places() {
  await client.GET("/kiln");
  await client.request("get", "/kiln");
  // @ts-expect-error: no such path
  await client.GET("/oven");
  // @ts-expect-error: no such method
  await client.POST("/kiln");
  // @ts-expect-error: no such method
  await client.request("put", "/kiln");

  const byPath = createPathBasedClient<paths>();
  is<PathBasedClient<paths>>(byPath);
  await byPath["/pots"].GET();
  await byPath["/pots/{pot_id}"].GET({ params: { path: { pot_id: 1 } } });
  // @ts-expect-error: no such method
  await byPath["/kiln"].POST();
  // @ts-expect-error: not by its name
  await byPath["/pots/{pot_id}"].GET({ params: { path: { pot_id: "1" } } });

  is<PathsWithMethod<paths, "get">>("/kiln");
  same<PathsWithMethod<paths, "get">, "/pots" | "/pots/{pot_id}" | "/search" | "/kiln">();
  same<PathsWithMethod<paths, "patch">, "/pots/{pot_id}">();
  same<PathsWithMethod<paths, "trace">, never>();
  same<keyof paths, "/pots" | "/pots/{pot_id}" | "/pots/{pot_id}/picture" | "/search" | "/kiln">();
  same<keyof paths["/kiln"], "parameters" | HttpMethod>();
}

export async function bodies() {
  await client.POST("/pots", { body: { litres: 1 } });
  await client.POST("/pots", { body: { litres: 1, note: null, secret: "s" } });
  // @ts-expect-error: a pot, please
  await client.POST("/pots");
  // @ts-expect-error: a pot, please
  await client.POST("/pots", {});
  // @ts-expect-error: how big?
  await client.POST("/pots", { body: {} });
  // @ts-expect-error: how big?
  await client.POST("/pots", { body: { note: "n" } });
  // @ts-expect-error: no number
  await client.POST("/pots", { body: { litres: "1" } });
  // @ts-expect-error: the server numbers them
  await client.POST("/pots", { body: { id: 1, litres: 1 } });

  const which = { path: { pot_id: 1 } };
  await client.PATCH("/pots/{pot_id}", { params: which });
  await client.PATCH("/pots/{pot_id}", { params: which, body: {} });
  await client.PATCH("/pots/{pot_id}", { params: which, body: { note: null } });
  // @ts-expect-error: no number
  await client.PATCH("/pots/{pot_id}", { params: which, body: { litres: null } });
  // @ts-expect-error: no such glaze
  await client.PUT("/pots/{pot_id}", { params: { ...which, query: { detail: true } }, body: "red" });
  // @ts-expect-error: no glaze
  await client.PUT("/pots/{pot_id}", { params: { ...which, query: { detail: true } } });
  // @ts-expect-error: it has no body
  await client.DELETE("/pots/{pot_id}", { params: which, body: {} });

  const picture = "/pots/{pot_id}/picture";
  await client.POST(picture, {
    params: which,
    body: { title: "t" },
    bodySerializer(body) {
      is<{ title: string } | string>(body);
      return new FormData();
    },
  });
  await client.POST(picture, { params: which, body: "https://pots.example/1.png" });
  // @ts-expect-error: untitled
  await client.POST(picture, { params: which, body: {} });
}

export async function replies() {
  const list = await client.GET("/pots");
  if (list.data) {
    same<typeof list.error, undefined>();
    is<number | undefined>(list.data[0]?.id);
    is<string | null | undefined>(list.data[0]?.note);
    // @ts-expect-error: no such property
    list.data[0]?.colour;
    // @ts-expect-error: never sent back
    list.data[0]?.secret;
    // @ts-expect-error: many
    list.data.litres;
  } else {
    same<typeof list.data, undefined>();
    same<typeof list.error, { code: number; message: string }>();
  }

  const made = await client.POST("/pots", { body: { litres: 1 } });
  if (made.error) {
    if ("fault" in made.error) {
      same<typeof made.error.fault, "clay">();
    } else {
      same<typeof made.error.code, number>();
    }
  } else {
    same<typeof made.data.id, number>();
  }

  const which = { params: { path: { pot_id: 1 } } };
  const got = await client.GET("/pots/{pot_id}", which);
  if (typeof got.data === "string") {
    same<typeof got.data, string>();
  } else if (got.data) {
    same<typeof got.data.litres, number>();
  }
  const words = await client.GET("/pots/{pot_id}", { ...which, parseAs: "text" });
  is<string | undefined>(words.data);
  const figures = createClient<paths, "application/json">();
  const { data: figure } = await figures.GET("/pots/{pot_id}", which);
  is<number | undefined>(figure?.litres);

  const gone = await client.DELETE("/pots/{pot_id}", which);
  same<typeof gone.data, undefined>();
  is<{ code: number } | undefined>(gone.error);
  const changed = await client.PATCH("/pots/{pot_id}", which);
  is<undefined>(changed.error);
  const glazed = await client.PUT("/pots/{pot_id}", {
    params: { ...which.params, query: { detail: true } },
    body: "matt",
  });
  is<unknown>(glazed.data);

  const found = await client.GET("/search", { params: { query: { q: "jug" } } });
  const hit = found.data;
  if (hit?.kind === "jug") {
    same<typeof hit.spouts, number>();
    // @ts-expect-error: a jug
    hit.depth;
  } else if (hit) {
    same<typeof hit.kind, "bowl">();
    same<typeof hit.depth, number>();
  }
  const kiln = await client.GET("/kiln");
  is<number | undefined>(kiln.data?.celsius);
}

export function names() {
  same<keyof operations, "list_pots" | "make_pot" | "get-pot" | "break_pot" | "kiln" | "pot_fired">();
  same<paths["/pots"]["get"], operations["list_pots"]>();
  same<paths["/pots/{pot_id}"]["get"], operations["get-pot"]>();
  same<paths["/kiln"], components["pathItems"]["Kiln"]>();
  same<webhooks["fired"]["post"], operations["pot_fired"]>();
  is<never>(null! as $defs[string]);

  type List = operations["list_pots"];
  is<number | undefined>(null! as NonNullable<List["parameters"]["query"]>["page"]);
  same<List["parameters"]["path"], undefined>();
  same<List["requestBody"], undefined>();
  same<List["responses"][200]["headers"]["X-Total"], number>();
  same<List["responses"][200]["headers"]["X-Next"], string | undefined>();
  is<unknown>(null! as List["responses"][200]["headers"]["X-Other"]);
  type Lists = List["responses"][200]["content"]["application/json"];
  same<Lists[number]["litres"], number>();
  same<keyof List["responses"], 200 | "default">();
  same<keyof operations["make_pot"]["responses"], 201 | 400 | "5XX">();
  same<operations["break_pot"]["responses"][204]["content"], undefined>();
  same<paths["/pots/{pot_id}"]["parameters"]["path"], { pot_id: number }>();
  same<components["parameters"]["Page"], number>();
  same<components["requestBodies"]["Glazing"]["content"]["application/json"], "matt" | "gloss">();
  type Told = components["responses"]["Problem"]["content"]["application/problem+json"];
  same<Told, components["schemas"]["Problem"]>();
  same<components["headers"], never>();

  const pot: components["schemas"]["Pot"] = { id: 1, litres: 2, note: null, secret: "s" };
  is<components["schemas"]["Pot"]>(pot);
  // @ts-expect-error: how big?
  is<components["schemas"]["Pot"]>({ id: 1 });
  // @ts-expect-error: no string
  is<components["schemas"]["Problem"]>({ code: "1", message: "m" });
  // @ts-expect-error: there is a typing error in it
  is<components["schemas"]["Problem"]>({ code: 1, message: "m", massage: "m" });
}

export function helpers() {
  type Get = paths["/pots/{pot_id}"]["get"];
  type Make = paths["/pots"]["post"];
  type Replies = ResponseObjectMap<Get>;
  is<components["schemas"]["Problem"]>(null! as ErrorResponse<Replies, "application/problem+json">);
  same<SuccessResponse<Replies, "text/plain">, string>();
  same<SuccessResponse<ResponseObjectMap<operations["break_pot"]>>, undefined>();
  same<NonNullable<RequiredKeysOf<Get["parameters"]>>, "path">();
  same<RequiredKeysOf<operations["list_pots"]["parameters"]>, never>();
  is<undefined>(null! as HasRequiredKeys<Make["parameters"]>);
  same<FilterKeys<paths["/kiln"], "get">, operations["kiln"]>();
  is<number>(null! as OperationRequestBodyContent<Make>["litres"]);
  is<ParamsOption<Get>>({ params: { path: { pot_id: 1 } } });
  is<RequestBodyOption<Make>>({ body: { litres: 1 } });
  // @ts-expect-error: how big?
  is<RequestBodyOption<Make>>({ body: {} });
  is<FetchOptions<Make>>({ body: { litres: 1 }, signal: new AbortController().signal });
  type Answer = FetchResponse<Make, { body: { litres: 1 } }, `${string}/${string}`>;
  is<number | undefined>((null! as Answer).data?.litres);
  is<number>(null! as MethodResponse<typeof client, "get", "/kiln">["celsius"]);
}

export function middleware() {
  const traced: Middleware = {
    onRequest({ request, schemaPath, params }) {
      if (schemaPath === "/pots" && params.query) request.headers.set("X-Trace", "1");
      return request;
    },
    onResponse: ({ response }) => response,
  };
  client.use(traced);
  client.eject(traced);
}
