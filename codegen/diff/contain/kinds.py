"""Types: what the sender has and the taker has not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from codegen.diff.contain.gap import Local, Make
from codegen.diff.values import Maker
from codegen.diff.view import Branch


def compare(mine: list[Branch], theirs: list[Branch], found: Local, maker: Maker) -> None:
    """Tell of types that are missing on the other side."""
    have = {name for each in theirs for name in _names(each)}
    missing: list[Branch] = []
    for one in mine:
        own = "integer" if one.is_whole else one.type
        if own in have or (own == "number" and one.values and "integer" in have):
            continue
        missing.append(one)
    if not missing:
        return
    nulls = [one for one in missing if one.type == "null"]
    others = [one for one in missing if one.type != "null"]
    was, now = _kinds(mine), _kinds(theirs)
    if nulls and (not others or len(have) > 0) and len(mine) > len(nulls):
        found.gap("null", nulls[0], theirs, was, now, each_of(maker, nulls), ("type",))
        if not others:
            return
    elif nulls:
        others = missing
    is_disjoint = len({each.type for each in others}) == len(
        {each.type for each in mine if each.type != "null" or each in others}
    )
    kind = "type-changed" if is_disjoint and theirs else "type"
    found.gap(kind, others[0], theirs, was, now, each_of(maker, others), ("type",))


def each_of(maker: Maker, branches: list[Branch]) -> Make:
    """Makes values of each alternative; of numbers those first that are no integers."""

    def make() -> Iterator[Any]:
        for branch in branches:
            if branch.type == "number" and not branch.is_whole:
                values = list(maker.several(branch))
                yield from sorted(values, key=lambda each: each == int(each))
            else:
                yield from islice(maker.several(branch), 6)

    return make


def _names(branch: Branch) -> tuple[str, ...]:
    if branch.type != "number":
        return (branch.type,)
    return ("integer",) if branch.is_whole else ("number", "integer")


def _kinds(branches: list[Branch]) -> list[str]:
    found = ["integer" if each.is_whole else each.type for each in branches]
    return list(dict.fromkeys(found))
