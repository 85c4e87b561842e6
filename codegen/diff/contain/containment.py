"""All pairs of schemas of two views, each compared once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any, Final

from codegen.diff.checked import Checker
from codegen.diff.contain import (
    about,
    applied,
    arrays,
    enums,
    kinds,
    numbers,
    objects,
    texts,
    unions,
)
from codegen.diff.contain.gap import Edge, Gap, Local, Pair
from codegen.diff.contain.two import Two
from codegen.diff.values import Maker, NoValue
from codegen.diff.view import All, Branch, View

_BY_TYPE: Final[dict[str, Callable[[Two], None]]] = {
    "number": numbers.compare,
    "string": texts.compare,
    "array": arrays.compare,
    "object": objects.compare,
}


class Containment:
    """Compares schemas of two views. `same` tells of two places whether they are unchanged;
    `is_reply`: whether the sender is the new contract."""

    def __init__(
        self, sent: View, taken: View, same: Callable[[Any, Any], bool], is_reply: bool
    ) -> None:
        self.sent, self.taken = sent, taken
        self.sent.peer, self.taken.peer = taken, sent
        self._same = same
        self.is_reply = is_reply
        self.maker = Maker(sent)
        self.checks_sent, self.checks_taken = Checker(sent), Checker(taken)
        self._locals: dict[Pair, Local] = {}
        self._pairs: dict[tuple[int, int], Local] = {}
        self._fitting: dict[Pair, bool] = {}
        self._assumed: dict[Pair, None] = {}
        self._unchanged: dict[Pair, bool] = {}
        # The alternatives whose `id` is a key of `_pairs`: another must not get it.
        self._kept: list[tuple[Branch, Branch]] = []

    def pair(self, sent: All, taken: All) -> Pair:
        """A pair as it is known by: where references lead, for those are met again."""
        return self.sent.ends(sent), self.taken.ends(taken)

    def is_same(self, pair: Pair) -> bool:
        """Whether both say the same, word by word."""
        known = self._unchanged.get(pair)
        if known is None:
            sent, taken = pair
            known = len(sent) == len(taken) and all(
                self._alike(one, other) for one, other in zip(sent, taken, strict=True)
            )
            self._unchanged[pair] = known
        return known

    def _alike(self, sent: str, taken: str) -> bool:
        if sent[:1] == "@" or taken[:1] == "@":
            return False
        return self.says_same(self.taken.node(taken), self.sent.node(sent))

    def fits(self, pair: Pair) -> bool:
        """Whether there is no gap, however deep. Circles are taken to fit until one is found."""
        known = self._fitting.get(pair)
        if known is not None:
            return known
        if self.is_same(pair):
            self._fitting[pair] = True
            return True
        if pair in self._assumed:
            return True
        is_first = not self._assumed
        mark = len(self._assumed)
        self._assumed[pair] = None
        local = self.local(pair)
        found = not local.gaps and all(self.fits(edge.pair) for edge in local.edges)
        if not found:
            self._fitting[pair] = False
            # What was taken to fit because of this one is not known any more.
            for each in list(self._assumed)[mark:]:
                del self._assumed[each]
        elif is_first:
            # All that was assumed has been found to need nothing but what was assumed.
            self._fitting.update(dict.fromkeys(self._assumed, True))
        if is_first:
            self._assumed.clear()
        return found

    def local(self, pair: Pair) -> Local:
        """What differs at the top, and the pairs of parts."""
        found = self._locals.get(pair)
        if found is None:
            found = self._locals[pair] = Local()
            if not self.is_same(pair):
                self._compare(pair, found)
        return found

    def _compare(self, pair: Pair, found: Local) -> None:
        sent, taken = pair
        mine = self.sent.branches(sent, True)
        theirs = self.taken.branches(taken)
        kinds.compare(mine, theirs, found, self.maker)
        for one in mine:
            others = [each for each in theirs if each.type == one.type]
            if one.type == "number" and not one.is_whole:
                others = [each for each in others if not each.is_whole] or (
                    others if one.values is not None else []
                )
            if not others:
                continue  # that is a gap of types
            if one.values is not None:
                enums.listed(one, others, found, self.checks_taken)
                continue
            free = [each for each in others if each.values is None]
            if not free:
                enums.finite(one, others, found, self.maker)
                continue
            unions.best(self, one, free, found)
        unions.overlaps(self, pair, found)
        about.compare(self, pair, found)

    def branch(self, one: Branch, other: Branch) -> Local:
        """What two alternatives of one type differ in."""
        key = (id(one), id(other))
        found = self._pairs.get(key)
        if found is None:
            found = self._pairs[key] = Local()
            two = Two(self, one, other, found)
            _BY_TYPE[one.type](two)
            applied.compare(two)
            self._kept.append((one, other))
        return found

    def says_same(self, taken: Any, sent: Any) -> bool:
        """Whether two parts of the contracts say the same, word by word."""
        return self._same(taken, sent) if self.is_reply else self._same(sent, taken)

    def is_said(self, taken: Any, one: Branch, word: str) -> bool:
        """Whether the sender's alternative says the same by this keyword."""
        return any(self.says_same(taken, mine) for _, mine in one.where(word))

    def prove(self, gap: Gap, root: Pair, edges: list[Edge]) -> tuple[str, Any]:
        """`proved` with a value of the root schema; `refuted` when values were made, and all are
        taken; `open` when none could be made that is sent. `edges` lead from the root to the gap.
        """
        state = "open"
        if gap.make is None:
            return state, None
        try:
            for value in islice(gap.make(), 48):
                try:
                    for edge in reversed(edges):
                        value = edge.wrap(value)
                except NoValue:
                    continue
                if self.checks_sent.fits(root[0], value) is not True:
                    continue
                taken = self.checks_taken.fits(root[1], value)
                if taken is False:
                    return "proved", value
                if taken is True:
                    state = "refuted"
        except NoValue:
            pass
        return state, None
