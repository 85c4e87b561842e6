"""What the emitters make of small contracts."""

from typing import Any

import pytest

from codegen.emit.problems_page import problems_page
from codegen.emit.typescript import Types
from codegen.emit.typescript_types import typescript_types
from codegen.emit.vocabulary import vocabulary
from codegen.emit.wire import wire
from codegen.model import Api
from codegen.read.document import read_document
from codegen.read.shapes import ShapeReader


def api_of(schemas: dict[str, Any], **document: Any) -> Api:
    return read_document({"components": {"schemas": schemas}, **document})


def reader() -> ShapeReader:
    """A reader of a document with one schema."""
    named = {"Named": {"type": "object"}}
    document = {"openapi": "3.1.0", "components": {"schemas": named}}
    return ShapeReader(document, named)


def asking(schema: str) -> dict[str, Any]:
    """Paths with one operation, whose body is that schema."""
    media = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    post = {"operationId": "ask", "requestBody": {"content": media}, "responses": {}}
    return {"paths": {"/x": {"post": post}}}


def alias(text: str, name: str) -> str:
    """The lines that define a name."""
    lines = text.splitlines()
    start = next(
        index
        for index, line in enumerate(lines)
        if line.startswith((f"export type {name} =", f"class {name}(", f"{name} ", f"{name}:"))
    )
    end = next(
        (index for index in range(start, len(lines)) if lines[index] == ""),
        len(lines),
    )
    return "\n".join(lines[start:end])


# Shapes, as TypeScript says them


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, "string"),
        ({"type": "integer"}, "number"),
        ({"type": "null"}, "null"),
        ({"type": ["string", "null"]}, "string | null"),
        ({"type": "string", "nullable": True}, "string | null"),
        ({"enum": ["a", 'b"', 1, True, None]}, '"a" | "b\\"" | 1 | true | null'),
        ({"type": "string", "enum": ["a", 1]}, '"a"'),
        ({"enum": ["a"], "nullable": True}, '"a" | null'),
        ({"const": "ok"}, '"ok"'),
        ({"const": {"a": [1, "x"]}}, '{ a: [1, "x"] }'),
        ({}, "unknown"),
        (True, "unknown"),
        (False, "never"),
        ({"$ref": "#/components/schemas/Named"}, "Named"),
        ({"type": "array", "items": {"type": "string"}}, "string[]"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, '("a" | "b")[]'),
        ({"type": "array"}, "unknown[]"),
        ({"type": "array", "items": {"anyOf": [{"type": "string"}, {}]}}, "unknown[]"),
        (
            {"type": "array", "prefixItems": [{"type": "string"}, {"type": "number"}]},
            "[string?, number?, ...unknown[]]",
        ),
        (
            {
                "type": "array",
                "prefixItems": [{"type": "string"}, {"type": "number"}],
                "items": False,
                "minItems": 2,
            },
            "[string, number]",
        ),
        ({"type": "object"}, "{ [key: string]: unknown }"),
        ({"type": "object", "additionalProperties": False}, "{ [key: string]: never }"),
        (
            {"type": "object", "additionalProperties": {"type": "number"}},
            "{ [key: string]: number }",
        ),
        (
            {
                "type": "object",
                "properties": {"a": {"type": "string"}},
                "additionalProperties": {"type": "number"},
            },
            "{ a?: string; [key: string]: number | string | undefined; }",
        ),
        (
            {"type": "object", "properties": {"a-b": {}, "in": {}, "9": {}}, "required": ["in"]},
            '{ "a-b"?: unknown; in: unknown; "9"?: unknown; }',
        ),
        ({"type": "object", "required": ["a"]}, "{ a: unknown; }"),
        (
            {"anyOf": [{"$ref": "#/components/schemas/Named"}, {"type": "null"}]},
            "Named | null",
        ),
        (
            {"allOf": [{"$ref": "#/components/schemas/Named"}], "description": "Said again."},
            "Named",
        ),
        (
            {
                "allOf": [
                    {"$ref": "#/components/schemas/Named"},
                    {"type": "object", "properties": {"b": {"type": "string"}}},
                ],
                "required": ["a"],
            },
            "{ a: unknown; } & Named & { b?: string; }",
        ),
        (
            {
                "$ref": "#/components/schemas/Named",
                "type": "object",
                "properties": {"b": {"const": 1}},
                "required": ["b"],
            },
            "Named & { b: 1; }",
        ),
        (
            {
                "type": "object",
                "properties": {"a": {"type": "string"}},
                "oneOf": [{"required": ["a"]}, {"required": ["b"]}],
            },
            "{ a?: string; } & ({ a: string; b?: never; } | { b: unknown; a?: never; })",
        ),
    ],
)
def test_each_shape_has_its_type(schema, expected):
    read = reader().schema(schema, "")
    assert " ".join(Types(str).of(read).split()) == expected


