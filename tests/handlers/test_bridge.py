"""The bridge by itself, on contracts of one operation: what JSON Schema 2020-12 says, counts."""

import logging
import shutil
from typing import Any

import pytest
from connexion.middleware.abstract import SpecMiddleware
from connexion.operations import AbstractOperation

from codegen.read.contract import read
from handlers.app import BUNDLE, bundle
from handlers.bridge.schemas import Schemas
from handlers.call import Reply
from handlers.contract import Contract, routing_view
from tests.handlers.tiny import JSON, PROBLEMS, ask, document, ok, operation, parameter


def echo(call: Any, body: Any) -> Any:
    return body


# Schemas.

KEYWORDS = {
    "const": ({"const": 1}, 1, 2),
    "const null": ({"const": None}, None, 0),
    "exclusiveMinimum": ({"exclusiveMinimum": 0}, 0.1, 0),
    "exclusiveMaximum": ({"exclusiveMaximum": 5}, 4.9, 5),
    "contains": ({"contains": {"type": "string"}}, [1, "a"], [1, 2]),
    "minContains": ({"contains": {"const": 1}, "minContains": 2}, [1, 0, 1], [1, 0]),
    "maxContains": ({"contains": {"const": 1}, "maxContains": 1}, [1, 0], [1, 1]),
    "unevaluatedProperties": (
        {
            "allOf": [{"properties": {"a": True}}],
            "properties": {"b": True},
            "unevaluatedProperties": False,
        },
        {"a": 1, "b": 2},
        {"a": 1, "c": 3},
    ),
    "unevaluatedItems": (
        {"allOf": [{"prefixItems": [{"const": 1}]}], "unevaluatedItems": False},
        [1],
        [1, 2],
    ),
    "dependentRequired": ({"dependentRequired": {"a": ["b"]}}, {"a": 1, "b": 2}, {"a": 1}),
    "dependentSchemas": (
        {"dependentSchemas": {"a": {"properties": {"b": {"type": "integer"}}}}},
        {"b": "x"},
        {"a": 1, "b": "x"},
    ),
    "propertyNames": ({"propertyNames": {"pattern": "^[a-z]+$"}}, {"abc": 1}, {"Abc": 1}),
    "items: false": ({"items": False}, [], [1]),
    "prefixItems": ({"prefixItems": [{"type": "string"}], "items": False}, ["a"], ["a", 1]),
    "if and then": (
        {"if": {"properties": {"a": {"const": 1}}}, "then": {"required": ["b"]}},
        {"a": 2},
        {"a": 1},
    ),
    "null among types": ({"type": ["string", "null"]}, None, 1),
    "a schema that is false": ({"properties": {"a": False}}, {"b": 1}, {"a": 1}),
    "siblings of $ref": ({"$ref": "#/components/schemas/Seed", "maximum": 5}, 5, 6),
    "$defs": ({"$defs": {"s": {"type": "string"}}, "type": "object"}, {}, []),
    "a schema within itself": (
        {"$ref": "#/components/schemas/Tree"},
        {"kids": [{"kids": [{}]}]},
        {"kids": [{"kids": [7]}]},
    ),
    "nothing but others than NUL": ({"pattern": r"^[^\u0000]*$"}, "a\n", "a\0"),
    "that, in an object": (
        {"properties": {"pattern": {"pattern": r"^[^\u0000]*$"}}},
        {"pattern": ""},
        {"pattern": "\0"},
    ),
    "that, beside a not": ({"pattern": r"^[^\u0000]*$", "not": {"const": "a"}}, "b", "a"),
    "something but NUL and blanks": (
        {"pattern": r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$"},
        " a\n",
        " \n",
    ),
    "all of its keys": (
        {"properties": {"a": {}, "b": {}}, "required": ["b", "a"], "additionalProperties": False},
        {"a": 1, "b": 2},
        {"a": 1},
    ),
    "all of its keys, and no more": (
        {"properties": {"a": {}}, "required": ["a"], "additionalProperties": False},
        {"a": 1},
        {"b": 1},
    ),
    "a constant that looks like a schema": (
        {"const": {"pattern": r"^[^\u0000]*$"}},
        {"pattern": r"^[^\u0000]*$"},
        {"not": {"type": "string", "pattern": r"\u0000"}},
    ),
    "format date-time": ({"format": "date-time"}, "2026-11-23T09:30:00Z", "2026-11-23"),
    "format uuid": ({"format": "uuid"}, "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "f81d4fae"),
    "format email": ({"format": "email"}, "a@b.example", "a"),
    "format uri": ({"format": "uri"}, "https://a.example/", "/a"),
    "format ipv4": ({"format": "ipv4"}, "127.0.0.1", "127.0.0.256"),
}
SCHEMAS = {
    "Tree": {
        "type": "object",
        "properties": {"kids": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}},
    }
}


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_every_keyword_counts_in_a_body(serve, keyword):
    schema, good, bad = KEYWORDS[keyword]
    app = serve(document({"/things": {"post": operation(schema)}}, SCHEMAS), make_thing=echo)
    assert ask(app, json=good).json() == good
    refusal = ask(app, json=bad)
    assert refusal.status_code == 400
    assert {part["in"] for part in refusal.json()["errors"]} == {"body"}


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_every_keyword_counts_in_a_reply(serve, keyword):
    schema, good, bad = KEYWORDS[keyword]
    declared = operation(True, responses={"200": ok(schema)})
    app = serve(document({"/things": {"post": declared}}, SCHEMAS), make_thing=echo)
    assert ask(app, json=good).json() == good
    assert ask(app, json=bad).json()["type"].endswith("/reply-broke-contract")


def test_schemas_that_are_written_alike_are_compiled_once_and_no_others():
    schemas = Schemas(bundle())
    assert schemas.compile({"const": 1}) is schemas.compile({"const": 1})
    assert schemas.compile({"const": 1}).is_valid(1)
    assert not schemas.compile({"const": True}).is_valid(1)


def test_a_schema_file_that_refers_to_itself_can_be_used(serve, tmp_path):
    shutil.copytree(BUNDLE.parent, tmp_path / "openapi")
    (tmp_path / "openapi/schemas/tree.json").write_text(
        '{"$schema": "https://json-schema.org/draft/2020-12/schema",'
        '"$id": "https://spolvero.dev/schemas/tree.json", "title": "Tree", "description": "-",'
        '"type": "object", "properties": {"kids": {"type": "array", "items": {"$ref": "#"}}},'
        '"additionalProperties": false}'
    )
    root = tmp_path / "openapi/openapi.yaml"
    text = root.read_text().partition("paths:\n")
    (tmp_path / "openapi/paths/things.yaml").write_text(
        "things:\n  post:\n    operationId: make_thing\n    tags: [things]\n    security: []\n"
        "    requestBody: {required: true, content: {application/json:"
        " {schema: {$ref: ../schemas/tree.json}}}}\n"
        "    responses:\n"
        '      "200": {description: Good., content: {application/json:'
        " {schema: {$ref: ../schemas/tree.json}}}}\n"
        + "".join(
            f'      "{status}": {{$ref: ../responses.yaml#/{name}}}\n'
            for status, name in PROBLEMS.items()
        )
    )
    root.write_text(f"{text[0]}paths:\n  /things: {{$ref: paths/things.yaml#/things}}\n")
    contract = {**read(tmp_path / "openapi").bundle.document, "servers": [{"url": "/t"}]}
    app = serve(contract, make_thing=echo)
    assert ask(app, json={"kids": [{"kids": []}]}).json() == {"kids": [{"kids": []}]}
    assert ask(app, json={"kids": [{"kid": []}]}).json()["errors"][0]["pointer"] == "/kids/0"


def test_defaults_are_filled_into_bodies_at_every_depth(serve):
    inner = {"type": "object", "properties": {"b": {"default": 2}, "c": {"type": "string"}}}
    schema = {
        "properties": {
            "a": {"type": "string", "default": "x"},
            "n": {"type": ["string", "null"], "default": "y"},
            "in": {"$ref": "#/components/schemas/Inner"},
            "list": {"type": "array", "items": {"$ref": "#/components/schemas/Inner"}},
            "any": True,
        },
    }
    contract = document({"/things": {"post": operation(schema)}}, {"Inner": inner})
    app = serve(contract, make_thing=echo)
    assert ask(app, json={}).json() == {"a": "x", "n": "y"}
    sent = {"a": "z", "n": None, "in": {}, "list": [{}, {"b": 3}], "any": 1}
    assert ask(app, json=sent).json() == {
        "a": "z",
        "n": None,
        "in": {"b": 2},
        "list": [{"b": 2}, {"b": 3}],
        "any": 1,
    }


def test_a_default_may_stand_in_what_is_referred_to_or_beside_the_reference(serve):
    word = {"type": "string", "enum": ["x", "y"], "default": "x"}
    named = {"$ref": "#/components/schemas/Word"}
    schema = {"properties": {"a": named, "b": {**named, "default": "y"}}}
    declared = operation(
        schema, parameters=[parameter("c", named), parameter("d", {**named, "default": "y"})]
    )

    def show(call, body, c, d):
        return {**body, "c": c, "d": d}

    app = serve(document({"/things": {"post": declared}}, {"Word": word}), make_thing=show)
    assert ask(app, json={}).json() == {"a": "x", "b": "y", "c": "x", "d": "y"}


def test_a_body_without_defaults_arrives_as_it_was_sent(serve):
    schema = bundle()["paths"]["/albums/{album_id}"]["patch"]["requestBody"]["content"][JSON]
    contract = document({"/things": {"patch": operation(schema["schema"])}})
    app = serve(contract, make_thing=echo)
    assert ask(app, method="PATCH", json={"name": "Foxes"}).json() == {"name": "Foxes"}


def test_a_default_that_one_handler_changes_is_whole_again_for_the_next(serve):
    def spoil(call: Any, body: Any) -> Any:
        body["list"].append(1)
        return body

    schema = {"properties": {"list": {"type": "array", "default": []}}}
    app = serve(document({"/things": {"post": operation(schema)}}), make_thing=spoil)
    assert [ask(app, json={}).json() for _ in range(2)] == [{"list": [1]}, {"list": [1]}]


def test_whole_floats_become_integers_where_integers_are_asked_for(serve):
    def kinds(call: Any, body: Any) -> Any:
        return {name: type(value).__name__ for name, value in body.items()}

    schema = {
        "properties": {
            "a": {"type": "integer"},
            "b": {"$ref": "#/components/schemas/Seed"},
            "c": {"type": "number"},
        }
    }
    app = serve(document({"/things": {"post": operation(schema)}}), make_thing=kinds)
    body = b'{"a": 1.0, "b": 2e0, "c": 3.0}'
    answer = ask(app, content=body, headers={"Content-Type": JSON})
    assert answer.json() == {"a": "int", "b": "int", "c": "float"}


# Parameters.


def test_parameters_arrive_as_their_types_with_defaults(serve):
    declared = operation(
        parameters=[
            parameter("id", {"type": "integer"}, "path", required=True),
            parameter("n", {"type": "integer", "default": 7}),
            parameter("size", {"type": "number"}),
            parameter("on", {"type": "boolean"}),
            parameter("word", {"type": "string"}),
            parameter("many", {"type": "array", "items": {"type": "integer"}}),
            parameter("X-Deep-Depth", {"type": "integer"}, "header"),
        ]
    )

    def show(call, id, n, size, on, word, many, x_deep_depth):
        return [id, n, size, on, word, many, x_deep_depth]

    app = serve(document({"/things/{id}": {"get": declared}}), make_thing=show)
    assert ask(app, "/things/4", "GET").json() == [4, 7, None, None, None, None, None]
    query = "/things/-4?n=8&size=1.50&on=false&word=a+b%2B%C3%BC&many=3&many=1"
    answer = ask(app, query, "GET", headers={"x-deep-depth": " 9 "})
    assert answer.json() == [-4, 8, 1.5, False, "a b+ü", [3, 1], 9]
    for bad in ("n=1.0", "size=1e3", "size=.5", "size=NaN", "on=True", "on=1", "many=1&many=x"):
        assert ask(app, f"/things/4?{bad}", "GET").status_code == 400, bad
    assert ask(app, "/things/x", "GET").status_code == 404


def test_keywords_count_in_parameters_too(serve):
    declared = operation(
        parameters=[
            parameter("n", {"type": "integer", "exclusiveMinimum": 0}, required=True),
            parameter("when", {"type": "string", "format": "date"}),
            parameter("word", {"const": "fox"}),
        ]
    )
    app = serve(
        document({"/things": {"get": declared}}), make_thing=lambda call, n, when, word: [n]
    )
    assert ask(app, "/things?n=1&when=2026-11-23&word=fox", "GET").json() == [1]
    for bad, place in {
        "n=0": "/n",
        "": "/n",
        "n=1&when=2026-02-30": "/when",
        "n=1&word=owl": "/word",
    }.items():
        errors = ask(app, f"/things?{bad}", "GET").json()["errors"]
        assert [(e["in"], e["pointer"]) for e in errors] == [("query", place)], bad


def test_parameters_of_a_path_hold_for_its_operations(serve):
    shared = [parameter("id", {"type": "string", "maxLength": 3}, "path", required=True)]
    contract = document({"/things/{id}": {"parameters": shared, "get": operation()}})
    app = serve(contract, make_thing=lambda call, id: id)
    assert ask(app, "/things/abc", "GET").json() == "abc"
    assert ask(app, "/things/abcd", "GET").status_code == 404


# Replies.

BROKEN = {
    "a status that is not declared": (Reply({}, status=201), "status 201 is not declared"),
    "a wrong body": (Reply({"a": {"b/c": "x"}}), "/a/b~1c"),
    "no body": (None, "at /"),
    "bytes for JSON": (b"{}", "status 200"),
    "what JSON has no word for": ({"a": {"b/c": {1, 2}}}, "status 200"),
    "that, where anything passes": ({"c": {1, 2}}, "status 200"),
    "not a number": (Reply({"a": {"b/c": float("nan")}}), "status 200"),
    "no header": (Reply({}, status=202), "X-Must is missing or wrong"),
    "a wrong header": (Reply({}, 202, {"X-Must": "no"}), "X-Must is missing or wrong"),
    "a body where none is": (Reply({}, status=204), "without a body"),
    "JSON for bytes": (Reply({}, status=203), "needs bytes"),
    "another media type": (Reply({}, 200, {"Content-Type": "text/html"}), "Content-Type"),
    "a media type that is not declared": (
        Reply({}, media_type="text/csv"),
        "status 200 is not declared with text/csv",
    ),
    "a length": (Reply({}, 200, {"content-length": "1"}), "content-length"),
}


@pytest.mark.parametrize("breach", BROKEN)
def test_a_reply_that_breaks_the_contract_never_leaves_and_the_log_says_where(
    serve, caplog, breach
):
    reply, said = BROKEN[breach]
    schema = {
        "type": "object",
        "properties": {"a": {"properties": {"b/c": {"type": "integer"}}}},
    }
    must = {"X-Must": {"required": True, "schema": {"const": "yes"}}}
    responses = {
        "200": ok(schema),
        "202": ok(schema, headers=must),
        "203": {"description": "Bytes.", "content": {"image/png": {}}},
        "204": {"description": "Nothing."},
    }
    contract = document({"/things": {"get": operation(responses=responses)}})
    app = serve(contract, make_thing=lambda call: reply)
    answer = ask(app, method="GET")
    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert problem["type"] == "https://spolvero.dev/problems/reply-broke-contract"
    assert problem["trace_id"] == answer.headers["x-trace-id"]
    assert "b/c" not in answer.text
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert said in record.getMessage()
    assert "make_thing" in record.getMessage()
    assert problem["trace_id"] in record.getMessage()


def test_a_handler_that_breaks_tells_the_log_and_not_the_client(serve, caplog):
    def fail(call: Any) -> Any:
        raise RuntimeError("the secret is 42")

    app = serve(document({"/things": {"get": operation()}}), make_thing=fail)
    answer = ask(app, method="GET")
    assert answer.status_code == 500
    assert answer.json()["type"].endswith("/internal-error")
    assert "secret" not in answer.text
    assert answer.json()["trace_id"] in caplog.text
    assert "the secret is 42" in caplog.text


def test_a_refusal_that_the_operation_does_not_declare_never_leaves(serve, caplog):
    from domain.errors import Conflict

    def refuse(call: Any) -> Any:
        raise Conflict("Not now.")

    app = serve(document({"/things": {"get": operation()}}), make_thing=refuse)
    assert ask(app, method="GET").json()["type"].endswith("/reply-broke-contract")
    assert "status 409 is not declared" in caplog.text


def test_async_handlers_keep_the_same_promises(serve, caplog):
    async def make_thing(call: Any, body: Any) -> Any:
        return body

    declared = operation(True, responses={"200": ok({"type": "integer"})})
    app = serve(document({"/things": {"post": declared}}), make_thing=make_thing)
    assert ask(app, json=1).json() == 1
    assert ask(app, json="x").status_code == 500
    assert ask(app, content=b"x", headers={"Content-Type": JSON}).status_code == 400
    assert ask(app, json=["x" * 1000]).status_code == 413


# Routes.


def test_a_literal_path_beats_a_parameter_wherever_it_stands(serve):
    def under(name: str, path: str) -> dict[str, Any]:
        names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        return operation(
            operationId=name,
            parameters=[parameter(n, {"type": "string"}, "path", required=True) for n in names],
        )

    paths = {
        "deep": "/things/{a}/{b}",
        "one": "/things/{a}",
        "tail": "/things/{a}/tail",
        "head": "/things/new/{b}",
        "literal": "/things/new",
        "both": "/things/new/tail",
    }
    contract = document({path: {"get": under(name, path)} for name, path in paths.items()})
    app = serve(
        contract,
        deep=lambda call, a, b: ["deep", a, b],
        one=lambda call, a: ["one", a],
        tail=lambda call, a: ["tail", a],
        head=lambda call, b: ["head", b],
        literal=lambda call: ["literal"],
        both=lambda call: ["both"],
    )
    for path, found in {
        "/things/new": ["literal"],
        "/things/old": ["one", "old"],
        "/things/new/tail": ["both"],
        "/things/new/x": ["head", "x"],
        "/things/x/tail": ["tail", "x"],
        "/things/x/y": ["deep", "x", "y"],
    }.items():
        assert ask(app, path, "GET").json() == found


def test_what_is_not_under_the_base_path_goes_on_to_the_other_application(serve):
    app = serve(document({"/things": {"get": operation()}}), make_thing=lambda call: 1)
    assert ask(app, "http://a/things", "GET").status_code == 418
    assert ask(app, "http://a/tx", "GET").status_code == 418
    assert ask(app, "/nothing", "GET").status_code == 404


# What stops the start.


def started(serve: Any, change: dict[str, Any], **handlers: Any) -> str:
    """Try to serve a contract whose one operation is changed; give what is said against it."""
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 (the caller looks at the text)
        serve(document({"/things": {"get": operation(**change)}}), **handlers)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("change", "said"),
    {
        "an array in a header": (
            {"parameters": [parameter("X-A", {"type": "array", "items": {}}, "header")]},
            "parameter X-A",
        ),
        "deepObject": (
            {"parameters": [parameter("filter", {"type": "object"}, style="deepObject")]},
            "parameter filter",
        ),
        "pipeDelimited": (
            {"parameters": [parameter("a", {"type": "array", "items": {}}, style="pipeDelimited")]},
            "parameter a",
        ),
        "commas": (
            {"parameters": [parameter("a", {"type": "array", "items": {}}, explode=False)]},
            "parameter a",
        ),
        "a cookie": ({"parameters": [parameter("a", {}, "cookie")]}, "parameter a"),
        "a parameter in JSON": (
            {"parameters": [{"name": "a", "in": "query", "content": {JSON: {}}}]},
            "parameter a",
        ),
        "a form": (
            {"requestBody": {"content": {"multipart/form-data": {}}}},
            "multipart/form-data is not supported",
        ),
        "a range of media types in a body": (
            {"requestBody": {"content": {"image/*": {}}}},
            "image/* is not supported",
        ),
        "a limit that is none": (
            {"requestBody": {"content": {"text/csv": {"x-max-bytes": 0}}}},
            "x-max-bytes of text/csv",
        ),
        "no success": ({"responses": {"200": {"$ref": "#/nothing/here"}}}, "nothing"),
        "two schemes at once": ({"security": [{"token": [], "session": []}]}, "two schemes"),
        "two roles": ({"security": [{"token": ["viewer", "admin"]}]}, "one role, the least"),
        "no role": ({"security": [{"token": ["boss"]}]}, "boss"),
        "a schema that is none": ({"responses": {"200": ok({"type": "strin"})}}, "type"),
    }.values(),
)
def test_what_the_bridge_cannot_do_stops_the_start_and_is_named(serve, change, said):
    refusal = started(serve, change, make_thing=lambda call: 1)
    assert refusal.startswith("operation make_thing: ")
    assert said in refusal


