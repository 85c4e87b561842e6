"""Typed dictionaries from any document: each shape, names, directions, operations."""

import subprocess
import sys
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from codegen.emit.python import laid
from codegen.emit.python_types import python_types
from codegen.emit.wire import wire
from codegen.model import Api
from codegen.read.document import read_document
from tests.codegen.python_fits import fits
from tests.codegen.random_schemas import families

REF = "#/components/schemas/"
NAMED = {"type": "object", "properties": {"id": {"type": "string"}}}


def api_of(schemas: dict[str, Any], paths: dict[str, Any] | None = None) -> Api:
    return read_document(
        {"openapi": "3.1.0", "components": {"schemas": schemas}, "paths": paths or {}}
    )


def types_of(schemas: dict[str, Any], paths: dict[str, Any] | None = None) -> str:
    return python_types(api_of(schemas, paths), "Generated.")


def paths_of(name: str, **operation: Any) -> dict[str, Any]:
    return {"/x/{id}": {"post": {"operationId": name, "responses": {}, **operation}}}


def json(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def block(text: str, name: str) -> str:
    """What defines a name, to the next empty line that ends it."""
    starts = (f"class {name}(", f"{name}: ", f"{name} = ")
    lines = text.split("\n")
    start = next(index for index, line in enumerate(lines) if line.startswith(starts))
    end = start + 1
    while end < len(lines) and (lines[end].startswith((" ", "}", ")", "]")) or not lines[end]):
        end += 1
    return "\n".join(lines[start:end]).strip()


def loaded(text: str) -> dict[str, Any]:
    """What the module defines, with each type hint read as a library would read it."""
    module = type(sys)("generated")
    sys.modules["generated"] = module
    try:
        exec(compile(text, "generated.py", "exec"), module.__dict__)  # it has to be Python
        for each in list(vars(module).values()):
            if isinstance(each, type) and hasattr(each, "__total__"):
                get_type_hints(each)
    finally:
        del sys.modules["generated"]
    return vars(module)


# Shapes


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, "str"),
        ({"type": "integer"}, "int"),
        ({"type": "number"}, "float"),
        ({"type": "boolean"}, "bool"),
        ({"type": "null"}, "None"),
        ({"type": ["integer", "null"]}, "int | None"),
        ({"type": ["null", "integer"]}, "int | None"),
        ({}, "object"),
        (False, "Never"),
        ({"const": 1}, "Literal[1]"),
        ({"const": None}, "None"),
        (
            {"enum": ["a", 'b"', "c\\d", True, -2, None]},
            'Literal["a", \'b"\', "c\\\\d", True, -2] | None',
        ),
        ({"enum": ["a", 1.5]}, 'Literal["a"] | float'),
        ({"enum": ["a", "\ud800"]}, "str"),
        ({"const": {"a": 1}}, "dict[str, object]"),
        ({"const": [1]}, "list[object]"),
        ({"oneOf": [{"const": "a"}, {"const": "b"}]}, 'Literal["a", "b"]'),
        ({"anyOf": [{"type": "string"}, {}]}, "object"),
        (
            {"anyOf": [{"allOf": [{"enum": ["a"]}]}, {"type": ["array", "null"]}, {"const": "b"}]},
            'Literal["a", "b"] | list[object] | None',
        ),
        ({"$ref": f"{REF}Named"}, "Named"),
        ({"type": "array"}, "list[object]"),
        ({"type": "array", "items": {"$ref": f"{REF}Named"}}, "list[Named]"),
        ({"type": "array", "items": {"type": ["string", "null"]}}, "list[str | None]"),
        (
            {"type": "array", "prefixItems": [{"type": "string"}, {"const": 1}], "items": False},
            "list[str | Literal[1]]",
        ),
        ({"type": "array", "prefixItems": [{"type": "string"}]}, "list[object]"),
        ({"type": "object"}, "dict[str, object]"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "dict[str, int]"),
        (
            {
                "type": "object",
                "patternProperties": {"^x-": {"type": "string"}},
                "additionalProperties": False,
            },
            "dict[str, str]",
        ),
        ({"allOf": [{"type": "string"}, {"enum": ["a"]}]}, 'Literal["a"]'),
        ({"allOf": [{"$ref": f"{REF}Word"}, {"type": "string"}]}, "Word"),
        ({"allOf": [{"$ref": f"{REF}Word"}], "description": "Said again."}, "Word"),
    ],
)
def test_each_shape_has_its_python_type(schema, expected):
    text = types_of({"Named": NAMED, "Word": {"enum": ["a", "b"]}, "Thing": schema})
    assert block(text, "Thing").split("\n")[0] == f"Thing: TypeAlias = {expected}"
    loaded(text)


