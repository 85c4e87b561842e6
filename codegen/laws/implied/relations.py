"""Relations between calls of one list (Segura et al., IEEE TSE 2018)."""

from collections.abc import Iterator
from typing import Any

from codegen.laws.implied.filtering import filters
from codegen.laws.implied.paging import makers_of, paging
from codegen.laws.law import Relation
from codegen.laws.resources import Resources
from codegen.laws.shape import Shape, shape_of
from codegen.laws.words import snake
from codegen.spec import Parameter


def relations(resources: Resources) -> Iterator[Relation]:
    """The values of an enum, one after the other, give the whole list; a default what is given
    without the parameter."""
    for law in filters(resources):
        operation = resources.spec.operations[law.operation]
        parameter = operation.parameter(law.parameter, "query")
        shape = shape_of(resources.spec, parameter)
        item = resources.lists[law.operation].shape
        if parameter is None or shape is None or parameter.required or law.one_of:
            continue
        many = "array" in shape.types
        one = shape.items if many and shape.items is not None else shape
        field = item.at(law.fields[0])
        values = _values(one)
        whole = _whole(law.match, values, _values(field))
        default = shape.get("default")
        parts: list[Any] = []
        kind = None
        if default is not None:
            kind, parts = "equal", [default]
        elif (
            whole
            and field is not None
            and not field.nullable
            and law.fields[0].count("/") == 1
            and law.fields[0][1:] in item.required
        ):
            kind, parts = "complete", [[value] if many else value for value in values or ()]
        if kind is None:
            continue
        yield Relation(
            operation=law.operation,
            where=parameter.where,
            stated=False,
            relation="equal" if kind == "equal" else "complete",
            base={},
            others=tuple({parameter.name: value} for value in parts),
            items=law.items,
            item_id=law.item_id,
            pages=law.pages,
            makes=law.makes,
        )
    yield from _sorted_by_default(resources)


def _whole(match: str, given: tuple[Any, ...] | None, told: tuple[Any, ...] | None) -> bool:
    if match not in ("equals", "any_of") or not given or not told:
        return False
    return set(map(repr, given)) == set(map(repr, told))


def _values(shape: Shape | None) -> tuple[Any, ...] | None:
    """All values that there are, if they are few."""
    if shape is not None and shape.types == {"boolean"} and shape.enum is None:
        return (True, False)
    return shape.enum if shape is not None else None


def _sorted_by_default(resources: Resources) -> Iterator[Relation]:
    """The default of a parameter that only puts in order gives the same items."""
    for key, items in resources.lists.items():
        if items.id is None:
            continue
        for parameter in resources.spec.operations[key].parameters:
            relation = _default(resources, key, parameter)
            if relation is not None:
                yield relation


def _default(resources: Resources, key: str, parameter: Parameter) -> Relation | None:
    shape = shape_of(resources.spec, parameter)
    if parameter.place != "query" or shape is None or shape.get("default") is None:
        return None
    if snake(parameter.name) not in ("sort", "sort_by", "order_by", "order", "direction"):
        return None
    operation = resources.spec.operations[key]
    items = resources.lists[key]
    return Relation(
        operation=key,
        where=parameter.where,
        stated=False,
        relation="equal",
        base={},
        others=({parameter.name: shape.get("default")},),
        items=items.at,
        item_id=items.id or "",
        pages=paging(resources, operation, items),
        makes=makers_of(resources, operation),
    )
