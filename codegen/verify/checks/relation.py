"""What calls of one list have to do with each other (`Relation`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, Final

from codegen.laws.law import Relation
from codegen.verify.changes.refusal import for_its_form
from codegen.verify.listing.made import make, moved, where_listed
from codegen.verify.listing.marked import marked
from codegen.verify.listing.walk import Reader
from codegen.verify.thing import settled
from codegen.verify.trial import Trial, checks

_THINGS: Final = 5
_REQUESTS: Final = 30
_NEEDS: Final = re.compile(
    r"\b(needs?|requires?|required|only (with|if|when|together|valid|allowed)|together with|"
    r"along with|in combination|depends|must be given|without)\b",
    re.IGNORECASE,
)
"""Words by which a parameter may not stand alone."""
_TIMES: Final = 3
"""So often is read what seems wrong, since others may write meanwhile, and things move by
themselves: a job that begins between two calls is in the list of those that wait and in the list of
those that run. Each time another one is; what is wrong of one thing each time is a fault."""


@checks(Relation)
def relation(trial: Trial, law: Relation) -> None:
    """Make some things, read all the lists, and compare."""
    made = make(trial, law.makes, law.item_id, _THINGS)
    moved(trial, made)
    made += marked(trial, law.operation, law.makes, law.item_id)
    reader = Reader(trial, law, where_listed(trial, law.operation, law.makes, made, law.items))
    if law.relation == "equal":
        _default_is_taken(trial, law, reader)
    ids = [each.id for each in made]
    if not _compared(trial, law, reader, ids):
        # A list that loses its first item loses another one each time while they come and go.
        for each in made:
            settled(trial, each.exchange)
        _compared(trial, law, reader, ids)


def _compared(trial: Trial, law: Relation, reader: Reader, made: list[Any]) -> bool:
    """Read and compare until all is as it should be, and say whether it was so at once."""
    wrong: dict[Any, str] = {}
    for number in range(_TIMES):
        lists = [
            _ids(trial, law, reader, law.base),
            *(_ids(trial, law, reader, other) for other in law.others),
        ]
        if not any(lists):
            trial.discard(f"all lists of {law.operation} are empty: there was nothing to compare")
        now = dict(_wrong(law, lists[0], lists[1:], made))
        wrong = {of: said for of, said in now.items() if number == 0 or of in wrong}
        if not wrong:
            break
    else:
        trial.broken(law, next(iter(wrong.values())))
    return number == 0


def _default_is_taken(trial: Trial, law: Relation, reader: Reader) -> None:
    """What holds when nothing is said may also be said: a default is not refused where the list
    without it is given."""
    if law.stated:
        return
    operation = trial.spec.operations[law.operation]
    for other in law.others:
        told = [
            str(each.raw.get("description", ""))
            for each in operation.parameters
            if each.name in other
        ]
        sentences = re.split(
            r"[.;\n]", f"{operation.raw.get('description', '')}. {'. '.join(told)}"
        )
        if any(_NEEDS.search(each) for each in sentences if any(name in each for name in other)):
            continue
        if any(_NEEDS.search(each) for each in told):
            continue
        status = 0
        for _ in range(_TIMES - 1):
            refused = reader.walk(other, requests=1).refused
            if refused is None or not for_its_form(refused.reply):
                status = 0
                break
            status = refused.reply.status
            if reader.walk(law.base, requests=1).refused is not None:
                return
        if not status:
            continue
        trial.broken(
            law,
            f"{_asked(other)} is the default, and was refused ({status}); without"
            " it the list was given",
        )


def _ids(trial: Trial, law: Relation, reader: Reader, query: Mapping[str, Any]) -> list[Any]:
    pages = law.pages
    limit = pages.most if pages is not None and pages.limit is not None else None
    walk = reader.walk(query, limit=limit, requests=_REQUESTS)
    if walk.refused is not None:
        trial.discard(
            f"{law.operation} was refused with {walk.refused.reply.status}, so there was no"
            " list to compare"
        )
    if not walk.ended:
        trial.discard("a list is too long to be compared")
    return walk.ids


def _wrong(
    law: Relation, base: list[Any], others: list[list[Any]], made: list[Any]
) -> Iterator[tuple[Any, str]]:
    """What does not hold, in a sentence, and of which item, or of which list all in all."""
    names = [_asked(each) for each in law.others]
    if law.relation == "equal":
        for name, ids in zip(names, others, strict=True):
            # An order that is asked for by a name of its own may differ; the items may not.
            ours = [[each for each in some if each in made] for some in (ids, base)]
            same = set(ours[0]) == set(ours[1]) if law.stated else ours[0] == ours[1]
            if not same or (set(ids) != set(base) and not made):
                yield name, f"the list with {name} is not the same as with {_asked(law.base)}"
        return
    if law.relation in ("subset", "complete"):
        for name, ids in zip(names, others, strict=True):
            for each in ids:
                if each not in base:
                    yield (
                        (name, each),
                        f"the list with {name} has item {each},"
                        f" which the one with {_asked(law.base)} has not",
                    )
    if law.relation in ("disjoint", "complete"):
        for (one, first), (other, second) in combinations(zip(names, others, strict=True), 2):
            for each in first:
                if each in second:
                    yield (
                        (one, other, each),
                        f"item {each} is in the list with {one} and in the one with {other}",
                    )
    if law.relation == "complete":
        together = {each for ids in others for each in ids}
        for each in base:
            if each not in together:
                yield each, f"item {each} is in no list with {', '.join(names)}"


def _asked(query: Mapping[str, Any]) -> str:
    parts = [
        f"{name}={','.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in query.items()
    ]
    return "&".join(parts) or "no filter"
