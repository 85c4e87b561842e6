"""Lists that are read page by page (`Pages`)."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, Final, TypeGuard

from codegen.laws.implied.lifecycle import said as said_of
from codegen.laws.law import Pages
from codegen.verify.changes.samples import merged
from codegen.verify.checks.read_after_write.form import answer_of
from codegen.verify.listing.made import Made, make, moved, where_listed
from codegen.verify.listing.walk import Reader, Walk, items_of, said
from codegen.verify.places import keywords, schema_at
from codegen.verify.trial import Trial, checks

_THINGS: Final = 5
_REQUESTS: Final = 40
_SMALL: Final = (2, 1, 3)
_NONE: Final = r"(?:null|absent|missing|omitted|left out|not (?:there|present|set|sent))"
_AT_LAST: Final = r"(?:on|for|at|in|with) the last page"
_LAST: Final = re.compile(
    rf"\b{_NONE}\b[^.;]{{0,30}}\b{_AT_LAST}\b|\b{_AT_LAST}\b[^.;]{{0,40}}\b{_NONE}\b", re.IGNORECASE
)
_FAR: Final = 7
"""So many pages beyond the last one there is surely nothing."""


@checks(Pages)
def pages(trial: Trial, law: Pages) -> None:
    """Make some things, and read the list in pages of several sizes."""
    made = make(trial, law.makes, law.item_id, _THINGS)
    moved(trial, made)
    reader = Reader(trial, law, where_listed(trial, law.operation, law.makes, made, law.items))
    _Walks(trial, law, reader, made).check()


class _Walks:
    """The same list, read again and again."""

    def __init__(self, trial: Trial, law: Pages, reader: Reader, made: list[Made]) -> None:
        self.trial, self.law, self.reader = trial, law, reader
        self.made = [each.id for each in made]
        limit = trial.spec.operations[law.operation].parameter(law.limit or "")
        facts = merged(trial.spec, (limit.schema_where,)) if limit is not None else {}
        least, most = facts.get("minimum"), facts.get("maximum", law.most)
        self.least = least if isinstance(least, int) and least > 0 else 1
        self.most = most if isinstance(most, int) and most <= 1000 else None
        default = facts.get("default")
        self.default = default if isinstance(default, int) else None

    @cached_property
    def knows_the_last(self) -> bool:
        """Whether the document says that a page that is full knows that it is the last."""
        spec, operation = self.trial.spec, self.trial.spec.operations[self.law.operation]
        info = spec.document.get("info")
        words = [said_of(operation), str(info.get("description")) if isinstance(info, dict) else ""]
        where = answer_of(operation)
        if where is not None and self.law.next and "#" in self.law.next:
            place = schema_at(spec, where, self.law.next.partition("#")[2])
            words.append(f"{keywords(spec, place).get('description')}" if place else "")
        return self.law.stated or any(_LAST.search(" ".join(each.split())) for each in words)

    def check(self) -> None:
        """Read in large pages, then in small ones, and compare."""
        whole = self.walk(self.most)
        self.goes_on(whole, self.most)
        self.says_what_it_is(whole, self.most)
        self.has_nothing_beyond(whole, self.most)
        self.keeps_its_limit(whole, self.most)
        self.tells_the_total(whole, self.most)
        plain = self.walk(None)
        self.keeps_its_limit(plain, self.default, "the default limit")
        if self.law.limit is None:
            self.compare(whole, plain)
            return
        sizes = [each for each in _SMALL if self.least <= each <= (self.most or each)]
        sizes = sizes if len(whole.items) <= _REQUESTS else sizes[:2]
        sizes = sizes or [self.least]
        exact = len(whole.items)
        if self.knows_the_last and self.least < exact <= (self.most or _REQUESTS):
            sizes.append(exact)
        for size in dict.fromkeys([*sizes, self.least]):
            small = self.walk(size)
            self.goes_on(small, size)
            self.says_what_it_is(small, size)
            self.keeps_its_limit(small, size)
            self.ends(small, size)
            self.tells_the_total(small, size)
            self.repeats_nothing(small, size)
            self.compare(whole, small, size)
            if self.most is None and size == sizes[0]:
                self.has_nothing_beyond(small, size)
        self.is_stable(sizes[0])

    def walk(self, limit: int | None) -> Walk:
        """Read the list once."""
        walk = self.reader.walk({}, limit=limit, requests=_REQUESTS)
        if walk.refused is not None:
            status = walk.refused.reply.status
            if not walk.pages or status in (401, 403, 429):
                self.trial.discard(
                    f"{self.law.operation} was refused with {status}, so there was no list to"
                    " look at"
                )
            self.trial.broken(
                self.law,
                f"page {len(walk.pages) + 1} of a list read by {self._by(limit)} is announced by"
                f" the page before, and was answered with {status}",
            )
        return walk

    def goes_on(self, walk: Walk, limit: int | None) -> None:
        """The next page is another one."""
        if not walk.stuck or not self.walk(limit).stuck:
            return
        number = len(walk.pages)
        self.trial.broken(
            self.law,
            f"page {number} of a list read by {self._by(limit)} has the same items as page"
            f" {number - 1}, expected those that follow, or none",
        )

    def has_nothing_beyond(self, whole: Walk, limit: int | None) -> None:
        """Far after the last page there is nothing."""
        if self.law.style not in ("offset", "page") or not whole.ended or limit is None:
            return
        for last in (False, True):
            query, said_so = self._beyond(whole, limit)
            exchange = self.reader.page(query, conform=False)
            items = items_of(self.law.items, exchange)
            if not items:
                return
            if last:
                self.trial.broken(
                    self.law,
                    f"{said_so} is beyond the end of the list, which has {len(whole.items)} items,"
                    f" and has {len(items)} of them, expected none",
                )
            whole = self.walk(limit)
            if not whole.ended:
                return

    def _beyond(self, whole: Walk, limit: int) -> tuple[dict[str, Any], str]:
        assert self.law.parameter is not None
        pages = -(-len(whole.items) // limit) + _FAR
        at = self.law.first + (pages if self.law.style == "page" else pages * limit)
        query = {self.law.parameter: at}
        return (
            query if self.law.limit is None else {**query, self.law.limit: limit},
            f"{self.law.parameter} {at}",
        )

    def says_what_it_is(self, walk: Walk, limit: int | None) -> None:
        """What each page says of itself is true: it repeats what was asked for, and counts well."""
        wrong = self._misstates(walk, limit)
        if wrong is not None:
            wrong = self._misstates(self.walk(limit), limit)
        if wrong is not None:
            self.trial.broken(self.law, wrong)

    def _misstates(self, walk: Walk, limit: int | None) -> str | None:
        law, trial = self.law, self.trial
        read = 0
        for page in walk.pages:
            read += len(page.items)
            for name, place in law.echoes.items():
                asked = page.exchange.request.parameters.get(name)
                told = said(trial, place, page.exchange)
                fits = {asked, len(page.items)} if name == law.limit else {asked}
                if _is_count(asked) and _is_count(told) and told not in fits:
                    return f"{name} {asked} was asked for, and the page says {told}"
            total = said(trial, law.total, page.exchange) if law.total else None
            if not _is_count(total):
                continue
            more = said(trial, law.more, page.exchange) if law.more else None
            if isinstance(more, bool) and more != (read < total):
                return (
                    f"a page says {str(more).lower()} to whether more follows, expected"
                    f" {str(not more).lower()}: it is read up to {read} of {total} items"
                )
            count = said(trial, law.count, page.exchange) if law.count and limit else None
            expected = -(-total // limit) if limit else 0
            # No page, or an empty one: both are said of nothing. Some count pages from 0 on.
            pages = {expected, max(expected, 1)}
            pages |= {len(page.items)} if "count" in str(law.count) else set()
            pages |= {expected - 1} if law.first == 0 else set()
            if _is_count(count) and count not in pages:
                return (
                    f"a page says that there are {count} pages, expected {expected}: "
                    f"{total} items, {limit} on a page"
                )
        return None

    def keeps_its_limit(self, walk: Walk, limit: int | None, name: str = "limit") -> None:
        """No page has more items than were asked for."""
        for page in walk.pages:
            if limit is not None and len(page.items) > limit:
                self.trial.broken(
                    self.law, f"a page has {len(page.items)} items, more than {name} {limit}"
                )

    def ends(self, walk: Walk, limit: int) -> None:
        """The last page says that it is, and no page is empty that another one announced."""
        for number, page in enumerate(walk.pages[:-1], start=1):
            told = self.reader.tells_next(page.exchange)
            if not page.items and told:
                self.trial.broken(
                    self.law, f"page {number} of limit {limit} is empty, and says that more follows"
                )
        last = walk.pages[-1]
        if len(walk.pages) < 2 or last.items or not walk.ended:
            return
        before = walk.pages[-2].exchange
        more = said(self.trial, self.law.more, before) if self.law.more else None
        # A full page may not know that it is the last, unless the contract says that it does.
        knows = self.knows_the_last or len(walk.pages[-2].items) < limit
        if (more is True or (knows and self.reader.tells_next(before))) and self.again_ends_empty(
            limit
        ):
            self.trial.broken(
                self.law,
                f"page {len(walk.pages) - 1} of limit {limit} says that more follows,"
                " and the page after it is empty",
            )

    def again_ends_empty(self, limit: int) -> bool:
        """Whether it is not by others' hands that nothing follows."""
        pages = self.walk(limit).pages
        return len(pages) > 1 and not pages[-1].items

    def repeats_nothing(self, walk: Walk, limit: int) -> None:
        """Nothing is on two pages."""
        twice = _twice(walk.ids)
        if twice and _twice(self.walk(limit).ids):
            self.trial.broken(
                self.law,
                f"item {twice[0]} comes twice in a list read by {self._by(limit)}, expected once",
            )

    def compare(self, whole: Walk, small: Walk, limit: int | None = None) -> None:
        """What one reading shows, each reading shows, in the same order."""
        for first, second in ((whole, small), (small, whole)):
            missing = self._missing(first, second)
            if missing and self._misses_again(missing, first, second, whole, limit):
                size = limit if second is small else self.most
                self.trial.broken(
                    self.law,
                    f"item {missing[0]} is not in a list read by {self._by(size)}, while a list"
                    f" read by {self._by(self.most if second is small else limit)} has it",
                )
        if self._order(whole, small) and self._order(self.walk(self.most), self.walk(limit)):
            self.trial.broken(
                self.law,
                f"the order differs between lists read by {self._by(limit)} and"
                f" {self._by(self.most)}, expected the same",
            )

    def is_stable(self, limit: int) -> None:
        """Reading twice gives the same order."""
        first, second = self.walk(limit), self.walk(limit)
        if self._order(first, second) and self._order(second, self.walk(limit)):
            self.trial.broken(
                self.law, f"the order of a list read by {self._by(limit)} differs from time to time"
            )

    def tells_the_total(self, walk: Walk, limit: int | None) -> None:
        """The total counts the items."""
        if self.law.total is None or not walk.ended:
            return
        for attempt in range(3):
            totals = [said(self.trial, self.law.total, page.exchange) for page in walk.pages]
            count = len(walk.items)
            wrong = [each for each in totals if isinstance(each, int) and each != count]
            if not wrong:
                return
            if attempt == 2:
                self.trial.broken(
                    self.law,
                    f"the total is {wrong[0]}, expected {count}: so many items are in a list"
                    f" read by {self._by(limit)}",
                )
            walk = self.walk(limit)

    def _missing(self, first: Walk, second: Walk) -> list[Any]:
        """What the first reading shows and the second one not: anything where it went to the end,
        else made things, as far as it went."""
        reached = len(second.items) - len(self.made)
        shown, ids = set(second.ids), first.ids
        if second.ended:
            return [each for each in dict.fromkeys(ids) if each not in shown]
        return [
            each
            for each in self.made
            if each in ids and each not in shown and ids.index(each) < reached
        ]

    def _misses_again(
        self, missing: list[Any], first: Walk, second: Walk, whole: Walk, limit: int | None
    ) -> bool:
        large, small = self.walk(self.most), self.walk(limit)
        again = self._missing(large, small) if first is whole else self._missing(small, large)
        return missing[0] in again

    def _order(self, first: Walk, second: Walk) -> bool:
        """Whether what was made comes in different orders."""
        one = [each for each in dict.fromkeys(first.ids) if each in self.made]
        two = [each for each in dict.fromkeys(second.ids) if each in self.made]
        both = set(one) & set(two)
        return [e for e in one if e in both] != [e for e in two if e in both]

    def _by(self, limit: int | None) -> str:
        return "the default limit" if limit is None else f"{self.law.limit or 'pages of'} {limit}"


def _is_count(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _twice(ids: list[Any]) -> list[Any]:
    seen: set[Any] = set()
    return [each for each in ids if each in seen or seen.add(each)]  # type: ignore[func-returns-value]
