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
    branch: int = 0
    """Through how many of `allOf`, `anyOf` and `oneOf` it was come to."""

    @property
    def name(self) -> str:
        """`items[].id`."""
        return named(self.steps) or "body"

    @property
    def is_whole(self) -> bool:
        """Whether it is no alternative or part of what the value there must fit."""
        return self.branch == 0


def named(steps: Steps) -> str:
    """Steps as people write them: `items[].id`."""
    return "".join("[]" if step is None else f".{step}" for step in steps).lstrip(".")


class Absence:
    """What `edit` puts where nothing shall be."""


GONE: Final = Absence()


def places(spec: Spec, schema: Any, where: str) -> Iterator[Place]:
    """Every schema inside of one, itself first; a schema that contains itself is entered once."""
    yield from _places(spec, schema, where, (), where, frozenset(), 0)


def _places(
    spec: Spec,
    schema: Any,
    where: str,
    steps: Steps,
    whole: str,
    seen: frozenset[str],
    branch: int,
) -> Iterator[Place]:
    schema, where = spec.resolve(schema, where)
    if not isinstance(schema, dict) or where in seen or len(steps) > _DEEP:
        return
    seen |= {where}
    yield Place(schema, where, steps, whole, branch)
    for word in ("allOf", "anyOf", "oneOf"):
        for index, each in enumerate(schema.get(word) or ()):
            there = pointer.join(where, word, index)
            yield from _places(spec, each, there, steps, whole, seen, branch + 1)
    for name, each in (schema.get("properties") or {}).items():
        there = pointer.join(where, "properties", name)
        yield from _places(spec, each, there, (*steps, name), there, seen, 0)
    if isinstance(schema.get("items"), dict):
        there = pointer.join(where, "items")
        yield from _places(spec, schema["items"], there, (*steps, EACH), there, seen, 0)


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