def test_what_holds_itself_is_named_before_it_is_there():
    tree = {"type": "array", "items": {"$ref": f"{REF}Tree"}}
    either = {"anyOf": [{"type": "object", "additionalProperties": {"$ref": f"{REF}Json"}}]}
    either["anyOf"] += [{"type": "array", "items": {"$ref": f"{REF}Json"}}, {"type": "null"}]
    maybe = {"anyOf": [{"$ref": f"{REF}Tree"}, {"type": "null"}]}
    holder = {"type": "object", "properties": {"tree": maybe}}
    text = types_of({"Tree": tree, "Json": either, "Holder": holder})
    assert 'Tree: TypeAlias = list["Tree"]' in text
    assert 'Json: TypeAlias = Union["dict[str, Json]", "list[Json]", None]' in text
    loaded(text)


def test_what_references_alone_say_by_itself_is_anything():
    circle = {"anyOf": [{"$ref": f"{REF}B"}, {"type": "null"}]}
    text = types_of({"A": circle, "B": {"$ref": f"{REF}A"}, "C": {"allOf": [{"$ref": f"{REF}C"}]}})
    assert "A: TypeAlias = object" in text
    assert "C: TypeAlias = object" in text
    loaded(text)


def test_keys_beside_the_named_ones_stand_in_the_docstring():
    schema = {
        "type": "object",
        "properties": {"a": {"type": "string"}},
        "additionalProperties": {"enum": ["x"]},
        "patternProperties": {"^x-": {"type": "integer"}},
    }
    text = types_of({"Open": schema})
    assert "Keys like `x-*`: `int`" in text
    assert 'Other keys: `Literal["x"]`' in text
    assert "Literal," not in text, "what only a comment names is not imported"


def test_a_key_that_a_class_cannot_hold_to_the_letter_stands_in_quotes():
    keys = ["in", "a-b", "l", "__secret", "ﬁn", ""]
    text = types_of({"Odd": {"type": "object", "properties": {key: {} for key in keys}}})
    assert loaded(text)["Odd"].__annotations__.keys() == set(keys)


def test_limits_defaults_and_descriptions_stand_in_docstrings():
    size = {"type": "integer", "description": 'Its "size".', "minimum": 1, "default": 3}
    word = {"type": "string", "format": "date", "deprecated": True, "example": "2026-11-23"}
    odd = {"description": 'Ends with \\ and """ and \x00', "type": "string"}
    fields = {"size": size, "word": word, "quote": {"description": 'Says "x"'}, "odd": odd}
    text = types_of({"Pot": {"type": "object", "properties": fields, "required": ["odd"]}})
    assert block(text, "Pot") == (
        "class Pot(TypedDict):\n"
        "    size: NotRequired[int]\n"
        '    """Its "size".\n\n    Minimum: 1\n    Default: 3\n    """\n\n'
        "    word: NotRequired[str]\n"
        '    """Format: date\n    Deprecated.\n    Example: 2026-11-23\n    """\n\n'
        "    quote: NotRequired[object]\n"
        '    """Says "x" """\n\n'
        "    odd: str\n"
        '    """Ends with \\\\ and \'\'\' and  """'
    )


