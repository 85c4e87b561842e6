"""Servers that do not put an element where they say, or take none away; part of `lifecycle`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from codegen.mutate.listing import id_of, ids, items, with_items
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.things import Knowing, Target, asked, at, exchanged
from codegen.mutate.told import success
from codegen.verify.expression import evaluate

if TYPE_CHECKING:
    from codegen.laws.law import Element
    from codegen.mutate.routes import Routes
    from codegen.spec import Spec
    from codegen.verify.exchange import Exchange, Reply


def mutants(spec: Spec, routes: Routes, law: Element) -> Iterator[Mutant]:
    """Putting that puts nothing, and taking away that takes nothing away."""

    def mutant(name: str, sentence: str, lie: Any) -> Mutant:
        return Mutant(
            named(spec.operations[law.operation], name),
            "lifecycle",
            law.operation,
            law.where,
            sentence,
            partial(lie, routes, law),
            law.kind,
        )

    yield mutant("not-put", f"{law.operation} puts nothing there.", NotPut)
    if law.delete is not None and success(spec, law.delete) is not None:
        yield mutant("not-taken", f"{law.delete} takes nothing away.", NotTaken)


class _AboutElement(Knowing):
    """Lies about the elements around which a read goes."""

    def __init__(self, routes: Routes, law: Element) -> None:
        super().__init__(routes, law.operation)
        self.law = law

    def place(self, exchange: Exchange) -> tuple[Target | None, Any]:
        """Where the element of an exchange is read, and its id."""
        try:
            return self.target(self.law.read, exchange), evaluate(self.law.id, exchange)
        except LookupError:
            return None, None


class NotPut(_AboutElement):
    """What was put is not shown."""

    def __init__(self, routes: Routes, law: Element) -> None:
        super().__init__(routes, law)
        self._hidden: dict[Target, set[str]] = {}

    def tell(self, call: Call) -> Reply | None:
        law = self.law
        if call.operation == law.operation and call.reply.ok:
            target, id = self.place(exchanged(call, call.reply))
            if target is not None:
                self._hidden.setdefault(target, set()).add(str(id))
        if call.operation != law.read.operation or at(call) not in self._hidden:
            return None
        found, hidden = items(call.reply, law.items), self._hidden[at(call)]
        left = [each for each in found if str(id_of(each, law.item_id)) not in hidden]
        return with_items(call.reply, law.items, left) if len(left) < len(found) else None


class NotTaken(_AboutElement):
    """The server is never asked to take what is there away."""

    def tell(self, call: Call) -> Reply | None:
        law = self.law
        if law.delete is None or call.operation != law.delete:
            return None
        target, id = self.place(asked(call))
        if target is None:
            return None
        found = items(self.ask(call, target), law.items)
        there = str(id) in map(str, ids(found, law.item_id))
        return success(self.spec, law.delete) if there else None
