"""Whether a list is in its order, as far as that is beyond doubt."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from codegen.laws.law import Sorts
from codegen.verify.listing.compare import MISSING, Missing, above, field, same
from codegen.verify.listing.walk import key


def disorder(law: Sorts, items: Sequence[Any]) -> str | None:
    """What is out of order, in a sentence; None when nothing is."""
    ways: list[str | None] = []
    for turned in (False, True) if law.keys and law.keys[0].descending is None else (False,):
        ways.append(_out_of_order(law, items, turned))
    return ways[0] if all(ways) else None


def _out_of_order(law: Sorts, items: Sequence[Any], turned: bool) -> str | None:
    rows = [(item, keys_of(law, item)) for item in items]
    # Where nulls go is for the server to say: at either end, or as the least.
    rows = [row for row in rows if not any(each in (None, MISSING) for each in row[1])]
    for (one, first), (other, second) in pairwise(rows):
        for each, before, after in zip(law.keys, first, second, strict=True):
            if same(before, after):
                continue
            if each is not law.keys[0] and _unsure(before, after):
                break
            down = turned if each.descending is None else each.descending
            if above(after, before) if down else above(before, after):
                way = "descending" if down else "ascending"
                return (
                    f"the list{asked(law)} has {each.field.lstrip('/')} {before!r} of"
                    f" {key(law.item_id, one)} right before {after!r} of"
                    f" {key(law.item_id, other)}, expected {way} order"
                )
            break
    return None


def _unsure(one: Any, other: Any) -> bool:
    """Whether ids may have an order of their own: `no-9` comes before `no-10`."""
    return isinstance(one, str) and isinstance(other, str) and len(one) != len(other)


def keys_of(law: Sorts, item: Any) -> list[Any | Missing]:
    """The values that an item is put in order by."""
    return [field(item, each.field) for each in law.keys]


def asked(law: Sorts) -> str:
    """With what a list was asked to be in order, in words."""
    return f" with {law.parameter}={law.value}" if law.parameter is not None else ""
