"""Where a body names a thing by its id."""

import re
from collections.abc import Iterator
from typing import Final

from codegen.laws.implied.lifecycle import said
from codegen.laws.implied.owned import sentences
from codegen.laws.law import Reach, Refers
from codegen.laws.paths import path_parameters
from codegen.laws.resources import Resource, Resources
from codegen.laws.shape import Shape, json_shape
from codegen.laws.words import plural, snake
from codegen.pointer import join
from codegen.spec import Operation

_DEPTH: Final = 3
_OTHERS: Final = re.compile(
    r"transfer|share|sharing|invit|follow|report|message|redeem|join|claim|accept|send|assign|"
    r"member|friend|contact|block|mention|gift|payment|pay$",
    re.IGNORECASE,
)
"""What names somebody else's things on purpose."""

_MUST: Final = re.compile(
    r"\b(must exist|does not exist|do not exist|doesn't exist|don't exist|no such|unknown|"
    r"an existing|(that|which) exists?)\b",
    re.IGNORECASE,
)
_ELSE: Final = re.compile(r"\b(4\d\d|must|error|reject\w*|refused?|invalid)\b", re.IGNORECASE)
_LET: Final = re.compile(
    r"\b(creat\w*|ignor\w*|allow\w*|accept\w*|may|no error|left out|dropp\w*|skip\w*)\b",
    re.IGNORECASE,
)

Place = tuple[str, str]
"""An operation, and where in its body the id stands."""


def refers(resources: Resources) -> Iterator[Refers]:
    """Each id in a body that names a thing which can be read by it."""
    found: list[tuple[Operation, str, Shape, Resource]] = []
    for operation in resources.spec.operations.values():
        body = json_shape(resources.spec, operation.body)
        if body is None or operation.method not in ("POST", "PUT", "PATCH"):
            continue
        for where, shape in _places(body, "", 0):
            resource = _named(resources, where, shape)
            if resource is not None and not _is_own(resource, operation):
                found.append((operation, where, shape, resource))
    for operation, where, shape, resource in found:
        assert resource.read is not None
        peers = tuple(
            (other.key, there)
            for other, there, _, of in found
            if other is not operation and of is resource and _last(there) == _last(where)
        )
        make = None
        create = resource.create
        if create is not None and not _OTHERS.search(f"{operation.path} {operation.key} {where}"):
            reach = resources.reach(resource.read, create, resource)
            make = Reach(create.key, reach.parameters) if reach is not None else None
        told = _is_said(resources, operation, shape, resource)
        if peers or told or make is not None:
            yield Refers(
                operation=operation.key,
                where=shape.where,
                stated=False,
                property=where,
                read=resource.read.key,
                parameter=resource.parameter,
                peers=peers,
                make=make,
                list=_list_of(resource),
                said=told,
            )


def _places(shape: Shape, where: str, depth: int) -> Iterator[tuple[str, Shape]]:
    """Every text and number in a body, the first items of its lists too."""
    for name, each in shape.properties.items():
        here = join(where, name)
        if each.types and each.types <= {"string", "integer"} and each.enum is None:
            yield here, each
        elif each.items is not None and each.items.properties and depth < _DEPTH:
            yield from _places(each.items, join(here, 0), depth + 1)


def _named(resources: Resources, where: str, shape: Shape) -> Resource | None:
    """The one thing that an id names: by the name of its schema, or its own."""
    name = _last(where)
    by_schema, by_name = [], []
    for each in resources.all:
        if each.read is None or len(path_parameters(each.path)) != 1 or each.naming.foreign:
            continue
        parameter = each.naming.shape
        if parameter is None or not parameter.types & shape.types:
            continue
        if parameter.names & shape.names:
            by_schema.append(each)
        if name == f"{each.noun}_id" or (name == snake(each.parameter) and name.endswith("_id")):
            by_name.append(each)
    found = [each for each in by_name if each in by_schema] or by_schema or by_name
    return found[0] if len(found) == 1 else None


def _is_said(resources: Resources, operation: Operation, shape: Shape, resource: Resource) -> bool:
    """Whether a sentence says that what is named must be there."""
    noun = resource.noun.replace("_", "[ _-]")
    named = re.compile(rf"\b({noun}|{plural(noun)}|{snake(resource.parameter)})\b", re.IGNORECASE)
    words = f"{said(operation)}\n\n{shape.description}"
    return any(
        named.search(each) and _MUST.search(each) and _ELSE.search(each) and not _LET.search(each)
        for each in sentences(words)
    )


def _list_of(resource: Resource) -> tuple[str, str, str] | None:
    listing, items = resource.list, resource.items
    if listing is None or items is None or items.id is None or "{" in listing.path:
        return None
    return listing.key, items.at, items.id


def _is_own(resource: Resource, operation: Operation) -> bool:
    """Whether the id is that of the thing itself."""
    return operation is resource.create or operation in resource.operations


def _last(where: str) -> str:
    return snake(where.rpartition("/")[2])
