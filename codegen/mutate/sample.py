"""Values by a schema: one that fits, another one that fits, and some that do not."""

from __future__ import annotations

import copy
import itertools
import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from codegen import pointer

if TYPE_CHECKING:
    from codegen.spec import Spec

_BY_FORMAT: Final = {
    "date": "2026-01-02",
    "date-time": "2026-01-02T03:04:05Z",
    "time": "03:04:05Z",
    "duration": "P1D",
    "email": "somebody@example.org",
    "hostname": "example.org",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.org/",
    "uri-reference": "/somewhere",
    "uuid": "6f2b0b3e-6a0e-4d5e-9a8e-0d6f0b3e6a0e",
}
_DEEP: Final = 12


def fits(spec: Spec, where: str, value: Any) -> bool:
    """Whether a value fits the schema at a pointer; a schema that cannot be used fits all."""
    try:
        return spec.validator(where).is_valid(value)
    except (
        Exception
    ):  # of the validator's own making: a pattern it cannot compile, a lost reference
        return True


def sample(spec: Spec, schema: Any, where: str) -> Any:
    """A small value that fits. Raises LookupError when none is found."""
    for value in _candidates(spec, schema, where, 0):
        if fits(spec, where, value):
            return copy.deepcopy(value)
    raise LookupError(where)


def other(spec: Spec, where: str, value: Any) -> Any:
    """A value that fits too and is not this one. Raises LookupError when none is found."""
    try:
        schema = pointer.follow(spec.document, where)
    except LookupError:
        schema = True
    for each in itertools.chain(_near(value), _candidates(spec, schema, where, 0)):
        if not alike(each, value) and fits(spec, where, each):
            return copy.deepcopy(each)
    raise LookupError(where)


def grown(spec: Spec, schema: Any, where: str, value: Any, steps: Sequence[str | None]) -> Any:
    """A copy of a value in which something stands at these steps, each `None` a first item.

    What is left out, null or empty there is made up. Raises LookupError where nothing may stand.
    """
    if not steps:
        return sample(spec, schema, where) if value is None else value
    step, *rest = steps
    inner, there = _under(spec, schema, where, step, 0)
    if step is None:
        items = value if isinstance(value, list) else []
        return [grown(spec, inner, there, next(iter(items), None), rest), *items[1:]]
    owner = value if isinstance(value, dict) else sample(spec, schema, where)
    if not isinstance(owner, dict):
        owner = {}
    return {**owner, step: grown(spec, inner, there, owner.get(step), rest)}


def _under(spec: Spec, schema: Any, where: str, step: str | None, depth: int) -> tuple[Any, str]:
    """The schema of a property, or with `None` of an item, wherever alternatives have it."""
    schema, where = spec.resolve(schema, where)
    if not isinstance(schema, dict) or depth > _DEEP:
        raise LookupError(where)
    if step is None and isinstance(schema.get("items"), dict):
        return schema["items"], pointer.join(where, "items")
    if step is not None and step in (schema.get("properties") or {}):
        return schema["properties"][step], pointer.join(where, "properties", step)
    for word in ("allOf", "anyOf", "oneOf"):
        for index, each in enumerate(schema.get(word) or ()):
            with suppress(LookupError):
                return _under(spec, each, pointer.join(where, word, index), step, depth + 1)
    raise LookupError(where)


def same(one: Any, two: Any) -> bool:
    """Equality of JSON values: true is not 1."""
    return one == two and isinstance(one, bool) == isinstance(two, bool)


def alike(one: Any, two: Any) -> bool:
    """Whether they are one value, or texts that differ in case only, as UUIDs may."""
    if isinstance(one, str) and isinstance(two, str):
        return one.casefold() == two.casefold()
    return same(one, two)


def wrongs(value: Any) -> Iterator[Any]:
    """Values of other types, those first that are easily taken for it."""
    if isinstance(value, str):
        yield 12345
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    if isinstance(value, bool):
        yield str(value).lower()
    if isinstance(value, list):
        yield {str(index): each for index, each in enumerate(value)}
    yield from ("text", 12345.5, [], {}, True)


