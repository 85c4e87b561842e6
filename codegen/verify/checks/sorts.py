"""Lists in an order (`Sorts`)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from codegen.laws.law import Sorts
from codegen.verify.listing.compare import MISSING, Missing, above, field, same
from codegen.verify.listing.made import make, where_listed
from codegen.verify.listing.walk import Reader, Walk, key
from codegen.verify.trial import Trial, checks

_THINGS: Final = 5
_REQUESTS: Final = 30
_SMALL: Final = 2


@checks(Sorts)
def sorts(trial: Trial, law: Sorts) -> None:
    """Make some things, and look at each neighbour in the list, also across pages."""
    made = make(trial, law.makes, law.item_id, _THINGS)
    reader = Reader(trial, law, where_listed(trial, law.operation, law.makes, made))
    query = dict(law.given)
    if law.parameter is not None:
        query[law.parameter] = law.value
    sized = law.pages is not None and law.pages.limit is not None
    large = law.pages.most if law.pages is not None and sized else None
    seen: Walk | None = None
    for limit in dict.fromkeys((large, _SMALL if sized else None)):
        walk = reader.walk(query, limit=limit, requests=_REQUESTS)
        if walk.refused is not None:
            trial.discard(
                f"{law.operation} was refused with {walk.refused.reply.status}, so there"
                " was no list to look at"
            )
        wrong = _wrong(law, walk.items)
        if wrong is not None:
            again = reader.walk(query, limit=limit, requests=_REQUESTS)
            if _wrong(law, again.items) is not None:
                trial.broken(law, wrong)
        if seen is not None and seen.ended and walk.ended:
            lost = [each.id for each in made if each.id in seen.ids and each.id not in walk.ids]
            again = reader.walk(query, limit=limit, requests=_REQUESTS) if lost else walk
            if lost and lost[0] not in again.ids:
                trial.broken(
                    law,
                    f"item {lost[0]} is in the list{_asked(law)}, and not when it is read by"
                    f" {limit}: ties of an order need a key of their own",
                )
        seen = walk
    if seen is not None and len({repr(_values(law, item)) for item in seen.items}) < 3:
        trial.discard(
            "the items of the list are too much alike in what they are sorted by, and none could be"
            " made that differ"
        )


def _wrong(law: Sorts, items: Sequence[Any]) -> str | None:
    """What is out of order, in a sentence; None when nothing is."""
    ways: list[str | None] = []
    for turned in (False, True) if law.keys and law.keys[0].descending is None else (False,):
        ways.append(_out_of_order(law, items, turned))
    return ways[0] if all(ways) else None


def _out_of_order(law: Sorts, items: Sequence[Any], turned: bool) -> str | None:
    rows = [(item, _values(law, item)) for item in items]
    # Where nulls go is for the server to say: at either end, or as the least.
    rows = [row for row in rows if not any(each in (None, MISSING) for each in row[1])]
    for (one, first), (other, second) in pairwise(rows):
        for each, before, after in zip(law.keys, first, second, strict=True):
            if same(before, after):
                continue
            down = turned if each.descending is None else each.descending
            if above(after, before) if down else above(before, after):
                way = "descending" if down else "ascending"
                return (
                    f"the list{_asked(law)} has {each.field.lstrip('/')} {before!r} of"
                    f" {key(law.item_id, one)} right before {after!r} of"
                    f" {key(law.item_id, other)}, expected {way} order"
                )
            break
    return None


def _values(law: Sorts, item: Any) -> list[Any | Missing]:
    return [field(item, each.field) for each in law.keys]


def _asked(law: Sorts) -> str:
    return f" with {law.parameter}={law.value}" if law.parameter is not None else ""
