"""Entity tags that do not tell whether a thing has changed, and conditions that are not minded."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from codegen.laws.law import Conditional
from codegen.mutate.changed import header, with_header, with_headers
from codegen.mutate.lies import Requests
from codegen.mutate.mutant import Call, Lie, Mutant, named
from codegen.mutate.routes import Routes
from codegen.mutate.things import at
from codegen.mutate.told import made_up
from codegen.verify.exchange import Reply

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Spec
    from codegen.verify.exchange import Request


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Tags that are frozen or restless; `If-None-Match` and `If-Match` ignored, or taken for met
    or unmet (RFC 9110, 13.1)."""
    routes = Routes(spec)
    for law in laws.laws:
        if not isinstance(law, Conditional):
            continue
        key = law.operation
        told: list[tuple[str, str, Any]] = [
            (
                "etag-restless",
                f"{key} gives another ETag each time, though nothing changed.",
                partial(Tagging, routes, key, frozen=False),
            ),
            (
                "if-none-match-ignored",
                f"{key} ignores If-None-Match.",
                partial(Requests, routes, key, partial(_unconditional, "If-None-Match")),
            ),
        ]
        if law.changes:
            told += [
                (
                    "etag-frozen",
                    f"{key} keeps its ETag when the thing changes.",
                    partial(Tagging, routes, key, frozen=True),
                ),
                (
                    "always-304",
                    f"{key} answers 304 to any If-None-Match.",
                    partial(Never, routes, key),
                ),
            ]
        for reach in law.guarded:
            told += [
                (
                    f"if-match-ignored.{reach.operation}",
                    f"{reach.operation} ignores If-Match.",
                    partial(Requests, routes, reach.operation, partial(_unconditional, "If-Match")),
                ),
                (
                    f"if-match-refused.{reach.operation}",
                    f"{reach.operation} answers 412 though the ETag is the present one.",
                    partial(Unmet, routes, key, reach.operation),
                ),
            ]
        for name, sentence, lie in told:
            yield Mutant(
                named(spec.operations[key], name),
                "conditional",
                key,
                law.where,
                sentence,
                lie,
                law.kind,
            )


def _unconditional(name: str, call: Call) -> Request | None:
    if header(call.request, name) is None or call.reply.status not in (304, 412):
        return None
    return with_headers(call.request, {name: None})


class Tagging(Lie):
    """Gives the first ETag for ever, or each time another one."""

    def __init__(self, routes: Routes, operation: str, frozen: bool) -> None:
        super().__init__(routes)
        self._operation = operation
        self._frozen = frozen
        self._first: dict[Any, str] = {}
        self._count = 0

    def tell(self, call: Call) -> Reply | None:
        tag = call.reply.headers.get("etag")
        if call.operation != self._operation or not call.reply.ok or tag is None:
            return None
        if self._frozen:
            first = self._first.setdefault(at(call), tag)
            return with_header(call.reply, "etag", first) if first != tag else None
        self._count += 1
        return with_header(call.reply, "etag", f'{tag[:-1]}{self._count}"')


class Never(Lie):
    """Says that nothing has changed to everybody who asks."""

    def __init__(self, routes: Routes, operation: str) -> None:
        super().__init__(routes)
        self._operation = operation

    def tell(self, call: Call) -> Reply | None:
        asked = header(call.request, "If-None-Match")
        if call.operation != self._operation or asked is None or call.reply.status != 200:
            return None
        kept = {
            name: value
            for name, value in call.reply.headers.items()
            if name not in ("content-type", "content-length")
        }
        return Reply(304, kept, b"")


class Unmet(Lie):
    """Says that the present ETag is not the present one. Which one that is was seen in the last
    reading, if nothing was done to the thing or below it since: a refusal of an older one is the
    truth."""

    def __init__(self, routes: Routes, read: str, guarded: str) -> None:
        super().__init__(routes)
        self._read = read
        self._guarded = guarded
        self._seen: dict[str, str] = {}
        """By the path of what was read."""

    def tell(self, call: Call) -> Reply | None:
        path = urlsplit(call.request.url).path
        asked = header(call.request, "If-Match")
        if call.operation == self._guarded and asked is not None and self._is_present(path, asked):
            spec = self.routes.spec
            declared = spec.operations[self._guarded].answer(412)
            return made_up(spec, declared, 412) if declared is not None else Reply(412, {}, b"")
        if call.operation == self._read:
            if call.reply.ok and "etag" in call.reply.headers:
                self._seen[path] = call.reply.headers["etag"]
        elif call.request.method not in ("GET", "HEAD", "OPTIONS") and call.reply.ok:
            self._seen = {
                each: tag
                for each, tag in self._seen.items()
                if not f"{path}/".startswith(f"{each}/")
            }
        return None

    def _is_present(self, path: str, tag: str) -> bool:
        return any(
            f"{path}/".startswith(f"{each}/") and tag == seen for each, seen in self._seen.items()
        )
