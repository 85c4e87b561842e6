"""Lists in an order (`Sorts`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from codegen.laws.law import Listed, Sorts
from codegen.verify.listing.made import Made, alike, differing, make, where_listed
from codegen.verify.listing.order import asked, disorder, keys_of
from codegen.verify.listing.walk import Reader, Walk
from codegen.verify.trial import Trial, checks

_THINGS: Final = 5
_REQUESTS: Final = 30
_SMALL: Final = 2


@checks(Sorts)
def sorts(trial: Trial, law: Sorts) -> None:
    """Make some things, and look at each neighbour in the list, also across pages."""
    unlike = differing(trial, law.makes, [each.field for each in law.keys], _THINGS)
    made = make(trial, law.makes, law.item_id, _THINGS, unlike)
    made += alike(trial, law.makes, law.item_id, made, law.keys[0].field if law.keys[1:] else "")
    reader = Reader(trial, law, where_listed(trial, law.operation, law.makes, made, law.items))
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
        wrong = disorder(law, walk.items)
        if wrong is not None:
            again = reader.walk(query, limit=limit, requests=_REQUESTS)
            if disorder(law, again.items) is not None:
                trial.broken(law, wrong)
        if law.pages is None and walk.ended:
            _all_are_there(trial, law, made, walk)
        if seen is not None and seen.ended and walk.ended:
            lost = [each.id for each in made if each.id in seen.ids and each.id not in walk.ids]
            again = reader.walk(query, limit=limit, requests=_REQUESTS) if lost else walk
            if lost and lost[0] not in again.ids:
                trial.broken(
                    law,
                    f"item {lost[0]} is in the list{asked(law)}, and not when it is read by"
                    f" {limit}: ties of an order need a key of their own",
                )
        seen = walk
    if seen is not None and len({repr(keys_of(law, item)) for item in seen.items}) < 3:
        trial.discard(
            "the items of the list are too much alike in what they are sorted by, and none could be"
            " made that differ"
        )


def _all_are_there(trial: Trial, law: Sorts, made: Sequence[Made], walk: Walk) -> None:
    """A list without pages has all that was made alike."""
    ids = set(walk.ids)
    lost = [each for each in made if each.id not in ids]
    if not lost or len(lost) == len(made):
        return
    known = [each for each in trial.laws.laws if isinstance(each, Listed)]
    for each in known:
        if each.list.operation == law.operation and all(
            one.exchange.request.operation == each.operation for one in made
        ):
            trial.broken(
                each,
                f"of {len(made)} things that {each.operation} made, {law.operation} shows only"
                f" {len(made) - len(lost)}, and not {lost[0].id}",
            )
