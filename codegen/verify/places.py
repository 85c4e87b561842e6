"""Places in JSON values and in schemas, both by JSON pointer (RFC 6901)."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, Final

from codegen import pointer
from codegen.spec import Spec


class Missing:
    """Nothing stands there; None is the JSON value null."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()
_NESTED: Final = 4
_BESIDE: Final = frozenset({"$ref", "title", "summary", "description", "examples", "example"})
"""Keywords that add nothing to a reference."""


def at(value: Any, where: str) -> Any:
    """What stands at a place; MISSING when nothing does."""
    try:
        return pointer.follow(value, where)
    except (LookupError, TypeError, ValueError):
        return MISSING


def with_value(value: Any, where: str, new: Any) -> Any:
    """A copy in which another value stands at a place; what leads there is made if need be."""
    if not where:
        return new
    value = copy.deepcopy(value)
    *path, last = pointer.split(where)
    node = value
    for part in path:
        inner = at(node, pointer.join("", part))
        if not isinstance(inner, (dict, list)):
            inner = {}
            _set(node, part, inner)
        node = inner
    _set(node, last, new)
    return value


def without(value: Any, where: str) -> Any:
    """A copy in which nothing stands at a place."""
    value = copy.deepcopy(value)
    *path, last = pointer.split(where)
    owner = at(value, pointer.join("", *path))
    if isinstance(owner, dict):
        owner.pop(last, None)
    return value


def differences(one: Any, other: Any, where: str = "") -> Iterator[str]:
    """Every deepest place at which two values are not the same."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in one.keys() | other.keys():
            inner = pointer.join(where, name)
            if name in one and name in other:
                yield from differences(one[name], other[name], inner)
            else:
                yield inner
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, pointer.join(where, index))
    elif not equal(one, other):
        yield where


def equal(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same: 1 is 1.0, and true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(equal, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(equal(one[name], other[name]) for name in one)
    return bool(one == other)


def schema_at(spec: Spec, schema: str, where: str) -> str | None:
    """The pointer of the schema of what stands at `where` in values of a schema; None if unclear.

    References are followed, and of several schemas in `allOf`, `anyOf` and `oneOf` the first is
    taken that knows the place.
    """
    return _below(spec, schema, pointer.split(where), 0)


def _below(spec: Spec, schema: str, path: list[str], depth: int) -> str | None:
    try:
        node = pointer.follow(spec.document, schema)
    except LookupError:
        return None
    if not path and isinstance(node, dict) and {*node} - _BESIDE:
        return schema  # it says more than what it refers to, such as a default
    node, schema = spec.resolve(node, schema)
    if not path:
        return schema
    if not isinstance(node, dict) or depth > 32:
        return None
    first, *rest = path
    properties = node.get("properties")
    if isinstance(properties, dict) and first in properties:
        return _below(spec, pointer.join(schema, "properties", first), rest, depth + 1)
    if first.isdecimal() and isinstance(node.get("items"), dict):
        return _below(spec, pointer.join(schema, "items"), rest, depth + 1)
    for keyword in ("allOf", "anyOf", "oneOf"):
        for index, _ in enumerate(node.get(keyword) or ()):
            found = _below(spec, pointer.join(schema, keyword, index), path, depth + 1)
            if found is not None:
                return found
    return None


def keywords(spec: Spec, schema: str) -> dict[str, Any]:
    """A schema's keywords with those of what it refers to and of each in `allOf`; of `anyOf` and
    `oneOf` those of the one that is not null, if there is but one."""
    return dict(_keywords(spec, schema, 0))


def _keywords(spec: Spec, schema: str, depth: int) -> dict[str, Any]:
    try:
        raw = pointer.follow(spec.document, schema)
    except LookupError:
        return {}
    node, there = spec.resolve(raw, schema)
    if not isinstance(node, dict) or depth > 16:
        return {}
    found: dict[str, Any] = {}
    for index, _ in enumerate(node.get("allOf") or ()):
        found |= _keywords(spec, pointer.join(there, "allOf", index), depth + 1)
    for keyword in ("anyOf", "oneOf"):
        kinds = [
            index
            for index, each in enumerate(node.get(keyword) or ())
            if not (isinstance(each, dict) and each.get("type") == "null")
        ]
        if len(kinds) == 1:
            found |= _keywords(spec, pointer.join(there, keyword, kinds[0]), depth + 1)
    found |= node
    if raw is not node and isinstance(raw, dict):
        found |= {name: value for name, value in raw.items() if name != "$ref"}
    return found


def whole(spec: Spec, schema: str, depth: int = 0) -> dict[str, Any]:
    """A schema's keywords as `keywords` has them, those of its items and properties too."""
    found = keywords(spec, schema)
    if depth < _NESTED:
        if isinstance(found.get("properties"), dict):
            found["properties"] = {
                name: whole(spec, there, depth + 1)
                for name in found["properties"]
                if (there := schema_at(spec, schema, pointer.join("", name))) is not None
            }
        there = schema_at(spec, schema, "/0") if "items" in found else None
        if there is not None:
            found["items"] = whole(spec, there, depth + 1)
    return found


def _set(owner: Any, part: str, value: Any) -> None:
    if isinstance(owner, dict):
        owner[part] = value
    elif isinstance(owner, list) and part.isdecimal() and int(part) < len(owner):
        owner[int(part)] = value
