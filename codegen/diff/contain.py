"""Does every value of one schema fit another? If not, which one does not, and why?

Both are taken apart into alternatives of one type each, references followed and `allOf` joined, so
that only meaning is compared. What alternatives differ in is a `Gap`, which knows how to make a
value that shows it; where they have parts, an `Edge` leads to the schemas of these. A pair of
schemas is compared once, however often it is met, and a circle is met once.

A sender sends what its contract declares: of an object that is open because nothing was said, only
the properties that it names are held against the other side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Final

from codegen.diff.checked import Checker
from codegen.diff.texts import fitting
from codegen.diff.values import Maker, NoValue, numbers, texts
from codegen.diff.view import All, Branch, View, equal, type_of

Pair = tuple[All, All]
"""Schemas of who sends, and of who takes."""

_MOST_VALUES: Final = 32
_MOST_OVERLAPS: Final = 8
_WIDER: Final[dict[str, frozenset[str]]] = {
    "email": frozenset({"idn-email"}),
    "hostname": frozenset({"idn-hostname"}),
    "uri": frozenset({"uri-reference", "iri", "iri-reference", "url"}),
    "uri-reference": frozenset({"iri-reference"}),
    "iri": frozenset({"iri-reference"}),
    "int32": frozenset({"int64"}),
    "float": frozenset({"double"}),
}
"""Formats all of whose values have these formats too."""
_NO_FORMATS: Final = frozenset({"password", "binary", "string", "text"})
"""Formats that say nothing about the characters."""
BITS: Final = {"int32": 31, "int64": 63}


@dataclass(slots=True, eq=False)
class Gap:
    """What one side says of a value and the other does not."""

    kind: str
    sent: str
    """Where the sender's contract says it, and where the taker's does."""
    taken: str
    was: Any = None
    """What the sender's says, and what the taker's does, for people."""
    now: Any = None
    make: Callable[[], Iterator[Any]] | None = None
    """Makes values that fit the sender's and, it seems, not the taker's; None: there are none."""
    name: str | None = None
    """The property that it is about, if it is about one of the object."""
    about: All = ()
    """The schemas of that property, in the old document."""
    is_exact: bool = True
    """Whether values that are taken nevertheless show that there is no gap."""
    is_quiet: bool = False
    """Whether it counts only with a value that shows it."""


@dataclass(slots=True, eq=False)
class Edge:
    """From an object or array to the schemas of a part."""

    step: str | None
    """The property's name, `*` for an item, None where it is the same value."""
    pair: Pair
    wrap: Callable[[Any], Any]
    """Makes the smallest whole that has this part. Raises NoValue."""


@dataclass(slots=True)
class Local:
    """What two schemas differ in at the top, and the pairs of their parts."""

    gaps: list[Gap] = field(default_factory=list)
    notes: list[Gap] = field(default_factory=list)
    """Differences that make no value unfit."""
    edges: list[Edge] = field(default_factory=list)


