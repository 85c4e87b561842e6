"""Calls of one operation that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from codegen.laws.law import LongRunning, Relation
from codegen.mutate.asked import text
from codegen.mutate.changed import query
from codegen.mutate.listing import added, id_of, ids, items, limit_of, with_items
from codegen.mutate.mutant import Call, Lie, Mutant, named
from codegen.mutate.operators.long_running import states
from codegen.mutate.routes import Routes

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Spec
    from codegen.verify.exchange import Reply


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Each relation with an item too few in one call, or one of another's."""
    routes = Routes(spec)
    count: dict[str, int] = {}
    for law in laws.laws:
        if not isinstance(law, Relation):
            continue
        number = count[law.operation] = count.get(law.operation, 0) + 1
        ways = {
            "subset": ("base-loses",),
            "disjoint": ("other-gains",),
            "complete": ("other-loses", "base-loses"),
            "equal": ("other-loses",),
        }[law.relation]
        for way in ways:
            yield Mutant(
                named(spec.operations[law.operation], law.relation, way, number),
                "metamorphic",
                law.operation,
                law.where,
                f"{law.operation} {_SAYS[way]} where calls are {_IS[law.relation]}.",
                partial(Contradicting, routes, law, way, _moving(spec, laws, law)),
                law.kind,
            )


_SAYS = {
    "base-loses": "leaves an item out of the wider call",
    "other-loses": "leaves an item out of the narrower call",
    "other-gains": "gives an item in two calls",
}
_IS = {
    "subset": "part of another",
    "disjoint": "to have nothing in common",
    "complete": "to be everything together",
    "equal": "to be the same",
}


def _moving(spec: Spec, laws: Laws, law: Relation) -> frozenset[str]:
    """The states in which what a list shows goes on by itself."""
    made = {each.operation for each in law.makes}
    found: set[str] = set()
    for each in laws.laws:
        if isinstance(each, LongRunning) and each.operation in made:
            found |= set(map(text, states(spec, each))) - set(map(text, each.final))
    return frozenset(found)


def _values(given: Mapping[str, Any]) -> set[str]:
    """All that the parameters of a call say."""
    return {
        text(each)
        for value in given.values()
        for each in (value if isinstance(value, list | tuple) else [value])
    }


class Contradicting(Lie):
    """Gives an item too few, or one that another call has."""

    def __init__(
        self, routes: Routes, law: Relation, way: str, moving: frozenset[str] = frozenset()
    ) -> None:
        """`moving` are states that are soon left: what is no more in their list may be in another
        one by then, so that nobody could tell a loss."""
        super().__init__(routes)
        self.law = law
        self.way = way
        self._moving = moving
        self._names = frozenset(law.base) | {name for each in law.others for name in each}
        self._first: list[Any] = []
        self._lossy: Mapping[str, Any] | None = None
        """The narrower call that loses its first item: the first one that has any."""

    def tell(self, call: Call) -> Reply | None:
        law = self.law
        if call.operation != law.operation or not call.reply.ok:
            return None
        found = items(call.reply, law.items)
        if self.way == "base-loses":
            if not found or not self._is(call, law.base):
                return None
            return with_items(call.reply, law.items, self._less(found))
        if self.way == "other-loses":
            return self._with_loss(call, found)
        if self._is(call, law.others[0]):
            self._first = found or self._first
            return None
        if len(law.others) > 1 and self._is(call, law.others[1]):
            known = ids(found, law.item_id)
            new = [each for each in self._first if id_of(each, law.item_id) not in known]
            if new:
                more = added(call, found, new[0], limit_of(law.pages), first=True)
                return with_items(call.reply, law.items, more)
        return None

    def _with_loss(self, call: Call, found: list[Any]) -> Reply | None:
        own = next((each for each in self.law.others if self._is(call, each)), None)
        if own is None or not found or _values(own) & self._moving:
            return None
        if self._lossy is None:
            self._lossy = own
        return with_items(call.reply, self.law.items, found[1:]) if own == self._lossy else None

    def _less(self, found: list[Any]) -> list[Any]:
        """For a subset, one that no narrower call has would not be missed: all are left out."""
        return [] if self.law.relation == "subset" else found[1:]

    def _is(self, call: Call, wanted: Mapping[str, Any]) -> bool:
        given = sorted(pair for pair in query(call.request) if pair[0] in self._names)
        expected = sorted(
            (name, text(each))
            for name, value in wanted.items()
            for each in (value if isinstance(value, list | tuple) else [value])
        )
        return given == expected
