"""Two documents, compared."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

from codegen.diff.contain import Containment
from codegen.diff.document import Document
from codegen.diff.exchanges import Exchanges, webhooks
from codegen.diff.finding import SEVERITIES, Finding
from codegen.diff.life import Life
from codegen.diff.operations import Operation, sides
from codegen.diff.promises import promises
from codegen.diff.roots import Roots
from codegen.diff.rules import RULES
from codegen.diff.same import Sameness
from codegen.diff.security import Security
from codegen.diff.servers import servers
from codegen.diff.view import View
from codegen.pointer import join

_DEEP = 20_000
"""Schemas that go in wide circles are followed by functions that call themselves."""


def compare(
    old: Document,
    new: Document,
    today: date | None = None,
    grace: int | None = None,
    tolerant: bool = False,
) -> list[Finding]:
    """Every difference that matters, the worst first, in the order of the operations.

    `today` decides about sunsets. `grace`: how many days a sunset has to be away. `tolerant`:
    whether clients ignore properties that they do not know, as they should.
    """
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _DEEP))
    try:
        found = list(_Comparison(old, new, today or date.today(), grace).findings())
    finally:
        sys.setrecursionlimit(limit)
    if tolerant:
        for each in found:
            if each.rule.endswith(_TOLERATED) and each.rule.startswith(("response-", "webhook-p")):
                each.severity = "info"
    return sorted(found, key=lambda each: SEVERITIES.index(each.severity))


_TOLERATED = ("-added-to-closed-object", "-additional-properties-allowed")


class _Comparison:
    def __init__(self, old: Document, new: Document, today: date, grace: int | None) -> None:
        self._old, self._new = old, new
        self._same = Sameness(old, new)
        same = self._same.same
        asked = View(old, "readOnly"), View(new, "readOnly")
        told = View(old, "writeOnly"), View(new, "writeOnly")
        self._life = Life(today, grace, asked[0])
        self._requests = Roots(
            Containment(asked[0], asked[1], same, False),
            Containment(asked[1], asked[0], same, True),
            self._life,
            False,
        )
        self._replies = Roots(
            Containment(told[1], told[0], same, True),
            Containment(told[0], told[1], same, False),
            self._life,
            True,
        )
        self._exchanges = Exchanges(old, new, self._requests, self._replies, self._life)
        self._security = Security(old, new)

    def findings(self) -> Iterator[Finding]:
        yield from servers(self._old, self._new)
        yield from self._security.schemes()
        matched = sides(self._old, self._new)
        ids = {each.raw.get("operationId"): each for each in matched.new}
        for operation in matched.gone:
            found = Finding("", "break", [operation.name], operation.where, True, "")
            was = operation.raw.get("deprecated") is True, operation.raw.get("x-sunset")
            moved = ids.get(operation.raw.get("operationId") or object())
            name = f"{operation.name}, which is {moved.name} now," if moved else operation.name
            yield self._life.gone(found, "operation", was, name)
        for operation in matched.new:
            yield _tell("operation-added", operation, f"{operation.name} is new")
        for before, after in matched.both:
            yield from self._operation(before, after)
        yield from self._exchanges.called(webhooks(self._old), webhooks(self._new), "webhook")
        yield from self._components()
        yield from self._requests.findings()
        yield from self._replies.findings()

    def _operation(self, before: Operation, after: Operation) -> Iterator[Finding]:
        name = after.name
        yield from self._security.compare(before, after, name)
        if self._same.same(before.raw, after.raw) and (
            self._same.same(before.item.get("parameters"), after.item.get("parameters"))
            and before.path == after.path
        ):
            return
        had, has = before.raw.get("operationId"), after.raw.get("operationId")
        if had and had != has:
            yield _tell("operation-id-changed", after, f"it was called {had} and is called {has}")
        tags = set(before.raw.get("tags") or ()), set(after.raw.get("tags") or ())
        if tags[0] != tags[1]:
            yield _tell(
                "operation-tags-changed",
                after,
                f"it was listed under {_listed(tags[0])} and is under {_listed(tags[1])}",
            )
        found = Finding("", "info", [name], after.where, False, "")
        was, now = (
            (each.raw.get("deprecated") is True, each.raw.get("x-sunset"))
            for each in (before, after)
        )
        yield from self._life.changes(found, "operation", name, was, now)
        yield from promises(before.raw, after.raw, before.where, after.where, [name])
        yield from self._exchanges.compare(before, after, name)

    def _components(self) -> Iterator[Finding]:
        """The laws of schemas that have names."""
        had, has = (_schemas(each) for each in (self._old, self._new))
        for name, schema in has.items():
            before = had.get(name)
            if isinstance(before, dict) and isinstance(schema, dict):
                at = join("/components/schemas", name)
                yield from promises(before, schema, at, at, [])


def _schemas(document: Document) -> dict[str, Any]:
    parts = document.raw.get("components")
    found = parts.get("schemas") if isinstance(parts, dict) else None
    return found if isinstance(found, dict) else {}


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(map(str, names))) or "nothing"


def _tell(rule: str, operation: Operation, message: str) -> Finding:
    return Finding(rule, RULES[rule].severity, [operation.name], operation.where, False, message)
