"""The header `Link` of a list that is read on by parameters: its `rel=next` (RFC 8288)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

from codegen.laws.law import Filters, Pages, Sorts
from codegen.spec import Operation, Spec
from codegen.verify.changes.samples import merged
from codegen.verify.changes.schemas import fits
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Moot
from codegen.verify.listing.made import Made, differing, make, moved, where_listed
from codegen.verify.listing.select import values
from codegen.verify.listing.walk import Page, Reader, Walk, items_of, key, said
from codegen.verify.trial import Trial, checks
from codegen.verify.web_links import next_link

_THINGS: Final = 5
_REQUESTS: Final = 7
_TRIED: Final = 2
"""So many values of each filter, of the first items and of the last, are tried until one selects
some and not all."""
_OF_HEADER: Final = re.compile(r"\bnext\b", re.IGNORECASE)
_OF_ALL: Final = re.compile(r"\blink\b.*\bnext\b|\bnext\b.*\blink\b", re.IGNORECASE | re.DOTALL)
_NO_PAGE: Final = (401, 403, 429)
_OF_URL: Final = "%/:?#[]@!$&'()*+,;=~"


@checks(Pages)
def next_links(trial: Trial, law: Pages) -> None:
    """Read the list by its parameters, and hold what each page links to beside what follows."""
    operation = trial.spec.operations[law.operation]
    if law.style == "link" or not _is_told(trial.spec, operation):
        raise Moot
    made = _made(trial, law)
    reader = Reader(trial, law, where_listed(trial, law.operation, law.makes, made, law.items))
    _Links(trial, law, reader).check()


class _Links:
    """One list, and what its pages say is next."""

    def __init__(self, trial: Trial, law: Pages, reader: Reader) -> None:
        self.trial, self.law, self.reader = trial, law, reader
        limit = trial.spec.operations[law.operation].parameter(law.limit or "")
        facts = merged(trial.spec, (limit.schema_where,)) if limit is not None else {}
        least = facts.get("minimum")
        self.least = (least if isinstance(least, int) and least > 0 else 1) if limit else None

    def check(self) -> None:
        """Read all of it, in pages of every size, filtered and in another order."""
        whole = self.walk({}, self.law.most)
        if not whole.pages:
            self.trial.discard(f"{self.law.operation} was refused, so there was no list to look at")
        self.hold({}, self.law.most)
        if self.least is None:
            return
        self.hold({}, self.least)
        for queries in (self._filters(whole), self._orders()):
            for query in queries:
                if self._tells(query, whole):
                    self.hold(query, self.least)
                    break

    def walk(self, query: Mapping[str, Any], limit: int | None) -> Walk:
        """Read the list, as far as links are followed."""
        return self.reader.walk(query, limit=limit, requests=_REQUESTS)

    def hold(self, query: Mapping[str, Any], limit: int | None) -> None:
        """Each page links to what follows; what seems wrong is looked at twice, since others may
        write meanwhile."""
        wrong = self._wrong(query, limit) and self._wrong(query, limit)
        if wrong:
            asked = {**query, **({self.law.limit: limit} if self.law.limit and limit else {})}
            told = "&".join(f"{name}={_text(value)}" for name, value in asked.items())
            self.trial.broken(self.law, f"{wrong} (asked with {told or 'nothing'})")

    def _wrong(self, query: Mapping[str, Any], limit: int | None) -> str | None:
        walk = self.walk(query, limit)
        if walk.stuck:
            return None
        read = 0
        for number, page in enumerate(walk.pages):
            read += len(page.items)
            following = walk.pages[number + 1] if number + 1 < len(walk.pages) else None
            target = next_link(page.exchange.reply)
            wrong = None
            if following is not None and following.items:
                wrong = (
                    self._leads_elsewhere(page, target, following)
                    if target is not None
                    else "has no Link with rel=next, and more items follow"
                )
            elif target is not None and walk.ended and self._is_last(page, read, limit):
                wrong = f"is the last, and has a Link with rel=next: {target}"
            if wrong is not None and self._stays(page):
                return f"page {number + 1} {wrong}"
        return None

    def _is_last(self, page: Page, read: int, limit: int | None) -> bool:
        """Whether the server knows that nothing follows: a full page may not know it."""
        total = said(self.trial, self.law.total, page.exchange) if self.law.total else None
        return (
            page.next is None
            or (limit is not None and len(page.items) < limit)
            or (isinstance(total, int) and total <= read)
        )

    def _stays(self, page: Page) -> bool:
        """Whether the page still says the same of what is next."""
        again = self.trial.send(page.exchange.request).reply
        return again.ok and (next_link(again) is None) == (next_link(page.exchange.reply) is None)

    def _leads_elsewhere(self, page: Page, target: str, following: Page) -> str | None:
        """How what a link leads to is not the next page."""
        expected = [key(self.law.item_id, each) for each in following.items]
        linked = self._follow(page.exchange, target)
        if linked is None or linked.reply.status in _NO_PAGE:
            return None
        items = items_of(self.law.items, linked)
        found = None if items is None else [key(self.law.item_id, each) for each in items]
        now = items_of(self.law.items, self.trial.send(following.exchange.request))
        if found == expected or [key(self.law.item_id, each) for each in now or ()] != expected:
            return None
        shown = f"answers {linked.reply.status}" if found is None else f"has {_some(found)}"
        return (
            f"has a Link with rel=next to {target}, which {shown}, expected the next page:"
            f" {_some(expected)}"
        )

    def _follow(self, exchange: Exchange, target: str) -> Exchange | None:
        """What a link leads to; None where it is on another server: what a proxy has changed is
        known to nobody here."""
        request = exchange.request
        try:
            one, other = urlsplit(request.url), urlsplit(urljoin(request.url, target))
        except ValueError:
            return None
        if one[:2] != other[:2] and one.path != other.path:
            return None
        other = other._replace(scheme=one.scheme, netloc=one.netloc, fragment="")
        url = quote(other.geturl(), safe=_OF_URL)
        given = {name for name, _ in parse_qsl(other.query, keep_blank_values=True)}
        for name, value in request.identity.query.items():
            if name not in given:
                url += (
                    f"{'&' if '?' in url else '?'}{quote(name, safe='[]')}={quote(value, safe='')}"
                )
        return self.trial.send(replace(request, url=url, parameters={}))

    def _filters(self, whole: Walk) -> Iterator[dict[str, Any]]:
        """Queries that may select some of the items."""
        for law in self.trial.laws.of(self.law.operation):
            if not isinstance(law, Filters) or law.read is not None:
                continue
            parameter = self.trial.spec.operations[law.operation].parameter(law.parameter, "query")
            found: dict[str, Any] = {}
            for item in whole.items:
                for value in values(law, item):
                    found.setdefault(json.dumps(value), value)
            known = [*found.values()]
            for value in known if len(known) <= 2 * _TRIED else known[:_TRIED] + known[-_TRIED:]:
                if parameter is None or fits(self.trial.spec, parameter.schema_where, value):
                    yield {law.parameter: value}

    def _orders(self) -> Iterator[dict[str, Any]]:
        for law in self.trial.laws.of(self.law.operation):
            if isinstance(law, Sorts) and law.parameter is not None:
                yield {**law.given, law.parameter: law.value}

    def _tells(self, query: Mapping[str, Any], whole: Walk) -> bool:
        """Whether a query gives later pages that differ from those of the list without it: else
        nobody sees that a link has forgotten it."""
        walk = self.walk(query, self.law.most)
        size = self.least or 1
        ids = walk.ids[: size * _REQUESTS]
        return walk.refused is None and ids[size:] not in ([], whole.ids[size : len(ids)])


def _made(trial: Trial, law: Pages) -> list[Made]:
    """Things of two kinds by turns, so that a filter selects some of each and not all."""
    two: list[dict[str, Any]] = []
    for each in trial.laws.of(law.operation):
        if isinstance(each, Filters) and len(two) < 2:
            two = differing(trial, law.makes, each.fields, 2)
    made = make(trial, law.makes, law.item_id, _THINGS, [*two, *two])
    moved(trial, made)
    return made


def _is_told(spec: Spec, operation: Operation) -> bool:
    """Whether the document says that the header has what is next."""
    answer = operation.answer(200)
    header = (
        next((each for name, each in answer.headers.items() if name.lower() == "link"), None)
        if answer is not None
        else None
    )
    if answer is None or header is None:
        return False
    if _OF_HEADER.search(json.dumps(header.raw, default=str)):
        return True
    told = [operation.raw.get("summary"), operation.raw.get("description")]
    told += [answer.raw.get("description"), spec.document.get("info", {}).get("description")]
    return any(
        _OF_ALL.search(each) for text in told for each in re.split(r"\.\s|;|\n\n", str(text or ""))
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _some(ids: list[Any]) -> str:
    """Ids in a few words."""
    if not ids:
        return "no items"
    more = f" and {len(ids) - 3} more" if len(ids) > 3 else ""
    return f"items {', '.join(map(str, ids[:3]))}{more}" if len(ids) > 1 else f"item {ids[0]}"
