"""The same document always makes the same types, and a small change a small difference."""

import copy
import json
import os
import shutil
import subprocess
import sys
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from codegen.emit.typescript_types import typescript_types
from codegen.read.document import read_document

ROOT = Path(__file__).parent.parent.parent
OTHERS = ("python3.12", "python3.13", "python3.14")


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def record(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required)}


TEXT = {"type": "string"}
SCHEMAS = {
    "Pot": {
        **record("id", "name", "lid"),
        "description": "What holds soup.",
        "properties": {
            "id": {**TEXT, "readOnly": True},
            "name": TEXT,
            "glaze": {"enum": ["matt", "gloss", None, 3, True], "default": "matt"},
            "lid": ref("pot.lid"),
            "secret": {**TEXT, "writeOnly": True},
            "odd": {"$ref": "#/components/schemas/Tuple/prefixItems/1"},
        },
    },
    "pot.lid": {**record(wide={"type": "boolean", "default": False}), "maxProperties": 9},
    "pot-lid": record("a-b", **{"a-b": TEXT, "1": TEXT, "": TEXT, "日本": TEXT}),
    "plate": {"oneOf": [record("a", a=TEXT), record("b", b={"type": "number"})]},
    "1": {"not": {"type": ["string", "null"]}},
    "ünï": {"type": "array", "items": ref("plate")},
    "Tuple": {"type": "array", "prefixItems": [TEXT, record("x", x=ref("1"))], "minItems": 1},
    "Tree": {**record(twigs={"type": "array", "items": ref("Tree")}), "$defs": {"Leaf": TEXT}},
    "Bush": {
        "type": "array",
        "items": {"$ref": "#/components/schemas/Bush/$defs/Leaf"},
        "$defs": {"Leaf": {"type": "number"}},
    },
    "tea-cup": {**TEXT, "description": "It has a handle."},
    "Leaves": {"type": "array", "items": {"$ref": "#/components/schemas/Tree/$defs/Leaf"}},
    "Cat": record("kind", kind=TEXT),
    "Dog": record("kind", kind=TEXT),
    "Pet": {"oneOf": [ref("Cat"), ref("Dog")], "discriminator": {"propertyName": "kind"}},
    "Ruled": {
        **record("kind", kind={"enum": ["a", "b", "c"]}, x=TEXT, y=TEXT),
        "if": {"properties": {"kind": {"const": "a"}}},
        "then": {"required": ["x"]},
        "dependentRequired": {"y": ["x"]},
        "patternProperties": {"^x-": TEXT},
    },
    "Parent": {**record("kind", kind=TEXT), "discriminator": {"propertyName": "kind"}},
    "Heir": {"allOf": [ref("Parent"), record("z", z=TEXT)]},
    "string": {"anyOf": [ref("Pet"), ref("Heir"), {"type": "null"}]},
    "toString": {"const": {"__proto__": [1, {"a": None}]}},
}


def asks(name: str) -> dict[str, Any]:
    content = {"application/json": {"schema": ref(name)}}
    reply = {"description": "It.", "content": content}
    return {"requestBody": {"content": content}, "responses": {"200": reply}}


def document(schemas: dict[str, Any]) -> dict[str, Any]:
    return {
        "openapi": "3.1.1",
        "info": {"title": "Odd", "version": "1"},
        "paths": {
            "/pots": {"post": {"operationId": "make-pot", **asks("Pot")}},
            "/pots/{id}": {"put": asks("string")},
        },
        "components": {"schemas": schemas},
    }


def lines_of(schemas: dict[str, Any]) -> list[str]:
    return typescript_types(read_document(copy.deepcopy(document(schemas)))).splitlines()


# The same document


def made(python: str, spec: Path, **environment: str) -> bytes:
    """What `spolvero types` prints under some Python."""
    command = [python, "-B", "-m", "codegen", "types", str(spec)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, env={**os.environ, **environment})
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(document(SCHEMAS)))
    return path


def test_the_same_document_makes_the_same_bytes_whatever_the_order_of_sets(spec):
    first = made(sys.executable, spec, PYTHONHASHSEED="1")
    assert b"export type Pot = {" in first
    assert made(sys.executable, spec, PYTHONHASHSEED="4321") == first


