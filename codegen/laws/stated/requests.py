"""Statements about requests that come twice, only ask, or ask with conditions."""

from collections.abc import Iterator
from dataclasses import replace

from codegen.laws.implied.requests import (
    conflicts,
    guards,
    has_header,
    made_id,
    of_what_is_made,
    of_what_is_there,
    shown,
)
from codegen.laws.law import Caching, Conditional, IdempotencyKey, Idempotent, Reach, Safe
from codegen.laws.stated.statement import Statement


def safe(said: Statement) -> Iterator[Safe]:
    """`safe: true`, or with `make` and `watch`."""
    found = _watched(said)
    if found is not None:
        make, watch = found
        yield Safe(
            operation=said.operation.key, where=said.where, stated=True, make=make, watch=watch
        )


def idempotent(said: Statement) -> Iterator[Idempotent]:
    """`idempotent: true`, or with `make` and `watch`."""
    found = _watched(said)
    if found is not None:
        make, watch = found
        yield Idempotent(
            operation=said.operation.key, where=said.where, stated=True, make=make, watch=watch
        )


def _watched(said: Statement) -> tuple[Reach | None, tuple[Reach, ...]] | None:
    options = said.options
    plain = shown(said.resources, said.operation)
    if not options:
        if plain is None:
            said.fail("It is not plain what shows a change: name the operations, `watch`.")
        return plain
    resource = said.resources.listed_by(said.operation) or said.resources.of(said.operation)
    make = None
    if options.get("make") is not None or (resource is not None and resource.create is not None):
        make = said.make(options.get("make"), resource)
        if make is None:
            return None
    source = said.spec.operations[make.operation] if make is not None else said.operation
    if "watch" not in options:
        watch = plain[1] if plain is not None else ()
    else:
        reaches = [said.reach(each, source) for each in options["watch"]]
        watch = tuple(each for each in reaches if each is not None)
        if len(watch) < len(reaches):
            return None
    if not watch:
        said.fail("It is not plain what shows a change: name the operations, `watch`.")
        return None
    return make, watch


def idempotency_key(said: Statement) -> Iterator[IdempotencyKey]:
    """`idempotency_key: true`, or with `header`, `id`, `conflict`."""
    operation, options = said.operation, said.options
    name = options.get("header", "Idempotency-Key")
    header = operation.parameter(name, "header")
    if header is None:
        said.fail(f"{operation.key} has no header {name}.")
        return
    expression = options.get("id") or made_id(said.resources, operation)
    if expression is None:
        said.fail("It is not plain what the id of the made thing is: say `id`.")
        return
    if said.expression(expression, operation):
        yield IdempotencyKey(
            operation=operation.key,
            where=said.where,
            stated=True,
            header=header.name,
            id=expression,
            conflict=said.statuses("conflict", operation, conflicts(operation, header)),
        )


def conditional(said: Statement) -> Iterator[Conditional]:
    """`conditional: true`, or with `make`, `changes`, `guarded`, `not_modified`."""
    operation, options = said.operation, said.options
    if not has_header(operation, "etag"):
        said.fail(f"{operation.key} declares no header ETag.")
        return
    resource = said.resources.of(operation)
    # What is read below a thing, such as its file, has an ETag that is not the thing's.
    whole = resource is not None and resource.read is operation
    if not options and (resource is None or resource.create is None):
        law = of_what_is_there(said.resources, operation)
        yield replace(law, where=said.where, stated=True)
        return
    make = said.make(options.get("make"), resource)
    if make is None:
        return
    maker = said.spec.operations[make.operation]
    own = [resource.update, resource.replace] if resource is not None and whole else []
    writes = [each.key for each in own if each is not None]
    delete = resource.delete if resource is not None and whole else None
    last = [delete.key] if delete is not None else []
    changes = [said.reach(each, maker, resource) for each in options.get("changes", writes)]
    told = options.get("guarded")
    guarded = []
    for each in told if told is not None else [*options.get("changes", writes), *last]:
        name = each["operation"] if isinstance(each, dict) else each
        target = said.spec.operations.get(name)
        if target is not None and guards(target):
            guarded.append(said.reach(each, maker, resource))
        elif told is not None:
            said.fail(f"{name} does not read If-Match and declare 412.")
            return
    plain = of_what_is_made(said.resources, operation, resource) if resource and whole else None
    yield Conditional(
        operation=operation.key,
        where=said.where,
        stated=True,
        make=make,
        changes=tuple(each for each in changes if each is not None),
        guarded=tuple(each for each in guarded if each is not None),
        below=plain.below if plain is not None and "changes" not in options else (),
        not_modified=bool(options.get("not_modified", "304" in operation.answers)),
    )


def caching(said: Statement) -> Iterator[Caching]:
    """`caching: {"200": {directives: […], vary: […]}}`."""
    for status, each in said.options.items():
        if said.operation.answers.get(status) is None:
            said.fail(f"{said.operation.key} does not declare {status}.")
            continue
        yield Caching(
            operation=said.operation.key,
            where=said.where,
            stated=True,
            status=status,
            directives=tuple(each.get("directives", ())),
            vary=tuple(each.get("vary", ())),
        )
