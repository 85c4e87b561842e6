"""Where in a value each part of a schema applies, and how to change that part."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from codegen import pointer

if TYPE_CHECKING:
    from codegen.spec import Spec

EACH: Final = None
"""A step into an array: any of its items."""
_DEEP: Final = 6

Steps = tuple[str | None, ...]


@dataclass(frozen=True)
class Place:
    """A schema, and how a value is entered to come to what it is about.

    `schema` is resolved and stands at `where`; `whole` is the pointer of the schema that the value
    there must fit in all, before alternatives were chosen.
    """

    schema: dict[str, Any]
    where: str
    steps: Steps
    whole: str

    @property
    def name(self) -> str:
        """`items.id`."""
        return ".".join(step for step in self.steps if step) or "body"


class Absence:
    """What `edit` puts where nothing shall be."""


GONE: Final = Absence()


def places(spec: Spec, schema: Any, where: str) -> Iterator[Place]:
    """Every schema inside of one, itself first; a schema that contains itself is entered once."""
    yield from _places(spec, schema, where, (), where, frozenset())


def _places(
    spec: Spec, schema: Any, where: str, steps: Steps, whole: str, seen: frozenset[str]
) -> Iterator[Place]:
    schema, where = spec.resolve(schema, where)
    if not isinstance(schema, dict) or where in seen or len(steps) > _DEEP:
        return
    seen |= {where}
    yield Place(schema, where, steps, whole)
    for word in ("allOf", "anyOf", "oneOf"):
        for index, each in enumerate(schema.get(word) or ()):
            there = pointer.join(where, word, index)
            yield from _places(spec, each, there, steps, whole, seen)
    for name, each in (schema.get("properties") or {}).items():
        there = pointer.join(where, "properties", name)
        yield from _places(spec, each, there, (*steps, name), there, seen)
    if isinstance(schema.get("items"), dict):
        there = pointer.join(where, "items")
        yield from _places(spec, schema["items"], there, (*steps, EACH), there, seen)


def edit(value: Any, steps: Steps, change: Callable[[Any], Any]) -> Iterator[Any]:
    """A copy of the value for each thing at these steps, that thing changed: `change` gives the
    new one, GONE to leave it out, or raises LookupError where it does not apply."""
    if not steps:
        try:
            yield change(value)
        except LookupError:
            return
        return
    step, *rest = steps
    if step is EACH:
        keys: list[Any] = [*range(len(value))] if isinstance(value, list) else []
    else:
        keys = [step] if isinstance(value, dict) and step in value else []
    for key in keys:
        for new in edit(value[key], tuple(rest), change):
            changed = copy.copy(value)
            if new is GONE:
                del changed[key]
            else:
                changed[key] = new
            yield changed


def parts(value: Any, steps: Steps) -> Iterator[Any]:
    """Everything in a value at these steps."""
    if not steps:
        yield value
        return
    step, *rest = steps
    if step is EACH:
        for each in value if isinstance(value, list) else ():
            yield from parts(each, tuple(rest))
    elif isinstance(value, dict) and step in value:
        yield from parts(value[step], tuple(rest))