def test_a_long_type_has_a_line_for_each_part():
    long = "NotRequired[list[" + " | ".join([f"Thing{index}" for index in range(15)]) + "]]"
    assert laid(long, "    ", "key: ").split("\n")[:4] == [
        "NotRequired[",
        "        list[",
        "            Thing0",
        "            | Thing1",
    ]
    words = 'Literal["' + "x" * 60 + '", "a | b[, ' + "y" * 60 + '"]'
    assert laid(words, "", "Words: ").split("\n")[2] == '    "a | b[, ' + "y" * 60 + '",'


# Parts that must all fit


def test_a_record_inherits_where_it_says_nothing_anew_and_stands_below_its_base():
    heir = {"allOf": [{"$ref": f"{REF}Z"}, {"properties": {"size": {"type": "integer"}}}]}
    text = types_of({"A": heir | {"type": "object"}, "M": NAMED, "Z": NAMED})
    assert block(text, "A") == "class A(Z):\n    size: NotRequired[int]"
    assert text.index("class M") < text.index("class Z") < text.index("class A")
    loaded(text)


def test_a_record_that_says_a_field_anew_has_the_narrower_one_and_what_both_require():
    heir = {
        "allOf": [{"$ref": f"{REF}Pet"}],
        "type": "object",
        "properties": {"kind": {"const": "cat"}},
        "required": ["id"],
    }
    pet = {"type": "object", "properties": {"kind": {"type": "string"}, "id": {"type": "string"}}}
    text = types_of({"Pet": pet, "Cat": heir})
    assert 'kind: NotRequired[Literal["cat"]]' in block(text, "Cat")
    assert "id: str" in block(text, "Cat")
    assert "class Cat(TypedDict):" in text


def test_a_record_beside_options_is_each_option_with_all_of_it():
    schema = {
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
        "oneOf": [{"required": ["a"]}, {"required": ["b"]}],
    }
    text = types_of({"Either": schema})
    assert "Either: TypeAlias = EitherA | EitherB" in text
    assert "    a: str\n" in block(text, "EitherA")
    loaded(text)


def test_records_that_hold_themselves_are_merged_to_an_end():
    def node(name: str) -> dict[str, Any]:
        return {"type": "object", "properties": {"next": {"$ref": REF + name}}}

    both = {"allOf": [{"$ref": f"{REF}One"}, {"$ref": f"{REF}Two"}]}
    text = types_of({"One": node("One"), "Two": node("Two"), "Both": both})
    assert "next: NotRequired[Two]" in block(text, "Both")


# Names


def test_any_name_becomes_one_that_python_takes_and_keeps():
    names = ["list", "Literal", "class", "a-b", "a.b", "c-d", "3d", "Größe", "½", "ﬁn", "_x", "I"]
    text = types_of({name: {"type": "integer"} for name in [*names, "str", "Fine", "snake_case"]})
    found = {name for name, value in loaded(text).items() if value is int}
    assert found == {
        *("List", "TypeLiteral", "Class", "ADashB", "ADotB", "CD", "Type3d", "Größe"),
        *("Type12", "Fin", "X", "TypeI", "Str", "Fine", "snake_case"),
    }


def test_a_name_does_not_depend_on_where_it_stands():
    names = ["a-b", "a.b", "AB", "x y", "XY", "Pot", "pot", "str"]
    fields = {"type": "object", "properties": {"in": {}}}

    def called(order: list[str]) -> set[str]:
        return set(loaded(types_of(dict.fromkeys(order, fields))))

    assert called(names) == called(names[::-1])


def test_one_new_schema_changes_only_the_lines_about_it():
    size = {"type": "integer", "default": 1}
    pot = {"type": "object", "properties": {"size": size, "lid": NAMED}}
    schemas = {
        **{"Pot": pot, "Size": size, "Some": {"anyOf": [{"$ref": f"{REF}Pot"}, {"const": 1}]}},
        "Heir": {"allOf": [{"$ref": f"{REF}Pot"}, {"properties": {"x": {}}}], "type": "object"},
    }
    before = types_of(schemas).split("\n")
    base = {"allOf": [{"$ref": f"{REF}Pot"}, {"properties": {"new": {}}}], "type": "object"}
    for name, schema in {"Aaa": base, "Mmm": NAMED, "Zzz": {"$ref": f"{REF}Some"}}.items():
        after = types_of({name: schema, **schemas}).split("\n")
        rest = iter(after)
        assert all(line in rest for line in before), "what was there stays, in its order"
        assert len(after) - len(before) < 6