def _near(value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield from (value + 1, value - 1, value * 2, value / 2)
    elif isinstance(value, str):
        yield from (f"{value}x", f"x{value}", value[:-1])
        for old, new in (("a", "b"), ("1", "2"), ("0", "3"), ("2", "1"), ("3", "4")):
            if old in value:
                yield new.join(value.rsplit(old, 1))
    elif isinstance(value, list) and value:
        yield from (value[:-1], value[::-1])
    elif isinstance(value, dict) and value:
        yield {name: value[name] for name in [*value][:-1]}
        yield {}


def _candidates(spec: Spec, schema: Any, where: str, depth: int) -> Iterator[Any]:
    schema, where = spec.resolve(schema, where)
    if not isinstance(schema, dict) or depth > _DEEP:
        yield from ("text", 1, None, {}, [])
        return
    if "example" in schema:
        yield schema["example"]
    if isinstance(schema.get("examples"), list):
        yield from schema["examples"]
    if "const" in schema:
        yield schema["const"]
    if "default" in schema:
        yield schema["default"]
    yield from schema.get("enum") or ()
    for word in ("oneOf", "anyOf"):
        for index, each in enumerate(schema.get(word) or ()):
            yield from itertools.islice(
                _candidates(spec, each, pointer.join(where, word, index), depth + 1), 8
            )
    kinds = schema.get("type", ())
    for kind in [kinds] if isinstance(kinds, str) else kinds or _kinds(schema):
        yield from _of_type(spec, schema, where, kind, depth)
    for index, each in enumerate(schema.get("allOf") or ()):
        yield from _candidates(spec, each, pointer.join(where, "allOf", index), depth + 1)


def _kinds(schema: dict[str, Any]) -> Iterator[str]:
    if schema.keys() & {"properties", "required", "allOf", "additionalProperties"}:
        yield "object"
    if schema.keys() & {"minLength", "maxLength", "pattern", "format"}:
        yield "string"
    if schema.keys() & {"minimum", "maximum", "multipleOf"}:
        yield "number"
    if schema.keys() & {"items", "minItems", "maxItems"}:
        yield "array"


def _of_type(
    spec: Spec, schema: dict[str, Any], where: str, kind: str, depth: int
) -> Iterator[Any]:
    if kind == "null":
        yield None
    elif kind == "boolean":
        yield from (True, False)
    elif kind in ("integer", "number"):
        yield from _numbers(schema, kind)
    elif kind == "string":
        yield from _texts(schema)
    elif kind == "array":
        least = schema.get("minItems", 0)
        if not least:
            yield []
        options = _candidates(spec, schema.get("items", True), f"{where}/items", depth + 1)
        inner = [*itertools.islice(options, max(8, least))]
        if schema.get("uniqueItems"):
            yield inner[: max(least, 1)]
        for each in inner:
            yield [each] * max(least, 1)
    elif kind == "object":
        yield from _objects(spec, schema, where, depth)


def _objects(spec: Spec, schema: dict[str, Any], where: str, depth: int) -> Iterator[Any]:
    made = {}
    for name, (each, there) in properties(spec, schema, where).items():
        if name in required(spec, schema, where):
            for value in _candidates(spec, each, there, depth + 1):
                if fits(spec, there, value):
                    made[name] = value
                    break
    yield made


def _numbers(schema: dict[str, Any], kind: str) -> Iterator[Any]:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is None and isinstance(schema.get("exclusiveMinimum"), int | float):
        low = schema["exclusiveMinimum"] + 1
    if high is None and isinstance(schema.get("exclusiveMaximum"), int | float):
        high = schema["exclusiveMaximum"] - 1
    step = schema.get("multipleOf", 1)
    for value in (1, 0, low, high, step):
        if isinstance(value, int | float):
            yield math.ceil(value) if kind == "integer" else value


def _texts(schema: dict[str, Any]) -> Iterator[str]:
    if schema.get("format") in _BY_FORMAT:
        yield _BY_FORMAT[schema["format"]]
    least = schema.get("minLength", 0)
    for text in ("text", "a", "1", "Fox", "#aabbcc", "2026-01-02", "https://example.org/", ""):
        yield text
        if len(text) < least:
            yield text.ljust(least, "a")
    if isinstance(schema.get("pattern"), str):
        yield from _by_pattern(schema["pattern"], least)


def _by_pattern(pattern: str, least: int) -> Iterator[str]:
    """Texts that match, where the pattern is one that Python reads too."""
    from codegen.mutate.matching import matching

    try:
        yield matching(pattern, least)
    except (ValueError, NotImplementedError):
        return


def properties(spec: Spec, schema: Any, where: str) -> dict[str, tuple[Any, str]]:
    """The properties of an object with those of its `allOf`, and where each schema stands."""
    schema, where = spec.resolve(schema, where)
    found: dict[str, tuple[Any, str]] = {}
    if isinstance(schema, dict):
        for index, each in enumerate(schema.get("allOf") or ()):
            found |= properties(spec, each, pointer.join(where, "allOf", index))
        for name, each in (schema.get("properties") or {}).items():
            found[name] = each, pointer.join(where, "properties", name)
    return found


def required(spec: Spec, schema: Any, where: str) -> dict[str, str]:
    """The required properties with those of its `allOf`, and the pointer of each demand."""
    schema, where = spec.resolve(schema, where)
    found: dict[str, str] = {}
    if isinstance(schema, dict):
        for index, each in enumerate(schema.get("allOf") or ()):
            found |= required(spec, each, pointer.join(where, "allOf", index))
        found |= dict.fromkeys(schema.get("required") or (), pointer.join(where, "required"))
    return found


def types(spec: Spec, schema: Any, where: str, depth: int = 0) -> frozenset[str]:
    """The JSON types that a schema lets in; none when it says nothing of them."""
    schema, where = spec.resolve(schema, where)
    if not isinstance(schema, dict) or depth > _DEEP:
        return frozenset()
    if "type" in schema:
        said = schema["type"]
        return frozenset([said] if isinstance(said, str) else said)
    if "const" in schema or "enum" in schema:
        values = schema["enum"] if "enum" in schema else [schema["const"]]
        return frozenset(map(type_of, values))
    found: frozenset[str] = frozenset()
    for word in ("anyOf", "oneOf"):
        for index, each in enumerate(schema.get(word) or ()):
            inner = types(spec, each, pointer.join(where, word, index), depth + 1)
            if not inner:
                return frozenset()
            found |= inner
    for index, each in enumerate(schema.get("allOf") or ()):
        inner = types(spec, each, pointer.join(where, "allOf", index), depth + 1)
        found = inner if not found else found & inner or found
    return found


def type_of(value: Any) -> str:
    """The JSON type of a value; `integer` for a number without a fraction."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "integer" if value == int(value) else "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def is_of(value: Any, allowed: frozenset[str]) -> bool:
    """Whether a value is of one of these types."""
    kind = type_of(value)
    return kind in allowed or (kind == "integer" and "number" in allowed)
