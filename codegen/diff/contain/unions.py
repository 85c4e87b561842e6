"""Alternatives: which of the other side's takes one of the sender's, or is nearest to it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from codegen.diff.contain.gap import Gap, Local, Pair, quietly
from codegen.diff.contain.kinds import each_of
from codegen.diff.values import NoValue
from codegen.diff.view import All, Branch, View, equal

if TYPE_CHECKING:
    from codegen.diff.contain.containment import Containment

_MOST_VALUES: Final = 32
_MOST_OVERLAPS: Final = 8


def best(whole: Containment, one: Branch, others: list[Branch], found: Local) -> None:
    """Compare with the alternative that takes all, or else with the nearest."""
    if len(others) == 1:
        _add(whole.branch(one, others[0]), found)
        return
    taking = _taking(whole, one, others)
    if taking is not None:
        mine = _components(one)
        namesake = any(mine & _components(each) for each in others)
        is_meant = not namesake or bool(mine & _components(taking))
        # Of one that happens to take it there is nothing to say of what is new or gone.
        _add(whole.branch(one, taking), found, is_meant)
        return
    for part in _parted(whole, one, others) or [one]:
        taking = _taking(whole, part, others)
        if taking is not None:
            _add(whole.branch(part, taking), found)
            continue
        ranks = [_distance(whole, part, other) for other in others]
        rank = min(ranks)
        if rank[0] > 0:
            # It is none of these: an alternative of its own.
            make = each_of(whole.maker, [part])
            found.gap("alternative", part, others, _title(part), None, make, ())
        else:
            _add(whole.branch(part, others[ranks.index(rank)]), found)


def overlaps(whole: Containment, pair: Pair, found: Local) -> None:
    """Values that fit two of alternatives of which only one may fit."""
    sent, taken = pair
    own = [
        node["oneOf"]
        for branch in whole.sent.branches(sent, True)
        for _, node in branch.nodes()
        if "oneOf" in node
    ]
    places = [at for each in whole.taken.branches(taken) for at in each.clause]
    for at in dict.fromkeys(places):
        node = whole.taken.node(at)
        many = node.get("oneOf") if isinstance(node, dict) else None
        if not isinstance(many, list) or not 1 < len(many) <= _MOST_OVERLAPS:
            continue
        if many in own:  # what references in it lead to is compared by itself
            continue

        def make(at: str = at, count: int = len(many)) -> Iterator[Any]:
            for first in range(count):
                for second in range(first + 1, count):
                    both = (f"@{at}/oneOf/{first}", f"@{at}/oneOf/{second}")
                    for branch in islice(whole.sent.branches((*sent, *both), True), 4):
                        try:
                            yield whole.maker.of(branch)
                        except NoValue:
                            continue

        here, there = next(iter(sent), ""), f"{at}/oneOf"
        found.notes.append(Gap("one-of", here, there, make=quietly(make), is_quiet=True))


def _taking(whole: Containment, one: Branch, others: list[Branch]) -> Branch | None:
    for other in others:
        if whole.is_same((one.clause, other.clause)):
            return other
    # The one of the same name first: what is only told, and breaks nobody, is told of it.
    mine = _components(one)
    for other in sorted(others, key=lambda each: -len(mine & _components(each))):
        local = whole.branch(one, other)
        if not local.gaps and all(whole.fits(edge.pair) for edge in local.edges):
            return other
    return None


def _distance(whole: Containment, one: Branch, other: Branch) -> tuple[int, int, int]:
    """Whether they are told apart by a constant; whether names differ; how many gaps."""
    local = whole.branch(one, other)
    apart = 0
    unfit = 0
    for edge in local.edges:
        if whole.fits(edge.pair):
            continue
        unfit += 1
        mine = [v for b in whole.sent.branches(edge.pair[0], True) for v in b.values or ()]
        theirs = [b.values for b in whole.taken.branches(edge.pair[1])]
        if mine and theirs and all(values is not None for values in theirs):
            allowed = [v for values in theirs for v in values or ()]
            apart += not any(equal(v, each) for v in mine for each in allowed)
    names = _components(one) & _components(other)
    return apart, -len(names), len(local.gaps) + unfit


def _parted(whole: Containment, one: Branch, others: list[Branch]) -> list[Branch]:
    """The same by each value of a property that tells the others apart; empty without one."""
    if one.type != "object":
        return []
    for name in one.required():
        values = _all_values(whole.sent, one.property(name))
        if not values or not 1 < len(values) <= _MOST_VALUES:
            continue
        theirs = [_all_values(whole.taken, each.property(name)) for each in others]
        if any(each is None for each in theirs):
            continue
        return [
            Branch(
                whole.sent,
                (*one.clause, whole.sent.made({"properties": {name: {"const": value}}})),
                *("object", False, None, False),
            )
            for value in values
        ]
    return []


def _all_values(view: View, schemas: All | None) -> list[Any] | None:
    if not schemas:
        return None
    branches = view.branches(schemas, True)
    if any(each.values is None for each in branches):
        return None
    return [value for each in branches for value in each.values or ()]


def _add(local: Local, found: Local, is_meant: bool = True) -> None:
    found.gaps += local.gaps
    found.notes += local.notes if is_meant else ()
    found.edges += local.edges


def _components(branch: Branch) -> set[str]:
    return {
        each for each in branch.clause if each.startswith("/components/") and each.count("/") == 3
    }


def _title(branch: Branch) -> str | None:
    for at, _ in branch.nodes():
        if at.startswith("/components/schemas/"):
            return at.rpartition("/")[2]
    return None
