"""Servers that do not hold to HTTP: methods, media types, what a client accepts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from codegen import pointer
from codegen.mutate.asked import json_body, renamed
from codegen.mutate.changed import header, is_json, value_of, with_headers, with_value
from codegen.mutate.lies import Requests
from codegen.mutate.mutant import Call, Lie, Mutant, named
from codegen.mutate.routes import Routes
from codegen.mutate.sample import sample
from codegen.verify.exchange import Reply

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Operation, Spec
    from codegen.verify.exchange import Request


class AnyMethod(Lie):
    """Answers 200 to methods that a path does not have."""

    def __init__(self, routes: Routes, path: str) -> None:
        super().__init__(routes)
        self._path = path

    def tell(self, call: Call) -> Reply | None:
        if call.operation is not None or self.routes.template(call.request) != self._path:
            return None
        if call.reply.status not in (404, 405, 501):
            return None
        return Reply(200, {"content-type": "application/json", "content-length": "2"}, b"{}")


class AnyBody(Requests):
    """Takes bodies of other media types (or no JSON at all) for a good one."""

    def __init__(self, routes: Routes, operation: Operation, broken: bool) -> None:
        anew = partial(renamed, routes.spec, operation)
        super().__init__(routes, operation.key, self._taken, only_good=True, another=anew)
        self._declared = operation
        self._broken = broken
        self._good: Any = None

    def tell(self, call: Call) -> Reply | None:
        told = super().tell(call)
        if told is None and call.operation == self._operation and call.reply.ok:
            with suppress(LookupError):
                self._good = value_of(call.request)
        return told

    def _taken(self, call: Call) -> Request | None:
        request = call.request
        given = (header(request, "Content-Type") or "").partition(";")[0].strip().lower()
        body = self._declared.body
        if not request.body or body is None:
            return None
        try:
            value = value_of(request)
            readable = True
        except LookupError:
            value, readable = None, False
        if self._broken:
            if readable or not is_json(given):
                return None
        elif given in map(str.lower, body.content):
            return None
        part = json_body(self._declared)
        if part is None:
            return None
        if not readable:
            value = self._good or sample(self.routes.spec, part.schema, part.schema_where)
        return with_headers(with_value(request, value), {"Content-Type": "application/json"})


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Undeclared methods of each path; undeclared media types both ways; bodies that are none."""
    routes = Routes(spec)
    paths: dict[str, Operation] = {}
    for operation in spec.operations.values():
        paths.setdefault(operation.path, operation)
    for path, operation in paths.items():
        yield Mutant(
            named(operation, "any-method"),
            "protocol",
            operation.key,
            operation.where.rpartition("/")[0],
            f"{path} answers 200 to methods that it does not declare.",
            partial(AnyMethod, routes, path),
        )
    for operation in spec.operations.values():
        body = operation.body
        if (
            body is not None
            and json_body(operation)
            and not any("*" in each for each in body.content)
        ):
            yield Mutant(
                named(operation, "any-media-type"),
                "protocol",
                operation.key,
                pointer.join(body.where, "content"),
                f"{operation.key} reads bodies of media types that it does not declare.",
                partial(AnyBody, routes, operation, broken=False),
            )
            yield Mutant(
                named(operation, "not-json"),
                "protocol",
                operation.key,
                pointer.join(body.where, "content"),
                f"{operation.key} carries out requests whose bodies are not JSON.",
                partial(AnyBody, routes, operation, broken=True),
            )
        if "406" in operation.answers:
            yield Mutant(
                named(operation, "accept-ignored"),
                "protocol",
                operation.key,
                pointer.join(operation.where, "responses", "406"),
                f"{operation.key} answers in a media type that the client does not accept.",
                partial(Requests, routes, operation.key, _accepting, only_good=True),
            )


def _accepting(call: Call) -> Request | None:
    return with_headers(call.request, {"Accept": "*/*"}) if call.reply.status == 406 else None
