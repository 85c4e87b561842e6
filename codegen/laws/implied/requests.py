"""Laws about requests that come twice, or that only ask: from methods and headers."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from codegen.laws.ids import Naming, find_id, is_called_id
from codegen.laws.implied.lifecycle import said
from codegen.laws.law import Caching, Conditional, IdempotencyKey, Idempotent, Reach, Safe
from codegen.laws.paths import plain
from codegen.laws.replies import reply_shape
from codegen.laws.resources import Resource, Resources
from codegen.laws.shape import shape_of
from codegen.pointer import join
from codegen.spec import Operation, Parameter

_CHANGES: Final = re.compile(
    r"\b(mark(s|ed|ing)?\b[^.]{0,20}\b(read|seen)|increment|consum(e|ed|es|ing)\b|one-time|"
    r"only once|records? (the|a) (view|visit|access)|log(s|ged)? (you )?(in|out)|"
    r"sign(s|ed)? (you )?(in|out))",
    re.IGNORECASE,
)
_OTHER_BODY: Final = re.compile(
    r"\b(another|different|other|mismatch\w*|re-?used?|already used|used again)\b", re.IGNORECASE
)


def safe(resources: Resources) -> Iterator[Safe]:
    """GET and HEAD change nothing (RFC 9110, 9.2.1) of the thing that they are about."""
    for operation in resources.spec.operations.values():
        if operation.method not in ("GET", "HEAD") or _CHANGES.search(said(operation)):
            continue
        found = shown(resources, operation)
        if found is not None:
            make, watch = found
            if "PUT" in resources.on(operation.path) and watch[0].operation != operation.key:
                watch = (*watch, Reach(operation.key, make.parameters))
        elif _is_there_once(resources, operation):
            make, watch = None, (Reach(operation.key, {}),)
        else:
            continue
        yield Safe(
            operation=operation.key,
            where=operation.where,
            stated=False,
            make=make,
            watch=watch,
        )


def _is_there_once(resources: Resources, operation: Operation) -> bool:
    """Whether it reads what has no id and is written at the same place, such as settings."""
    written = {"PUT", "PATCH"} & resources.on(operation.path).keys()
    return bool(written) and "{" not in operation.path and operation.key not in resources.lists


def idempotent(resources: Resources) -> Iterator[Idempotent]:
    """PUT and DELETE do the same once and twice (RFC 9110, 9.2.2)."""
    for operation in resources.spec.operations.values():
        if operation.method not in ("PUT", "DELETE"):
            continue
        found = shown(resources, operation)
        if found is not None:
            make, watch = found
            yield Idempotent(
                operation=operation.key,
                where=operation.where,
                stated=False,
                make=make,
                watch=watch,
            )


def shown(resources: Resources, operation: Operation) -> tuple[Reach, tuple[Reach, ...]] | None:
    """What makes the thing that an operation is about, and what shows that thing."""
    for resource in _candidates(resources, operation):
        create = resource.create
        if create is None or resource.id is None:
            continue
        make = resources.reach(operation, create, resource)
        shown = (resources.reach(each, create, resource) for each in (resource.read, resource.list))
        watch = tuple(each for each in shown if each is not None)[:1]
        if make is not None and watch:
            return Reach(create.key, make.parameters), watch
    return _by_another_name(resources, operation)


def _by_another_name(
    resources: Resources, operation: Operation
) -> tuple[Reach, tuple[Reach, ...]] | None:
    """The same where a path names a thing by another property than its id, as a short link does:
    by that of this name in the answer of what makes it."""
    names = [each.name for each in operation.parameters if each.place == "path"]
    if len(names) != 1 or is_called_id(names[0]):
        return None
    for resource in resources.all:
        create = resource.create
        shape = reply_shape(resources.spec, create)
        thing = shape.at(resource.made_at) if shape is not None else None
        if create is None or thing is None or names[0] not in thing.properties:
            continue
        read = resources.reach(resource.read, create, resource)
        if read is not None:
            told = f"$response.body#{join(resource.made_at, names[0])}"
            return Reach(create.key, {names[0]: told}), (read,)
    return None


def _candidates(resources: Resources, operation: Operation) -> Iterator[Resource]:
    listed = resources.listed_by(operation)
    if listed is not None:
        yield listed
    owner = resources.of(operation)
    if owner is not None and owner is not listed:
        yield owner


def idempotency_key(resources: Resources) -> Iterator[IdempotencyKey]:
    """An operation that makes something and takes the header `Idempotency-Key`."""
    for operation in resources.spec.operations.values():
        for name in ("Idempotency-Key", "X-Idempotency-Key"):
            header = operation.parameter(name, "header")
            made = made_id(resources, operation)
            if header is None or made is None or operation.method not in ("POST", "PATCH"):
                continue
            yield IdempotencyKey(
                operation=operation.key,
                where=header.where,
                stated=False,
                header=header.name,
                id=made,
                conflict=conflicts(operation, header),
            )
            break


def conflicts(operation: Operation, header: Parameter) -> tuple[str, ...]:
    """What answers another body under a key that was used, if the document says it."""
    words = f"{header.raw.get('description', '')} {said(operation)}"
    return tuple(
        status
        for status in ("409", "422")
        if status in operation.answers
        and _OTHER_BODY.search(f"{words} {operation.answers[status].raw.get('description', '')}")
    )


def made_id(resources: Resources, operation: Operation) -> str | None:
    """The expression for the id of what an operation makes."""
    for resource in resources.all:
        if resource.create is operation and resource.id is not None:
            return None if resource.id.startswith("$request") else resource.id
    shape = reply_shape(resources.spec, operation)
    if shape is None:
        return None
    name = find_id(shape, Naming("", "id"))
    return None if name is None else f"$response.body#{join('', name)}"


def conditional(resources: Resources) -> Iterator[Conditional]:
    """A GET that declares an ETag (RFC 9110, 8.8.3): of a thing, a list, or what is there once."""
    for operation in resources.spec.operations.values():
        if operation.method == "GET" and has_header(operation, "etag"):
            resource = resources.by_path.get(plain(operation.path))
            law = of_what_is_made(resources, operation, resource) if resource else None
            yield law or of_what_is_there(resources, operation)


def of_what_is_made(
    resources: Resources, read: Operation, resource: Resource
) -> Conditional | None:
    """The law of a thing that another operation makes; None where nothing does."""
    create = resource.create
    make = None if create is None else resources.reach(read, create, resource)
    if create is None or make is None:
        return None

    def reaches(operations: Iterable[Operation | None]) -> tuple[Reach, ...]:
        found = (resources.reach(each, create, resource) for each in operations)
        return tuple(each for each in found if each is not None)

    writes = [each for each in (resource.update, resource.replace) if each is not None]
    guarded = reaches(each for each in (*writes, resource.delete) if each and guards(each))
    # An ETag for If-Match is many a time the version of what clients write: that a thing below it
    # was made changes a count in what is shown, and need not be a reason to refuse a change.
    making = {each.create.key for each in resources.all if each.create is not None and guarded}
    return Conditional(
        operation=read.key,
        where=read.where,
        stated=False,
        make=Reach(create.key, make.parameters),
        changes=reaches(writes),
        guarded=guarded,
        below=reaches(each for each in _below(resources, read) if each.key not in making),
        not_modified=says_not_modified(read),
    )


def of_what_is_there(resources: Resources, read: Operation) -> Conditional:
    """The law of what is read and not made: a list, settings, a thing of a fixed stock."""
    own = resources.on(plain(read.path))
    making = {each.create.key for each in resources.all if each.create is not None}
    writes = [own[method] for method in ("PATCH", "PUT") if method in own and "{" not in read.path]
    makes = [own[method] for method in ("POST",) if method in own and own[method].key in making]

    def reaches(operations: Iterable[Operation]) -> tuple[Reach, ...]:
        found = (resources.reach(each, read) for each in operations)
        return tuple(each for each in found if each is not None)

    return Conditional(
        operation=read.key,
        where=read.where,
        stated=False,
        make=None,
        changes=reaches(writes),
        guarded=reaches(each for each in writes if guards(each)),
        below=reaches([*makes, *(each for each in _below(resources, read) if each.key in making)]),
        not_modified=says_not_modified(read),
    )


def guards(operation: Operation) -> bool:
    """Whether an operation reads `If-Match`, and refuses what has changed."""
    return operation.parameter("If-Match", "header") is not None and "412" in operation.answers


def says_not_modified(read: Operation) -> bool:
    """Whether an operation answers 304 to who has what it gives."""
    return "304" in read.answers or read.parameter("If-None-Match", "header") is not None


def _below(resources: Resources, read: Operation) -> Iterator[Operation]:
    """Operations under a path that do something, and name nothing else."""
    path = plain(read.path)
    for operation in resources.spec.operations.values():
        rest = plain(operation.path).removeprefix(f"{path}/")
        if (
            operation.method in ("POST", "PUT", "PATCH")
            and rest != plain(operation.path)
            and "{" not in rest
        ):
            yield operation


def has_header(operation: Operation, name: str) -> bool:
    """Whether a success carries a header; its name is in lower case."""
    return any(
        name == header.lower() for answer in operation.successes for header in answer.headers
    )


def caching(resources: Resources) -> Iterator[Caching]:
    """A header `Cache-Control` or `Vary` that has one value only."""
    for operation in resources.spec.operations.values():
        for status, answer in operation.answers.items():
            for name, header in answer.headers.items():
                kind = name.lower()
                shape = shape_of(resources.spec, header)
                values = shape.enum if shape is not None else None
                if kind not in ("cache-control", "vary") or values is None or len(values) != 1:
                    continue
                words = tuple(each.strip() for each in str(values[0]).split(",") if each.strip())
                yield Caching(
                    operation=operation.key,
                    where=header.where,
                    stated=False,
                    status=status,
                    directives=words if kind == "cache-control" else (),
                    vary=words if kind == "vary" else (),
                )
