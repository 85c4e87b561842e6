"""Laws about how a thing comes to be, changes and ends, as its operations imply them."""

import re
from collections.abc import Iterator
from typing import Final

from codegen.laws.fields import is_secret, shared_fields
from codegen.laws.ids import find_id
from codegen.laws.law import Final as FinalLaw
from codegen.laws.law import Listed, Reach, ReadAfterWrite
from codegen.laws.lists import Items
from codegen.laws.replies import reply
from codegen.laws.resources import Resource, Resources
from codegen.laws.shape import Shape, json_shape, shape_of
from codegen.laws.words import snake
from codegen.pointer import join
from codegen.spec import Operation

_NOT_FINAL: Final = re.compile(
    r"\b(trash|soft|archiv|restor|recover|undelet|undo|cancel|deactivat|disabl|schedul|mark(s|ed)?|"
    r"detach|eventual|later|background|asynchron|grace|remains?|still|kept|anonymi[sz])",
    re.IGNORECASE,
)
_ONLY: Final = re.compile(
    r"\bonly (while|if|when)\b|\b(can|may|cannot|can't) (only )?be (deleted|removed)\b|\b409\b",
    re.IGNORECASE,
)
_SURELY: Final = re.compile(
    r"\b(deletion|deleting( it)?|this) is (final|permanent|irreversible|for good)\b|^\W*final\b|"
    r"\b404 (afterwards|from then on|thereafter)\b",
    re.IGNORECASE,
)
_EVERY_TIME: Final = re.compile(r"\b(idempotent|no-op|already|even if|or did not)\b", re.IGNORECASE)
_UPDATES: Final = re.compile(r"(update|edit|modify|patch|change)", re.IGNORECASE)
PAGING: Final = frozenset(
    [
        "limit",
        "per_page",
        "page_size",
        "size",
        "page",
        "offset",
        "skip",
        "cursor",
        "after",
        "before",
        "page_token",
        "next_token",
        "starting_after",
        "ending_before",
        "marker",
        "start",
        "count",
        "top",
        "max_results",
        "first",
        "last",
    ]
)


def said(operation: Operation | None) -> str:
    """What the document says of an operation in words."""
    if operation is None:
        return ""
    return f"{operation.raw.get('summary', '')} {operation.raw.get('description', '')}"


def ends_otherwise(operation: Operation) -> bool:
    """Whether words speak of a deletion that is not final. What may be deleted is another matter:
    `only while it is cancelled`."""
    sentences = re.split(r"[.;]\s", said(operation))
    return not is_surely_final(operation) and any(
        _NOT_FINAL.search(each) and not _ONLY.search(each) for each in sentences
    )


def is_surely_final(operation: Operation) -> bool:
    """Whether words say that nothing is left: `Final`, or `404 from then on`."""
    return any(_SURELY.search(each.strip()) for each in re.split(r"[.;]\s", said(operation)))


def read_after_write(resources: Resources) -> Iterator[ReadAfterWrite]:
    """What a body and a reading have in common is read as it was written."""
    for resource in resources.all:
        if resource.read is None:
            continue
        if resource.create is not None and resource.create is not resource.replace:
            law = _written(resources, resource, resource.create, creates=True)
            if law is not None:
                yield law
        for operation, partial in _writes(resources, resource):
            law = _written(resources, resource, operation, partial=partial)
            if law is not None:
                yield law
    for operation in resources.spec.operations.values():
        yield from _singleton(resources, operation)


def _writes(resources: Resources, resource: Resource) -> Iterator[tuple[Operation, bool]]:
    if resource.update is not None:
        yield resource.update, True
    if resource.replace is not None:
        yield resource.replace, False
    post = resources.on(resource.path).get("POST")
    if post is not None and _UPDATES.search(f"{post.key} {post.raw.get('summary', '')}"):
        yield post, True


def _written(
    resources: Resources,
    resource: Resource,
    operation: Operation,
    *,
    partial: bool = False,
    creates: bool = False,
) -> ReadAfterWrite | None:
    body = json_shape(resources.spec, operation.body)
    read = resources.reach(resource.read, operation, resource)
    thing = resources.thing(resource.read, resource.read_at)
    if body is None or read is None or thing is None or later(operation):
        return None
    own = find_id(thing, resource.naming)
    by_client = creates and resource.id is not None and resource.id.startswith("$request")
    fields = tuple(
        (given, told)
        for given, told in body_fields(
            body, thing, resource.read_at, resource.noun, creates=creates
        )
        if by_client or own is None or told != resource.read_at + join("", own)
    )
    if not fields:
        return None
    return ReadAfterWrite(
        operation=operation.key,
        where=operation.where,
        stated=False,
        read=read,
        fields=fields,
        partial=partial,
        creates=creates,
    )


def body_fields(
    body: Shape, thing: Shape, read_at: str, noun: str, *, creates: bool
) -> tuple[tuple[str, str], ...]:
    """Pairs of pointers to what body and reply share, each under its own envelope."""
    body_at = ""
    found = shared_fields(body, thing, creates)
    if not found:
        inner = [name for name, each in body.properties.items() if each.properties]
        if len(inner) == 1 and snake(inner[0]) in (noun, "data", "item", "attributes"):
            body_at = join("", inner[0])
            found = shared_fields(body.properties[inner[0]], thing, creates)
    return tuple((body_at + given, read_at + told) for given, told in found)


