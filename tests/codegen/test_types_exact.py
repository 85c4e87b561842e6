"""Each keyword of JSON Schema, and each way in which several play together, in TypeScript.

The rows are many and the questions few: one document of each version, and one run of the compiler.
"""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.codegen.exact_rows import NEW, OLD, SLIPS, Json
from tests.codegen.tsc import compiled, literal, types_of

VERSIONS = {"v31": ("3.1.1", NEW), "v30": ("3.0.4", OLD)}
ROWS = [(version, row) for version, (_, rows) in VERSIONS.items() for row in rows]

# Schemas that mean something else in requests than in replies, and what they take there.
POT = {
    "type": "object",
    "required": ["id", "name", "secret"],
    "properties": {
        "id": {"type": "string", "readOnly": True},
        "name": {"type": "string"},
        "glaze": {"type": "string", "default": "matt"},
        "secret": {"type": "string", "writeOnly": True},
        "lid": {"$ref": "#/components/schemas/Lid"},
    },
}
LID = {"type": "object", "properties": {"wide": {"type": "boolean", "default": False}}}
SHELF = {"type": "array", "items": {"$ref": "#/components/schemas/Pot"}}
PLATE = {"type": "object", "properties": {"wide": {"type": "boolean"}}}
DIRECTED = {"Pot": POT, "Lid": LID, "Shelf": SHELF, "Plate": PLATE}

ASKED = '["requestBody"]["content"]["application/json"]'
TOLD = '["responses"][200]["content"]["application/json"]'
SENT = {"name": "Jar", "secret": "x"}
GOT = {"id": "p1", "name": "Jar", "glaze": "matt"}
DIRECTIONS = [
    ("a-request-need-not-say-what-has-a-default", "Pot", ASKED, SENT, True),
    ("a-request-may-say-what-has-a-default", "Pot", ASKED, {**SENT, "glaze": "matt"}, True),
    ("a-request-has-nothing-read-only", "Pot", ASKED, {**SENT, "id": "p1"}, False),
    ("a-request-needs-what-is-required", "Pot", ASKED, {"secret": "x"}, False),
    ("a-request-needs-what-only-it-has", "Pot", ASKED, {"name": "Jar"}, False),
    ("a-reply-has-what-is-read-only", "Pot", TOLD, GOT, True),
    ("a-reply-has-what-has-a-default", "Pot", TOLD, {"id": "p1", "name": "Jar"}, False),
    ("a-reply-needs-what-is-read-only", "Pot", TOLD, {"name": "Jar", "glaze": "matt"}, False),
    ("a-reply-has-nothing-write-only", "Pot", TOLD, {**GOT, "secret": "x"}, False),
    ("a-request-holds-requests", "Pot", ASKED, {**SENT, "lid": {}}, True),
    ("a-reply-holds-replies", "Pot", TOLD, {**GOT, "lid": {}}, False),
    ("a-reply-holds-whole-replies", "Pot", TOLD, {**GOT, "lid": {"wide": True}}, True),
    ("a-list-of-requests", "Shelf", ASKED, [SENT, {**SENT, "lid": {}}], True),
    ("a-list-of-no-requests", "Shelf", ASKED, [GOT], False),
    ("a-list-of-replies", "Shelf", TOLD, [GOT], True),
    ("a-list-of-no-replies", "Shelf", TOLD, [SENT], False),
    ("what-is-the-same-both-ways-is-asked", "Plate", ASKED, {}, True),
    ("what-is-the-same-both-ways-is-told", "Plate", TOLD, {}, True),
]


def paths() -> dict[str, Any]:
    found = {}
    for name in DIRECTED:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        reply = {"description": "It.", "content": content}
        body = {"content": content, "required": True}
        put = {"operationId": f"put{name}", "requestBody": body, "responses": {"200": reply}}
        found[f"/{name}"] = {"put": put}
    return found


@cache
def schemas_of(version: str) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for row in VERSIONS[version][1]:
        for name, schema in ((row.name, row.schema), *row.beside):
            assert name not in found, f"{name} is there twice"
            found[name] = schema
    return found


# What the compiler says