def test_an_operation_without_a_handler_stops_the_start(serve):
    assert "make_thing" in started(serve, {})


def test_a_handler_that_takes_something_else_stops_the_start(serve):
    assert started(serve, {}, make_thing=lambda call, body: 1) == (
        "operation make_thing: its handler takes (body), the contract declares ()"
    )
    more = {"parameters": [parameter("Odd-Name", {"type": "string"}, "header")]}
    assert "declares (odd_name)" in started(serve, more, make_thing=lambda call: 1)
    assert "make_thing" in started(serve, {}, make_thing=lambda: 1)


def test_an_async_handler_where_somebody_must_be_asked_who_they_are_stops_the_start(serve):
    async def make_thing(call: Any) -> int:
        return 1

    said = started(serve, {"security": [{"token": []}]}, make_thing=make_thing)
    assert (
        said == "operation make_thing: asking who it is may block, so its handler cannot be async"
    )
    said = started(serve, {"security": [], "x-audit": True}, make_thing=make_thing)
    assert said.endswith("writing the audit log may block, so its handler cannot be async")


def test_two_operations_of_one_name_stop_the_start(serve):
    contract = document({"/things": {"get": operation()}, "/more": {"get": operation()}})
    with pytest.raises(ValueError, match="two operations are called make_thing"):
        serve(contract, make_thing=lambda call: 1)


