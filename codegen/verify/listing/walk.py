"""Reading a list page by page, in each of the styles that lists have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from codegen import pointer
from codegen.laws.law import Filters, Pages, Relation, Sorts
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Discard
from codegen.verify.trial import Trial
from codegen.verify.web_links import next_link


@dataclass
class Page:
    """One page of a list. `next`: what it says is next, None when nothing is said to be."""

    exchange: Exchange
    items: list[Any]
    next: Any


@dataclass
class Walk:
    """A list, as far as it was read. `ended`: to its end."""

    law: Pages | Filters | Sorts | Relation
    pages: list[Page] = field(default_factory=list)
    ended: bool = False
    refused: Exchange | None = None
    """The answer that was no page."""
    stuck: bool = False
    """The last page has what the one before it has."""

    @property
    def items(self) -> list[Any]:
        """All items, in order."""
        return [item for page in self.pages for item in page.items]

    @property
    def ids(self) -> list[Any]:
        """The ids of all items, in order."""
        return [key(self.law.item_id, item) for item in self.items]


def key(item_id: str, item: Any) -> Any:
    """The id of an item; the item itself when it has none there. It can be hashed."""
    try:
        found = pointer.follow(item, item_id)
    except (LookupError, TypeError):
        found = None
    return found if isinstance(found, (str, int, float, bool)) else repr(found or item)


def pages_of(law: Pages | Filters | Sorts | Relation) -> Pages | None:
    """The law of how the list is read on, if it has pages."""
    return law if isinstance(law, Pages) else law.pages


class Reader:
    """Reads one list: what it is asked with is the same for all of its pages."""

    def __init__(
        self, trial: Trial, law: Pages | Filters | Sorts | Relation, asked: Mapping[str, Any]
    ) -> None:
        """`asked` are arguments for `ask`, of which the query is added to."""
        self.trial, self.law, self.asked = trial, law, asked
        self.pages = pages_of(law)

    def page(self, query: Mapping[str, Any], *, conform: bool = True) -> Exchange:
        """Ask once."""
        arguments = dict(self.asked)
        whole = {**(arguments.pop("query", None) or {}), **query}
        return self.trial.ask(self.law.operation, **arguments, query=whole, conform=conform)

    def walk(
        self, query: Mapping[str, Any], *, limit: int | None = None, requests: int = 40
    ) -> Walk:
        """Read the list to its end, or until so many requests were made."""
        walk, pages = Walk(self.law), self.pages
        asked = dict(query)
        if pages is not None and pages.limit is not None and limit is not None:
            asked[pages.limit] = limit
        for _ in range(requests):
            # A page beyond the last one may be refused, where pages are counted.
            beyond = bool(walk.pages) and pages is not None and pages.style in ("offset", "page")
            exchange = self.page(asked, conform=not beyond)
            items = items_of(self.law.items, exchange)
            if items is None:
                walk.ended = beyond and exchange.reply.status in (400, 404, 416, 422)
                walk.refused = None if walk.ended else exchange
                return walk
            page = Page(exchange, items, self._next(exchange, items))
            walk.pages.append(page)
            if beyond and page.items and _same(walk.pages[-2:], self.law.item_id):
                walk.stuck = True
                return walk
            if pages is None or page.next is None:
                walk.ended = True
                return walk
            following = self._following(asked, walk, page, limit)
            if following is None:
                walk.ended = True
                return walk
            asked = following
        return walk

    def tells_next(self, exchange: Exchange) -> bool:
        """Whether a page says in so many words that another one follows."""
        pages = self.pages
        if pages is None:
            return False
        if pages.more is not None:
            return said(self.trial, pages.more, exchange) is True
        if pages.next is None and pages.style != "link":
            return False
        return self._next(exchange, [None]) is not None

    def _next(self, exchange: Exchange, items: list[Any]) -> Any:
        """What the page says is next; True where only asking tells."""
        pages = self.pages
        if pages is None:
            return None
        if pages.more is not None and said(self.trial, pages.more, exchange) is False:
            return None
        if pages.style == "link" and pages.next is None:
            return next_link(exchange.reply)
        if pages.next is not None and pages.style in ("cursor", "link"):
            token = said(self.trial, pages.next, exchange)
            return None if token in (None, "", False) else token
        return True if items else None

    def _following(
        self, asked: Mapping[str, Any], walk: Walk, page: Page, limit: int | None
    ) -> dict[str, Any] | None:
        pages = self.pages
        assert pages is not None
        if pages.style == "link":
            if not isinstance(page.next, str):
                raise Discard("the next page's link is no text")
            return _query_of(page.next)
        if pages.parameter is None:
            return None
        if pages.style == "cursor":
            if pages.next is None:
                return {**asked, pages.parameter: key(pages.item_id, page.items[-1])}
            return {**asked, pages.parameter: page.next}
        if pages.style == "page":
            return {**asked, pages.parameter: pages.first + len(walk.pages)}
        step = limit if limit is not None else len(page.items)
        before = asked.get(pages.parameter, pages.first)
        return {**asked, pages.parameter: int(before) + step}


def _same(pages: list[Page], item_id: str) -> bool:
    one, other = ([key(item_id, item) for item in page.items] for page in pages)
    return one == other


def items_of(items: str, exchange: Exchange) -> list[Any] | None:
    """The items of an answer; None when it is no success, or has none."""
    if not exchange.reply.ok:
        return None
    try:
        found = pointer.follow(exchange.reply.json, items)
    except (LookupError, TypeError):
        return None
    return found if isinstance(found, list) else None


def counted(trial: Trial, operation: str, items: str, arguments: Mapping[str, Any]) -> int:
    """How many items there are on the page that an operation answers with."""
    return len(items_of(items, trial.ask(operation, **arguments, conform=False)) or ())


def said(trial: Trial, expression: str, exchange: Exchange) -> Any:
    """What an answer says at an expression, None when nothing; a number in a header is one."""
    try:
        value = trial.value(expression, exchange)
    except LookupError:
        return None
    if isinstance(value, str) and ".header." in expression and value.isdecimal():
        return int(value)
    return value


def _query_of(url: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in parse_qsl(urlsplit(url).query, keep_blank_values=True):
        if name in found:
            known = found[name] if isinstance(found[name], list) else [found[name]]
            found[name] = [*known, value]
        else:
            found[name] = value
    return found