class Containment:
    """Compares schemas of two views. `same` tells of two places whether they are unchanged;
    `is_reply`: whether the sender is the new contract."""

    def __init__(
        self, sent: View, taken: View, same: Callable[[Any, Any], bool], is_reply: bool
    ) -> None:
        self.sent, self.taken = sent, taken
        self.sent.peer, self.taken.peer = taken, sent
        self._same = same
        self._is_reply = is_reply
        self.maker = Maker(sent)
        self.checks_sent, self.checks_taken = Checker(sent), Checker(taken)
        self._locals: dict[Pair, Local] = {}
        self._pairs: dict[tuple[int, int], Local] = {}
        self._fitting: dict[Pair, bool] = {}
        self._assumed: dict[Pair, None] = {}
        self._unchanged: dict[Pair, bool] = {}
        # The alternatives whose `id` is a key of `_pairs`: another must not get it.
        self._kept: list[tuple[Branch, Branch]] = []

    # Whole schemas

    def is_same(self, pair: Pair) -> bool:
        """Whether both say the same, word by word."""
        known = self._unchanged.get(pair)
        if known is None:
            sent, taken = pair
            known = len(sent) == len(taken) and all(
                self._alike(one, other) for one, other in zip(sent, taken, strict=True)
            )
            self._unchanged[pair] = known
        return known

    def _alike(self, sent: str, taken: str) -> bool:
        one, other = self.sent.node(sent), self.taken.node(taken)
        if sent.startswith("@") or taken.startswith("@"):
            return False
        return self._same(other, one) if self._is_reply else self._same(one, other)

    def fits(self, pair: Pair) -> bool:
        """Whether there is no gap, however deep. Circles are taken to fit until one is found."""
        known = self._fitting.get(pair)
        if known is not None:
            return known
        if self.is_same(pair):
            self._fitting[pair] = True
            return True
        if pair in self._assumed:
            return True
        is_first = not self._assumed
        mark = len(self._assumed)
        self._assumed[pair] = None
        local = self.local(pair)
        found = not local.gaps and all(self.fits(edge.pair) for edge in local.edges)
        if not found:
            self._fitting[pair] = False
            # What was taken to fit because of this one is not known any more.
            for each in list(self._assumed)[mark:]:
                del self._assumed[each]
        elif is_first:
            # All that was assumed has been found to need nothing but what was assumed.
            self._fitting.update(dict.fromkeys(self._assumed, True))
        if is_first:
            self._assumed.clear()
        return found

    def local(self, pair: Pair) -> Local:
        """What differs at the top, and the pairs of parts."""
        found = self._locals.get(pair)
        if found is None:
            found = self._locals[pair] = Local()
            if not self.is_same(pair):
                self._compare(pair, found)
        return found

    def _compare(self, pair: Pair, found: Local) -> None:
        sent, taken = pair
        mine = self.sent.branches(sent, True)
        theirs = self.taken.branches(taken)
        self._types(pair, mine, theirs, found)
        for one in mine:
            others = [each for each in theirs if each.type == one.type]
            if one.type == "number" and not one.is_whole:
                others = [each for each in others if not each.is_whole] or (
                    others if one.values is not None else []
                )
            if not others:
                continue  # that is a gap of types
            if one.values is not None:
                self._values(one, others, found)
                continue
            free = [each for each in others if each.values is None]
            if not free:
                self._finite(one, others, found)
                continue
            self._best(one, free, found)
        self._overlaps(pair, found)
        self._about(pair, found)

    def _types(self, pair: Pair, mine: list[Branch], theirs: list[Branch], found: Local) -> None:
        have = {name for each in theirs for name in _names(each)}
        missing: list[Branch] = []
        for one in mine:
            own = "integer" if one.is_whole else one.type
            if own in have or (own == "number" and one.values and "integer" in have):
                continue
            missing.append(one)
        if not missing:
            return
        nulls = [one for one in missing if one.type == "null"]
        others = [one for one in missing if one.type != "null"]
        was, now = _kinds(mine), _kinds(theirs)
        if nulls and (not others or len(have) > 0) and len(mine) > len(nulls):
            self._gap(found, "null", nulls[0], theirs, was, now, self._each(nulls))
            if not others:
                return
        elif nulls:
            others = missing
        is_disjoint = len({each.type for each in others}) == len(
            {each.type for each in mine if each.type != "null" or each in others}
        )
        kind = "type-changed" if is_disjoint and theirs else "type"
        self._gap(found, kind, others[0], theirs, was, now, self._each(others))

    def _each(self, branches: list[Branch]) -> Callable[[], Iterator[Any]]:
        def make() -> Iterator[Any]:
            for branch in branches:
                if branch.type == "number" and not branch.is_whole:
                    values = list(self.maker.several(branch))
                    yield from sorted(values, key=lambda each: each == int(each))
                else:
                    yield from islice(self.maker.several(branch), 6)

        return make

    def _gap(
        self,
        found: Local,
        kind: str,
        one: Branch,
        theirs: list[Branch],
        was: Any,
        now: Any,
        make: Callable[[], Iterator[Any]],
        words: tuple[str, ...] = ("type",),
        exact: bool = True,
    ) -> None:
        taken = next((place for each in theirs if (place := each.place(*words))), "")
        found.gaps.append(Gap(kind, one.place(*words), taken, was, now, make, is_exact=exact))

    # Alternatives

    def _values(self, one: Branch, others: list[Branch], found: Local) -> None:
        values = one.values or []
        missing = [v for v in values if not any(self._takes(each, v) for each in others)]
        if missing:
            allowed = [v for each in others for v in each.values or ()]
            is_const = all(
                "const" in n
                for b in (one, others[0])
                for _, n in b.nodes()
                if "enum" in n or "const" in n
            )
            kind = "const" if is_const and one.is_enum and len(missing) == len(values) else "enum"
            self._gap(
                found, kind, one, others, missing, allowed, lambda: iter(missing), ("enum", "const")
            )

    def _takes(self, other: Branch, value: Any) -> bool:
        if type_of(value) != other.type:
            return False
        if other.values is not None:
            return any(equal(value, each) for each in other.values)
        if other.is_whole and value % 1:
            return False
        return self.checks_taken.fits(other.clause, value) is not False

    def _finite(self, one: Branch, others: list[Branch], found: Local) -> None:
        allowed = [value for each in others for value in each.values or ()]

        def make() -> Iterator[Any]:
            for value in self.maker.several(one):
                if not any(equal(value, each) for each in allowed):
                    yield value

        self._gap(found, "finite", one, others, None, allowed, make, ("enum", "const"))

    def _best(self, one: Branch, others: list[Branch], found: Local) -> None:
        """Compare with the alternative that takes all, or else with the nearest."""
        if len(others) == 1:
            self._add(self.branch(one, others[0]), found)
            return
        taking = self._taking(one, others)
        if taking is not None:
            self._add(self.branch(one, taking), found)
            return
        parts = self._parted(one, others)
        for part in parts or [one]:
            taking = self._taking(part, others)
            if taking is not None:
                self._add(self.branch(part, taking), found)
                continue
            best = min(others, key=lambda other: self._distance(part, other))
            if self._distance(part, best)[0] > 0:
                # It is none of these: an alternative of its own.
                self._gap(
                    found, "alternative", part, others, _title(part), None, self._each([part]), ()
                )
            else:
                self._add(self.branch(part, best), found)

    def _taking(self, one: Branch, others: list[Branch]) -> Branch | None:
        for other in others:
            if self.is_same((one.clause, other.clause)):
                return other
        # The one of the same name first: what is only told, and breaks nobody, is told of it.
        mine = _components(one)
        for other in sorted(others, key=lambda each: -len(mine & _components(each))):
            local = self.branch(one, other)
            if not local.gaps and all(self.fits(edge.pair) for edge in local.edges):
                return other
        return None

    def _distance(self, one: Branch, other: Branch) -> tuple[int, int, int]:
        """Whether they are told apart by a constant; whether names differ; how many gaps."""
        local = self.branch(one, other)
        apart = 0
        unfit = 0
        for edge in local.edges:
            if self.fits(edge.pair):
                continue
            unfit += 1
            mine = [v for b in self.sent.branches(edge.pair[0], True) for v in b.values or ()]
            theirs = [b.values for b in self.taken.branches(edge.pair[1])]
            if mine and theirs and all(values is not None for values in theirs):
                allowed = [v for values in theirs for v in values or ()]
                apart += not any(equal(v, each) for v in mine for each in allowed)
        names = _components(one) & _components(other)
        return apart, -len(names), len(local.gaps) + unfit

    def _parted(self, one: Branch, others: list[Branch]) -> list[Branch]:
        """The same by each value of a property that tells the others apart; empty without one."""
        if one.type != "object":
            return []
        for name in one.required():
            schemas = one.property(name)
            values = self._all_values(self.sent, schemas)
            if not values or not 1 < len(values) <= _MOST_VALUES:
                continue
            theirs = [self._all_values(self.taken, each.property(name)) for each in others]
            if sum(each is not None for each in theirs) < len(others):
                continue
            return [
                Branch(
                    self.sent,
                    (*one.clause, self.sent.made({"properties": {name: {"const": value}}})),
                    *("object", False, None, False),
                )
                for value in values
            ]
        return []

    def _all_values(self, view: View, schemas: All | None) -> list[Any] | None:
        if not schemas:
            return None
        branches = view.branches(schemas, True)
        if any(each.values is None for each in branches):
            return None
        return [value for each in branches for value in each.values or ()]

    def _add(self, local: Local, found: Local) -> None:
        found.gaps += local.gaps
        found.notes += local.notes
        found.edges += local.edges

    def branch(self, one: Branch, other: Branch) -> Local:
        """What two alternatives of one type differ in."""
        key = (id(one), id(other))
        found = self._pairs.get(key)
        if found is None:
            found = self._pairs[key] = Local()
            compare = {
                "number": self._numbers,
                "string": self._strings,
                "array": self._arrays,
                "object": self._objects,
            }[one.type]
            compare(one, other, found)
            self._applied(one, other, found)
            self._kept.append((one, other))
        return found

    # Numbers and texts

    def _numbers(self, one: Branch, other: Branch, found: Local) -> None:
        def gap(kind: str, was: Any, now: Any, near: tuple[Any, ...], *words: str) -> None:
            self._gap(found, kind, one, [other], was, now, lambda: numbers(one, near), words)

        low, low_open = one.low()
        low_now, low_open_now = other.low()
        high, high_open = one.high()
        high_now, high_open_now = other.high()
        is_low = low_now is not None and (
            low is None or low < low_now or (low == low_now and low_open_now and not low_open)
        )
        is_high = high_now is not None and (
            high is None
            or high > high_now
            or (high == high_now and high_open_now and not high_open)
        )
        ranges = [name for name in other.said("format") if name in BITS and other.is_whole]
        from_format = {-(2 ** BITS[name]) for name in ranges} | {2 ** BITS[n] - 1 for n in ranges}
        if ranges and (
            (is_low and low_now in from_format) or (is_high and high_now in from_format)
        ):
            was = one.said("format") or None
            near = tuple(each for each in (high_now, low_now) if each is not None)
            past = tuple(n + (1 if n > 0 else -1) for n in near)
            gap("format", was, ranges, past, "format")
            is_low = is_low and low_now not in from_format
            is_high = is_high and high_now not in from_format
        if is_low:
            gap(
                "low",
                _limit(low, low_open),
                _limit(low_now, low_open_now),
                (low_now,),
                "minimum",
                "exclusiveMinimum",
            )
        if is_high:
            gap(
                "high",
                _limit(high, high_open),
                _limit(high_now, high_open_now),
                (high_now,),
                "maximum",
                "exclusiveMaximum",
            )
        have = [each for each in one.said("multipleOf") if each] + ([1] if one.is_whole else [])
        for step in other.said("multipleOf"):
            if step and not any(_is_multiple(each, step) for each in have):
                gap("multiple", one.said("multipleOf") or None, step, (), "multipleOf")
        narrower = [n for n in other.said("format") if n == "float"]
        if narrower and "double" in one.said("format"):
            found.notes.append(
                Gap("precision", one.place("format"), other.place("format"), "double", "float")
            )

    def _strings(self, one: Branch, other: Branch, found: Local) -> None:
        def gap(
            kind: str, was: Any, now: Any, lengths: tuple[int, ...], word: str, exact: bool = True
        ) -> None:
            make = lambda: islice(texts(one, lengths), 40)  # noqa: E731
            self._gap(found, kind, one, [other], was, now, make, (word,), exact)

        least, least_now = one.least("minLength") or 0, other.least("minLength") or 0
        if least_now > least:
            gap("min-length", least, least_now, (int(least_now) - 1, int(least)), "minLength")
        most, most_now = one.most("maxLength"), other.most("maxLength")
        if most_now is not None and (most is None or most > most_now):
            top = () if most is None else (int(most),)
            gap("max-length", most, most_now, (int(most_now) + 1, *top), "maxLength")
        have = one.said("pattern")
        for text in other.said("pattern"):
            if text not in have:
                gap("pattern", have or None, text, (), "pattern", False)
        own = one.said("format")
        for name in other.said("format"):
            if name in own or name in _NO_FORMATS:
                continue
            if any(name in _WIDER.get(str(each), ()) for each in own):
                continue
            gap("format", own or None, name, (), "format", False)
        for word in ("contentMediaType", "contentEncoding", "contentSchema"):
            if other.said(word) and one.said(word) != other.said(word):
                found.notes.append(
                    Gap(
                        "content",
                        one.place(word),
                        other.place(word),
                        one.said(word) or None,
                        other.said(word),
                    )
                )
                break
        lists = [each for each in one.said("x-extensible-enum") if isinstance(each, list)]
        theirs = [each for each in other.said("x-extensible-enum") if isinstance(each, list)]
        if lists and theirs:
            gone = [each for each in lists[0] if each not in theirs[0]]
            if gone:
                word = "x-extensible-enum"
                found.notes.append(
                    Gap("extensible", one.place(word), other.place(word), gone, theirs[0])
                )

    # Arrays

    def _arrays(self, one: Branch, other: Branch, found: Local) -> None:
        def gap(kind: str, was: Any, now: Any, least: int, *words: str) -> None:
            def make() -> Iterator[Any]:
                yield self.maker.array(one, [], least)

            self._gap(found, kind, one, [other], was, now, _quietly(make), words)

        least, least_now = one.least("minItems") or 0, other.least("minItems") or 0
        if least_now > least:
            gap("min-items", least, least_now, int(least), "minItems")
        most, most_now = one.most("maxItems"), other.most("maxItems")
        if most_now is not None and (most is None or most > most_now):
            gap("max-items", most, most_now, int(most_now) + 1, "maxItems")
        is_set = True in other.said("uniqueItems") and True not in one.said("uniqueItems")
        if is_set and (most is None or most > 1):

            def twice() -> Iterator[Any]:
                schemas = one.item(0)
                if schemas is not None:
                    for value in self.maker.some(schemas, 4):
                        yield self.maker.array(one, [value, value])

            self._gap(found, "unique", one, [other], False, True, _quietly(twice), ("uniqueItems",))
        heads = max(one.heads(), other.heads())
        for index in range(heads + 1):
            if most is not None and index >= most:
                break
            mine, theirs = one.item(index), other.item(index)
            if mine is None:
                break
            if theirs is None:
                if most_now is None or index < most_now:
                    gap("items-closed", None, index, index + 1, "items", "unevaluatedItems")
                break
            if theirs:
                found.edges.append(Edge("*", (mine, theirs), self._wraps_item(one, index)))

    def _wraps_item(self, one: Branch, index: int) -> Callable[[Any], Any]:
        def wrap(value: Any) -> Any:
            before: list[Any] = []
            for at in range(index):
                schemas = one.item(at)
                if schemas is None:
                    raise NoValue
                before.append(self.maker.value(schemas))
            return self.maker.array(one, [*before, value])

        return wrap

    # Objects

    def _objects(self, one: Branch, other: Branch, found: Local) -> None:
        self._required(one, other, found)
        self._properties(one, other, found)
        self._others(one, other, found)
        self._counts(one, other, found)
        self._dependent(one, other, found)

    def _with(self, one: Branch, name: str) -> Callable[[Any], Any]:
        def wrap(value: Any) -> Any:
            return self.maker.object(one, {name: value})

        return wrap

    def _required(self, one: Branch, other: Branch, found: Local) -> None:
        have = set(one.required())
        names = set(one.names())
        for name in other.required():
            if name in have:
                continue

            def make(name: str = name) -> Iterator[Any]:
                for whole in (False, True):
                    yield self.maker.object(one, {}, frozenset({name}), whole=whole)

            is_new = name not in names
            kind = "required-new" if is_new else "required"
            if is_new and one.is_hidden(name):
                kind = "required-hidden"
            old = other if self._is_reply else one
            at = other.place("required")
            found.gaps.append(
                Gap(
                    kind,
                    one.place("properties"),
                    at,
                    None,
                    name,
                    _quietly(make),
                    name,
                    old.property(name) or () if self._is_reply else (),
                )
            )

    def _properties(self, one: Branch, other: Branch, found: Local) -> None:
        theirs = set(other.names())
        for name in one.names():
            mine = one.property(name)
            if mine is None:
                continue
            taken = other.property(name)
            at = one.place("properties")
            about = () if self._is_reply else mine
            if other.is_hidden(name):
                found.notes.append(Gap("hidden", at, other.place("properties"), name=name))
            elif taken is None:
                found.gaps.append(
                    Gap(
                        "forbidden",
                        at,
                        other.place("additionalProperties", "unevaluatedProperties"),
                        None,
                        name,
                        self._given(one, name, mine),
                        name,
                        about,
                    )
                )
            else:
                if name not in theirs:
                    found.notes.append(
                        Gap("undeclared", at, other.place("properties"), name=name, about=about)
                    )
                if taken:
                    found.edges.append(Edge(name, (mine, taken), self._with(one, name)))
                elif name in theirs:
                    self._about((mine, taken), found)
        rest = one.others()
        for name in other.names():
            if name in one.names() or one.is_hidden(name):
                continue
            taken = other.property(name)
            if taken is None:
                continue
            if name not in other.required():
                found.notes.append(
                    Gap(
                        "declared",
                        one.place("properties"),
                        other.place("properties"),
                        name=name,
                        about=taken if self._is_reply else (),
                    )
                )
            if rest and taken:
                found.edges.append(Edge(name, (rest, taken), self._with(one, name)))

    def _given(self, one: Branch, name: str, schemas: All) -> Callable[[], Iterator[Any]]:
        def make() -> Iterator[Any]:
            for value in self.maker.some(schemas, 3):
                yield self.maker.object(one, {name: value})

        return _quietly(make)

    def _others(self, one: Branch, other: Branch, found: Local) -> None:
        rest, taken = one.others(), other.others()
        words = ("additionalProperties", "unevaluatedProperties")

        def extra(names: Iterator[str]) -> Callable[[], Iterator[Any]]:
            names_kept = list(islice(names, 6))

            def make() -> Iterator[Any]:
                declared = set(one.names()) | set(other.names())
                for name in names_kept:
                    schemas = one.property(name)
                    if name not in declared and schemas is not None:
                        for value in self.maker.some(schemas, 6):
                            yield self.maker.object(one, {name: value})

            return _quietly(make)

        if rest is not None and taken is None:
            self._gap(
                found, "closed", one, [other], True, False, extra(self.maker.new_names(one)), words
            )
        elif rest is not None and taken:
            if rest:
                name = next(self.maker.new_names(one), "extra")
                found.edges.append(Edge("*", (rest, taken), self._with(one, name)))
            else:
                self._gap(
                    found,
                    "others",
                    one,
                    [other],
                    True,
                    _shown(self.taken, taken),
                    extra(self.maker.new_names(one)),
                    words,
                )
        self._patterns(one, other, found, extra)
        rules = [value for _, value in other.where("propertyNames")]
        if rules and not any(self._equal_any(rule, one, "propertyNames") for rule in rules):

            def named() -> Iterator[Any]:
                for name in chain(
                    one.names(),
                    islice(self.maker.new_names(one), 6),
                    ("x", "X", "1", "a b", "a" * 65, "é", "_"),
                ):
                    schemas = one.property(name)
                    if schemas is not None:
                        yield self.maker.object(one, {name: self.maker.value(schemas)})

            self._gap(
                found,
                "property-names",
                one,
                [other],
                None,
                rules[0],
                _quietly(named),
                ("propertyNames",),
                False,
            )

    def _patterns(
        self,
        one: Branch,
        other: Branch,
        found: Local,
        extra: Callable[[Iterator[str]], Callable[[], Iterator[Any]]],
    ) -> None:
        own, theirs, rest = one.patterns(), other.patterns(), one.others()
        for text, schemas in theirs.items():
            sample = [n for n in fitting(text, 6) if n not in one.names()][:1]
            for name in sample:
                if text in own or rest:
                    mine = own.get(text) or rest or ()
                    found.edges.append(Edge("*", (mine, schemas), self._with(one, name)))
                elif rest is not None and one.property(name) is not None:
                    make = extra(fitting(text, 6))
                    word = ("patternProperties",)
                    self._gap(found, "pattern-property", one, [other], None, text, make, word)
        for text, schemas in own.items():
            if text in theirs:
                continue
            for name in [n for n in fitting(text, 6) if n not in other.names()][:1]:
                there = other.property(name)
                if there is None:
                    make = self._given(one, name, schemas)
                    words = ("additionalProperties", "unevaluatedProperties")
                    self._gap(found, "closed", one, [other], text, False, make, words)
                elif there:
                    found.edges.append(Edge("*", (schemas, there), self._with(one, name)))

    def _equal_any(self, value: Any, one: Branch, word: str) -> bool:
        return any(
            self._same(value, mine) if self._is_reply else self._same(mine, value)
            for _, mine in one.where(word)
        )

    def _counts(self, one: Branch, other: Branch, found: Local) -> None:
        required = len(one.required())
        least = max(one.least("minProperties") or 0, required)
        least_now = other.least("minProperties") or 0
        if least_now > least:

            def few() -> Iterator[Any]:
                yield self.maker.object(one, {})

            self._gap(
                found,
                "min-properties",
                one,
                [other],
                least,
                least_now,
                _quietly(few),
                ("minProperties",),
            )
        most, most_now = one.most("maxProperties"), other.most("maxProperties")
        if one.others() is None and not one.patterns():
            most = min(len(one.names()), len(one.names()) if most is None else most)
        if most_now is not None and (most is None or most > most_now):

            def many() -> Iterator[Any]:
                yield self.maker.object(one, {}, least=int(most_now) + 1)

            self._gap(
                found,
                "max-properties",
                one,
                [other],
                most,
                most_now,
                _quietly(many),
                ("maxProperties",),
            )

    def _dependent(self, one: Branch, other: Branch, found: Local) -> None:
        own: dict[str, set[str]] = {}
        for rule in one.said("dependentRequired"):
            for name, needs in rule.items() if isinstance(rule, dict) else ():
                own.setdefault(name, set()).update(needs)
        have = set(one.required())
        for rule in other.said("dependentRequired"):
            for name, needs in rule.items() if isinstance(rule, dict) else ():
                schemas = one.property(name)
                if schemas is None or (name not in one.names() and one.others() == ()):
                    continue
                for need in needs:
                    if need in have or need in own.get(name, ()):
                        continue

                    def make(
                        name: str = name, need: str = need, schemas: All = schemas
                    ) -> Iterator[Any]:
                        value = self.maker.value(schemas)
                        yield self.maker.object(one, {name: value}, frozenset({need}))

                    self._gap(
                        found,
                        "dependent-required",
                        one,
                        [other],
                        None,
                        {name: need},
                        _quietly(make),
                        ("dependentRequired",),
                    )

    # Schemas that are applied to the same value

    def _applied(self, one: Branch, other: Branch, found: Local) -> None:
        for at, node in other.nodes():
            if "not" in node and not self._equal_any(node["not"], one, "not"):
                self._not(one, other, at, found)
            if "if" in node and not any(
                all(self._pairwise(node.get(w), mine.get(w)) for w in ("if", "then", "else"))
                for _, mine in one.nodes()
            ):
                self._if(one, other, at, node, found)
            if one.type == "array" and "contains" in node:
                self._contains(one, other, node, found)
            if one.type == "object" and isinstance(node.get("dependentSchemas"), dict):
                for name, inner in node["dependentSchemas"].items():
                    schemas = one.property(name)
                    if schemas is None or (name not in one.names() and one.others() == ()):
                        continue
                    if any(
                        name in each and self._pairwise(inner, each[name])
                        for each in one.said("dependentSchemas")
                        if isinstance(each, dict)
                    ):
                        continue
                    place = self.sent.made({"required": [name]})
                    from codegen.pointer import join

                    target = join(at, "dependentSchemas", name)
                    found.edges.append(
                        Edge(None, ((*one.clause, place), (target,)), lambda value: value)
                    )

    def _pairwise(self, taken: Any, sent: Any) -> bool:
        return self._same(taken, sent) if self._is_reply else self._same(sent, taken)

    def _joined(self, one: Branch, *places: str) -> list[Branch]:
        """The alternative with more schemas that hold, which are the taker's."""
        return [
            each
            for each in self.sent.branches((*one.clause, *(f"@{place}" for place in places)), True)
            if each.type == one.type
        ]

    def _not(self, one: Branch, other: Branch, at: str, found: Local) -> None:
        def make() -> Iterator[Any]:
            for each in self._joined(one, f"{at}/not"):
                yield from islice(self.maker.several(each), 8)
            yield from islice(self.maker.several(one), 12)

        self._gap(
            found,
            "not",
            one,
            [other],
            None,
            _short(self.taken.node(f"{at}/not")),
            _quietly(make),
            ("not",),
            False,
        )

    def _if(self, one: Branch, other: Branch, at: str, node: dict[str, Any], found: Local) -> None:
        if "then" in node:
            place = f"@{at}/if"
            for each in self._joined(one, f"{at}/if"):
                try:
                    value = self.maker.of(each)
                except NoValue:
                    continue
                if self.checks_sent.fits(one.clause, value) is not False:
                    found.edges.append(
                        Edge(None, ((*one.clause, place), (f"{at}/then",)), lambda v: v)
                    )
                    break
        if "else" in node:

            def make() -> Iterator[Any]:
                yield from islice(self.maker.several(one), 24)

            gap = Gap(
                "if",
                one.place("if"),
                f"{at}/else",
                None,
                _short(node["if"]),
                _quietly(make),
                is_exact=False,
            )
            found.gaps.append(gap)

    def _contains(self, one: Branch, other: Branch, node: dict[str, Any], found: Local) -> None:
        least, most = node.get("minContains", 1), node.get("maxContains")
        for _, mine in one.nodes():
            if "contains" in mine and self._pairwise(node["contains"], mine["contains"]):
                top = mine.get("maxContains")
                if mine.get("minContains", 1) >= least and (
                    most is None or (top is not None and top <= most)
                ):
                    return

        def make() -> Iterator[Any]:
            yield from self.maker.several(one)
            if most is not None and one.item(0) is not None:
                place = next(f"{at}/contains" for at, n in other.nodes() if n is node)
                value = self.maker.value((*(one.item(0) or ()), f"@{place}"))
                yield self.maker.array(one, [value] * (int(most) + 1))

        self._gap(
            found,
            "contains",
            one,
            [other],
            None,
            _short(node["contains"]),
            _quietly(make),
            ("contains",),
            False,
        )

    def _overlaps(self, pair: Pair, found: Local) -> None:
        """Values that fit two of alternatives of which only one may fit."""
        sent, taken = pair
        own = [
            node["oneOf"]
            for at in self.sent.flat(sent)
            if isinstance(node := self.sent.node(at), dict) and "oneOf" in node
        ]
        for at in self.taken.flat(taken):
            node = self.taken.node(at)
            many = node.get("oneOf") if isinstance(node, dict) else None
            if not isinstance(many, list) or not 1 < len(many) <= _MOST_OVERLAPS:
                continue
            if many in own:  # what references in it lead to is compared by itself
                continue

            def make(at: str = at, count: int = len(many)) -> Iterator[Any]:
                for first in range(count):
                    for second in range(first + 1, count):
                        both = (f"@{at}/oneOf/{first}", f"@{at}/oneOf/{second}")
                        for branch in islice(self.sent.branches((*sent, *both), True), 4):
                            try:
                                yield self.maker.of(branch)
                            except NoValue:
                                continue

            found.notes.append(
                Gap(
                    "one-of",
                    next(iter(sent), ""),
                    f"{at}/oneOf",
                    None,
                    None,
                    _quietly(make),
                    is_quiet=True,
                )
            )

    def _about(self, pair: Pair, found: Local) -> None:
        """What is said about a value: a default, that it is deprecated, how it is told apart."""
        sent, taken = pair
        mine, theirs = self.sent.named(sent, "default"), self.taken.named(taken, "default")
        old, new = (theirs, mine) if self._is_reply else (mine, theirs)
        if (type_of(old), old) != (type_of(new), new):
            found.notes.append(
                Gap("default", next(iter(sent), ""), next(iter(taken), ""), old, new)
            )
        before, after = (
            (self.taken.says(taken, "deprecated"), self.sent.says(sent, "deprecated"))
            if self._is_reply
            else (self.sent.says(sent, "deprecated"), self.taken.says(taken, "deprecated"))
        )
        dates = self.sent.named(sent, "x-sunset"), self.taken.named(taken, "x-sunset")
        was, now = dates[::-1] if self._is_reply else dates
        if before != after or was != now:
            found.notes.append(
                Gap(
                    "life", next(iter(sent), ""), next(iter(taken), ""), (before, was), (after, now)
                )
            )
        told, tells = (
            self.sent.named(sent, "discriminator"),
            self.taken.named(taken, "discriminator"),
        )
        if isinstance(told, dict) and isinstance(tells, dict):
            gone = [n for n in told.get("mapping") or () if n not in (tells.get("mapping") or ())]
            if not tells.get("mapping"):
                gone = []  # names of schemas serve
            if gone or told.get("propertyName") != tells.get("propertyName"):
                found.notes.append(
                    Gap(
                        "discriminator",
                        next(iter(sent), ""),
                        next(iter(taken), ""),
                        gone or told.get("propertyName"),
                        tells.get("propertyName"),
                    )
                )

    # Showing a gap

    def prove(self, gap: Gap, root: Pair, edges: list[Edge]) -> tuple[str, Any]:
        """`proved` with a value of the root schema; `refuted` when values were made, and all are
        taken; `open` when none could be made that is sent. `edges` lead from the root to the gap.
        """
        state = "open"
        if gap.make is None:
            return state, None
        try:
            for value in islice(gap.make(), 48):
                try:
                    for edge in reversed(edges):
                        value = edge.wrap(value)
                except NoValue:
                    continue
                if self.checks_sent.fits(root[0], value) is not True:
                    continue
                taken = self.checks_taken.fits(root[1], value)
                if taken is False:
                    return "proved", value
                if taken is True:
                    state = "refuted"
        except NoValue:
            pass
        return state, None


