"""What fits a schema is the same for whoever checks it: here `jsonschema`, the reference written in
Python, and what the server really runs, `jsonschema-rs` in handlers/bridge/schemas.py.

Values are the contract's own examples with a few things changed, mostly for the worse. One word of
the reference is set right: `$` in a pattern is the end (ECMA 262, which JSON Schema names), where
Python lets one more newline pass. No pattern that Go, Rust and JavaScript can all read says so
otherwise.
"""

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from handlers.app import bundle
from handlers.bridge.schemas import Schemas

EXAMPLES = int(os.environ.get("SPOLVERO_FUZZ_EXAMPLES", "25"))
SCHEMAS = bundle()["components"]["schemas"]
URI = "urn:bundle"
FORMATS = Draft202012Validator.FORMAT_CHECKER


def pattern(validator: Any, wanted: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """The keyword `pattern`, with `$` as in ECMA 262."""
    if validator.is_type(value, "string") and not re.search(ENDS.sub(r"\\Z", wanted), value):
        yield ValidationError(f"{value!r} does not match {wanted!r}")


ENDS = re.compile(r"(?<!\\)\$(?![^\[]*\])")  # not escaped, not in a class
Reference = extend(Draft202012Validator, {"pattern": pattern})
registry = Registry().with_resource(URI, DRAFT202012.create_resource(bundle()))
served = Schemas(bundle())

ODD_STRINGS = [
    "",
    " ",
    "\n",
    "\t",
    "\0",
    "a\0b",
    "\u00a0",
    "\u2003",
    "é",
    "e\u0301",
    "🦊",
    "١",
    "１",
]
ODD_NUMBERS = [0, -1, 1, 1.0, 0.5, -0.0, 1e300, 1e-300, 2**31 - 1, 2**31, 2**53 + 1, 2**64, 10**40]
ODD = [None, True, False, [], {}, [None], {"a": 1}, *ODD_STRINGS, *ODD_NUMBERS]
LETTERS = "aZ09_-:.,+/?#%[]@!$&'()*;= \"\\<>{}|^`~\n\0\x7féß🦊١TZtz"


def limits(node: Any) -> set[int]:
    """Every number that a schema of the contract says, and its neighbours."""
    if isinstance(node, dict):
        return {n for value in node.values() for n in limits(value)}
    if isinstance(node, list):
        return {n for value in node for n in limits(value)}
    whole = isinstance(node, int) and not isinstance(node, bool) and abs(node) < 2**63
    return {node - 1, node, node + 1} if whole else set()


EDGES = sorted(
    limits({k: {w: x for w, x in s.items() if w != "examples"} for k, s in SCHEMAS.items()})
)
LENGTHS = [edge for edge in EDGES if 0 <= edge <= 2001]
WORDS = sorted({word for schema in SCHEMAS.values() for word in schema.get("enum", [])})


@st.composite
def changed_string(draw: st.DrawFn, text: str) -> str:
    """A string a little beside `text`."""
    at = draw(st.integers(0, len(text)))
    letter = draw(st.sampled_from(LETTERS))
    return draw(
        st.sampled_from(
            [
                text[:at] + letter + text[at:],
                text[:at] + letter + text[at + 1 :],
                text[:at] + text[at + 1 :],
                text[:at],
                text + "\n",
                text + letter,
                letter + text,
                text.upper(),
                text.lower(),
                text * 2,
            ]
        )
    )


@st.composite
def changed(draw: st.DrawFn, value: Any) -> Any:
    """A value with one thing in it changed."""
    if isinstance(value, dict | list) and value and draw(st.integers(0, 9)):
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = draw(st.sampled_from(keys))
        copy = value.copy()
        if draw(st.integers(0, 3)):
            copy[key] = draw(changed(value[key]))
        else:
            del copy[key]
        return copy
    if isinstance(value, dict):
        return {**value, draw(st.sampled_from(["more", "", "name", "state"])): None}
    if isinstance(value, list):
        return [*value, *(value[:1] or [None])]
    beside: list[st.SearchStrategy[Any]] = [st.sampled_from(ODD)]
    if isinstance(value, str):
        beside += [changed_string(value)] * 4
        beside += [
            st.sampled_from(WORDS),
            st.builds(lambda n, c: c * n, st.sampled_from(LENGTHS), st.sampled_from("a0🦊\n")),
        ]
    else:
        beside += [st.sampled_from(EDGES), st.sampled_from(EDGES).map(float)]
        beside += [st.sampled_from(EDGES).map(str), st.sampled_from(EDGES).map(lambda n: n + 0.5)]
    return draw(st.one_of(beside))


@st.composite
def near(draw: st.DrawFn, name: str) -> Any:
    """An example of a schema after none to three changes."""
    value = draw(st.sampled_from(SCHEMAS[name]["examples"]))
    for _ in range(draw(st.integers(0, 3))):
        value = draw(changed(value))
    return value


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_means_the_same_to_whoever_checks_it(name):
    schema = {"$ref": f"#/components/schemas/{name}"}
    ours = served.compile(schema)
    theirs = Reference({"$ref": URI + schema["$ref"]}, registry=registry, format_checker=FORMATS)

    @settings(max_examples=EXAMPLES, derandomize=True, database=None, deadline=None)
    @given(near(name))
    def agree(value: Any) -> None:
        assert ours.is_valid(value) == theirs.is_valid(value)
        assert ours.is_valid(value) == (not ours.errors(value, "body"))

    agree()


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_example_fits_for_both(name):
    schema = {"$ref": f"#/components/schemas/{name}"}
    theirs = Reference({"$ref": URI + schema["$ref"]}, registry=registry, format_checker=FORMATS)
    for example in SCHEMAS[name]["examples"]:
        assert served.compile(schema).is_valid(example)
        assert theirs.is_valid(example)
