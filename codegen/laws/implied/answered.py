"""Operations that answer with the thing that they changed: what reads it gives the same."""

import re
from collections.abc import Iterator
from typing import Final

from codegen.laws.fields import is_secret
from codegen.laws.ids import find_id
from codegen.laws.implied.lifecycle import later, said
from codegen.laws.law import Answered
from codegen.laws.resources import Resource, Resources
from codegen.laws.shape import Shape, json_shape
from codegen.pointer import join
from codegen.spec import Operation

_CHANGES: Final = ("POST", "PUT", "PATCH")
_AIMLESS: Final = re.compile(
    r"\b(preview|simulat|dry|validat|estimat|quote|calculat|comput|render|diff|compar|search|quer|"
    r"suggest|recommend|test|try|check|verif|copy|copies|clon|duplicat|fork)",
    re.IGNORECASE,
)
"""Said in a name of what changes nothing, or answers about another thing."""
_UNDER_WAY: Final = re.compile(
    r"\b(queue|eventual|later|background|asynchron|in progress|takes? (a while|some time))",
    re.IGNORECASE,
)


def answered(resources: Resources) -> Iterator[Answered]:
    """What has the schema of a reading on its path, or on one above it, is that thing."""
    for operation in resources.spec.operations.values():
        if operation.method not in _CHANGES or later(operation):
            continue
        body = json_shape(resources.spec, operation.body)
        if body is not None and any(
            is_secret(name, each) for name, each in body.properties.items()
        ):
            continue  # who changes it may lock somebody out
        names = f"{operation.key} {operation.path} {operation.raw.get('summary', '')}"
        if not _AIMLESS.search(names.replace("_", " ")) and not _UNDER_WAY.search(said(operation)):
            law = answered_by(resources, operation)
            if law is not None:
                yield law


def answered_by(resources: Resources, operation: Operation) -> Answered | None:
    """The law of an operation that answers with a thing that something reads; else None."""
    return _made(resources, operation) or _changed(resources, operation)


def _made(resources: Resources, operation: Operation) -> Answered | None:
    for resource in resources.all:
        if resource.create is operation and resource.read is not None:
            return _law(resources, operation, resource.read, resource, resource.made_at)
    return None


def _changed(resources: Resources, operation: Operation) -> Answered | None:
    """The nearest reading, from the operation's own path upwards, that gives such a thing."""
    path = operation.path.rstrip("/")
    while path:
        read = resources.on(path).get("GET")
        if read is not None and not (
            read.key in resources.lists and resources.lists[read.key].at == ""
        ):
            resource = resources.by_path.get(path)
            at = resource.read_at if resource is not None else ""
            for each in dict.fromkeys((at, "")):
                found = _law(resources, operation, read, resource, each)
                if found is not None:
                    return found
        path = path.rpartition("/")[0]
    return None


def _law(
    resources: Resources, operation: Operation, read: Operation, resource: Resource | None, at: str
) -> Answered | None:
    read_at = resource.read_at if resource is not None else ""
    told, given = resources.thing(operation, at), resources.thing(read, read_at)
    reach = resources.reach(read, operation, resource)
    if told is None or given is None or reach is None or not _alike(told, given):
        return None
    own = find_id(given, resource.naming) if resource is not None else None
    making = any(each.create is operation for each in resources.all)
    if own is None and read.path != operation.path and (resource is not None or making):
        return None  # nothing tells whether it is the thing itself or one of its kind inside
    return Answered(
        operation=operation.key,
        where=operation.where,
        stated=False,
        read=reach,
        at=at,
        read_at=read_at,
        id=join("", own) if own is not None else "",
    )


def _alike(one: Shape, other: Shape) -> bool:
    """Whether two schemas are one."""
    if not one.properties or not other.properties:
        return False
    return bool(one.names & other.names) or one.parts[-1][0] == other.parts[-1][0]
