"""Media types that are not declared, and bodies that are missing or should be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from codegen import pointer
from codegen.mutate.changed import is_json, with_body
from codegen.mutate.lies import Replies
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.routes import Routes
from codegen.verify.conformance import is_something

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Answer, Spec
    from codegen.verify.exchange import Reply


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """For each success: another media type, no body, half of one; a body where none belongs."""
    routes = Routes(spec)
    for operation in spec.operations.values():
        for answer in operation.successes:
            for name, says, change in _changes(answer):
                yield Mutant(
                    named(operation, name, answer.status),
                    "media",
                    operation.key,
                    pointer.join(answer.where, "content") if answer.content else answer.where,
                    f"{operation.key} answers {answer.status} {says}.",
                    partial(Replies, routes, operation.key, _only(spec, answer, change)),
                )


def _changes(answer: Answer) -> Iterator[tuple[str, str, Callable[[Reply], Reply | None]]]:
    if not answer.content:
        yield "body", "with a body, though it has none", _with_some
        return
    if not any("*" in name for name in answer.content):
        yield "media-type", "with a media type that is not declared", _otherwise
    if all(is_something(name) for name in answer.content):
        yield "no-body", "without a body", _without
    if any(is_json(name) for name in answer.content):
        yield "broken", "with a body that breaks off in the middle", _half


def _only(
    spec: Spec, answer: Answer, change: Callable[[Reply], Reply | None]
) -> Callable[[Call, Reply], Reply | None]:
    def tell(call: Call, reply: Reply) -> Reply | None:
        declared = spec.operations[call.operation or ""].answer(reply.status)
        return change(reply) if declared == answer else None

    return tell


def _with_some(reply: Reply) -> Reply:
    return with_body(reply, b'{"ok": true}', "application/json")


def _otherwise(reply: Reply) -> Reply | None:
    return with_body(reply, reply.body, "application/x-undeclared") if reply.body else None


def _without(reply: Reply) -> Reply | None:
    return with_body(reply, b"") if reply.body else None


def _half(reply: Reply) -> Reply | None:
    if not is_json(reply.headers.get("content-type", "")) or len(reply.body) < 2:
        return None
    return with_body(reply, reply.body[:-1])
