"""Statements about how a thing comes to be, changes, goes on and ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.laws.implied.lifecycle import again, body_fields, gone, listing
from codegen.laws.implied.running import state_of
from codegen.laws.law import Final, Listed, LongRunning, Owned, ReadAfterWrite, Retention
from codegen.laws.paths import plain
from codegen.laws.replies import reply_shape
from codegen.laws.shape import Shape, json_shape
from codegen.laws.stated.statement import Statement


def read_after_write(said: Statement) -> Iterator[ReadAfterWrite]:
    """`read_after_write: true`, or with `read`, `fields`, `except`, `altered`, `partial`."""
    operation, options = said.operation, said.options
    made = said.made
    resource = made or said.resources.of(operation)
    target: Any = options.get("read")
    if target is None:
        read = resource.read if resource is not None else None
        if read is None or (made is None and plain(operation.path) != resource_path(said)):
            read = said.resources.on(operation.path).get("GET")
        if read is None:
            said.fail("It is not plain what reads the thing: name the operation, `read`.")
            return
        target = read.key
    reach = said.reach(target, operation, made)
    body = json_shape(said.spec, operation.body)
    if reach is None:
        return
    if body is None:
        said.fail(f"{operation.key} takes no JSON.")
        return
    read = said.spec.operations[reach.operation]
    at = resource.read_at if resource is not None and resource.read is read else ""
    thing = said.thing(read, at)
    if thing is None:
        said.fail(f"{read.key} gives no JSON.")
        return
    creates = bool(options.get("creates", made is not None))
    before = len(said.faults)
    fields = _fields(said, body, read.key)
    if len(said.faults) > before:
        return
    if fields is None:
        noun = resource.noun if resource is not None else ""
        fields = body_fields(body, thing, at, noun, creates=creates)
    left_out = set(options.get("except") or ())
    altered = tuple(options.get("altered") or ())
    for each in (*left_out, *altered):
        said.leads(body, each, f"the body of {operation.key}")
    fields = tuple(each for each in fields if each[0] not in {*left_out, *altered})
    if not fields:
        said.fail(f"No field of its body comes back in what {read.key} gives: name `fields`.")
        return
    yield ReadAfterWrite(
        operation=operation.key,
        where=said.where,
        stated=True,
        read=reach,
        fields=fields,
        partial=bool(options.get("partial", operation.method == "PATCH")),
        creates=creates,
        altered=altered,
    )


def resource_path(said: Statement) -> str | None:
    """The path of the thing that an operation is about."""
    resource = said.resources.of(said.operation)
    return resource.path if resource is not None else None


def _fields(said: Statement, body: Shape, read: str) -> tuple[tuple[str, str], ...] | None:
    told = said.options.get("fields")
    if told is None:
        return None
    pairs = tuple(told.items()) if isinstance(told, dict) else tuple((each, each) for each in told)
    shape = said.thing(said.spec.operations[read])
    sound = [
        said.leads(body, one, f"the body of {said.operation.key}")
        and said.leads(shape, other, f"what {read} gives")
        for one, other in pairs
    ]
    return pairs if all(sound) else ()


def listed(said: Statement) -> Iterator[Listed]:
    """`listed: true`, or with `list`, `items`, `item_id`, `id`."""
    operation, options, made = said.operation, said.options, said.made
    target: Any = options.get("list") or (made and made.list and made.list.key)
    if target is None:
        said.fail("It is not plain which list shows what is made: name the operation, `list`.")
        return
    reach = said.reach(target, operation, made)
    expression: Any = options.get("id") or (made and made.id)
    if expression is None:
        said.fail("It is not plain what the id of the made thing is: say `id`.")
        return
    if reach is None or not said.expression(expression, operation):
        return
    items = said.items(said.spec.operations[reach.operation])
    if items is not None:
        yield Listed(
            operation=operation.key,
            where=said.where,
            stated=True,
            list=reach,
            items=items.at,
            id=expression,
            item_id=items.id or "",
        )


def final(said: Statement) -> Iterator[Final]:
    """`final: true`, or with `make`, `read`, `gone`, `again`, `listed`."""
    operation, options = said.operation, said.options
    resource = said.resources.of(operation)
    make = said.make(options.get("make"), resource)
    if make is None:
        return
    maker = said.spec.operations[make.operation]
    known = resource if resource is not None and resource.create is maker else None
    read = None
    told = options.get("read", resource.read.key if resource and resource.read else None)
    if told:
        read = said.reach(told, maker, known)
        if read is None:
            return
    read_operation = said.spec.operations[read.operation] if read is not None else None
    found = listing(said.resources, known, sure=False) if known is not None else None
    if options.get("listed") is False:
        found = None
    elif isinstance(options.get("listed"), dict):
        inner = Statement(said.resources, maker, said.where, options["listed"], said.faults)
        found = next(listed(inner), None)
    if read is None and found is None:
        said.fail("Nothing reads or lists the thing, so nothing tells that it is gone.")
        return
    yield Final(
        operation=operation.key,
        where=said.where,
        stated=True,
        make=make,
        read=read,
        gone=said.statuses("gone", read_operation or operation, gone(read_operation)),
        again=said.statuses("again", operation, again(operation)),
        listed=found,
    )


def owned(said: Statement) -> Iterator[Owned]:
    """`owned: true`, or with `make`, `refused`, `read`; on a list, others do not find it there."""
    operation, options = said.operation, said.options
    resource = said.resources.listed_by(operation) or said.resources.of(operation)
    make = said.make(options.get("make"), resource)
    if make is None:
        return
    maker = said.spec.operations[make.operation]
    is_list = operation.key in said.resources.lists or "items" in options
    items = said.items(operation) if is_list else None
    if is_list and items is None:
        return
    declared = tuple(each for each in ("403", "404") if each in operation.answers)
    if not items and not declared and "refused" not in options:
        said.fail(f"{operation.key} declares neither 403 nor 404: say how others are `refused`.")
        return
    told = options.get("read", resource.read.key if resource and resource.read else None)
    read = said.reach(told, maker, resource) if told else None
    yield Owned(
        operation=operation.key,
        where=said.where,
        stated=True,
        make=make,
        refused=said.statuses("refused", operation, declared),
        items=items.at if items is not None else None,
        item_id=(items.id or "") if items is not None else "",
        read=read,
    )


def long_running(said: Statement) -> Iterator[LongRunning]:
    """`long_running: true`, or with `status`, `state`, `final`, `within` (seconds)."""
    operation, options, made = said.operation, said.options, said.made
    target: Any = options.get("status")
    if target is None:
        linked = [
            each
            for source, each in said.resources.links
            if source == operation.key and said.spec.operations[each].method == "GET"
        ]
        own = [made.read.key] if made is not None and made.read is not None else []
        if not linked and not own:
            said.fail("It is not plain what tells the state: name the operation, `status`.")
            return
        target = (linked + own)[0]
    reach = said.reach(target, operation, made)
    if reach is None:
        return
    status = said.spec.operations[reach.operation]
    shape = reply_shape(said.spec, status)
    plain_state = state_of(shape, stated_only=False) if shape is not None else None
    state = options.get("state") or (plain_state and plain_state[0])
    values = options.get("final") or (plain_state and plain_state[1])
    if state is None or values is None:
        said.fail(f"It is not plain where {status.key} tells the state: say `state` and `final`.")
        return
    if not said.leads(shape, state, f"what {status.key} gives"):
        return
    there = shape.at(state) if shape is not None else None
    for value in values:
        if there is not None and there.enum is not None and value not in there.enum:
            said.fail(f"{value!r} is no value of {state}.")
            return
    yield LongRunning(
        operation=operation.key,
        where=said.where,
        stated=True,
        status=reach,
        state=state,
        final=tuple(values),
        within=float(options.get("within", 60.0)),
    )


def retention(said: Statement) -> Iterator[Retention]:
    """`retention: {since, until, seconds or days, items}`, or several of them."""
    for each in said.value if isinstance(said.value, list) else [said.value]:
        at = each.get("items")
        shape = said.thing(said.operation, at or "")
        if at is not None:
            shape = shape.items if shape is not None else None
        of = f"what {said.operation.key} gives"
        sound = [said.leads(shape, each[name], of) for name in ("since", "until")]
        if not all(sound):
            continue
        for name in ("since", "until"):
            there = shape.at(each[name]) if shape is not None else None
            if there is not None and there.get("format") not in ("date-time", "date"):
                said.fail(f"{each[name]} is no time: it needs the format date-time.")
                return
        days = each.get("days")
        seconds = each.get("seconds", days * 86400 if days is not None else None)
        yield Retention(
            operation=said.operation.key,
            where=said.where,
            stated=True,
            since=each["since"],
            until=each["until"],
            seconds=seconds,
            items=at,
        )
