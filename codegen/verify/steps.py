"""What of a sequence of requests is needed, which step each value comes from, what is shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from codegen.verify.exchange import Exchange
from codegen.verify.origin import asked, comes_from, leaves, words
from codegen.verify.walks import walks

MOST_SHOWN: Final = 12
"""So many steps of a finding are shown; `json` has all of them."""
_MOST_PAGES: Final = 4


def needed(exchanges: Sequence[Exchange], marked: Collection[int] = ()) -> tuple[Exchange, ...]:
    """The last request, those that are `marked` as what the finding speaks of, and those whose
    answers they need."""
    if not exchanges:
        return ()
    kept = _with_sources(exchanges, {len(exchanges) - 1, *marked})
    return tuple(each for number, each in enumerate(exchanges) if number in kept)


def telling(exchanges: Sequence[Exchange], marked: Collection[int] = ()) -> tuple[Exchange, ...]:
    """The steps that show what a law says of a thing: those that the last request needs, and all
    that were about the same thing. Where the last one names no thing, such as for a list: all that
    changed something, and the readings that are `marked` as what the finding speaks of. What was
    only asked again, and answered alike, is told once."""
    if not exchanges:
        return ()
    last = max(marked, default=len(exchanges) - 1)
    exchanges = exchanges[: last + 1]
    # A filter's value in the query is no name of a thing, though many answers may hold it.
    path = {value for name, value in asked(exchanges[last]) if name.startswith("{")}
    ids = {value for _, value in sources(exchanges, last) if value in path}
    kept = {last}
    if ids:
        for number, each in enumerate(exchanges):
            if ids & (words(each) | {value for _, value in leaves(each)}):
                kept.add(number)
        kept |= set(marked)
    else:
        kept = _readings(exchanges, marked or {last})
        kept |= {step for step, each in enumerate(exchanges) if each.request.method != "GET"}
    found: list[int] = []
    for number in sorted(_with_sources(exchanges, kept)):
        if not any(_is_repeated(exchanges, step, number) for step in found):
            found.append(number)
    return tuple(exchanges[number] for number in found)


def sources(exchanges: Sequence[Exchange], number: int) -> list[tuple[int, str]]:
    """Which earlier steps gave values that a request uses, and the values. What a request said
    first, and what may well be alike by chance, comes from no answer."""
    found: dict[str, int] = {}
    for used in asked(exchanges[number]):
        value = used[1]
        for step in range(number):
            said = value in words(exchanges[step])
            if value in found or (said and exchanges[step].request.method != "GET"):
                break
            if exchanges[step].reply.ok and any(
                comes_from(used, given) for given in leaves(exchanges[step])
            ):
                found[value] = step
    return [(step, value) for value, step in found.items()]


def shown(exchanges: Sequence[Exchange], marked: Collection[int]) -> set[int]:
    """The steps that a person is shown: of many pages the first ones, the last one, and those that
    are marked; of very many steps those that matter most."""
    found: set[int] = set()
    first: set[int] = set()
    for walk in walks(exchanges):
        first.add(walk[0])
        ends = {*walk[:2], walk[-1]} if len(walk) > _MOST_PAGES else set(walk)
        found |= ends | (set(marked) & set(walk))
    if len(found) <= MOST_SHOWN:
        return found
    close = _with_sources(exchanges, set(marked))

    def weight(step: int) -> tuple[bool, bool, bool, bool, int]:
        changes = exchanges[step].request.method != "GET"
        return step not in marked, step not in close, not changes, step not in first, -step

    return set(sorted(found, key=weight)[:MOST_SHOWN])


def _with_sources(exchanges: Sequence[Exchange], kept: set[int]) -> set[int]:
    """These steps, and those whose answers they need."""
    found = set(kept)
    for number in reversed(range(len(exchanges))):
        if number in found:
            found |= {step for step, _ in sources(exchanges, number)}
    return found


def _readings(exchanges: Sequence[Exchange], marked: Collection[int]) -> set[int]:
    """All pages of the readings in which these steps are, and of the same reading before where
    another answer was given."""
    every = walks(exchanges)
    found = {step for walk in every if set(walk) & set(marked) for step in walk}
    for step in sorted(found):
        for before in reversed(range(step)):
            if exchanges[before].request.method != "GET":
                break
            if exchanges[before].request == exchanges[step].request:
                if exchanges[before].reply.body != exchanges[step].reply.body:
                    found |= {other for walk in every if before in walk for other in walk}
                break
    return found


def _is_repeated(exchanges: Sequence[Exchange], one: int, other: int) -> bool:
    """Whether a reading is the same as an earlier one, and nothing was changed between them."""
    first, second = exchanges[one], exchanges[other]
    return (
        first.request.method == "GET"
        and first.request == second.request
        and first.reply.status == second.reply.status
        and first.reply.body == second.reply.body
        and first.reply.headers.get("etag") == second.reply.headers.get("etag")
        and all(each.request.method == "GET" for each in exchanges[one:other])
    )
