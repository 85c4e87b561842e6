"""Values that fit a schema, as small as they can be, with or without some part."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice
from typing import Any, Final

from codegen.diff.texts import fitting
from codegen.diff.view import All, Branch, View, equal, pattern

_DEEPEST: Final = 24
_VARIED: Final = 2
"""How deep several values of parts are tried."""
_FORMATS: Final[dict[str, tuple[str, ...]]] = {
    "date-time": ("2026-01-31T12:00:00Z", "2026-02-28T23:59:59.5+01:00"),
    "date": ("2026-01-31", "2026-02-28"),
    "time": ("12:00:00Z", "23:59:59Z"),
    "duration": ("P1D", "PT1H"),
    "email": ("ann@example.com", "bob@example.org"),
    "idn-email": ("ann@example.com", "bob@example.org"),
    "hostname": ("example.com", "example.org"),
    "idn-hostname": ("example.com", "example.org"),
    "ipv4": ("192.0.2.1", "198.51.100.7"),
    "ipv6": ("2001:db8::1", "2001:db8::2"),
    "uri": ("https://example.com/", "https://example.org/a"),
    "uri-reference": ("/a", "https://example.com/"),
    "iri": ("https://example.com/", "https://example.org/a"),
    "iri-reference": ("/a", "https://example.com/"),
    "url": ("https://example.com/", "https://example.org/a"),
    "uri-template": ("/a/{b}", "/c/{d}"),
    "uuid": ("123e4567-e89b-42d3-a456-426614174000", "00000000-0000-4000-8000-000000000000"),
    "json-pointer": ("/a", "/b/0"),
    "relative-json-pointer": ("0", "1/a"),
    "regex": ("^a$", "b+"),
    "byte": ("aGVsbG8=", "d29ybGQ="),
}
_TEXTS: Final = (
    *("text", "a", "", "A", "0", "12", "-1", "1.5", "true", "a b", " ", "é", "x_y", "x-y", "x.y"),
    *("ABC", "a/b", "!", "a@b", "2026-01-31", "a" * 33, "\n", "🦊"),
)


class NoValue(Exception):
    """Nothing was found that fits."""


class Maker:
    """Values of the schemas of one view. What it makes is likely to fit, and is to be checked."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: dict[All, Any] = {}
        self._none: dict[All, int] = {}

    def value(self, schemas: All, depth: int = _DEEPEST) -> Any:
        """The simplest value. Raises NoValue."""
        if schemas in self._known:
            return self._known[schemas]
        if depth <= 0 or self._none.get(schemas, -1) >= depth:
            raise NoValue
        # Shallow first, or a recursive schema would be followed to the bottom.
        for deep in dict.fromkeys((min(1, depth), min(2, depth), min(4, depth), depth)):
            for branch in self._view.branches(schemas, True):
                try:
                    found = self.of(branch, deep)
                except NoValue:
                    continue
                self._known[schemas] = found
                return found
        self._none[schemas] = depth
        raise NoValue

    def some(self, schemas: All, most: int = 12, depth: int = 0) -> Iterator[Any]:
        """Several values, all different, of each alternative."""
        seen: list[Any] = []
        for branch in self._view.branches(schemas, True):
            for value in islice(self.several(branch, depth), max(most, 4)):
                if not any(equal(value, each) for each in seen):
                    seen.append(value)
                    yield value
                    if len(seen) >= most:
                        return

    def several(self, branch: Branch, depth: int = 0) -> Iterator[Any]:
        """Several values of one alternative; deep inside of others, only the simplest."""
        if branch.values is not None:
            yield from branch.values
        elif branch.type == "number":
            yield from numbers(branch)
        elif branch.type == "string":
            yield from texts(branch)
        elif depth >= _VARIED:
            try:
                yield self.of(branch)
            except NoValue:
                return
        elif branch.type == "array":
            yield from self._arrays(branch, depth + 1)
        else:
            yield from self._objects(branch, depth + 1)

    def of(self, branch: Branch, depth: int = _DEEPEST) -> Any:
        """The simplest value of one alternative. Raises NoValue."""
        if branch.values is not None:
            for value in branch.values:
                return value
            raise NoValue
        if branch.type in ("number", "string"):
            for value in numbers(branch) if branch.type == "number" else texts(branch):
                return value
            raise NoValue
        if branch.type == "array":
            return self.array(branch, [], depth=depth)
        return self.object(branch, {}, depth=depth)

    def array(
        self, branch: Branch, first: list[Any], least: int | None = None, depth: int = _DEEPEST
    ) -> list[Any]:
        """An array that begins with these, filled up to what it needs. Raises NoValue."""
        count = max(int(branch.least("minItems") or 0), least or 0)
        if count > 2000:
            raise NoValue
        found = list(first)
        is_set = any(node.get("uniqueItems") is True for _, node in branch.nodes())
        for _, wanted in branch.where("contains"):
            # One that the array has to hold; where more are needed, checking tells.
            if not found and wanted is not True and branch.item(0) is not None:
                place = next(at for at, _ in branch.where("contains"))
                found.append(self.value((*(branch.item(0) or ()), place), depth - 1))
        while len(found) < count:
            schemas = branch.item(len(found))
            if schemas is None:
                raise NoValue
            if is_set:
                found.append(self._another(schemas, found))
            else:
                found.append(self.value(schemas, depth - 1))
        return found

    def _another(self, schemas: All, taken: list[Any]) -> Any:
        for value in self.some(schemas, len(taken) + 8):
            if not any(equal(value, each) for each in taken):
                return value
        raise NoValue

    def object(
        self,
        branch: Branch,
        given: Mapping[str, Any],
        without: frozenset[str] = frozenset(),
        depth: int = _DEEPEST,
        least: int = 0,
        whole: bool = False,
    ) -> dict[str, Any]:
        """An object with some properties given and some left out. Raises NoValue.

        `whole`: with every property that can be.
        """
        found: dict[str, Any] = {}
        todo = [*branch.required(), *given]
        for rule in branch.said("dependentRequired"):
            if isinstance(rule, dict):
                todo += [n for name in [*todo] for n in rule.get(name, ())]
        names = branch.names()
        if whole:
            todo += names
        for name in dict.fromkeys(todo):
            if name in without:
                continue
            if name in given:
                found[name] = given[name]
                continue
            schemas = branch.property(name)
            if schemas is None:
                if name in branch.required():
                    raise NoValue
                continue
            try:
                found[name] = self.value(schemas, depth - 1)
            except NoValue:
                if name in branch.required():
                    raise
        least = max(least, int(branch.least("minProperties") or 0))
        for name in names:
            if len(found) >= least:
                break
            schemas = branch.property(name)
            if name not in found and name not in without and schemas is not None:
                try:
                    found[name] = self.value(schemas, depth - 1)
                except NoValue:
                    continue
        for name in self.new_names(branch):
            if len(found) >= least:
                break
            schemas = branch.property(name)
            if name not in found and schemas is not None:
                found[name] = self.value(schemas, depth - 1)
        if len(found) < least:
            raise NoValue
        return found

    def new_names(self, branch: Branch) -> Iterator[str]:
        """Names that no property has, which the object may have nevertheless."""
        rules = tuple(at for at, _ in branch.where("propertyNames"))
        taken = set(branch.names())
        if rules:
            for value in self.some(rules, 24):
                if isinstance(value, str) and value not in taken:
                    yield value
        for text in branch.patterns():
            yield from (name for name in fitting(text, 3) if name not in taken)
        if not rules:
            yield from (f"extra{index or ''}" for index in range(40))

    def _arrays(self, branch: Branch, depth: int) -> Iterator[Any]:
        least = int(branch.least("minItems") or 0)
        for count in (least, least + 1, least + 2, least + 3):
            most = branch.most("maxItems")
            if most is not None and count > most:
                continue
            try:
                yield self.array(branch, [], count)
            except NoValue:
                continue
        schemas = branch.item(0)
        for value in self.some(schemas, 6, depth) if schemas is not None else ():
            try:
                yield self.array(branch, [value])
                if branch.item(1) is not None:
                    yield self.array(branch, [value, value])
            except NoValue:
                continue

    def _objects(self, branch: Branch, depth: int) -> Iterator[Any]:
        for whole in (False, True):
            try:
                yield self.object(branch, {}, whole=whole)
            except NoValue:
                continue
        required = branch.required()
        for name in branch.names():
            schemas = branch.property(name)
            if schemas is None:
                continue
            most = 4 if name in required else 2
            for value in self.some(schemas, most, depth):
                try:
                    yield self.object(branch, {name: value})
                except NoValue:
                    break
        for name in islice(self.new_names(branch), 1):
            schemas = branch.property(name)
            if schemas is not None:
                for value in self.some(schemas, 2, depth):
                    try:
                        yield self.object(branch, {name: value})
                    except NoValue:
                        break


