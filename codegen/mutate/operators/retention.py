"""Things that are not kept as long as they say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from codegen.laws.law import Retention
from codegen.mutate.changed import is_json, with_json
from codegen.mutate.lies import Replies
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.routes import Routes
from codegen.mutate.things import get, put
from codegen.mutate.told import made_up

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Spec
    from codegen.verify.exchange import Reply


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """An end that is too early, and a thing that is gone before it."""
    routes = Routes(spec)
    for law in laws.laws:
        if not isinstance(law, Retention):
            continue
        operation = spec.operations[law.operation]
        if law.seconds is not None:
            yield Mutant(
                named(operation, "kept-too-short"),
                "retention",
                law.operation,
                law.where,
                f"{law.operation} says that a thing is kept an hour less than it should be.",
                partial(Replies, routes, law.operation, partial(_earlier, law)),
                law.kind,
            )
        if law.items is None and "404" in operation.answers:
            yield Mutant(
                named(operation, "gone-too-soon"),
                "retention",
                law.operation,
                law.where,
                f"{law.operation} has lost a thing that it said it would keep.",
                partial(Gone, routes, law),
                law.kind,
            )


def _earlier(law: Retention, call: Call, reply: Reply) -> Reply | None:
    if not reply.ok or not is_json(reply.headers.get("content-type", "")):
        return None
    body = reply.json
    found = [""]
    if law.items is not None:
        try:
            found = [f"{law.items}/{index}" for index in range(len(get(body, law.items)))]
        except (LookupError, TypeError):
            return None
    changed = body
    for where in found:
        try:
            until = get(body, where + law.until)
            changed = put(changed, where + law.until, shifted(until))
        except (LookupError, TypeError, ValueError):
            continue
    return with_json(reply, changed) if changed != body else None


def shifted(moment: str) -> str:
    """An hour earlier, written the same way."""
    end = "Z" if moment.endswith("Z") else ""
    new = datetime.fromisoformat(moment) - timedelta(hours=1)
    return new.isoformat().replace("+00:00", "Z") if end else new.isoformat()


class Gone(Replies):
    """Answers 404 to whoever asks a second time."""

    def __init__(self, routes: Routes, law: Retention) -> None:
        super().__init__(routes, law.operation, self._lost)
        self._seen: dict[Any, Any] = {}

    def _lost(self, call: Call, reply: Reply) -> Reply | None:
        if not reply.ok:
            return None
        if call.request.url not in self._seen:
            self._seen[call.request.url] = True
            return None
        declared = self.routes.spec.operations[self._operation].answer(404)
        return made_up(self.routes.spec, declared, 404) if declared is not None else None
