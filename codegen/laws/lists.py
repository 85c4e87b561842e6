"""Lists: where in a reply the items stand, and what tells one from another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from codegen import pointer
from codegen.laws.ids import Naming, find_id
from codegen.laws.replies import reply_shape
from codegen.laws.shape import Shape, json_shape
from codegen.laws.words import camel, plural, snake
from codegen.spec import Operation, Spec

_LISTS: Final = ("items", "data", "results", "records", "entries", "values", "value", "content")


_NUMBERS: Final = ("number", "no", "seq", "sequence", "sequence_number", "version", "revision")


@dataclass(frozen=True)
class Items:
    """Where a list's items stand in its reply, what each is, and where in it its id is.

    `id` is empty where the item is the id itself, and None where it has none.
    """

    at: str
    shape: Shape
    id: str | None


def find_items(spec: Spec, operation: Operation, naming: Naming) -> Items | None:
    """Where a list's items stand in the reply of an operation; None where it gives no list."""
    shape = reply_shape(spec, operation)
    if shape is None:
        return None
    noun, parameter = naming.noun, naming.shape

    def items(at: str, array: Shape) -> Items | None:
        item = array.items
        if item is None:
            return None
        if item.types & {"string", "integer"} and "object" not in item.types:
            fits = parameter is not None and bool(item.names & parameter.names)
            return Items(at, item, "" if fits else None)
        name = find_id(item, naming) or _number(spec, operation, item, noun)
        return Items(at, item, None if name is None else pointer.join("", name))

    if "array" in shape.types:
        return items("", shape)
    for holder, at in _holders(shape, noun):
        arrays = {name: each for name, each in holder.properties.items() if "array" in each.types}
        several = {plural(noun), camel(plural(noun)), noun}
        for name in (*_LISTS, *arrays):
            if name in arrays and (name in _LISTS or name in several or snake(name) in several):
                return items(at + pointer.join("", name), arrays[name])
        objects = [name for name, each in arrays.items() if each.items and each.items.properties]
        if len(objects) == 1 and parameter is not None and not find_id(holder, naming):
            return items(at + pointer.join("", objects[0]), arrays[objects[0]])
    return None


def _number(spec: Spec, operation: Operation, item: Shape, noun: str) -> str | None:
    """The number that the server gives each item below a thing, such as a version; None where it
    gives none."""
    beside = (each for each in spec.operations.values() if each.path == operation.path)
    adds = next((each for each in beside if each.method == "POST"), None)
    body = json_shape(spec, adds.body) if adds is not None else None
    if "}/" not in operation.path or body is None:
        return None
    for name, shape in item.properties.items():
        numbered = snake(name) in (*_NUMBERS, f"{noun}_number", f"{noun}_no")
        if numbered and shape.types == {"integer"} and name not in body.properties:
            return name
    return None


def _holders(shape: Shape, noun: str) -> Iterator[tuple[Shape, str]]:
    yield shape, ""
    for name in ("data", "result", "response", "_embedded", "page", plural(noun)):
        inner = shape.properties.get(name)
        if inner is not None and inner.properties:
            yield inner, pointer.join("", name)