def component(version: str, name: str) -> str:
    return f'{version}["schemas"][{json.dumps(name)}]'


def asked(name: str, part: str) -> str:
    return f'v31Operations["put{name}"]{part}'


def line(target: str, value: Json) -> str:
    return f"{{ const x: {target} = {literal(value)}; }}"


def questions() -> Iterable[str]:
    for version, row in ROWS:
        for value in (*row.takes, *row.refuses, *row.mistold):
            yield line(component(version, row.name), value)
    for name, value in SLIPS.items():
        yield line(component("v31", name), value)
    for _, name, part, value, _ in DIRECTIONS:
        yield line(asked(name, part), value)


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the types of both documents."""
    folder = tmp_path_factory.mktemp("types")
    for version, (number, _) in VERSIONS.items():
        info = {"title": "Rows", "version": "1"}
        schemas = schemas_of(version) | (DIRECTED if version == "v31" else {})
        (folder / version).mkdir()
        types_of(
            {
                "openapi": number,
                "info": info,
                "paths": paths() if version == "v31" else {},
                "components": {"schemas": schemas},
            },
            folder / version,
        )
    return folder


@pytest.fixture(scope="module")
def against(types: Path) -> dict[str, str]:
    """For each line that the compiler was asked about, what it says against it."""
    names = "components as {0}, operations as {0}Operations"
    head = [f'import type {{ {names.format(v)} }} from "./{v}/types";' for v in VERSIONS]
    lines = [*head, *questions()]
    said = dict.fromkeys(("", *lines[len(head) :]), "")
    for complaint in compiled(types, {"checks.ts": "\n".join(lines) + "\n"}):
        is_of_a_value = complaint.file == "checks.ts" and complaint.line > len(head)
        asked = lines[complaint.line - 1] if is_of_a_value else ""
        said[asked] = said[asked] or str(complaint)
    return said


def test_the_compiler_finds_no_fault_with_the_types_themselves(against):
    assert against[""] == ""


@pytest.mark.parametrize(
    ("version", "row"), ROWS, ids=[f"{version}-{row.name}" for version, row in ROWS]
)
def test_a_type_takes_what_its_schema_allows_and_refuses_the_rest(version, row, against):
    target = component(version, row.name)
    wrong = [
        f"{row.name} must take {json.dumps(value, ensure_ascii=False)}\n    {said}"
        for value in row.takes
        if (said := against[line(target, value)])
    ]
    wrong += [
        f"{row.name} must refuse {json.dumps(value, ensure_ascii=False)}"
        for value in (*row.refuses, *row.mistold)
        if not against[line(target, value)]
    ]
    if wrong:
        wrong.insert(0, json.dumps(row.schema, ensure_ascii=False))
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.parametrize("name", SLIPS)
def test_a_type_refuses_a_literal_with_a_property_that_nobody_named(name, against):
    assert against[line(component("v31", name), SLIPS[name])]


@pytest.mark.parametrize(
    ("name", "part", "value", "is_taken"),
    [row[1:] for row in DIRECTIONS],
    ids=[row[0] for row in DIRECTIONS],
)
def test_an_operation_takes_what_its_direction_allows(name, part, value, is_taken, against):
    assert bool(against[line(asked(name, part), value)]) is not is_taken


# Whether the table is right


def test_json_schema_agrees_with_the_table():
    text = json.dumps(schemas_of("v31")).replace("#/components/schemas/", "#/$defs/")
    root = {"$defs": json.loads(text)}
    wrong = [
        f"{name} does not allow {json.dumps(value)}"
        for name, value in SLIPS.items()
        if not Draft202012Validator({**root, "$ref": f"#/$defs/{name}"}).is_valid(value)
    ]
    for row in NEW:
        if not row.judged:
            continue
        judge = Draft202012Validator({**root, "$ref": f"#/$defs/{row.name}"})
        for value in (*row.takes, *row.mistold):
            if not judge.is_valid(value):
                wrong.append(f"{row.name} does not allow {json.dumps(value)}")
        for value in row.refuses:
            if judge.is_valid(value):
                wrong.append(f"{row.name} allows {json.dumps(value)}")
    assert wrong == []
