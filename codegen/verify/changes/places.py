"""Every place of a request that has a schema, and what can be changed there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from codegen.laws.implied.lifecycle import said
from codegen.spec import Operation, Parameter, Spec
from codegen.verify.changes import kinds, lists, numbers, objects, strings
from codegen.verify.changes.change import Change
from codegen.verify.changes.samples import merged, sample
from codegen.verify.changes.schemas import fits, holding, inside, types
from codegen.verify.changes.spot import Spot
from codegen.verify.changes.wire import body_schema, media_type
from codegen.verify.sending import is_json
from codegen.verify.trial import ABSENT

_NO_NULL: Final = re.compile(
    r"\bnull is (not allowed|refused|rejected|invalid)\b|"
    r"\bno (other )?(field|property)s? (may|can) be null\b|"
    r"\b(fields|properties) (cannot|can't|must not|may not) be null\b",
    re.IGNORECASE,
)
_DEEPEST: Final = 6
_STANDARD: Final = re.compile(
    r"accept(-encoding|-language)?|authorization|connection|content-(length|type)|cookie|host"
    r"|if-(match|modified-since|none-match|range|unmodified-since)|last-event-id|origin|range"
    r"|referer|transfer-encoding|user-agent",
    re.IGNORECASE,
)
"""Headers whose meaning HTTP itself defines, down to what becomes of a wrong value."""


@dataclass(frozen=True)
class Place:
    """A spot, the schemas that hold there, and arguments that have a value there.

    `introduced`: the known good request has none there; this one is made up.
    """

    spot: Spot
    schemas: tuple[str, ...]
    arguments: Mapping[str, Any]
    introduced: bool

    @property
    def value(self) -> Any:
        """What stands there."""
        return self.spot.get(self.arguments)


def places(
    spec: Spec,
    operation: Operation,
    arguments: Mapping[str, Any],
    spare: Callable[[Spot], Any],
) -> Iterator[Place]:
    """Give each place of a request, from the outside in.

    `spare` gives a value for a spot that the arguments leave out, or ABSENT.
    """
    for parameter in operation.parameters:
        if _judged(parameter):
            spot = Spot(parameter.place, parameter.name)
            schemas = (parameter.schema_where,)
            yield from _deeper(spec, spot, schemas, arguments, spare, introduced=False)
    where = body_schema(operation, arguments)
    json = is_json(media_type(operation, arguments) or "")
    if where is not None and arguments.get("body", ABSENT) is not ABSENT:
        for place in _deeper(spec, Spot("body"), (where,), arguments, spare, introduced=False):
            if json or len(place.spot.steps) <= 1:
                yield place


def changes(spec: Spec, operation: Operation, place: Place) -> Iterator[Change]:
    """Give each change at a place. Whether it is what it says, is to be asked of `wire`."""
    spot, value = place.spot, place.value
    body = spot.place == "body"
    form = media_type(operation, place.arguments) or ""
    # A merge patch takes a property away by null (RFC 7396), unless words forbid it.
    forbidden = (
        "merge-patch" not in form or _NO_NULL.search(" ".join(said(operation).split())) is not None
    )
    null = body and is_json(form) and forbidden
    text = not body or not is_json(form)
    for where in place.schemas:
        for schema, at in holding(spec, where, value):
            if not (text and body):
                elsewhere = spec.members.get(str(spot.last), ())
                yield from kinds.changes(spot, schema, at, value, elsewhere, null=null)
            if isinstance(value, str):
                yield from strings.changes(spot, schema, at, value)
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                known = types(spec, place.schemas, value)
                whole = bool(known) and "number" not in known
                yield from numbers.changes(spot, schema, at, value, whole)
            elif isinstance(value, list):
                yield from lists.changes(spot, schema, at, value, _longer(spec, place))
            elif isinstance(value, dict) and (body or "content" in _raw(operation, spot)):
                hidden = set(_hidden(spec, place))
                yield from objects.changes(spot, schema, at, value, hidden)
    if place.introduced and spot.steps:
        yield from _needed(spec, place)
    if not body and not spot.steps:
        parameter = operation.parameter(spot.name, spot.place)
        if parameter is not None and parameter.required and spot.place != "path":
            yield Change(
                spot, "required", f"{parameter.where}/required", ABSENT, False,
                f"{spot.name} is required and was left out",
            )  # fmt: skip


def _raw(operation: Operation, spot: Spot) -> Mapping[str, Any]:
    parameter = operation.parameter(spot.name, spot.place)
    return parameter.raw if parameter is not None else {}


def _judged(parameter: Parameter) -> bool:
    if parameter.place == "header":
        return _STANDARD.fullmatch(parameter.name) is None
    return parameter.place in ("path", "query")


def _deeper(
    spec: Spec,
    spot: Spot,
    schemas: tuple[str, ...],
    arguments: Mapping[str, Any],
    spare: Callable[[Spot], Any],
    *,
    introduced: bool,
) -> Iterator[Place]:
    value = spot.get(arguments)
    if value is ABSENT:
        value = spare(spot)
        if value is ABSENT:
            value = sample(spec, schemas)
        if value is ABSENT:
            return
        arguments, introduced = _with_others(spec, spot, schemas, arguments, value, spare), True
    yield Place(spot, schemas, arguments, introduced)
    if len(spot.steps) >= _DEEPEST:
        return
    if isinstance(value, dict):
        hidden = set(_hidden(spec, Place(spot, schemas, arguments, introduced)))
        names = dict.fromkeys(merged(spec, schemas, value).get("properties") or {})
        for where in schemas:
            for schema, _ in holding(spec, where, value):
                names |= dict.fromkeys(schema.get("properties") or {})
        for name in names:
            found = inside(spec, schemas, value, name)
            if found and name not in hidden:
                step = spot.inside(name)
                yield from _deeper(spec, step, found, arguments, spare, introduced=introduced)
    elif isinstance(value, list):
        found = inside(spec, schemas, value, 0)
        item = sample(spec, found) if found and not value else ABSENT
        if item is not ABSENT:
            arguments, introduced = spot.put(arguments, [item]), True
        if found and (value or item is not ABSENT):
            step = spot.inside(0)
            yield from _deeper(spec, step, found, arguments, spare, introduced=introduced)


def _with_others(
    spec: Spec,
    spot: Spot,
    schemas: tuple[str, ...],
    arguments: Mapping[str, Any],
    value: Any,
    spare: Callable[[Spot], Any],
) -> dict[str, Any]:
    """The arguments with one property more, and with those that it requires beside it."""
    changed = spot.put(arguments, value)
    if not spot.steps:
        return changed
    around = replace(spot, steps=spot.steps[:-1])
    owner = around.get(changed)
    for where in dict.fromkeys(each.rpartition("/properties/")[0] for each in schemas):
        for schema, at in holding(spec, where, owner):
            for other in (schema.get("dependentRequired") or {}).get(spot.steps[-1], ()):
                beside = around.inside(other)
                if beside.get(changed) is ABSENT:
                    its = spare(beside)
                    if its is ABSENT:
                        its = sample(spec, (f"{at}/properties/{_escaped(other)}",))
                    changed = beside.put(changed, its)
    return changed


def _needed(spec: Spec, place: Place) -> Iterator[Change]:
    """The changes that take away what the introduced property requires beside it."""
    spot = place.spot
    around, name = replace(spot, steps=spot.steps[:-1]), spot.steps[-1]
    for where in dict.fromkeys(each.rpartition("/properties/")[0] for each in place.schemas):
        for schema, at in holding(spec, where, around.get(place.arguments)):
            needed = (schema.get("dependentRequired") or {}).get(name, ())
            for index, other in enumerate(needed):
                keyword = f"{at}/dependentRequired/{_escaped(str(name))}/{index}"
                yield Change(
                    around.inside(other), "dependentRequired", keyword, ABSENT, False,
                    f"{name} requires {other}, which was left out",
                )  # fmt: skip


def _hidden(spec: Spec, place: Place) -> Iterator[str]:
    """The properties that are only for answers."""
    for where in place.schemas:
        for schema, at in holding(spec, where, place.value):
            for name in schema.get("properties") or {}:
                if merged(spec, (f"{at}/properties/{_escaped(name)}",)).get("readOnly") is True:
                    yield name


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _longer(spec: Spec, place: Place) -> Callable[[int], list[Any] | None]:
    value = list(place.value)
    facts = merged(spec, place.schemas, value)

    def longer(length: int) -> list[Any] | None:
        items = value[:length]
        number = 0
        while len(items) < length and number < length + 40:
            number += 1
            item = _another(spec, place, len(items), number)
            if item is ABSENT:
                break
            if item not in items:
                items.append(item)
        if len(items) < length and items and not facts.get("uniqueItems"):
            items += [items[0]] * (length - len(items))
        return items if len(items) == length else None

    return longer


def _another(spec: Spec, place: Place, index: int, number: int) -> Any:
    """An item that is like none before it: a sample, numbered where it is a free text."""
    schemas = inside(spec, place.schemas, place.value, index)
    item = sample(spec, schemas, number)
    if isinstance(item, str) and not merged(spec, schemas).keys() & {"enum", "const", "format"}:
        letter = "abcdefghijklmnopqrstuvwxyz"[number % 26]
        for numbered in (
            f"{item[:4]}{number}",
            f"{item[:-4]}{number:04d}",  # an id of one form and length: there may be thousands
            f"{item[:-1]}{letter}",
            f"{item[:-2]}{letter.upper()}{letter.upper()}",
            f"{item[:-2]}{number % 90 + 10}",
        ):
            if all(fits(spec, where, numbered) for where in schemas):
                return numbered
    return item