@pytest.mark.parametrize("name", OTHERS)
def test_the_same_document_makes_the_same_bytes_under_each_python(name, spec):
    python = found(name)
    if python is None:
        pytest.skip(f"there is no {name} here")
    assert made(python, spec) == made(sys.executable, spec)


def found(name: str) -> str | None:
    """A Python of that name that starts: on the path, or among those that pyenv keeps."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [shutil.which(name), *map(str, sorted(kept.glob(f"*/bin/{name}")))]
    for each in filter(None, candidates):
        if subprocess.run([each, "-c", "pass"], capture_output=True).returncode == 0:
            return each
    return None


# A small change

NEW = {
    "plain": {"type": "string", "description": "New."},
    "record": {**record("x", x=ref("Pot"), y=ref("pot.lid")), "description": "New."},
    "with a default": record(x={**TEXT, "default": "new"}),
    "union": {"oneOf": [ref("Pot"), ref("plate"), {"type": "null"}]},
    "computed": {**record("x", x=TEXT), "not": {"required": ["y"]}, "allOf": [ref("Ruled")]},
    "tuple": {"type": "array", "prefixItems": [ref("Tree"), ref("1")], "maxItems": 2},
    "heir": {"allOf": [ref("pot-lid"), record("n", n=TEXT)]},
}


def inserted(position: str, name: str, schema: Any) -> dict[str, Any]:
    pairs = list(SCHEMAS.items())
    index = {"start": 0, "middle": len(pairs) // 2, "end": len(pairs)}[position]
    return dict([*pairs[:index], (name, schema), *pairs[index:]])


def changes(before: list[str], after: list[str]) -> list[tuple[str, list[str]]]:
    """What was done to some lines, and the new lines there."""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(kind, after[low:high]) for kind, _, _, low, high in steps if kind != "equal"]


@pytest.mark.parametrize("position", ["start", "middle", "end"])
@pytest.mark.parametrize("schema", NEW.values(), ids=NEW)
def test_a_new_schema_adds_lines_about_it_and_moves_no_other(schema, position):
    before = lines_of(SCHEMAS)
    after = lines_of(inserted(position, "fresh-clay.v2", schema))
    steps = changes(before, after)
    assert [step for step, _ in steps] == ["insert", "insert"]
    new = [lines for _, lines in steps]
    assert new[0] == ['    "fresh-clay.v2": FreshClayV2;']
    assert sum(line.startswith("export type ") for line in new[1]) == 1
    assert any(line.startswith("export type FreshClayV2 =") for line in new[1])


@pytest.mark.parametrize("position", ["start", "middle", "end"])
@pytest.mark.parametrize("name", ["tea.cup", "TeaCup"])
def test_a_schema_of_nearly_the_same_name_changes_only_the_lines_with_that_name(name, position):
    before = lines_of(SCHEMAS)
    after = lines_of(inserted(position, name, TEXT))
    kept = [line for line in before if "TeaCup" not in line]
    left = iter(after)
    assert all(line in left for line in kept)
    assert '    "tea-cup": TeaDashCup;' in after


@pytest.mark.parametrize("position", ["start", "middle", "end"])
def test_a_reference_into_a_schema_adds_a_name_and_changes_none(position):
    before = lines_of(SCHEMAS)
    inside = {"$ref": "#/components/schemas/Ruled/properties/kind"}
    steps = changes(before, lines_of(inserted(position, "fresh", inside)))
    assert {step for step, _ in steps} == {"insert"}
    assert len(steps) == 4


def test_the_order_of_schemas_changes_only_the_order_of_lines():
    turned = dict(reversed(SCHEMAS.items()))
    assert sorted(lines_of(turned)) == sorted(lines_of(SCHEMAS))


def test_one_new_property_changes_only_the_lines_about_it():
    schemas = copy.deepcopy(SCHEMAS)
    schemas["Tree"]["properties"]["height"] = {"type": "number"}
    assert changes(lines_of(SCHEMAS), lines_of(schemas)) == [("insert", ["  height?: number;"])]