def test_an_operation_without_a_name_stops_the_start_and_its_place_is_named(serve):
    nameless = operation()
    del nameless["operationId"]
    with pytest.raises(ValueError, match="GET /things"):
        serve(document({"/things": {"get": nameless}}))


def test_a_path_with_half_a_segment_in_braces_stops_the_start(serve):
    one = operation(parameters=[parameter("id", {"type": "string"}, "path", required=True)])
    with pytest.raises(ValueError, match=r"/things/{id}\.png"):
        serve(document({"/things/{id}.png": {"get": one}}), make_thing=lambda call, id: 1)


# Connexion.


def test_connexion_reads_the_view_and_finds_the_handlers(serve):
    found = []

    class Watched(Contract):
        def compile(self, operation: AbstractOperation) -> Any:
            found.append(operation)
            return super().compile(operation)

    def make_thing(call: Any) -> int:
        return 1

    app = serve(document({"/things": {"get": operation()}}), Watched, make_thing=make_thing)
    assert isinstance(app, SpecMiddleware)
    [resolved] = found
    assert isinstance(resolved, AbstractOperation)
    assert resolved.function is make_thing
    assert (resolved.method, resolved.path) == ("get", "/things")


def test_the_view_that_connexion_gets_has_nothing_to_check():
    view = routing_view(bundle(), "handlers")
    assert view["openapi"] == "3.0.3"
    assert view["paths"].keys() == bundle()["paths"].keys()
    assert "$ref" not in str(view)
    schemas = [
        parameter["schema"]
        for item in view["paths"].values()
        for operation in item.values()
        for parameter in operation["parameters"]
    ]
    assert all(schema == {"type": "string"} for schema in schemas)


# Who may.


def test_the_least_role_beside_a_scheme_is_enforced_and_none_means_any(serve):
    def say(call: Any) -> Any:
        return call.viewer and call.viewer.role

    for security, expected in (
        ([{"token": ["admin"]}], (401, 403, 200)),
        ([{"token": ["operator"]}], (401, 403, 200)),
        ([{"token": ["viewer"]}], (401, 200, 200)),
        ([{"token": []}], (401, 200, 200)),
        ([{}, {"token": ["admin"]}], (200, 200, 200)),
        ([{"session": []}], (401, 401, 401)),
        ([], (200, 200, 200)),
    ):
        contract = document({"/things": {"get": operation(security=security)}})
        app = serve(contract, make_thing=say)
        asked = [{}, {"Authorization": "viewer"}, {"Authorization": "admin"}]
        statuses = tuple(ask(app, method="GET", headers=h).status_code for h in asked)
        assert statuses == expected, security
