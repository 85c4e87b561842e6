"""`spolvero diff` on random schemas: what it calls harmless is, and what it shows is true."""

import copy
from datetime import date
from typing import Any

from diff_pairs import answers, asks
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator

from codegen.diff.compare import compare
from codegen.diff.document import prepared

TODAY = date(2026, 11, 27)
NAMES = ("a", "b", "x-y")
TEXTS = ("", "a", "b", "ab", "abc", "x-y", "1", "2026-01-31", "quite long a text")
NUMBERS = (-1, 0, 1, 2, 3, 1.5, 4, 10)
SCALARS = (None, True, False, *NUMBERS, *TEXTS)
PATTERNS = ("^a", "b$", "^[a-z]+$", "^[0-9]$", "")


@st.composite
def schemas(draw, depth: int = 2) -> Any:
    """A schema that says of each object which properties it may have."""
    kinds = ["string", "integer", "number", "boolean", "enum", "null", "const"]
    if depth:
        kinds += ["object"] * 4 + ["array"] * 2 + ["anyOf", "oneOf", "allOf", "nullable", "not"]
    kind = draw(st.sampled_from(kinds))
    inner = schemas(depth - 1) if depth else st.nothing()
    if kind == "enum":
        return {"enum": draw(st.lists(st.sampled_from(SCALARS), min_size=1, max_size=4))}
    if kind == "const":
        return {"const": draw(st.sampled_from(SCALARS))}
    if kind in ("anyOf", "oneOf", "allOf"):
        return {kind: draw(st.lists(inner, min_size=1, max_size=3))}
    if kind == "nullable":
        return {"anyOf": [draw(inner), {"type": "null"}]}
    if kind == "not":
        return {"type": "string", "not": draw(inner)}
    found: dict[str, Any] = {"type": kind}

    def perhaps(word: str, values: Any) -> None:
        if draw(st.integers(0, 3)) == 0:
            found[word] = draw(values)

    if kind == "string":
        perhaps("minLength", st.integers(0, 3))
        perhaps("maxLength", st.integers(1, 6))
        perhaps("pattern", st.sampled_from(PATTERNS))
        perhaps("format", st.just("date"))
    elif kind in ("integer", "number"):
        perhaps("minimum", st.sampled_from(NUMBERS))
        perhaps("exclusiveMaximum", st.sampled_from(NUMBERS))
        perhaps("maximum", st.sampled_from(NUMBERS))
        perhaps("multipleOf", st.sampled_from((1, 2, 3, 0.5)))
    elif kind == "array":
        found["items"] = draw(inner)
        perhaps("minItems", st.integers(0, 2))
        perhaps("maxItems", st.integers(1, 3))
        perhaps("uniqueItems", st.just(True))
        perhaps("contains", inner)
    elif kind == "object":
        found["properties"] = {
            name: draw(inner) for name in draw(st.sets(st.sampled_from(NAMES), max_size=3))
        }
        found["required"] = sorted(
            draw(st.sets(st.sampled_from(NAMES), max_size=2)) & found["properties"].keys()
        )
        found["additionalProperties"] = draw(st.one_of(st.just(False), inner))
        perhaps("maxProperties", st.integers(1, 3))
        perhaps("minProperties", st.integers(1, 2))
        perhaps("dependentRequired", st.just({"a": ["b"]}))
    return found


@st.composite
def pairs(draw) -> tuple[Any, Any]:
    """Two schemas, mostly close to each other."""
    old = draw(schemas())
    if draw(st.integers(0, 3)) == 0:
        return old, draw(schemas())
    new = copy.deepcopy(old)
    for _ in range(draw(st.integers(1, 2))):
        places = list(_places(new))
        holder, key = draw(st.sampled_from(places)) if places else (None, None)
        if holder is None:
            return old, draw(schemas())
        holder[key] = draw(schemas(1))
    return old, new


def _places(node: Any):
    if isinstance(node, dict):
        for word in ("items", "additionalProperties", "not", "contains"):
            if isinstance(node.get(word), dict):
                yield node, word
                yield from _places(node[word])
        for word in ("anyOf", "oneOf", "allOf"):
            for index, each in enumerate(node.get(word, ())):
                yield node[word], index
                yield from _places(each)
        for name, each in node.get("properties", {}).items():
            yield node["properties"], name
            yield from _places(each)


@st.composite
def values(draw, schema: Any, depth: int = 3) -> Any:
    """A value that may fit a schema."""
    if not isinstance(schema, dict) or not depth:
        return draw(st.sampled_from(SCALARS))
    if "enum" in schema:
        return draw(st.sampled_from(schema["enum"]))
    if "const" in schema:
        return schema["const"]
    for word in ("anyOf", "oneOf", "allOf"):
        if word in schema:
            return draw(values(draw(st.sampled_from(schema[word])), depth - 1))
    kind = schema["type"]
    if kind == "object":
        names = set(schema["required"]) | draw(st.sets(st.sampled_from((*NAMES, "other"))))
        return {
            name: draw(
                values(schema["properties"].get(name, schema["additionalProperties"]), depth - 1)
            )
            for name in sorted(names)
            if name in schema["properties"] or schema["additionalProperties"] is not False
        }
    if kind == "array":
        return draw(st.lists(values(schema["items"], depth - 1), max_size=3))
    pools: dict[str, tuple[Any, ...]] = {
        "string": TEXTS,
        "integer": (-1, 0, 1, 2, 3, 4, 10),
        "number": NUMBERS,
        "boolean": (True, False),
        "null": (None,),
    }
    return draw(st.sampled_from(pools[kind]))


def fits(schema: Any, value: Any) -> bool:
    return Draft202012Validator(schema, validate_formats=True).is_valid(value)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data(), pair=pairs())
def test_what_is_harmless_is_and_what_is_shown_is_true(data, pair):
    old, new = pair
    asked = compare(prepared(asks(old), "old"), prepared(asks(new), "new"), TODAY)
    told = compare(prepared(answers(old), "old"), prepared(answers(new), "new"), TODAY)
    for each in asked:
        if each.witness is not None:
            assert fits(old, each.witness.value), each
            assert not fits(new, each.witness.value), each
    for each in told:
        if each.witness is not None:
            assert fits(new, each.witness.value), each
            assert not fits(old, each.witness.value), each
    for sent, taken, findings in ((old, new, asked), (new, old, told)):
        if any(each.severity != "info" for each in findings):
            continue
        for value in data.draw(st.lists(values(sent), max_size=6)):
            assert not fits(sent, value) or fits(taken, value), value