# Directions

ACCOUNT = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "readOnly": True},
        "secret": {"type": "string", "writeOnly": True},
        "size": {"type": "integer", "default": 1},
        "inner": {"type": "object", "properties": {"id": {"type": "string", "readOnly": True}}},
        "same": {"type": "object", "properties": {"x": {"type": "string"}}},
    },
    "required": ["id"],
}


def test_a_schema_that_differs_is_written_for_each_direction_beside_its_neutral_form():
    ref = {"$ref": f"{REF}Account"}
    replies = {"200": {"description": "", **json(ref)}}
    text = types_of(
        {"Account": ACCOUNT}, paths_of("keep", requestBody=json(ref), responses=replies)
    )
    found = loaded(text)

    def keys(name: str) -> set[str]:
        return set(found[name].__annotations__)

    assert keys("Account") == {"id", "secret", "size", "inner", "same"}
    assert keys("AccountInput") == {"secret", "size", "inner", "same"}
    assert keys("AccountOutput") == {"id", "size", "inner", "same"}
    assert "    size: int\n" in block(text, "AccountOutput")
    assert "size: NotRequired[int]" in block(text, "AccountInput")
    assert "inner: NotRequired[AccountInnerInput]" in block(text, "AccountInput")
    assert "same: NotRequired[AccountSame]" in block(text, "AccountInput")
    assert "KeepBody: TypeAlias = AccountInput\n" in text
    assert "KeepReply: TypeAlias = AccountOutput\n" in text


# Operations