@pytest.mark.parametrize(
    ("schema", "place", "says"),
    [
        ({"type": "file"}, "/x/type", "`file` is not a type"),
        ({"$ref": "#/components/schemas/Gone"}, "/x", "leads nowhere"),
        ({"type": "array", "items": "string"}, "/x/items", "a schema must be an object"),
    ],
)
def test_what_is_not_understood_is_wider_and_says_so(schema, place, says):
    reading = reader()
    reading.schema(schema, "/x")
    assert reading.diagnostics[0].where == place
    assert says in reading.diagnostics[0].message


def test_what_is_understood_leaves_no_diagnostic(workshop):
    assert workshop.api().diagnostics == ()


# TypeScript


def test_a_name_that_typescript_refuses_is_written_in_pascal():
    ref = {"$ref": "#/components/schemas/pot.lid"}
    text = typescript_types(api_of({"pot.lid": {"type": "string"}, "string": {}, "PotLid": ref}))
    assert '"pot.lid": PotDotLid;' in text
    assert "export type PotDotLid = string;" in text
    assert "export type PotLid = PotDotLid;" in text
    assert "export type String = unknown;" in text


def test_a_schema_may_hold_itself():
    item = {"$ref": "#/components/schemas/Tree"}
    tree = {"type": "object", "properties": {"twigs": {"type": "array", "items": item}}}
    assert "twigs?: Tree[];" in typescript_types(api_of({"Tree": tree}))


def test_a_default_does_not_make_a_property_required():
    size = {"type": "integer", "default": 3}
    schema = {"type": "object", "properties": {"size": size}}
    text = alias(typescript_types(api_of({"Ask": schema}, **asking("Ask"))), "Ask")
    assert "/** @default 3 */" in text
    assert "size?: number;" in text


def test_a_comment_cannot_be_closed_from_inside():
    text = typescript_types(api_of({"Glob": {"type": "string", "description": "Like **/*.png."}}))
    assert "/** Like **\\/*.png. */" in text


def test_limits_formats_and_deprecation_stand_in_the_comment():
    schema = {
        "type": "string",
        "description": "A day.",
        "format": "date",
        "maxLength": 10,
        "deprecated": True,
        "examples": ["2026-11-23"],
    }
    text = typescript_types(api_of({"Day": schema}))
    for tag in ("A day.", "@format date", "@maxLength 10", "@deprecated", "@example 2026-11-23"):
        assert f" * {tag}\n" in text


def test_operations_have_the_layout_that_fetch_clients_know(workshop):
    text = typescript_types(workshop.api())
    get = text[text.index("  get_pot: {") : text.index("export type Glaze")]
    assert "      path: {\n        pot_id: components" in get
    assert "      query?: never;" in get
    assert "    requestBody?: never;" in get
    assert '          "application/json": PotOutput;' in get
    assert '      404: components["responses"]["NotFound"];' in get
    post = text[text.index("  make_pot: {") : text.index("  get_pot: {")]
    assert '    requestBody: {\n      content: {\n        "application/json": Pot;' in post


