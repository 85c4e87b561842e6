"""What was begun has no status, does not end, or ends twice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from codegen.laws.law import LongRunning
from codegen.mutate.changed import with_json
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.routes import Routes
from codegen.mutate.things import Knowing, at, exchanged, get, put, schema_of
from codegen.mutate.told import made_up
from codegen.verify.exchange import Reply

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Spec


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """No status at first; a state that is never final; a final state that is left again."""
    routes = Routes(spec)
    for law in laws.laws:
        if not isinstance(law, LongRunning):
            continue
        ways = [("no-status", "has no status at first", "no-status")]
        if _goes_on(spec, law) is not None:
            ways += [
                ("never-ends", "never ends", "never-ends"),
                ("reopens", "leaves its final state again", "reopens"),
            ]
        for name, says, way in ways:
            yield Mutant(
                named(spec.operations[law.operation], name),
                "long-running",
                law.operation,
                law.where,
                f"What {law.operation} begins {says}, by {law.status.operation}.",
                partial(Running, routes, law, way),
                law.kind,
            )


def _goes_on(spec: Spec, law: LongRunning) -> Any:
    """A state that is not final, or None."""
    return next((each for each in states(spec, law) if each not in law.final), None)


def states(spec: Spec, law: LongRunning) -> list[Any]:
    """All states in which what was begun may be, as far as the contract names them."""
    try:
        where = schema_of(spec, law.status.operation, law.state)
        schema, _ = spec.resolve({"$ref": f"#{where}"}, where)
    except LookupError:
        return []
    return list(schema.get("enum") or ()) if isinstance(schema, dict) else []


class Running(Knowing):
    """Lies about the status of what was begun."""

    def __init__(self, routes: Routes, law: LongRunning, way: str) -> None:
        super().__init__(routes, law.operation)
        self.law = law
        self.way = way
        self._begun: dict[Any, int] = {}

    def tell(self, call: Call) -> Reply | None:
        if call.operation == self.law.operation and call.reply.ok:
            target = self.target(self.law.status, exchanged(call, call.reply))
            if target is not None:
                self._begun[target] = 0
        if call.operation != self.law.status.operation or at(call) not in self._begun:
            return None
        if self.way == "no-status":
            self._begun[at(call)] += 1
            return self._unknown() if self._begun[at(call)] == 1 else None
        try:
            state = get(call.reply.json, self.law.state)
        except LookupError:
            return None
        if state not in self.law.final:
            return None
        self._begun[at(call)] += 1
        if self.way == "reopens" and self._begun[at(call)] == 1:
            return None
        going = _goes_on(self.spec, self.law)
        return with_json(call.reply, put(call.reply.json, self.law.state, going))

    def _unknown(self) -> Reply:
        declared = self.spec.operations[self.law.status.operation].answer(404)
        if declared is None:
            return Reply(404, {}, b"")
        return made_up(self.spec, declared, 404)
