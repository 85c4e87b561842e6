"""Lists that are filtered (`Filters`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, permutations
from typing import Any, Final, NoReturn

from codegen.laws.law import Filters, Sorts
from codegen.verify.changes.refusal import for_its_form
from codegen.verify.changes.samples import merged
from codegen.verify.changes.schemas import fits
from codegen.verify.listing.compare import MISSING, field
from codegen.verify.listing.made import Made, differing, make, moved, where_listed
from codegen.verify.listing.order import disorder
from codegen.verify.listing.select import nowhere, selects, shared_part, turned, values
from codegen.verify.listing.stirred import begun
from codegen.verify.listing.walk import Reader, Walk, key, said
from codegen.verify.trial import Trial, checks

_THINGS: Final = 5
_REQUESTS: Final = 30
_VALUES: Final = 6
_PAIRED: Final = 8
"""So many items are set against one another."""
_SMALL_PAGES: Final = 2
"""So many values are also looked for page by page."""
_PAGES: Final = 6
_ORDERS: Final = 6
_TURNED: Final = 3
_STRICTLY: Final = re.compile(
    r"\b(must|has to|have to|needs to|should) be (strictly )?(less|below|smaller|lower|greater|"
    r"above|higher|larger|more|before|after|earlier|later)\b|\bstrictly\b|\bdiffer",
    re.IGNORECASE,
)
"""Words by which two bounds may not be equal."""


@checks(Filters)
def filters(trial: Trial, law: Filters) -> None:
    """Make some things, and look for each by its values, and for values that nothing has."""
    unlike = differing(trial, law.makes, law.fields, _THINGS)
    made = make(trial, law.makes, law.item_id, _THINGS, unlike)
    moved(trial, made, law.fields[0].removeprefix("/"))
    reader = Reader(trial, law, where_listed(trial, law.operation, law.makes, made, law.items))
    filtered = _Filtered(trial, law, reader, made)
    filtered.look()
    said_something = False
    for wanted in filtered.wanted():
        said_something |= filtered.check({law.parameter: wanted}) is not None
    if not said_something and filtered.goes_along():
        for wanted in filtered.wanted():
            said_something |= filtered.check({law.parameter: wanted}) is not None
    for _ in filtered.what_comes_by_itself() if not said_something else ():
        for wanted in filtered.wanted():
            said_something |= filtered.check({law.parameter: wanted}) is not None
        if said_something:
            break
    if not said_something:
        trial.discard(f"no value for {law.parameter} is known that any item has")
    for other in trial.laws.of(law.operation):
        if isinstance(other, Filters) and other.parameter > law.parameter:
            filtered.check_both(other)
    filtered.check_in_order()
    filtered.check_any_case()


class _Filtered:
    """A list without a filter, and with it."""

    def __init__(self, trial: Trial, law: Filters, reader: Reader, made: list[Made]) -> None:
        self.trial, self.law, self.reader, self.made = trial, law, reader, made
        self.items: dict[Any, Any] = {}
        """What was made, as it is shown, by id."""
        self.all: list[Any] = []
        self._looks = _SMALL_PAGES
        self._held: dict[str, bool] = {}
        self._along: dict[str, Any] = {}
        """What the filter is not taken without."""
        self.most: tuple[int, dict[str, Any]] = (0, {})
        """The query that selected most, short of all: it is what an order shows in."""
        self.laws = [replace(law, fields=(each,)) for each in law.fields] if law.one_of else [law]
        """What the filter may mean, as far as no answer has said that it does not."""
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

    def what_comes_by_itself(self) -> Iterator[None]:
        """See all that there is, whoever made it: at first as it is, then after something more has
        gone on to its end."""
        self.made = []
        operation = self.trial.spec.operations[self.law.operation]
        for _ in chain((None,), begun(self.trial, operation)):
            self.look()
            yield

    def _look_closer(self, made: list[Made]) -> None:
        """See what the list leaves out without its filter: things in some states may be there only
        when that is asked for. One of a state that is listed is left out for another reason."""
        listed = [self._fields(each, None) for each in self.all]
        for each in made:
            make = each.exchange.request.operation
            for maker in self.trial.laws.makers:
                if maker.make == make and maker.read is not None:
                    reply = self.trial.reach(maker.read, each.exchange).reply
                    shown = reply.json if reply.ok else None
                    if isinstance(shown, dict) and self._fields(shown, None) not in listed:
                        self.items[each.id] = shown

    @cached_property
    def _names_states(self) -> bool:
        """Whether the filter is what leaves things out by itself; not so where another parameter
        has states, and a default."""
        spec = self.trial.spec
        orders = {
            law.parameter
            for law in self.trial.laws.of(self.law.operation)
            if isinstance(law, Sorts)
        }
        facts = {
            each.name: merged(spec, (each.schema_where,))
            for each in spec.operations[self.law.operation].parameters
            if each.place == "query" and each.name not in orders
        }
        hiding = [
            name
            for name, each in facts.items()
            if "default" in each and ("enum" in each or each.get("type") == "boolean")
        ]
        return "enum" in facts.get(self.law.parameter, {}) and (
            not hiding or self.law.parameter in hiding
        )

    def walk(self, query: Mapping[str, Any], limit: int | None = None) -> Walk:
        """Read the list to its end."""
        pages = self.law.pages
        large = pages.most if pages is not None and pages.limit is not None else None
        size = large if limit is None else limit
        along = self._along if self.law.parameter in query else {}
        return self.reader.walk({**along, **query}, limit=size, requests=_REQUESTS)

    def goes_along(self) -> bool:
        """Give the opposite bound along with this one, where the bound alone is refused; whether
        there is one."""
        bounds = {"at_least", "after"}, {"at_most", "before"}
        for other in self.trial.laws.of(self.law.operation):
            if (
                isinstance(other, Filters)
                and other.fields == self.law.fields
                and any(
                    self.law.match in one and other.match in two
                    for one, two in (bounds, bounds[::-1])
                )
            ):
                turned = replace(other, match="at_most" if other.match in bounds[0] else "at_least")
                for value in list(nowhere(turned, self.all))[:1]:
                    self._along = {other.parameter: value}
                    return True
        return False

    def wanted(self) -> Iterator[Any]:
        """Give values of the filter: of what was made, and of nothing."""
        seen: set[str] = set()
        found = [value for item in self.items.values() for value in values(self.law, item)]
        found = _spread(found)
        if self.law.match == "any_of" and len(found) > 1:
            found.insert(1, [*found[0], *found[-1]])
        if self.law.match == "contains" and (part := shared_part(self.law, self.all)) is not None:
            found.insert(0, part)
        none = list(nowhere(self.law, self.all))
        if self.law.match == "any_of":
            none = [[each] for each in none]
        for value in [*found[: _VALUES * len(self.laws)], *none]:
            if self._usable(value) and json.dumps(value) not in seen:
                seen.add(json.dumps(value))
                yield value

    def check(self, query: Mapping[str, Any], other: Filters | None = None) -> Walk | None:
        """Ask with the filter; every item must match, and all that match must be there. None when
        that is refused."""
        walk = self.walk(query)
        if walk.refused is not None:
            return None
        suspects = [law for law in self.laws if self._wrong(law, query, walk, other) is not None]
        if suspects:
            again = self._walk_between_looks(query, other)
            refuted = {law.fields: self._wrong(law, query, again, other) for law in suspects}
            self.laws = [each for each in self.laws if refuted.get(each.fields) is None]
            if not self.laws:
                self._broken(refuted[suspects[0].fields])
        if self._looks > 0:
            self._looks -= self._in_small_pages(query, walk)
        self._tells_the_total(query, walk)
        if other is None and self.most[0] < len(walk.items) < len(self.all):
            self.most = len(walk.items), dict(query)
        return walk

    def _broken(self, wrong: str | None) -> NoReturn:
        if len(self.law.fields) > 1 and self.law.one_of:
            names = ", ".join(each.lstrip("/") for each in self.law.fields)
            wrong = f"{wrong}, and no one of {names} explains all that was answered"
        self.trial.broken(self.law, str(wrong))

    def check_in_order(self) -> None:
        """What is filtered is still in the order that is asked for, and what is in order is still
        filtered."""
        number, query = self.most
        orders = [
            each for each in self.trial.laws.of(self.law.operation) if isinstance(each, Sorts)
        ]
        orders = [each for each in orders if each.parameter is not None][:_ORDERS]
        for order in orders if number > 1 else ():
            asked = {**order.given, str(order.parameter): order.value}
            if set(asked) & set(query):
                continue
            walk = self.check({**query, **asked})
            if walk is None or disorder(order, walk.items) is None:
                continue
            wrong = disorder(order, self.walk({**query, **asked}).items)
            if wrong is not None and disorder(order, self.walk(asked).items) is None:
                self.trial.broken(order, f"together with {_query(query)}, {wrong}")

    def check_any_case(self) -> None:
        """Where the document says that case is ignored, a value with its letters turned selects
        what the value selects."""
        pairs = [(each, turned(each)) for each in self.wanted()] if self.law.any_case else []
        pairs = [(one, other) for one, other in pairs if one != other and self._usable(other)]
        for one, other in pairs[:_TURNED]:
            wrong = self._minds_case(one, other) and self._minds_case(one, other)
            if wrong:
                self.trial.broken(self.law, wrong)

    def _minds_case(self, one: Any, other: Any) -> str | None:
        """What is selected in one case only, both times that the first one is asked for."""
        walks = [self.walk({self.law.parameter: each}) for each in (one, other, one)]
        if any(walk.refused is not None or not walk.ended for walk in walks):
            return None
        before, between, after = (set(walk.ids) for walk in walks)
        asked = [_query({self.law.parameter: each}) for each in (one, other)]
        for lost in (before & after) - between:
            return f"{asked[0]} gives item {lost}, and {asked[1]} does not: case is to be ignored"
        for more in between - (before | after):
            return f"{asked[1]} gives item {more}, and {asked[0]} does not: case is to be ignored"
        return None

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
        if other.read is not None or (other.one_of and len(other.fields) > 1):
            return
        for first, second in self._pairs(other):
            if not self._holds(other, second):
                return
            query = {self.law.parameter: first, other.parameter: second}
            if self.check(query, other) is None and _is_one_value(self.law, other, query):
                self._refuses_one_value(other, query)

    def _refuses_one_value(self, other: Filters, query: Mapping[str, Any]) -> None:
        """From a number up to the same number is no contradiction."""
        words = " ".join(
            str(each.get("description", ""))
            for operation in (self.trial.spec.operations[self.law.operation],)
            for each in (
                operation.raw,
                *(one.raw for one in operation.parameters if one.name in query),
            )
        )
        refused = self.walk(query).refused
        if (
            refused is not None
            and for_its_form(refused.reply)
            and not _STRICTLY.search(words)
            and all(self.walk({name: value}).refused is None for name, value in query.items())
        ):
            self.trial.broken(
                self.law,
                f"{_query(query)} was refused ({refused.reply.status}), and each of both alone"
                " was accepted: expected what is exactly so",
            )

    def _pairs(self, other: Filters) -> Iterator[tuple[Any, Any]]:
        """Give values for two filters: of the same item, and of two that the other's value does not
        select, so that one filter cannot go unnoticed behind the other."""
        items = list(self.items.values())
        for item in items[:2]:
            for first in list(values(self.law, item))[:1]:
                for second in list(values(other, item))[:1]:
                    yield first, second
        for item, another in permutations(items[:_PAIRED], 2):
            for first in list(values(self.law, item))[:1]:
                for second in list(values(other, another))[:1]:
                    apart = (
                        self._usable(first)
                        and all(selects(law, another, first) is False for law in self.laws)
                        and selects(other, item, second) is False
                    )
                    if apart:
                        yield first, second
                        return

    def _holds(self, other: Filters, wanted: Any) -> bool:
        """Whether another filter does by itself what it should: else it is its own finding."""
        name = json.dumps([other.parameter, wanted])
        if name not in self._held:
            self._held[name] = self._holds_now(other, wanted)
        return self._held[name]

    def _holds_now(self, other: Filters, wanted: Any) -> bool:
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

    def _wrong(
        self, law: Filters, query: Mapping[str, Any], walk: Walk, other: Filters | None
    ) -> str | None:
        given = dict(zip(walk.ids, walk.items, strict=True))
        laws = (law,) if other is None else (law, other)
        asked = _query(query)
        for identity, item in given.items():
            whole = self.items.get(identity, MISSING) if self.law.read is not None else item
            if whole is not MISSING and _selected(laws, query, whole) is False:
                return f"{asked} gives item {identity}, which has {self._fields(whole, other)}"
        if not walk.ended:
            return None
        for identity, item in self.items.items():
            if identity not in given and _selected(laws, query, item) is True:
                return f"{asked} leaves out item {identity}, which has {self._fields(item, other)}"
        return None

    def _fields(self, item: Any, other: Filters | None) -> str:
        where = self.law.fields if other is None else (*self.law.fields, *other.fields)
        found = ((each, field(item, each)) for each in where)
        return ", ".join(
            f"{each.lstrip('/') or 'the value'} {_said(value)}"
            for each, value in found
            if value is not MISSING
        )

    def _in_small_pages(self, query: Mapping[str, Any], whole: Walk) -> bool:
        """The filter holds on later pages too; whether there are any."""
        pages = self.law.pages
        if pages is None or pages.limit is None or not 2 <= len(whole.items) <= _REQUESTS:
            return False
        size = max(1, len(whole.items) // _PAGES)
        if not self._differs(whole, self.walk(query, size), size):
            return True
        # Again, and between two looks: what has moved by itself meanwhile differs from one only.
        before, small, after = self.walk(query), self.walk(query, size), self.walk(query)
        first, last = self._differs(before, small, size), self._differs(after, small, size)
        for of, wrong in first.items():
            if of in last:
                self.trial.broken(self.law, f"{_query(query)}: {wrong}")
        return True

    def _differs(self, whole: Walk, small: Walk, size: int) -> dict[Any, str]:
        """What is another one in small pages, in a sentence, and of which item."""
        if small.stuck:
            number = len(small.pages)
            return {
                None: f"page {number} has the same items as page {number - 1} when the list is read"
                f" in pages of {size}"
            }
        if small.refused is not None or not (whole.ended and small.ended):
            return {}
        ours = set(self.items)
        lost = [each for each in whole.ids if each in ours and each not in small.ids]
        more = [each for each in small.ids if each in ours and each not in whole.ids]
        return {
            **{
                each: f"item {each} is left out when the list is read in pages of {size}"
                for each in lost
            },
            **{each: f"item {each} is given only when read in pages of {size}" for each in more},
        }

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
                self.trial.broken(
                    pages,
                    f"with {_query(query)} the total is {total}, expected {len(walk.items)}:"
                    " so many items are listed",
                )
            walk = self.walk(query)

    def _usable(self, value: Any) -> bool:
        return not self.schema or fits(self.trial.spec, self.schema, value)


def _selected(laws: Sequence[Filters], query: Mapping[str, Any], item: Any) -> bool | None:
    answers = [selects(law, item, query[law.parameter]) for law in laws]
    return False if False in answers else None if None in answers else True


def _is_one_value(one: Filters, other: Filters, query: Mapping[str, Any]) -> bool:
    """Whether two bounds of one field, both of which are selected themselves, are the same."""
    return (
        one.fields == other.fields
        and {one.match, other.match} == {"at_least", "at_most"}
        and not (one.loose or other.loose)
        and query[one.parameter] == query[other.parameter]
    )


def _query(query: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={_said(value)}" for name, value in query.items())


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
