"""What a request says in each place that a contract has a schema for, and how to say otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from codegen.laws.law import Laws, Pages
from codegen.mutate.changed import header, is_json, query, value_of, with_query, with_value
from codegen.mutate.places import Place, edit, named, parts, places
from codegen.mutate.sample import fits, types

if TYPE_CHECKING:
    from codegen.spec import Operation, Parameter, Part, Spec
    from codegen.verify.exchange import Request


@dataclass(frozen=True)
class Spot:
    """A place in requests: a query parameter (then `parameter` is set) or in the JSON body."""

    place: Place
    parameter: Parameter | None = None
    body: Part | None = None

    @property
    def name(self) -> str:
        """`kind`, `body.name`."""
        inner = named(self.place.steps)
        name = self.parameter.name if self.parameter is not None else "body"
        return name + (inner if not inner or inner.startswith("[") else f".{inner}")

    @property
    def said(self) -> str:
        """How a sentence names it."""
        if self.parameter is not None:
            of = "an item of " if self.place.steps else ""
            return f'{of}the parameter "{self.parameter.name}"'
        inner = named(self.place.steps)
        return f'"{inner}" in the body' if inner else "the body"


def spots(spec: Spec, operation: Operation) -> Iterator[Spot]:
    """Every place in the query and in the JSON body that has a schema."""
    for parameter in operation.parameters:
        if parameter.place == "query" and "content" not in parameter.raw:
            for place in places(spec, parameter.schema, parameter.schema_where):
                yield Spot(place, parameter=parameter)
    part = json_body(operation)
    if part is not None:
        for place in places(spec, part.schema, part.schema_where):
            yield Spot(place, body=part)


def is_opaque(laws: Laws, operation: Operation, spot: Spot) -> bool:
    """Whether it is a cursor: only the server makes one that it takes, of whatever length it likes,
    so that no client can have another."""
    return any(
        isinstance(law, Pages) and law.style == "cursor" and spot.name == law.parameter
        for law in laws.of(operation.key)
    )


def json_body(operation: Operation) -> Part | None:
    """Its JSON body, as the document declares it."""
    if operation.body is not None:
        for media_type, part in operation.body.content.items():
            if is_json(media_type):
                return part
    return None


def values(spec: Spec, spot: Spot, request: Request) -> list[Any]:
    """What the request says there."""
    try:
        whole = _whole(spec, spot, request)
    except LookupError:
        return []
    return [*parts(whole, spot.place.steps)]


def edited(
    spec: Spec, spot: Spot, request: Request, change: Callable[[Any], Any]
) -> Request | None:
    """The same request with another value there, as `edit` has it; None when nothing changes."""
    try:
        whole = _whole(spec, spot, request)
    except LookupError:
        return None
    new = next(edit(whole, spot.place.steps, change), whole)
    if new is whole:
        return None
    if spot.parameter is None:
        return with_value(request, new)
    return written(spot.parameter, request, new)


def written(parameter: Parameter, request: Request, value: Any) -> Request:
    """The same request with this value of a query parameter."""
    kept = [pair for pair in query(request) if pair[0] != parameter.name]
    texts = [text(each) for each in value] if isinstance(value, list) else [text(value)]
    if isinstance(value, list) and not parameter.explode:
        texts = [",".join(texts)]
    return with_query(request, [*kept, *((parameter.name, each) for each in texts)])


def renamed(spec: Spec, operation: Operation, request: Request) -> Request | None:
    """The same request with other texts in the JSON body where any would do, as a server wants
    that has each name but once; None where there is no such text."""
    part = json_body(operation)
    try:
        value = value_of(request)
    except LookupError:
        return None
    if part is None or not isinstance(value, dict):
        return None
    other = dict(value)
    for name, each in value.items():
        if isinstance(each, str):
            other[name] = f"{each}{uuid4().hex[:6]}"
            if not fits(spec, part.schema_where, other):
                other[name] = each
    return None if other == value else with_value(request, other)


def text(value: Any) -> str:
    """A value as a query has it."""
    return value if isinstance(value, str) else json.dumps(value)


def read(spec: Spec, parameter: Parameter, request: Request) -> Any:
    """The value of a query parameter. LookupError when it is absent."""
    texts = [value for name, value in query(request) if name == parameter.name]
    if not texts:
        raise LookupError
    allowed = types(spec, parameter.schema, parameter.schema_where)
    if "array" in allowed:
        if not parameter.explode:
            texts = texts[0].split(",")
        inner = parameter.schema
        inner, there = spec.resolve(inner, parameter.schema_where)
        kinds = types(spec, inner.get("items", True), f"{there}/items")
        return [_typed(each, kinds) for each in texts]
    return _typed(texts[-1], allowed)


def _whole(spec: Spec, spot: Spot, request: Request) -> Any:
    if spot.parameter is not None:
        return read(spec, spot.parameter, request)
    if not is_json(header(request, "Content-Type") or ""):
        raise LookupError
    return value_of(request)


def _typed(text: str, allowed: frozenset[str]) -> Any:
    for kind, read_as in (("integer", int), ("number", float)):
        if kind in allowed:
            try:
                return read_as(text)
            except ValueError:
                continue
    if "boolean" in allowed and text in ("true", "false"):
        return text == "true"
    return text


def is_fit(spec: Spec, operation: Operation, request: Request) -> bool:
    """Whether query and JSON body fit the contract; what else there is is not looked at."""
    for parameter in operation.parameters:
        if parameter.place != "query" or "content" in parameter.raw:
            continue
        try:
            value = read(spec, parameter, request)
        except LookupError:
            if parameter.required:
                return False
            continue
        if not fits(spec, parameter.schema_where, value):
            return False
    declared = {each.name for each in operation.parameters if each.place == "query"}
    if not {name.partition("[")[0] for name, _ in query(request)} <= declared:
        return False
    part = json_body(operation)
    if part is None:
        return True
    try:
        return fits(spec, part.schema_where, value_of(request))
    except LookupError:
        return request.body is None and not (operation.body and operation.body.required)