def _singleton(resources: Resources, operation: Operation) -> Iterator[ReadAfterWrite]:
    """A thing without an id, such as settings: PUT or PATCH and GET on one path."""
    path = operation.path.rstrip("/")
    if operation.method not in ("PUT", "PATCH") or path in resources.by_path or path.endswith("}"):
        return
    read = resources.on(path).get("GET")
    body = json_shape(resources.spec, operation.body)
    thing = resources.thing(read)
    if read is None or body is None or thing is None or later(operation):
        return
    if "array" in thing.types or (read.key in resources.lists and _selects(read)):
        return
    if any(is_secret(name, each) for name, each in body.properties.items()):
        return  # who changes it may lock somebody out
    fields = body_fields(body, thing, "", "", creates=False)
    reach = resources.reach(read, operation)
    if fields and reach is not None:
        yield ReadAfterWrite(
            operation=operation.key,
            where=operation.where,
            stated=False,
            read=reach,
            fields=fields,
            partial=operation.method == "PATCH",
        )


def _selects(read: Operation) -> bool:
    """Whether what is read is perhaps not all that is there."""
    return any(each.place == "query" for each in read.parameters)


def later(operation: Operation) -> bool:
    """Whether it only begins what is done afterwards."""
    return {each.status for each in operation.successes} == {"202"}


def listed(resources: Resources) -> Iterator[Listed]:
    """What is made under a collection's path shows up in what its GET lists."""
    for resource in resources.all:
        law = listing(resources, resource)
        if law is not None:
            yield law


def listing(resources: Resources, resource: Resource, *, sure: bool = True) -> Listed | None:
    """The law that a made thing is listed; only if there is no doubt, when `sure`."""
    create, items, listing = resource.create, resource.items, resource.list
    if create is None or listing is None or items is None or items.id is None:
        return None
    if resource.id is None or (sure and _doubtful(resource)):
        return None
    reach = resources.reach(listing, create, resource)
    if reach is None or (sure and _may_hide(resources, resource)):
        return None
    return Listed(
        operation=create.key,
        where=create.where,
        stated=False,
        list=reach,
        items=items.at,
        id=resource.id,
        item_id=items.id,
        fields=_shown_in(resources, create, items) if resource.read is None else (),
    )


def _shown_in(resources: Resources, create: Operation, items: Items) -> tuple[tuple[str, str], ...]:
    """What a body and an item have in common."""
    body = json_shape(resources.spec, create.body)
    return shared_fields(body, items.shape, creates=True) if body is not None else ()


def _doubtful(resource: Resource) -> bool:
    """Whether the id in the list may be another one, or the thing be made later."""
    assert resource.create is not None
    assert resource.items is not None
    assert resource.items.id is not None
    return (
        resource.id == "$response.header.Location"
        or later(resource.create)
        or not _same_id(resource, resource.items.id)
    )


def _may_hide(resources: Resources, resource: Resource) -> bool:
    """Whether the list leaves some things out unless asked for them."""
    listing, items, create = resource.list, resource.items, resource.create
    assert listing is not None
    assert items is not None
    assert create is not None
    body = json_shape(resources.spec, create.body)
    for parameter in listing.parameters:
        if parameter.place != "query" or snake(parameter.name) in PAGING:
            continue
        if parameter.required:
            return True
        shape = shape_of(resources.spec, parameter)
        default = shape.get("default") if shape else None
        narrows = parameter.name in items.shape.properties or isinstance(default, bool)
        if default is not None and narrows and (body is None or parameter.name in body.properties):
            return True
    return False


def _same_id(resource: Resource, item_id: str) -> bool:
    """Whether the id that the maker tells and that of an item have one name."""
    assert resource.id is not None
    if resource.linked or resource.id.startswith("$request.path"):
        return True
    return snake(resource.id.rpartition("/")[2]) == snake(item_id.rpartition("/")[2])


def final(resources: Resources) -> Iterator[FinalLaw]:
    """What was deleted cannot be read, listed or deleted."""
    for resource in resources.all:
        delete, create = resource.delete, resource.create
        if delete is None or create is None or later(delete) or ends_otherwise(delete):
            continue
        if resource.replace is create:  # a place that is always there may be emptied
            continue
        make = resources.reach(delete, create, resource)
        if make is None:
            continue
        if _remembered(resources, resource):
            continue
        read = resources.reach(resource.read, create, resource)
        found = listing(resources, resource)
        if read is None and found is None:
            continue
        yield FinalLaw(
            operation=delete.key,
            where=delete.where,
            stated=False,
            make=Reach(create.key, make.parameters),
            read=read,
            gone=gone(resource.read),
            again=again(delete),
            listed=found,
        )


def gone(read: Operation | None) -> tuple[str, ...]:
    """What reading something answers that is no more."""
    declared = tuple(each for each in ("404", "410") if read is not None and each in read.answers)
    # Where the document says nothing, any refusal will do.
    return declared or ("404", "410", "400", "403")


def _remembered(resources: Resources, resource: Resource) -> bool:
    """Whether what is read may say of itself that it was deleted."""
    thing = resources.thing(resource.read, resource.read_at)
    if thing is None:
        return False
    several = [each for choices in thing.choices for each in choices]
    names = {snake(name) for each in (thing, *several) for name in each.properties}
    return bool(names & {"deleted", "deleted_at", "is_deleted", "deleted_on", "date_deleted"})


def again(delete: Operation) -> tuple[str, ...]:
    """What a second deletion answers, if the document says it."""
    declared = tuple(each for each in ("404", "410") if each in delete.answers)
    words = said(delete) + str((reply(delete) or delete).raw.get("description", ""))
    return () if _EVERY_TIME.search(words) else declared
