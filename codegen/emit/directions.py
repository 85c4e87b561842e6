"""Which named schemas mean something else in requests than in replies?

A request leaves out what is `readOnly`; a reply leaves out what is `writeOnly`, and holds what has
a `default`. A named schema that differs so, itself or by what it refers to, is written once more
for that direction; all others are written once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, TypeAlias

from codegen.model import (
    Api,
    Body,
    Either,
    Every,
    Field,
    Header,
    ListOf,
    Record,
    Ref,
    Reply,
    Scalar,
    Schema,
    TupleOf,
)

Direction: TypeAlias = Literal["input", "output"]


_TELLING: Final = frozenset(("default", "readOnly", "writeOnly"))


def differing(api: Api) -> dict[Direction, frozenset[str]]:
    """The names of the schemas that differ in a direction and can be met in it."""
    refers: dict[str, set[str]] = {}
    marked: dict[Direction, set[str]] = {"input": set(), "output": set()}
    for each in (*api.schemas, *api.definitions):
        refers[each.name], differs = _surveyed((each.schema,))
        for direction in differs:
            marked[direction].add(each.name)
    users: dict[str, list[str]] = {}
    for name, others in refers.items():
        for other in others:
            users.setdefault(other, []).append(name)
    roots: dict[Direction, Iterable[Schema]] = {"input": requested(api), "output": replied(api)}
    found: dict[Direction, frozenset[str]] = {}
    for direction, schemas in roots.items():
        spread = _met(marked[direction], users)
        met = _met(_surveyed(schemas)[0], refers) if spread else set()
        found[direction] = frozenset(spread & met)
    return found


def present(field: Field, direction: Direction | None) -> bool:
    """Whether a property may be there at all."""
    words = field.schema.words
    if direction == "input":
        return words.get("readOnly") is not True
    return direction is None or words.get("writeOnly") is not True


def always(field: Field, direction: Direction | None) -> bool:
    """Whether a property is surely there."""
    return field.required or (direction == "output" and "default" in field.schema.words)


def requested(api: Api) -> Iterator[Schema]:
    """The schemas of what requests hold."""
    bodies: list[Body] = list(api.bodies)
    for item in (*api.paths, *api.webhooks, *api.path_items):
        for operation in item.operations:
            bodies += [operation.body] if operation.body else []
            yield from (each.schema for each in operation.parameters)
    for body in bodies:
        yield from (media.schema for media in body.content if media.schema)
    yield from (each.schema for each in api.parameters)


def replied(api: Api) -> Iterator[Schema]:
    """The schemas of what replies hold."""
    replies: list[Reply] = list(api.replies)
    headers: list[Header] = list(api.headers)
    for item in (*api.paths, *api.webhooks, *api.path_items):
        for operation in item.operations:
            replies += operation.replies
    for reply in replies:
        headers += reply.headers
        yield from (media.schema for media in reply.content if media.schema)
    yield from (each.schema for each in headers)


def _surveyed(schemas: Iterable[Schema]) -> tuple[set[str], set[Direction]]:
    """The names that schemas refer to at any depth, and the directions in which they differ."""
    names: set[str] = set()
    differs: set[Direction] = set()
    waiting = list(schemas)
    seen: set[int] = set()
    while waiting:
        shape = waiting.pop().shape
        kind = shape.__class__
        if kind is Record:
            assert isinstance(shape, Record)
            if id(shape) in seen:
                continue
            seen.add(id(shape))
            for field in shape.fields:
                schema = field.schema
                words = schema.words
                if schema.shape.__class__ is not Scalar:
                    waiting.append(schema)
                if _TELLING.isdisjoint(words):
                    continue
                if "default" in words and not field.required:
                    differs.add("output")
                if words.get("readOnly") is True:
                    differs.add("input")
                if words.get("writeOnly") is True:
                    differs.add("output")
            waiting += (pattern.schema for pattern in shape.patterns)
            waiting += (shape.extra,) if shape.extra else ()
        elif kind is Ref:
            assert isinstance(shape, Ref)
            names.add(shape.name)
        elif kind is ListOf:
            assert isinstance(shape, ListOf)
            waiting.append(shape.item)
        elif kind is Either or kind is Every or kind is TupleOf:
            waiting += Schema(shape).children()
    return names, differs


def _met(roots: Iterable[str], leads: Mapping[str, Iterable[str]]) -> set[str]:
    """The names that some names lead to, and those themselves."""
    waiting = list(roots)
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += leads.get(name, ())
    return found