def test_an_operation_says_its_parameters_its_body_and_what_comes_back():
    parameters = [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
        {"name": "id", "in": "query", "schema": {"type": "integer"}, "description": "Another."},
        {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
    ]
    inline = {"type": "object", "properties": {"size": {"type": "integer"}}}
    replies = {
        "200": {"description": "", **json({"$ref": f"{REF}Named"})},
        "202": {"description": "", **json(inline)},
        "204": {"description": ""},
        "404": {"description": "", **json({"type": "string"})},
    }
    paths = paths_of(
        "pots/keep-one",
        summary="Keep it.",
        parameters=parameters,
        requestBody=json(inline),
        responses=replies,
    )
    text = types_of({"Named": NAMED}, paths)
    assert block(text, "PotsKeepOnePath") == (
        "class PotsKeepOnePath(TypedDict):\n"
        '    """Keep it: the path of `POST /x/{id}`."""\n\n'
        "    id: str"
    )
    assert '    id: NotRequired[int]\n    """Another."""' in block(text, "PotsKeepOneQuery")
    assert '"X-Trace": "NotRequired[str]"' in block(text, "PotsKeepOneHeaders")
    assert "May be left out." in block(text, "PotsKeepOneBody")
    assert "PotsKeepOneReply: TypeAlias = Named | PotsKeepOneReply202 | None" in text
    loaded(text)


def test_an_operation_takes_no_name_from_a_schema():
    paths = paths_of("keep", requestBody=json(NAMED))
    text = types_of({"KeepBody": {"type": "string"}}, paths)
    assert "KeepBody: TypeAlias = str" in text
    assert "class KeepBody_(TypedDict):" in text


# What checkers and libraries say

CHECKED = """
from generated import Account, AccountInput, ByLink, Cat, Heir, Json, KeepQuery, SignIn

good: AccountInput = {"secret": "x", "inner": {}}
bad: AccountInput = {"id": "x"}  # wrong: readOnly
full: Account = {"id": "x", "size": 1}
less: Account = {"size": 1}  # wrong: required
word: Cat = {"kind": "cat"}
other: Cat = {"kind": "dog"}  # wrong: const
heir: Heir = {"more": 1, "id": "x"}
data: Json = {"a": [1.5, None, {"b": "c"}]}
odd: Json = {"a": {1}}  # wrong: no JSON
query: KeepQuery = {"limit": 1}


def secret(by: SignIn) -> str:
    if "link" in by:
        return by["link"]
    return by["token"]


def wrong(by: SignIn) -> str:
    return by["token"]  # wrong: not told apart
"""


def closed(key: str) -> dict[str, Any]:
    fields = {key: {"type": "string"}}
    return {
        "type": "object",
        "properties": fields,
        "required": [key],
        "additionalProperties": False,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a module stands that has something of everything."""
    ref = {"$ref": f"{REF}Account"}
    limit = {"name": "limit", "in": "query", "required": True, "schema": {"type": "integer"}}
    replies = {"200": {"description": "", **json(ref)}}
    json_ref = {"$ref": f"{REF}Json"}
    schemas = {
        "Account": ACCOUNT,
        "Heir": {
            "allOf": [{"$ref": f"{REF}Named"}],
            "properties": {"more": {"type": "integer"}},
            "type": "object",
        },
        "Named": NAMED,
        "Cat": {"type": "object", "properties": {"kind": {"const": "cat"}}, "required": ["kind"]},
        "ByLink": closed("link"),
        "SignIn": {"oneOf": [{"$ref": f"{REF}ByLink"}, closed("token")]},
        "Json": {
            "anyOf": [
                {"type": ["string", "number", "null"]},
                {"type": "array", "items": json_ref},
                {"type": "object", "additionalProperties": json_ref},
            ]
        },
        "Odd": {"type": "object", "properties": {"a-b": ref, "str": {}, "list": {"items": {}}}},
        "snake": {"type": "string", "description": "A word."},
    }
    paths = paths_of("keep", parameters=[limit], requestBody=json(ref), responses=replies)
    (tmp_path / "generated.py").write_text(types_of(schemas, paths), "utf-8")
    return tmp_path


def test_a_checker_takes_what_fits_and_refuses_what_does_not(folder):
    (folder / "checked.py").write_text(CHECKED)
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--no-incremental"]
    done = subprocess.run(
        [*command, "--python-version", "3.11", "checked.py", "generated.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    wrong = [index for index, line in enumerate(CHECKED.split("\n"), 1) if "# wrong" in line]
    found = {line.split(": ")[0] for line in done.stdout.splitlines() if ": error: " in line}
    assert found == {f"checked.py:{index}" for index in wrong}, done.stdout + done.stderr


def test_a_linter_with_its_own_rules_finds_nothing(folder):
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "generated.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


# Any schema


def test_no_type_refuses_a_value_that_its_schema_allows():
    cases = [case for family in families(1, 400) for case in family]
    schemas = {name: each for case in cases for name, each in case.family.schemas.items()}
    space = loaded(types_of(schemas))
    sys.modules["generated"] = module = type(sys)("generated")
    vars(module).update(space)  # where typing looks for what a key's type names
    try:
        refused = [
            (case.name, value)
            for case in cases
            for value in case.values
            if not fits(value, space[case.name], space)
        ]
    finally:
        del sys.modules["generated"]
    assert refused == []


# Our own


def test_our_own_module_is_made_by_the_same_emitter():
    closed_pot = {"type": "object", "properties": {"a-b": {}, "id": {}}, "required": ["id"]}
    heir = {"allOf": [{"$ref": f"{REF}Named"}], "type": "object", "properties": {"x": {}}}
    union = {"anyOf": [{"$ref": f"{REF}Heir"}, closed("link"), {"type": "null"}]}
    api = api_of(
        {"Named": NAMED, "Pot": closed_pot, "Heir": heir, "Some": union, "N": {"const": 1}}
    )
    theirs, ours = python_types(api, "Generated."), wire(api)
    assert theirs.split("\n")[2:] == ours.split("\n")[2:]


def test_what_people_wait_for_imports_no_dataclasses():
    code = "import sys, codegen.emit.python_types; sys.exit('dataclasses' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
