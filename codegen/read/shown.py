"""Sets as shapes: the way back from what was computed to what can be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from codegen.model import (
    NULL,
    Anything,
    Choice,
    Either,
    Every,
    Field,
    ListOf,
    Nothing,
    Pattern,
    Place,
    Record,
    Ref,
    Scalar,
    Schema,
    Shape,
    TupleOf,
)
from codegen.read.exact import Said
from codegen.read.sets import ANY, NEVER, PLAIN_KINDS, Arr, Both, Just, Not, Obj, Part, Set

if TYPE_CHECKING:
    from codegen.read.shapes import ShapeReader

LONGEST_FIXED: Final = 16
LONGEST_OPEN: Final = 4
"""A list is said item by item when it always has the same few items, or only very few at most. A
longer one could be said so too, and nobody could use the type."""
_DEEPEST: Final = 3

_depth = 0


def shown(found: Set, reader: ShapeReader, place: Place, loose: bool = False) -> Shape:
    """The shape of a set. `loose`: nobody said that it is an object, so any property may come."""
    if found.is_all():
        return Anything()
    shapes: list[Shape] = []
    listed: list[object] = []
    for kind in PLAIN_KINDS:
        values = found.plain[kind]
        if values.listed:
            listed += values.values
        elif kind == "null":
            shapes.append(NULL)
        else:
            shapes.append(Scalar(kind))
    shapes += [shown_list(box, reader, place) for box in found.arrays]
    shapes += [shown_box(box, reader, place, loose) for box in found.objects]
    if listed:
        shapes.insert(0, Choice(tuple(listed)))
    if not shapes:
        return Nothing()
    if len(shapes) == 1:
        return shapes[0]
    return Either(tuple(Schema(shape, {}, place) for shape in shapes))


def shown_box(box: Obj, reader: ShapeReader, place: Place, loose: bool = False) -> Record:
    """The record of an object box."""
    fields = tuple(
        Field(name, part_schema(part, reader, place), required)
        for name, (part, required) in box.fields.items()
    )
    patterns = tuple(
        Pattern(template, part_schema(part, reader, place))
        for template, part in box.patterns.items()
    )
    extra = None
    if box.extra is not ANY or loose:
        extra = part_schema(box.extra, reader, place)
    return Record(fields, extra, patterns)


def shown_list(box: Arr, reader: ShapeReader, place: Place) -> Shape:
    """The list or tuple of an array box."""
    most = box.most
    longest = LONGEST_FIXED if box.least == most else LONGEST_OPEN
    least = min(box.least, max(longest, len(box.items)))
    length = max(len(box.items), least)
    closed = most is not None and most <= max(longest, len(box.items))
    if most is not None and closed:
        length = most
    rest = Schema(Nothing(), {}, place) if closed else part_schema(box.rest, reader, place)
    if length == 0 and not closed:
        return ListOf(rest)
    items = tuple(
        part_schema(box.at(index), reader, place)
        if index < least
        else _optional_item(box.at(index), reader, place)
        for index in range(length)
    )
    return TupleOf(items, rest, least)


def _optional_item(part: Part, reader: ShapeReader, place: Place) -> Schema:
    """An item that may be absent. One that holds lists of named things gets a name itself: in
    TypeScript an alias may lead back to itself through a list, but not through one that is, or is
    an option of, an optional item."""
    found = part_schema(part, reader, place)
    if isinstance(part, Said) and any(_refers(each) for each in _lists(found)):
        return reader.by_name(part.place)
    return found


def _lists(schema: Schema) -> Iterator[Schema]:
    """The lists that a value may be."""
    if isinstance(schema.shape, ListOf | TupleOf):
        yield schema
    elif isinstance(schema.shape, Either | Every):
        for part in schema.children():
            yield from _lists(part)


def _refers(schema: Schema) -> bool:
    return any(isinstance(each.shape, Ref) for each in schema.walk())


def part_schema(part: Part, reader: ShapeReader, place: Place) -> Schema:
    """What a property or an item may be."""
    global _depth
    if part is ANY:
        return Schema(Anything(), {}, place)
    if part is NEVER:
        return Schema(Nothing(), {}, place)
    if isinstance(part, Said):
        return reader.inner(part.raw, part.place)
    if isinstance(part, Just):
        return Schema(Choice((part.value,)), {}, place)
    if isinstance(part, Both):
        said = [each for each in part.parts if isinstance(each, Said)]
        names = [each for each in said if "$ref" in each.raw]
        if (names and len(said) == len(part.parts)) or _depth >= _DEEPEST:
            parts = tuple(reader.inner(each.raw, each.place) for each in said)
            return Schema(Every(parts) if parts else Anything(), {}, place)
    if _depth >= _DEEPEST:
        return Schema(Anything(), {}, place)
    _depth += 1
    try:
        found = part.near(True)
        typed = not isinstance(part, Not) and len(_kinds(found)) == 1
        return Schema(shown(found, reader, place, loose=not typed), {}, place)
    finally:
        _depth -= 1


def _kinds(found: Set) -> list[str]:
    kinds = [kind for kind in PLAIN_KINDS if not found.plain[kind].is_none()]
    return kinds + ["array"] * bool(found.arrays) + ["object"] * bool(found.objects)
