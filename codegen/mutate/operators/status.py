"""Statuses that are wrong or not declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from codegen import pointer
from codegen.mutate.changed import is_json, with_json, with_status
from codegen.mutate.lies import Replies
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.routes import Routes
from codegen.mutate.told import provoked

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Operation, Spec
    from codegen.verify.exchange import Reply

_SUCCESSES: Final = (200, 201, 202, 203, 206, 299)
_ERRORS: Final = (418, 410, 402, 451)


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """A success and an error that are not declared, and a problem (RFC 9457) that contradicts
    the status it comes with."""
    routes = Routes(spec)
    for operation in spec.operations.values():
        responses = pointer.join(operation.where, "responses")
        for answer in operation.successes:
            other = _undeclared(operation, _SUCCESSES)
            if answer.status.isdigit() and other:
                yield Mutant(
                    named(operation, f"success-{answer.status}", other),
                    "status",
                    operation.key,
                    pointer.join(responses, answer.status),
                    f"{operation.key} answers {other}, which is not declared, for {answer.status}.",
                    partial(
                        Replies, routes, operation.key, _instead(frozenset({answer.status}), other)
                    ),
                )
        for status in provoked(operation):
            other = _undeclared(operation, _ERRORS)
            if other is None or not status.isdigit():
                continue
            yield Mutant(
                named(operation, f"error-{status}", other),
                "status",
                operation.key,
                pointer.join(responses, status),
                f"{operation.key} answers {other}, which is not declared, for {status}.",
                partial(Replies, routes, operation.key, _instead(frozenset({status}), other)),
            )
        for status in provoked(operation):
            if "application/problem+json" in getattr(operation.answers.get(status), "content", ()):
                yield Mutant(
                    named(operation, "problem-status", status),
                    "status",
                    operation.key,
                    pointer.join(responses, status),
                    f"{operation.key} answers {status} with a problem that says another status.",
                    partial(Replies, routes, operation.key, _contradicting(status)),
                )
                break


def _undeclared(operation: Operation, among: tuple[int, ...]) -> int | None:
    return next((each for each in among if operation.answer(each) is None), None)


def _instead(of: frozenset[str], status: int) -> Callable[[Call, Reply], Reply | None]:
    def tell(call: Call, reply: Reply) -> Reply | None:
        return with_status(reply, status) if str(reply.status) in of else None

    return tell


def _contradicting(status: str) -> Callable[[Call, Reply], Reply | None]:
    def tell(call: Call, reply: Reply) -> Reply | None:
        problem = reply.json if is_json(reply.headers.get("content-type", "")) else None
        if str(reply.status) != status or not isinstance(problem, dict):
            return None
        if problem.get("status") != reply.status:
            return None
        return with_json(reply, {**problem, "status": 409 if reply.status != 409 else 403})

    return tell
