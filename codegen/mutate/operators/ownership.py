"""Servers that show people what is not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from codegen.laws.law import Owned
from codegen.mutate.credentials import Credentials
from codegen.mutate.listing import added, id_of, ids, items, with_items
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.routes import Routes
from codegen.mutate.things import Knowing, at

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Spec
    from codegen.verify.exchange import Reply, Request


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Each operation on other people's things, and each list of them."""
    routes, credentials = Routes(spec), Credentials(spec)
    for law in laws.laws:
        if not isinstance(law, Owned):
            continue
        does = "lists" if law.items is not None else "is done on"
        yield Mutant(
            named(spec.operations[law.operation], "owned", law.make.operation),
            "ownership",
            law.operation,
            law.where,
            f"{law.operation} {does} what {law.make.operation} made for somebody else.",
            partial(Sharing, routes, law, credentials),
            law.kind,
        )


class Sharing(Knowing):
    """Asks the server again as whoever made the thing, when it refuses somebody else."""

    def __init__(self, routes: Routes, law: Owned, credentials: Credentials) -> None:
        super().__init__(routes, law.operation, law.make)
        self.law = law
        self._credentials = credentials
        self._makers: list[Request] = []

    def tell(self, call: Call) -> Reply | None:
        told = None
        if call.operation == self.law.operation:
            told = self._shown(call) if self.law.items is not None else self._let(call)
        if call.operation == self.law.make.operation and call.reply.ok:
            self._makers.append(call.request)
        return told

    def _let(self, call: Call) -> Reply | None:
        if str(call.reply.status) not in self.law.refused:
            return None
        for exchange in reversed(self.made):
            if self.target(self.law.make, exchange, self.operation) == at(call):
                if self._is_same(exchange.request, call.request):
                    return None
                reply = call.forward(self._credentials.moved(call.request, exchange.request))
                return reply if reply.ok else None
        return None

    def _shown(self, call: Call) -> Reply | None:
        where = self.law.items
        if where is None or not call.reply.ok:
            return None
        found = items(call.reply, where)
        known = ids(found, self.law.item_id)
        for maker in reversed(self._makers):
            if self._is_same(maker, call.request):
                continue
            theirs = call.forward(self._credentials.moved(call.request, maker))
            hidden: list[Any] = [
                each for each in items(theirs, where) if id_of(each, self.law.item_id) not in known
            ]
            if hidden:
                for item in reversed(hidden):
                    found = added(call, found, item, "limit", first=True)
                return with_items(call.reply, where, found)
        return None

    def _is_same(self, one: Request, two: Request) -> bool:
        return self._credentials.of(one) == self._credentials.of(two)
