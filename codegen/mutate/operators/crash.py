"""Servers that break down over what any client may send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from codegen.mutate.asked import json_body, spots, values
from codegen.mutate.changed import header, is_json, query, value_of
from codegen.mutate.lies import Replies
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.routes import Routes
from codegen.mutate.sample import fits, type_of, types
from codegen.mutate.told import made_up
from codegen.verify.exchange import Reply

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Operation, Spec

_HUGE: Final = 2**53
_LARGE: Final = (2**63, 10**30)
_BEYOND: Final = ("Füchse", "ü", "東京")


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """500 for what is invalid, unknown, or valid and odd; as well formed as it is declared."""
    routes = Routes(spec)
    for operation in spec.operations.values():
        for name, says, is_odd in _odd(spec, operation):
            yield Mutant(
                named(operation, f"500-{name}"),
                "crash",
                operation.key,
                operation.where,
                f"{operation.key} answers 500 to {says}.",
                partial(Replies, routes, operation.key, _breaking(spec, operation, is_odd)),
            )


def _breaking(
    spec: Spec, operation: Operation, is_odd: Callable[[Call, Reply], bool]
) -> Callable[[Call, Reply], Reply | None]:
    def tell(call: Call, reply: Reply) -> Reply | None:
        if reply.status >= 500 or not is_odd(call, reply):
            return None
        declared = operation.answer(500)
        if declared is not None:
            try:
                return made_up(spec, declared, 500, reply.headers)
            except LookupError:
                pass
        return Reply(500, {"content-type": "text/plain"}, b"Internal Server Error")

    return tell


def _odd(
    spec: Spec, operation: Operation
) -> Iterator[tuple[str, str, Callable[[Call, Reply], bool]]]:
    asked = any(each.place == "query" for each in operation.parameters)
    if "404" in operation.answers and "{" in operation.path:
        yield "unknown", "an id that is not known", lambda _, reply: reply.status == 404
    if asked or operation.body is not None:
        yield "refused", "what it should refuse", lambda _, reply: reply.status in (400, 422)
    body = json_body(operation)
    if body is not None:
        yield "not-json", "a body that is not JSON", lambda call, _: _is_broken(call)
        kinds = types(spec, body.schema, body.schema_where)
        if kinds and "array" not in kinds:
            yield "list", "a list as its body", lambda call, _: _kind(call) == "array"
        if "null" not in kinds:
            yield "null", "null as its body", lambda call, _: _kind(call) == "null"
        yield (
            "other-media",
            "a body of another media type",
            lambda call, _: _is_other(operation, call),
        )
    # Where nothing else fits, such a text is refused before anybody can break down over it.
    if any(
        fits(spec, spot.place.whole, text)
        for spot in spots(spec, operation)
        if spot.place.is_whole and "string" in types(spec, spot.place.schema, spot.place.where)
        for text in _BEYOND
    ):
        yield (
            "beyond-ascii",
            "text beyond ASCII",
            lambda call, reply: reply.ok and not _said(call).isascii(),
        )
    if asked:
        yield (
            "odd-query",
            "a parameter with an empty value",
            lambda call, _: any(value == "" for _, value in query(call.request)),
        )
    numbers = [
        spot
        for spot in spots(spec, operation)
        if spot.place.is_whole
        and types(spec, spot.place.schema, spot.place.where) & {"integer", "number"}
        and any(fits(spec, spot.place.whole, size) for size in _LARGE)
    ]
    if numbers:
        yield (
            "large-number",
            "a very large number",
            lambda call, _: any(
                isinstance(value, int | float) and abs(value) > _HUGE
                for spot in numbers
                for value in values(spec, spot, call.request)
            ),
        )


def _said(call: Call) -> str:
    """All that a request says in query and body, as text."""
    body = (call.request.body or b"").decode(errors="replace")
    if "\\u" in body:
        body = body.encode().decode("unicode_escape", errors="replace")
    return unquote(urlsplit(call.request.url).query) + body


def _value(call: Call) -> Any:
    if not is_json(header(call.request, "Content-Type") or ""):
        raise LookupError
    return value_of(call.request)


def _kind(call: Call) -> str:
    try:
        return type_of(_value(call))
    except LookupError:
        return ""


def _is_broken(call: Call) -> bool:
    try:
        _value(call)
    except LookupError:
        return bool(call.request.body) and is_json(header(call.request, "Content-Type") or "")
    return False


def _is_other(operation: Operation, call: Call) -> bool:
    given = (header(call.request, "Content-Type") or "").partition(";")[0].strip().lower()
    declared = operation.body.content if operation.body is not None else {}
    return bool(call.request.body and given) and given not in map(str.lower, declared)
