"""Statements about lists, their parameters, and what depends on what in a request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from codegen.laws.implied.filtering import selects, told_of
from codegen.laws.implied.paging import makers_of, paging
from codegen.laws.law import (
    Dependency,
    Filters,
    Key,
    Match,
    Pages,
    Presence,
    Reach,
    Relation,
    Sorts,
)
from codegen.laws.letter_case import ignores_case
from codegen.laws.lists import Items
from codegen.laws.shape import Shape, json_shape, shape_of
from codegen.laws.stated.statement import Statement
from codegen.pointer import join

_RULES: Final = ("requires", "or", "only_one", "all_or_none", "zero_or_one", "compares")


def pages(said: Statement) -> Iterator[Pages]:
    """`pages: true`, or with `style`, `parameter`, `limit`, `next`, `total`, `more`, `first`."""
    operation, options = said.operation, said.options
    items = said.items(operation)
    if items is None:
        return
    plain = paging(said.resources, operation, items)
    if plain is None and "style" not in options:
        said.fail("It is not plain how the pages go on: say `style`.")
        return
    told = {
        name: options[name]
        for name in ("style", "parameter", "limit", "next", "total", "more", "first")
        if name in options
    }
    found = plain or Pages(
        operation=operation.key,
        where="",
        stated=True,
        style=told["style"],
        items=items.at,
        item_id=items.id or "",
        parameter=None,
        limit=None,
        first=0 if told["style"] == "offset" else 1,
    )
    found = replace(
        found, **told, where=said.where, stated=True, items=items.at, item_id=items.id or ""
    )
    found = replace(found, makes=_makes(said))
    for name in (found.parameter, found.limit):
        if name is not None and said.query(name) is None:
            return
    if found.parameter is None and found.style != "link":
        said.fail("It is not plain which parameter asks for the next page: say `parameter`.")
        return
    for expression in (found.next, found.total, found.more):
        if expression is not None and not said.expression(expression, operation):
            return
    if found.style == "cursor" and found.next is None and found.more is None:
        said.fail("Nothing tells the next page's token: say `next`.")
        return
    limit = said.query(found.limit) if found.limit is not None else None
    most = limit.get("maximum") if limit is not None else None
    yield replace(found, most=most if isinstance(most, int) else None)


def _makes(said: Statement) -> tuple[Reach, ...]:
    told = said.options.get("makes")
    if told is None:
        return makers_of(said.resources, said.operation)
    found = [said.make(each, None) for each in told]
    return tuple(each for each in found if each is not None)


def filters(said: Statement) -> Iterator[Filters]:
    """`filters: {q: {fields: [/name], match: words}}`; `true` where the names say it."""
    items = said.items(said.operation)
    if items is None:
        return
    law = paging(said.resources, said.operation, items)
    for name, told in said.options.items():
        if isinstance(told, str):
            said.query(name)
            continue
        one = Statement(said.resources, said.operation, join(said.where, name), told, said.faults)
        found = _filter(one, name, items)
        if found is not None:
            yield replace(found, pages=law)


def _filter(said: Statement, name: str, items: Items) -> Filters | None:
    shape = said.query(name)
    if shape is None:
        return None
    read, whole = None, items.shape
    makes = _makes(said)
    if "read" in said.options:
        if not makes:
            said.fail("Nothing makes what the list shows, so `read` cannot be reached.")
            return None
        maker = said.spec.operations[makes[0].operation]
        read = said.reach(said.options["read"], maker, said.resources.listed_by(said.operation))
        given = said.thing(said.spec.operations[read.operation]) if read is not None else None
        if read is None or given is None:
            return None
        whole = given
    parameter = said.operation.parameter(name, "query")
    assert parameter is not None
    plain = selects(parameter, shape, whole, sure=False)
    fields = tuple(said.options.get("fields") or ())
    if not fields:
        if plain is None:
            said.fail(f"It is not plain which fields {name} selects by: name them, `fields`.")
            return None
        fields = plain[0]
    for each in fields:
        if not said.leads(whole, each, "an item"):
            return None
    match: Match | None = said.options.get("match")
    if match is None:
        match = plain[1] if plain is not None else _match(shape, whole.at(fields[0]))
    if not _can_match(match, shape, whole.at(fields[0])):
        said.fail(f"{name} cannot select by {fields[0]} so ({match}): their types do not fit.")
        return None
    return Filters(
        operation=said.operation.key,
        where=said.where,
        stated=True,
        parameter=name,
        fields=fields,
        match=match,
        items=items.at,
        item_id=items.id or "",
        makes=makes,
        read=read,
        loose=bool(said.options.get("loose", False)),
        any_case=match in ("contains", "words") or ignores_case(told_of(parameter, shape)),
    )


def _match(shape: Shape, field: Shape | None) -> Match:
    if "array" in shape.types:
        return "any_of"
    return "has" if field is not None and "array" in field.types else "equals"


def _can_match(match: Match, shape: Shape, field: Shape | None) -> bool:
    """Whether values of the parameter can be made that match values of the field so."""
    if field is None or "object" in field.types or "object" in shape.types:
        return False
    one = shape.items if "array" in shape.types else shape
    other = field.items if "array" in field.types else field
    if one is None or other is None or not one.types or not other.types:
        return False
    if match == "has" and "array" not in field.types:
        return False
    if match in ("contains", "words", "prefix", "like"):
        return "string" in one.types and "string" in other.types
    numbers = {"integer", "number"}
    return bool(one.types & other.types or (one.types & numbers and other.types & numbers))


def sorts(said: Statement) -> Iterator[Sorts]:
    """`sorts: {default: [-/created_at], sort: {name: [/name]}}`."""
    items = said.items(said.operation)
    if items is None:
        return
    law = paging(said.resources, said.operation, items)
    for name, told in said.options.items():
        if name in ("items", "item_id"):
            continue
        if name == "default":
            values: dict[Any, Any] = {None: told}
        else:
            shape = said.query(name)
            if shape is None:
                continue
            values = told
            one = shape.items if "array" in shape.types and shape.items else shape
            for value in values:
                if one.enum is not None and value not in one.enum:
                    said.fail(f"{value} is no value of {name}.")
                    return
        for value, each in values.items():
            if isinstance(each, str):
                continue
            keys = tuple(_key(text) for text in each)
            if not all(said.leads(items.shape, key.field, "an item") for key in keys):
                continue
            yield Sorts(
                operation=said.operation.key,
                where=join(said.where, *(part for part in (name, value) if part is not None)),
                stated=True,
                parameter=None if value is None else name,
                value=value,
                keys=keys,
                items=items.at,
                item_id=items.id or "",
                pages=law,
                makes=makers_of(said.resources, said.operation),
            )


def _key(text: str) -> Key:
    return Key(text.lstrip("+-"), text.startswith("-"))


def relations(said: Statement) -> Iterator[Relation]:
    """`relations: [{relation: disjoint, others: [{state: queued}, {state: running}]}]`."""
    items = said.items(said.operation)
    if items is None:
        return
    for index, each in enumerate(said.value):
        one = Statement(said.resources, said.operation, join(said.where, index), each, said.faults)
        calls = [each.get("base", {}), *each["others"]]
        if not all(_callable(one, call) for call in calls):
            continue
        yield Relation(
            operation=said.operation.key,
            where=one.where,
            stated=True,
            relation=each["relation"],
            base=calls[0],
            others=tuple(calls[1:]),
            items=items.at,
            item_id=items.id or "",
            pages=paging(said.resources, said.operation, items),
            makes=makers_of(said.resources, said.operation),
        )


def _callable(said: Statement, call: dict[str, Any]) -> bool:
    """Whether the operation takes these query parameters with these values."""
    for name, value in call.items():
        shape = said.query(name)
        if shape is None:
            return False
        if not said.spec.validator(shape.where).is_valid(value):
            said.fail(f"{value!r} is no value of {name}.")
            return False
    return True


def dependencies(said: Statement) -> Iterator[Dependency]:
    """`dependencies: [{requires: [to, from]}, {compares: [from, "<=", to]}]`."""
    for index, each in enumerate(said.value):
        one = Statement(said.resources, said.operation, join(said.where, index), each, said.faults)
        rule: Any = next(name for name in _RULES if name in each)
        told = list(each[rule])
        relation: Any = told.pop(1) if rule == "compares" else None
        parts = [_presence(one, part) for part in told]
        if any(part is None for part in parts):
            continue
        yield Dependency(
            operation=said.operation.key,
            where=one.where,
            stated=True,
            rule=rule,
            parts=tuple(part for part in parts if part is not None),
            relation=relation,
            refused=one.statuses("refused", said.operation, _refusals(said)),
        )


def _refusals(said: Statement) -> tuple[str, ...]:
    declared = tuple(each for each in ("400", "422") if each in said.operation.answers)
    return declared or ("400", "422")


def _presence(said: Statement, part: Any) -> Presence | None:
    name = part
    values: tuple[Any, ...] = ()
    if isinstance(part, dict):
        (name, given), *_ = part.items()
        values = tuple(given if isinstance(given, list) else [given])
    if name.startswith("body#"):
        body = json_shape(said.spec, said.operation.body)
        shape = body.at(name[5:]) if body is not None else None
    else:
        parameter = said.operation.parameter(name)
        shape = shape_of(said.spec, parameter) if parameter is not None else None
    if shape is None:
        said.fail(f"{said.operation.key} has no {name}.")
        return None
    for value in values:
        if not said.spec.validator(shape.where).is_valid(value):
            said.fail(f"{value!r} is no value of {name}.")
            return None
    return Presence(name, values)