def _quietly(make: Callable[[], Iterator[Any]]) -> Callable[[], Iterator[Any]]:
    """The same, but it ends where a value cannot be made."""

    def made() -> Iterator[Any]:
        try:
            yield from make()
        except NoValue:
            return

    return made


def _names(branch: Branch) -> tuple[str, ...]:
    if branch.type != "number":
        return (branch.type,)
    return ("integer",) if branch.is_whole else ("number", "integer")


def _kinds(branches: list[Branch]) -> list[str]:
    found = ["integer" if each.is_whole else each.type for each in branches]
    return list(dict.fromkeys(found))


def _limit(value: Any, is_open: bool) -> Any:
    return f"{value} (excluded)" if is_open else value


def _is_multiple(step: Any, of: Any) -> bool:
    from fractions import Fraction

    return (Fraction(str(step)) / Fraction(str(of))).denominator == 1


def _components(branch: Branch) -> set[str]:
    return {
        each for each in branch.clause if each.startswith("/components/") and each.count("/") == 3
    }


def _title(branch: Branch) -> str | None:
    for at, _ in branch.nodes():
        if at.startswith("/components/schemas/"):
            return at.rpartition("/")[2]
    return None


def _short(value: Any) -> str:
    import json

    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"


def _shown(view: View, schemas: All) -> str:
    return _short(view.node(schemas[0])) if schemas else "anything"