def test_one_new_property_changes_only_the_lines_about_it(workshop):
    before = typescript_types(workshop.api()).splitlines()
    properties = workshop.files["schemas/pot.json"]["properties"]
    properties["handles"] = {"description": "How many it has.", "type": "integer"}
    after = typescript_types(workshop.api()).splitlines()
    new = [line.strip() for line in after if line not in before]
    # Twice: a reply's pot differs, since it always tells the glaze.
    assert new == ["/** How many it has. */", "handles?: number;"] * 2
    assert [line for line in after if line.strip() not in new] == before


# Python


def run(text: str) -> dict[str, Any]:
    space: dict[str, Any] = {"__name__": "generated"}
    exec(compile(text, "generated.py", "exec"), space)  # what we generate has to be Python
    return space


def test_words_become_enums_and_addresses_are_called_by_their_last_step():
    values = ["https://x.dev/problems/not-found", "high-gloss", "3d", "class", "Class", ""]
    found = run(vocabulary(api_of({"Word": {"type": "string", "enum": values}})))["Word"]
    assert {member.name: member.value for member in found} == {
        "NOT_FOUND": values[0],
        "HIGH_GLOSS": "high-gloss",
        "_3D": "3d",
        "CLASS": "class",
        "CLASS2": "Class",
        "EMPTY": "",
    }


def test_limits_and_defaults_become_constants(workshop):
    properties = workshop.files["schemas/pot.json"]["properties"]
    properties["lid"] = {
        "type": "object",
        "properties": {"width": {"anyOf": [{"type": "number", "maximum": 9}, {"type": "null"}]}},
    }
    found = run(vocabulary(workshop.api()))
    assert found["POT_ID_MIN_LENGTH"] == 3
    assert found["TRACE_ID_PATTERN"] == "^[0-9a-f]{4}$"
    assert found["POT_LITRES_MINIMUM"] == 0
    assert found["POT_LID_WIDTH_MAXIMUM"] == 9
    assert found["POT_GLAZE_DEFAULT"] is found["Glaze"].MATT


def test_limits_of_ours_and_the_names_of_secrets_become_constants():
    fields = {"pin": {"type": "string", "x-sensitive": True}, "note": {"type": "string"}}
    safe = {"type": "object", "properties": fields, "x-max-bytes": 900, "x-max-depth": 3}
    found = run(vocabulary(api_of({"Safe": safe})))
    assert (found["SAFE_MAX_BYTES"], found["SAFE_MAX_DEPTH"]) == (900, 3)
    assert found["SENSITIVE_NAMES"] == ("pin",)


def test_a_body_that_came_in_has_its_defaults_and_a_reply_need_not():
    fields = {"size": {"type": "integer", "default": 3}, "note": {"type": "string"}}
    schema = {"type": "object", "properties": fields}
    text = wire(api_of({"Ask": schema, "Answer": schema}, **asking("Ask")))
    assert alias(text, "Ask").splitlines()[1:] == ["    size: int", "    note: NotRequired[str]"]
    assert "    size: NotRequired[int]" in alias(text, "Answer")


def test_a_default_counts_wherever_a_request_can_hold_it():
    inner = {"type": "object", "properties": {"size": {"type": "integer", "default": 3}}}
    ref = {"$ref": "#/components/schemas/Inner"}
    outer = {"type": "object", "properties": {"all": {"type": "array", "items": ref}}}
    text = wire(api_of({"Ask": outer, "Inner": inner}, **asking("Ask")))
    assert "    size: int" in alias(text, "Inner")


def test_a_property_that_python_cannot_name_is_still_there():
    fields = {"in": {"type": "string"}, "a-b": {"$ref": "#/components/schemas/Part"}}
    text = wire(api_of({"Part": {"type": "object", "properties": fields}}))
    assert '"in": "NotRequired[str]",' in text
    assert '"a-b": "NotRequired[Part]",' in text
    assert run(text)["Part"].__annotations__.keys() == {"in", "a-b"}