def numbers(branch: Branch, near: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Numbers in a range, and on its multiples; first those that are close to some."""
    low, low_open = branch.low()
    high, high_open = branch.high()
    steps = [
        Fraction(str(m)) for m in branch.said("multipleOf") if isinstance(m, int | float) and m
    ]
    if branch.is_whole:
        steps.append(Fraction(1))
    unit = Fraction(1, 2)
    if steps:
        unit = Fraction(
            math.lcm(*(abs(each.numerator) for each in steps)),
            math.gcd(*(each.denominator for each in steps)),
        )
    ends = [each for each in (low, high) if each is not None]
    wanted: list[Fraction] = []
    for point in (*near, 0, 1, *ends):
        exact = Fraction(str(point))
        at = exact / unit
        if not steps:
            wanted += [exact, exact + Fraction(1, 1000), exact - Fraction(1, 1000)]
        whole = math.floor(at)
        wanted += [(whole + shift) * unit for shift in (0, 1, -1, 2, -2, 3)]
    if low is not None and high is not None:
        wanted.append((Fraction(str(low)) + Fraction(str(high))) / 2)
    seen: set[Fraction] = set()
    for value in wanted:
        if value in seen or any((value / step).denominator != 1 for step in steps):
            continue
        seen.add(value)
        if low is not None and (value < Fraction(str(low)) or (low_open and value == low)):
            continue
        if high is not None and (value > Fraction(str(high)) or (high_open and value == high)):
            continue
        yield int(value) if value.denominator == 1 else float(value)


def texts(branch: Branch, lengths: tuple[int, ...] = ()) -> Iterator[str]:
    """Texts that have a length, a format and a pattern; first those of some lengths."""
    least = int(branch.least("minLength") or 0)
    most = branch.most("maxLength")
    patterns = [str(each) for each in branch.said("pattern")]
    formats = [str(each) for each in branch.said("format")]
    base: list[str] = []
    for name in formats:
        base += _FORMATS.get(name, ())
    for text in patterns:
        base += fitting(text)
    if not base:
        base = list(_TEXTS)
    # With a format or a pattern some are made longer in vain; checking them costs little.
    wanted = list(_long(base, [*lengths, least], patterns, bool(formats)))
    seen: set[str] = set()
    for text in [*wanted, *base]:
        if text in seen or len(text) < least or (most is not None and len(text) > most):
            continue
        seen.add(text)
        known = [pattern(each) for each in patterns]
        if all(each is None or each.search(text) for each in known):
            yield text


def _long(
    base: list[str], lengths: list[int], patterns: list[str], is_formatted: bool
) -> Iterator[str]:
    for length in lengths:
        if length > 100_000:
            continue
        for text in base[:6]:
            if len(text) < length:
                missing = length - len(text)
                if text[:1] and not is_formatted:
                    # Where a pattern ends in a class that repeats, more of the same fits.
                    yield text + text[-1] * missing
                    yield text[0] * missing + text
                    middle = len(text) // 2
                    yield text[:middle] + text[middle] * missing + text[middle:]
                elif "@" in text:
                    yield "a" * missing + text
                elif text.startswith("https://"):
                    yield text + "a" * missing
            elif len(text) > length and text and not is_formatted:
                yield text[:length]
        if not patterns and not is_formatted:
            yield "a" * length


def size(value: Any) -> int:
    """How long a value is, written down."""
    return len(json.dumps(value, ensure_ascii=False))
