"""Which schemas hold for a value, `$ref`, `allOf` and branches looked through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from codegen import pointer
from codegen.spec import Spec
from codegen.verify.trial import ABSENT

Found = tuple[dict[str, Any], str]
"""A schema object, and its pointer."""
_DEEPEST: Final = 16


def holding(spec: Spec, where: str, value: Any = ABSENT, depth: int = 0) -> Iterator[Found]:
    """Give each schema object that holds at a pointer: itself, what it refers to, all of `allOf`,
    and the branches of `oneOf`, `anyOf` and `if` that the value fits; the first ones without a
    value."""
    try:
        schema = pointer.follow(spec.document, where)
    except LookupError:
        return
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return
    yield schema, where
    if isinstance(schema.get("$ref"), str):
        _, target = spec.resolve({"$ref": schema["$ref"]}, where)
        if target != where:
            yield from holding(spec, target, value, depth + 1)
    for index in range(_length(schema.get("allOf"))):
        yield from holding(spec, pointer.join(where, "allOf", index), value, depth + 1)
    for keyword in ("oneOf", "anyOf"):
        for index in range(_length(schema.get(keyword))):
            branch = pointer.join(where, keyword, index)
            if value is ABSENT or fits(spec, branch, value):
                yield from holding(spec, branch, value, depth + 1)
                break
    if "if" in schema and value is not ABSENT:
        then = "then" if fits(spec, pointer.join(where, "if"), value) else "else"
        if then in schema:
            yield from holding(spec, pointer.join(where, then), value, depth + 1)


def fits(spec: Spec, where: str, value: Any) -> bool:
    """Whether a value fits the schema at a pointer; one that JSON cannot write fits nothing."""
    try:
        return bool(spec.validator(where).is_valid(value))
    except (ValueError, TypeError, RecursionError, OverflowError):
        return False


def inside(spec: Spec, places: tuple[str, ...], value: Any, step: str | int) -> tuple[str, ...]:
    """The pointers of the schemas that hold for a property or an item of the value."""
    found = []
    for where in places:
        for schema, at in holding(spec, where, value):
            if isinstance(step, str):
                if step in (schema.get("properties") or {}):
                    found.append(pointer.join(at, "properties", step))
                elif isinstance(schema.get("additionalProperties"), dict):
                    found.append(pointer.join(at, "additionalProperties"))
            elif step < _length(schema.get("prefixItems")):
                found.append(pointer.join(at, "prefixItems", step))
            elif isinstance(schema.get("items"), dict):
                found.append(pointer.join(at, "items"))
    return tuple(dict.fromkeys(found))


def types(spec: Spec, places: tuple[str, ...], value: Any = ABSENT) -> set[str]:
    """The JSON types that all of the schemas allow, as their `type` says; empty: any."""
    found: set[str] | None = None
    for where in places:
        for schema, _ in holding(spec, where, value):
            kind = schema.get("type")
            names = set(kind) if isinstance(kind, list) else {kind} if kind else None
            if names is not None:
                if "number" in names:
                    names.add("integer")
                found = names if found is None else found & names
    return found or set()


def _length(node: Any) -> int:
    return len(node) if isinstance(node, list) else 0
