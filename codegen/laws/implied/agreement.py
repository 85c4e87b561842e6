"""What a list and the reading of one of its things have in common."""

import re
from collections.abc import Iterator
from typing import Any, Final

from codegen.laws.fields import is_secret
from codegen.laws.ids import find_id
from codegen.laws.implied.lifecycle import said
from codegen.laws.law import Agrees
from codegen.laws.paths import path_parameters
from codegen.laws.resources import Resource, Resources
from codegen.laws.shape import Shape
from codegen.laws.words import snake
from codegen.pointer import join

_DEPTH: Final = 3
_LESS: Final = re.compile(
    r"\b(truncat|shorten|excerpt|preview|abbreviat|abridge|omit|left out|leaves out|partial|"
    r"compact|cut\b|first \d+|not filled|masked|redact|cached|eventual|may (differ|lag)|snapshot|"
    r"stale)",
    re.IGNORECASE,
)
"""Words of a list that shows less, or older things."""
_MOVING: Final = re.compile(
    r"(^|_)(views?|hits?|visits?|downloads|plays|reads|accessed|seen|viewed|used|now|age|ttl|etag|"
    r"remaining|elapsed|uptime|trace|request|nonce|links?|self|href)($|_)"
)
"""Names of what another request alters, or says of itself."""
_ANNOTATIONS: Final = frozenset(
    ["title", "description", "example", "examples", "default", "readOnly", "deprecated", "$comment"]
)


def agrees(resources: Resources) -> Iterator[Agrees]:
    """Every thing that has a reading of its own, and a list right above that."""
    for resource in resources.all:
        law = _agreement(resources, resource)
        if law is not None and law.fields:
            yield law


def _agreement(resources: Resources, resource: Resource) -> Agrees | None:
    read, listing, items = resource.read, resource.list, resource.items
    if read is None or listing is None or items is None or not items.id:
        return None
    if _LESS.search(f"{said(listing)} {said(read)}"):
        return None
    thing = resources.thing(read, resource.read_at)
    own = find_id(thing, resource.naming) if thing is not None else None
    if thing is None or own is None or any(each.choices for each in (thing, items.shape)):
        return None
    above = {prefix: name for name, prefix in path_parameters(listing.path)}
    around = [each for each in path_parameters(read.path) if each[1] != resource.path]
    if any(prefix not in above for _, prefix in around):
        return None
    create = resource.create
    reach = resources.reach(listing, create, resource) if create is not None else None
    return Agrees(
        operation=read.key,
        where=read.where,
        stated=False,
        list=listing.key,
        items=items.at,
        item_id=items.id,
        parameter=resource.parameter,
        path={name: above[prefix] for name, prefix in around},
        at=resource.read_at,
        id=join("", own),
        fields=tuple(_alike(items.shape, thing, "", 0)),
        make=create.key if create is not None and reach is not None else None,
        reach=reach,
    )


def _alike(item: Shape, thing: Shape, where: str, depth: int) -> Iterator[str]:
    """The places of what both have under one name and schema."""
    for name, one in item.properties.items():
        other = thing.properties.get(name)
        if other is None or _MOVING.search(snake(name)) or is_secret(name, one):
            continue
        if _LESS.search(f"{one.description} {other.description}"):
            continue
        here = join(where, name)
        if _meaning(one) == _meaning(other):
            yield here
        elif (
            (one.properties and other.properties and depth < _DEPTH)
            and not one.choices
            and not other.choices
        ):
            yield from _alike(one, other, here, depth + 1)


def _meaning(shape: Shape) -> list[dict[str, Any]]:
    """Everything that a schema demands."""
    found = []
    for node, _ in shape.parts:
        demands = {
            name: value
            for name, value in node.items()
            if name not in _ANNOTATIONS and not name.startswith("x-") and name != "$ref"
        }
        if demands:
            found.append(demands)
    return found
