"""Whether a thing is in a list, on whichever page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from codegen.laws.law import Pages, Reach, ReadAfterWrite
from codegen.verify.exchange import Exchange, Identity
from codegen.verify.places import MISSING, at, equal
from codegen.verify.same import same
from codegen.verify.trial import Trial
from codegen.verify.web_links import next_link

_MOST_PAGES: Final = 60


def listed(
    trial: Trial,
    reach: Reach,
    made: Exchange,
    items: str,
    item_id: str,
    wanted: Any,
    identity: Identity | None = None,
    query: dict[str, Any] | None = None,
) -> Any:
    """The item of a list with this id; MISSING when no page has it.

    Discards when the list cannot be read, or has more pages than anybody would turn.
    """
    for item in every(trial, reach, made, items, identity, query):
        if same_id(at(item, item_id), wanted):
            return item
    return MISSING


def every(
    trial: Trial,
    reach: Reach,
    made: Exchange,
    items: str,
    identity: Identity | None = None,
    query: dict[str, Any] | None = None,
) -> Iterator[Any]:
    """Every item of a list, page by page as its law of pages says."""
    pages = next(
        (
            law
            for law in trial.laws.laws
            if isinstance(law, Pages) and law.operation == reach.operation
        ),
        None,
    )
    asked: dict[str, Any] = dict(query or {})
    if pages is not None and pages.limit is not None and pages.most is not None:
        asked[pages.limit] = pages.most
    seen = 0
    for number in range(_MOST_PAGES):
        exchange = trial.reach(reach, made, identity=identity, query=asked)
        if not exchange.reply.ok:
            trial.discard(f"{reach.operation} answers {exchange.reply.status}")
        found = at(exchange.reply.json, items)
        if not isinstance(found, list):
            trial.discard(f"{reach.operation} shows no items")
        yield from found
        seen += len(found)
        following = _next(trial, pages, exchange, found, seen, number) if pages else None
        if following is None or following.items() <= asked.items():
            return
        asked |= following
    trial.discard(f"{reach.operation} has more than {_MOST_PAGES} pages")


def is_as_sent(trial: Trial, made: Exchange, item: Any) -> bool:
    """Whether what is shown of a thing is what a request that makes such a thing sent, as far as
    it shows that."""
    sent = made.request.value
    alike = [
        same(at(sent, given), at(item, got), {})
        for law in trial.laws.of(made.request.operation)
        if isinstance(law, ReadAfterWrite)
        for given, got in law.fields
        if at(sent, given) not in (MISSING, None) and at(item, got) is not MISSING
    ]
    return bool(alike) and all(alike)


def same_id(one: Any, other: Any) -> bool:
    """Whether two ids are the same; one may be a number where the other is its text."""
    if one is MISSING or one is None or other is None:
        return False
    return equal(one, other) or str(one).casefold() == str(other).casefold()


def _next(
    trial: Trial, pages: Pages, exchange: Exchange, found: list[Any], seen: int, number: int
) -> dict[str, Any] | None:
    """The query of the next page; None after the last one."""
    if pages.style == "link":
        url = _told(trial, pages.next, exchange) if pages.next else next_link(exchange.reply)
        return dict(parse_qsl(urlsplit(str(url)).query)) if url else None
    if pages.parameter is None or not found:
        return None
    if pages.style == "offset":
        return {pages.parameter: pages.first + seen}
    if pages.style == "page":
        return {pages.parameter: pages.first + number + 1}
    token = _told(trial, pages.next, exchange) if pages.next else at(found[-1], pages.item_id)
    return {pages.parameter: token} if token not in (None, "", MISSING) else None


def _told(trial: Trial, expression: str, exchange: Exchange) -> Any:
    try:
        return trial.value(expression, exchange)
    except LookupError:
        return None
