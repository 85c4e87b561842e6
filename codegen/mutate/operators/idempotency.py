"""Servers that carry out again what is repeated."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from codegen.laws.law import Final, IdempotencyKey, Idempotent
from codegen.mutate.changed import header, with_headers, with_json
from codegen.mutate.lies import Requests
from codegen.mutate.mutant import Call, Lie, Mutant, named
from codegen.mutate.routes import Routes
from codegen.mutate.sample import other
from codegen.mutate.things import Knowing, at, disturbed, get, put, schema_of, steady

if TYPE_CHECKING:
    from codegen.laws.law import Laws, Reach
    from codegen.spec import Spec
    from codegen.verify.exchange import Reply, Request


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Keys ignored or taken for other requests; repetitions that change something."""
    routes = Routes(spec)
    for law in laws.laws:
        if isinstance(law, IdempotencyKey):
            for name, sentence, lie in (
                (
                    "key-ignored",
                    f"{law.operation} carries out a request again under the same {law.header}.",
                    partial(
                        Requests, routes, law.operation, partial(_without_key, law), only_good=True
                    ),
                ),
                (
                    "key-for-another",
                    f"{law.operation} answers another body under the same {law.header}.",
                    partial(AnyBody, routes, law),
                ),
                (
                    "key-other-reply",
                    f"{law.operation} answers a repeated request with another id.",
                    partial(OtherReply, routes, law),
                ),
            ):
                yield Mutant(
                    named(spec.operations[law.operation], name),
                    "idempotency",
                    law.operation,
                    law.where,
                    sentence,
                    lie,
                    law.kind,
                )
        elif isinstance(law, Idempotent):
            gone = {
                each.read.operation
                for each in laws.of(law.operation)
                if isinstance(each, Final) and each.read is not None
            }
            for reach in law.watch:
                fields = steady(spec, laws, reach.operation)
                if fields and reach.operation not in gone:
                    yield Mutant(
                        named(spec.operations[law.operation], "repeats", reach.operation),
                        "idempotency",
                        law.operation,
                        law.where,
                        f"{law.operation} changes something when it is repeated, "
                        f"as {reach.operation} shows.",
                        partial(Repeating, routes, law, reach, fields),
                        law.kind,
                    )


def _without_key(law: IdempotencyKey, call: Call) -> Request | None:
    if header(call.request, law.header) is None:
        return None
    return with_headers(call.request, {law.header: None})


class AnyBody(Lie):
    """Answers another request under a known key as it answered the first."""

    def __init__(self, routes: Routes, law: IdempotencyKey) -> None:
        super().__init__(routes)
        self.law = law
        self._first: dict[str, Reply] = {}

    def tell(self, call: Call) -> Reply | None:
        key = header(call.request, self.law.header)
        if call.operation != self.law.operation or key is None:
            return None
        if call.reply.ok:
            self._first.setdefault(key, call.reply)
            return None
        return self._first.get(key) if str(call.reply.status) in self.law.conflict else None


class OtherReply(Lie):
    """Answers a repetition with the id of something else."""

    def __init__(self, routes: Routes, law: IdempotencyKey) -> None:
        super().__init__(routes)
        self.law = law
        self._seen: set[str] = set()

    def tell(self, call: Call) -> Reply | None:
        key = header(call.request, self.law.header)
        if call.operation != self.law.operation or key is None or not call.reply.ok:
            return None
        if key not in self._seen:
            self._seen.add(key)
            return None
        kind, _, where = self.law.id.partition("#")
        if kind != "$response.body":
            return None
        try:
            schema = schema_of(self.routes.spec, self.law.operation, where)
            new = other(self.routes.spec, schema, get(call.reply.json, where))
        except LookupError:
            return None
        return with_json(call.reply, put(call.reply.json, where, new))


class Repeating(Knowing):
    """What is watched is different after each repetition."""

    def __init__(
        self, routes: Routes, law: Idempotent, reach: Reach, fields: tuple[str, ...]
    ) -> None:
        super().__init__(routes, law.operation, law.make)
        self.reach = reach
        self._fields = fields
        self._last: dict[Any, Any] = {}
        self._times: dict[Any, int] = {}

    def tell(self, call: Call) -> Reply | None:
        if call.operation == self.operation and call.reply.ok:
            origin = self.origin(call)
            target = self.target(self.reach, origin) if origin is not None else None
            if target is not None:
                said = call.request.url, call.request.body
                if self._last.get(target) == said:
                    self._times[target] = self._times.get(target, 0) + 1
                else:
                    self._times.pop(target, None)
                self._last[target] = said
        times = self._times.get(at(call), 0)
        if call.operation != self.reach.operation or not times:
            return None
        return disturbed(self.spec, self.reach.operation, call.reply, self._fields, times)