def test_an_object_without_a_name_is_called_after_its_place():
    inner = {"type": "object", "properties": {"x": {"type": "number"}}, "required": ["x"]}
    fields = {
        "max_size": inner,
        "all": {"type": "array", "items": inner},
        "maybe": {"anyOf": [inner, {"type": "null"}]},
    }
    schemas = {"Pot": {"type": "object", "properties": fields}, "PotMaybe": {"type": "string"}}
    text = wire(api_of(schemas))
    assert "    max_size: NotRequired[PotMaxSize]" in text
    assert "    all: NotRequired[list[PotAllItem]]" in text
    assert "    maybe: NotRequired[PotMaybe2 | None]" in text
    assert "    x: float" in alias(text, "PotAllItem")


def test_the_options_of_a_union_are_called_by_what_tells_them_apart():
    def option(**properties: Any) -> dict[str, Any]:
        return {"type": "object", "properties": properties, "required": list(properties)}

    schema = {
        "oneOf": [
            option(token={"type": "string"}),
            option(kind={"const": "link"}, secret={"type": "string"}),
            option(a={}, b={}),
        ]
    }
    text = wire(api_of({"SignIn": schema}))
    assert alias(text, "SignIn") == ("SignIn: TypeAlias = SignInToken | SignInLink | SignInOption3")
    assert "    kind: Literal[" in alias(text, "SignInLink")


def test_parts_that_must_all_fit_become_one_record():
    base = {"type": "object", "properties": {"id": {"type": "string"}}}
    more = {"type": "object", "properties": {"size": {"type": "integer"}}, "required": ["size"]}
    both = {"allOf": [{"$ref": "#/components/schemas/Base"}, more], "required": ["id"]}
    text = wire(api_of({"Base": base, "Both": both}))
    assert "    id: str" in text
    assert "    size: int" in text


def test_a_record_that_adds_to_another_inherits_from_it_and_stands_below_it():
    base = {"type": "object", "properties": {"id": {"type": "string"}}}
    heir = {"allOf": [{"$ref": "#/components/schemas/Z"}], "type": "object"}
    heir |= {"properties": {"size": {"type": "integer"}}, "unevaluatedProperties": False}
    text = wire(api_of({"A": heir, "Z": base}))
    assert "class A(Z):" in text
    run(text)


def test_a_closed_record_is_final_so_that_its_keys_tell_it_apart():
    schema = {"type": "object", "properties": {"link": {}}, "additionalProperties": False}
    text = wire(api_of({"ByLink": schema, "Open": {"type": "object", "properties": {"x": {}}}}))
    assert "@final\nclass ByLink(TypedDict):" in text
    assert text.count("@final") == 1


def test_words_come_from_the_vocabulary_and_other_values_are_literals():
    said = {"type": "object", "properties": {"word": {"$ref": "#/components/schemas/Word"}}}
    words = {"Word": {"enum": ["a"]}, "Size": {"enum": [1, 2]}, "Said": said}
    text = wire(api_of({**words, "OfParametersAlone": {"enum": ["b"]}}))
    assert "from domain.vocabulary import Word\n" in text
    assert "Size: TypeAlias = Literal[1, 2]" in text


# The page of problems


def test_a_problem_is_explained_by_the_example_that_shows_it(workshop):
    value = {
        "type": "https://spolvero.dev/problems/cracked",
        "title": "It is cracked",
        "status": 404,
        "detail": "Pot pot1 has a crack.",
    }
    workshop.files["responses.yaml"]["NotFound"]["content"] = {
        "application/problem+json": {
            "examples": {"cracked": {"summary": "It cannot be used.", "value": value}}
        }
    }
    text = problems_page(workshop.api())
    assert "| 404 | [cracked](#cracked) | It is cracked |" in text
    assert "**404 It is cracked.** It cannot be used." in text
    assert "For example: *Pot pot1 has a crack.*" in text
    assert "`get_pot`" in text
    assert "`make_pot`" not in text
