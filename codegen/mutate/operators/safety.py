"""Servers that change something when they are only asked for something."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from codegen.laws.law import Safe
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.routes import Routes
from codegen.mutate.things import Knowing, at, disturbed, steady

if TYPE_CHECKING:
    from codegen.laws.law import Laws, Reach
    from codegen.spec import Spec
    from codegen.verify.exchange import Reply


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Each safe operation, by what shows that it was none."""
    routes = Routes(spec)
    for law in laws.laws:
        if not isinstance(law, Safe):
            continue
        for reach in law.watch:
            fields = steady(spec, laws, reach.operation)
            if fields:
                yield Mutant(
                    named(spec.operations[law.operation], "changes", reach.operation),
                    "safety",
                    law.operation,
                    law.where,
                    f"{law.operation} changes what {reach.operation} gives.",
                    partial(Changing, routes, law, reach, fields),
                    law.kind,
                )


class Changing(Knowing):
    """What is watched is different after each call of an operation that should change nothing."""

    def __init__(self, routes: Routes, law: Safe, reach: Reach, fields: tuple[str, ...]) -> None:
        super().__init__(routes, law.operation, law.make)
        self.reach = reach
        self._fields = fields
        self._times: dict[Any, int] = {}

    def tell(self, call: Call) -> Reply | None:
        times = self._times.get(at(call), 0)
        if call.operation == self.operation and call.reply.ok:
            origin = self.origin(call)
            target = self.target(self.reach, origin) if origin is not None else None
            if target is not None:
                self._times[target] = self._times.get(target, 0) + 1
        if call.operation != self.reach.operation or not times:
            return None
        return disturbed(self.spec, self.reach.operation, call.reply, self._fields, times)
