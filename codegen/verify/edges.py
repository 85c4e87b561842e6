"""The values of a schema at which servers slip: falsy ones, bounds, blanks, other alphabets."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any, Final

from codegen import pointer
from codegen.spec import Spec
from codegen.verify.places import keywords

_LONGEST: Final = 5_000
_INTEGERS: Final = {"int32": 2**31 - 1, "int64": 2**63 - 1}
_SAFE: Final = 2**53 - 1
"""The largest integer that every JSON parser reads exactly (RFC 8259, 6)."""


def edges(spec: Spec, schema: str, fresh: bool = False) -> list[Any]:
    """Such values that fit the schema at a pointer, plain ones first.

    With `fresh`, texts have a part that no other has, for fields whose values are to be unique.
    """
    fits = spec.validator(schema)
    found: list[Any] = []
    for value in _candidates(spec, schema, fresh, 0):
        known = any(type(each) is type(value) and each == value for each in found)
        if not known and fits.is_valid(value):
            found.append(value)
    return found


def _candidates(spec: Spec, schema: str, fresh: bool, depth: int) -> Iterator[Any]:
    words = keywords(spec, schema)
    if "const" in words or isinstance(words.get("enum"), list):
        yield from words.get("enum") or [words["const"]]
        return
    types = words.get("type", ())
    types = [types] if isinstance(types, str) else types
    makers: dict[str, Callable[[], Iterator[Any]]] = {
        "boolean": lambda: iter((True, False)),
        "string": lambda: _texts(words, fresh, depth),
        "integer": lambda: _integers(words),
        "number": lambda: _numbers(words),
        "array": lambda: _lists(spec, schema, words, fresh, depth),
        "object": lambda: _objects(words),
    }
    for kind in types:
        if kind in makers:
            yield from makers[kind]()
    yield None


def _texts(words: dict[str, Any], fresh: bool, depth: int) -> Iterator[str]:
    kind = words.get("format")
    if kind == "date-time":
        yield from ("2031-05-01T10:00:00Z", "2031-05-01T10:00:00+05:30")
        yield from ("2024-02-29T23:30:00-02:00", "1999-12-31T23:59:59Z")
    elif kind == "date":
        yield from ("2031-05-01", "2024-02-29")
    if kind:
        return
    if depth:  # several of them in a list
        yield from ("alpha", "mu", "zeta", "a1", "A", "11", "22")
    core = uuid.uuid4().hex[:8] if fresh else "a"
    least, most = int(words.get("minLength", 0)), words.get("maxLength")
    yield from (core, f"{core} ", f" {core}", f"{core}  b", f"{core} B", f"ä日本🦊{core}")
    yield from (f'O\'{core} "b" <b>&amp;', f"{core}%20+\\n", f"{core}\nb")
    yield from ("", " ", "0", "null", "false")
    if least <= _LONGEST:
        yield (core + "x" * least)[: max(least, 1)] if not fresh or least >= len(core) else core
    if isinstance(most, int) and len(core) <= most <= _LONGEST:
        yield core + "x" * (most - len(core))
        yield core + "é" * (most - len(core))


def _integers(words: dict[str, Any]) -> Iterator[int]:
    largest = _INTEGERS.get(str(words.get("format")), _SAFE)
    low, high = _bounds(words)
    yield from (0, 1, -1)
    yield from (int(each) for each in (low, high) if each is not None and each == int(each))
    if low is not None:
        yield int(low) + 1
    yield from (largest, -largest)


def _numbers(words: dict[str, Any]) -> Iterator[int | float]:
    yield from (0, 1, 0.5, -0.25, 0.1, 1.01)
    yield from (each for each in _bounds(words) if each is not None)
    yield 123456.75


def _bounds(words: dict[str, Any]) -> tuple[float | None, float | None]:
    return words.get("minimum"), words.get("maximum")


def _lists(
    spec: Spec, schema: str, words: dict[str, Any], fresh: bool, depth: int
) -> Iterator[list[Any]]:
    yield []
    items = _items(spec, schema)
    if items is None or depth > 1:
        return
    fits = spec.validator(items)
    values = [each for each in _candidates(spec, items, fresh, depth + 1) if fits.is_valid(each)]
    backwards = values[::-1]
    sizes = {1, 2, 3, int(words.get("minItems", 0)), int(words.get("maxItems", 0))}
    for size in sorted(size for size in sizes if 0 < size <= len(values)):
        yield backwards[-size:]  # in no alphabetical order
        yield values[:size]
    if values:
        yield [values[0], values[0]]


def _objects(words: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {}
    if not words.get("properties"):
        yield from ({"a": "b"}, {"ä b": ""}, {"a": 0}, {"a": None})


def _items(spec: Spec, schema: str) -> str | None:
    node, where = spec.resolve(pointer.follow(spec.document, schema), schema)
    if isinstance(node, dict) and isinstance(node.get("items"), dict):
        return pointer.join(where, "items")
    for keyword in ("allOf", "anyOf", "oneOf"):
        for index, _ in enumerate(node.get(keyword) or () if isinstance(node, dict) else ()):
            found = _items(spec, pointer.join(where, keyword, index))
            if found is not None:
                return found
    return None
