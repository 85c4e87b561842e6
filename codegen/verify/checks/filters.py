"""Lists that are filtered (`Filters`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from codegen.laws.law import Filters
from codegen.verify.changes.samples import merged
from codegen.verify.changes.schemas import fits, inside
from codegen.verify.listing.compare import MISSING, field
from codegen.verify.listing.made import Made, make, moved, where_listed
from codegen.verify.listing.select import nowhere, selects, values
from codegen.verify.listing.walk import Reader, Walk, key, said
from codegen.verify.trial import Trial, checks

_THINGS: Final = 5
_REQUESTS: Final = 30
_VALUES: Final = 6
_SMALL_PAGES: Final = 2
"""So many values are also looked for page by page."""


@checks(Filters)
def filters(trial: Trial, law: Filters) -> None:
    """Make some things, and look for each by its values, and for values that nothing has."""
    made = make(trial, law.makes, law.item_id, _THINGS, _unlike(trial, law))
    moved(trial, made, law.fields[0].removeprefix("/"))
    reader = Reader(trial, law, where_listed(trial, law.operation, law.makes, made))
    filtered = _Filtered(trial, law, reader, made)
    filtered.look()
    said_something = False
    for wanted in filtered.wanted():
        said_something |= filtered.check({law.parameter: wanted})
    for other in trial.laws.of(law.operation):
        if isinstance(other, Filters) and other.parameter > law.parameter:
            filtered.check_both(other)
    if not said_something:
        trial.discard(f"no value for {law.parameter} is known that any item has")


class _Filtered:
    """A list without a filter, and with it."""

    def __init__(self, trial: Trial, law: Filters, reader: Reader, made: list[Made]) -> None:
        self.trial, self.law, self.reader, self.made = trial, law, reader, made
        self.items: dict[Any, Any] = {}
        """What was made, as it is shown, by id."""
        self.all: list[Any] = []
        self._looks = _SMALL_PAGES
        parameter = trial.spec.operations[law.operation].parameter(law.parameter, "query")
        self.schema = parameter.schema_where if parameter is not None else ""

    def look(self) -> None:
        """See what there is."""
        walk = self.walk({})
        if walk.refused is not None:
            self.trial.discard(
                f"{self.law.operation} was refused with {walk.refused.reply.status}, so there was"
                " no list to look at"
            )
        self.all = walk.items
        ids = {each.id for each in self.made}
        listed = {key(self.law.item_id, item): item for item in walk.items}
        if not self.made:
            ids = set(listed)
        self.items = {each: item for each, item in listed.items() if each in ids}
        if self.law.read is not None:
            for each in self.made:
                if each.id in self.items:
                    exchange = self.trial.reach(self.law.read, each.exchange)
                    self.items[each.id] = exchange.reply.json if exchange.reply.ok else {}

        elif self._names_states:
            self._look_closer(made=[each for each in self.made if each.id not in self.items])

    def _look_closer(self, made: list[Made]) -> None:
        """See what the list leaves out without its filter: things in some states may be there only
        when that is asked for."""
        for each in made:
            make = each.exchange.request.operation
            for maker in self.trial.laws.makers:
                if maker.make == make and maker.read is not None:
                    reply = self.trial.reach(maker.read, each.exchange).reply
                    if reply.ok and isinstance(reply.json, dict):
                        self.items[each.id] = reply.json

    @cached_property
    def _names_states(self) -> bool:
        return "enum" in merged(self.trial.spec, (self.schema,)) if self.schema else False

    def walk(self, query: Mapping[str, Any], limit: int | None = None) -> Walk:
        """Read the list to its end."""
        pages = self.law.pages
        large = pages.most if pages is not None and pages.limit is not None else None
        size = large if limit is None else limit
        return self.reader.walk(query, limit=size, requests=_REQUESTS)

    def wanted(self) -> Iterator[Any]:
        """Give values of the filter: of what was made, and of nothing."""
        seen: set[str] = set()
        found = [value for item in self.items.values() for value in values(self.law, item)]
        found = _spread(found)
        if self.law.match == "any_of" and len(found) > 1:
            found.insert(1, [*found[0], *found[-1]])
        none = list(nowhere(self.law, self.all))
        if self.law.match == "any_of":
            none = [[each] for each in none]
        for value in [*found[:_VALUES], *none]:
            if self._usable(value) and json.dumps(value) not in seen:
                seen.add(json.dumps(value))
                yield value

    def check(self, query: Mapping[str, Any], other: Filters | None = None) -> bool:
        """Ask with the filter; every item must match, and all that match must be there."""
        walk = self.walk(query)
        if walk.refused is not None:
            return False
        wrong = self._wrong(query, walk, other)
        if wrong is not None:
            again = self._wrong(query, self._walk_between_looks(query, other), other)
            if again is not None:
                self.trial.broken(self.law, again)
        self._looks -= 1
        if self._looks >= 0:
            self._in_small_pages(query, walk)
        self._tells_the_total(query, walk)
        return True

    def _walk_between_looks(self, query: Mapping[str, Any], other: Filters | None) -> Walk:
        """Read the list with the filter, and all without it before and after: what has changed by
        itself meanwhile says nothing."""
        self.look()
        before = self.items
        walk = self.walk(query)
        self.look()
        self.items = {
            identity: item
            for identity, item in self.items.items()
            if identity in before
            and self._fields(item, other) == self._fields(before[identity], other)
        }
        return walk

    def check_both(self, other: Filters) -> None:
        """Two filters at once select what both select."""
        if other.read is not None:
            return
        for item in list(self.items.values())[:2]:
            for first in list(values(self.law, item))[:1]:
                for second in list(values(other, item))[:1]:
                    if not self._holds(other, second):
                        return
                    self.check({self.law.parameter: first, other.parameter: second}, other)

    def _holds(self, other: Filters, wanted: Any) -> bool:
        """Whether another filter does by itself what it should: else it is its own finding."""
        walk = self.walk({other.parameter: wanted})
        given = set(walk.ids)
        return (
            walk.refused is None
            and all(selects(other, item, wanted) is not False for item in walk.items)
            and all(
                each in given or selects(other, item, wanted) is not True
                for each, item in self.items.items()
            )
        )

    def _wrong(self, query: Mapping[str, Any], walk: Walk, other: Filters | None) -> str | None:
        given = dict(zip(walk.ids, walk.items, strict=True))
        asked = ", ".join(f"{name}={_said(value)}" for name, value in query.items())
        for identity, item in given.items():
            whole = self.items.get(identity, MISSING) if self.law.read is not None else item
            if whole is not MISSING and self._selects(query, whole, other) is False:
                return f"{asked} gives item {identity}, which has {self._fields(whole, other)}"
        if not walk.ended:
            return None
        for identity, item in self.items.items():
            if identity not in given and self._selects(query, item, other) is True:
                return f"{asked} leaves out item {identity}, which has {self._fields(item, other)}"
        return None

    def _selects(self, query: Mapping[str, Any], item: Any, other: Filters | None) -> bool | None:
        laws = (self.law,) if other is None else (self.law, other)
        answers = [selects(law, item, query[law.parameter]) for law in laws]
        return False if False in answers else None if None in answers else True

    def _fields(self, item: Any, other: Filters | None) -> str:
        where = self.law.fields if other is None else (*self.law.fields, *other.fields)
        found = ((each, field(item, each)) for each in where)
        return ", ".join(
            f"{each.lstrip('/') or 'the value'} {_said(value)}"
            for each, value in found
            if value is not MISSING
        )

    def _in_small_pages(self, query: Mapping[str, Any], whole: Walk) -> None:
        """The filter holds on later pages too."""
        pages = self.law.pages
        if pages is None or pages.limit is None or not 2 <= len(whole.items) <= _REQUESTS:
            return
        wrong = [self._differs(whole, self.walk(query, 1))]
        if wrong[0] is None or self._differs(self.walk(query), self.walk(query, 1)) is None:
            return
        asked = ", ".join(f"{name}={_said(value)}" for name, value in query.items())
        self.trial.broken(self.law, f"{asked}: {wrong[0]}")

    def _differs(self, whole: Walk, small: Walk) -> str | None:
        if small.refused is not None or not (whole.ended and small.ended):
            return None
        ours = set(self.items)
        lost = [each for each in whole.ids if each in ours and each not in small.ids]
        more = [each for each in small.ids if each in ours and each not in whole.ids]
        if lost:
            return f"item {lost[0]} is left out when the list is read in pages of 1"
        return f"item {more[0]} is given only when read in pages of 1" if more else None

    def _tells_the_total(self, query: Mapping[str, Any], walk: Walk) -> None:
        pages = self.law.pages
        if pages is None or pages.total is None:
            return
        for attempt in range(2):
            if not walk.ended or not walk.pages:
                return
            total = said(self.trial, pages.total, walk.pages[0].exchange)
            if not isinstance(total, int) or total == len(walk.items):
                return
            if attempt:
                asked = ", ".join(f"{name}={_said(value)}" for name, value in query.items())
                self.trial.broken(
                    pages,
                    f"with {asked} the total is {total}, expected {len(walk.items)}:"
                    " so many items are listed",
                )
            walk = self.walk(query)

    def _usable(self, value: Any) -> bool:
        return not self.schema or fits(self.trial.spec, self.schema, value)


def _unlike(trial: Trial, law: Filters) -> list[dict[str, Any]]:
    """Bodies' properties that make the first things differ in what is filtered by: the members of
    an enumeration, or the two truths."""
    for reach in law.makes[:1]:
        operation = trial.spec.operations[reach.operation]
        if operation.body is None:
            continue
        for media in operation.body.content.values():
            for where in law.fields:
                name = where.lstrip("/").partition("/")[0]
                schemas = inside(trial.spec, (media.schema_where,), {}, name)
                facts = merged(trial.spec, schemas)
                members = list(facts.get("enum") or ())
                if facts.get("type") == "boolean":
                    members = [True, False]
                if len(members) > 1 and "/" not in where.lstrip("/"):
                    return [{name: each} for each in members[:2]]
    return []


def _spread(found: list[Any]) -> list[Any]:
    """Values in an order that has different ones first."""
    first: dict[str, Any] = {}
    for each in found:
        first.setdefault(json.dumps(each), each)
    return list(first.values())


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(_said, value))
    return value if isinstance(value, str) else json.dumps(value)
