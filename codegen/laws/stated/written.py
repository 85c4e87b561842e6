"""Statements about what a write answers, and about elements that are put one by one."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.laws.implied.answered import answered_by
from codegen.laws.implied.elements import element_of
from codegen.laws.implied.lifecycle import body_fields
from codegen.laws.law import Answered, Element
from codegen.laws.shape import json_shape
from codegen.laws.stated.statement import Statement


def answered(said: Statement) -> Iterator[Answered]:
    """`answered: true`, or with `read`, `at`, `read_at`, `id`."""
    operation, options = said.operation, said.options
    plain = answered_by(said.resources, operation)
    read = options.get("read")
    shown = plain.read if plain is not None else None
    reach = said.reach(read, operation, said.made) if read else shown
    if reach is None:
        if not read:
            said.fail("It is not plain what reads the thing: name the operation, `read`.")
        return
    known = plain if plain is not None and plain.read.operation == reach.operation else None
    law = Answered(
        operation=operation.key,
        where=said.where,
        stated=True,
        read=reach,
        at=options.get("at", known.at if known else ""),
        read_at=options.get("read_at", known.read_at if known else ""),
        id=options.get("id", known.id if known else ""),
    )
    given = said.thing(said.spec.operations[reach.operation])
    sound = [
        said.leads(said.thing(operation), law.at, f"what {operation.key} answers"),
        said.leads(given, law.read_at + law.id, f"what {reach.operation} gives"),
    ]
    if all(sound):
        yield law


def element(said: Statement) -> Iterator[Element]:
    """`element: true`, or with `read`, `items`, `item_id`, `delete`."""
    operation, options = said.operation, said.options
    resource = said.resources.of(operation)
    if resource is None or resource.path != operation.path.rstrip("/"):
        said.fail(f"{operation.key} is about no element: its path does not end in one's id.")
        return
    plain = element_of(said.resources, resource, operation)
    read = options.get("read")
    around = plain.read if plain is not None else None
    reach = said.reach(read, operation) if read else around
    if reach is None:
        if not read:
            said.fail("It is not plain what shows the element: name the operation, `read`.")
        return
    shown = said.spec.operations[reach.operation]
    if plain is not None and plain.read.operation == shown.key and "items" not in options:
        at, item_id = plain.items, options.get("item_id", plain.item_id)
    else:
        found = said.items(shown)
        if found is None:
            return
        at, item_id = found.at, found.id or ""
    array = said.thing(shown, at)
    item = array.items if array is not None else None
    if item is None or not said.leads(item, item_id, f"an item of {shown.key}"):
        return
    delete = options.get("delete", resource.delete.key if resource.delete is not None else None)
    if delete is not None and said.target(delete) is None:
        return
    body = json_shape(said.spec, operation.body)
    fields = body_fields(body, item, "", resource.noun, creates=False) if body is not None else ()
    yield Element(
        operation=operation.key,
        where=said.where,
        stated=True,
        read=reach,
        items=at,
        item_id=item_id,
        id=f"$request.path.{resource.parameter}",
        fields=tuple(each for each in fields if each[1] != item_id),
        delete=delete,
    )
