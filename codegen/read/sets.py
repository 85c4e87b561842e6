"""Sets of JSON values, and what `and`, `or` and `not` make of them.

A `Set` is a union of simple pieces: listed or unlisted plain values, array boxes and object boxes.
Not every set can be written so. Whoever asks says from which side to come near: `over` gives a set
that holds all the values that are meant and maybe more, `under` one that holds none but those.
What is taken away must come from below, so that no valid value is lost: not S is the complement of
S from under.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from typing import Any, Final, TypeAlias

from codegen.model import Template, fits

MOST_BOXES: Final = 48
"""A union of more boxes than this is of no use to a reader; it is given up for a wider one."""

# Plain values


class Values:
    """Plain values of one kind: exactly those listed, or all but those."""

    __slots__ = ("listed", "values")

    def __init__(self, listed: bool, values: tuple[Any, ...]) -> None:
        self.listed = listed
        self.values = values

    def is_none(self) -> bool:
        return self.listed and not self.values

    def is_every(self) -> bool:
        return not self.listed and not self.values

    def without(self) -> Values:
        return Values(not self.listed, self.values)

    def meet(self, other: Values) -> Values:
        if self.listed:
            return Values(True, tuple(v for v in self.values if other.has(v)))
        if other.listed:
            return other.meet(self)
        return Values(False, (*self.values, *(v for v in other.values if v not in self.values)))

    def join(self, other: Values) -> Values:
        return self.without().meet(other.without()).without()

    def has(self, value: Any) -> bool:
        return (value in self.values) == self.listed

    def among(self, universe: tuple[Any, ...]) -> Values:
        """The same values, listed: for a kind that has few."""
        found = tuple(v for v in universe if self.has(v))
        return EVERY if len(found) == len(universe) else Values(True, found)


EVERY: Final = Values(False, ())
NONE: Final = Values(True, ())

Plain: TypeAlias = Mapping[str, Values]
PLAIN_KINDS: Final = ("string", "number", "boolean", "null")
_FEW: Final[dict[str, tuple[Any, ...]]] = {"boolean": (True, False), "null": (None,)}


# Parts


class Part:
    """What a property or an item may be. Known only when asked, since schemas go in circles."""

    __slots__ = ()

    @property
    def key(self) -> object:
        """Equal for parts that surely mean the same."""
        return id(self)

    def near(self, over: bool) -> Set:
        """The values, from over or from under."""
        raise NotImplementedError


class Whole(Part):
    """Everything, or nothing."""

    __slots__ = ("everything",)

    def __init__(self, everything: bool) -> None:
        self.everything = everything

    def near(self, over: bool) -> Set:
        return ALL if self.everything else EMPTY


class Just(Part):
    """One value."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    @property
    def key(self) -> object:
        return ("just", repr(self.value))

    def near(self, over: bool) -> Set:
        return literal(self.value)


class Not(Part):
    """Whatever another part is not."""

    __slots__ = ("part",)

    def __init__(self, part: Part) -> None:
        self.part = part

    @property
    def key(self) -> object:
        return ("not", self.part.key)

    def near(self, over: bool) -> Set:
        return self.part.near(not over).complement(over)


class Both(Part):
    """What several parts are at once."""

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self.parts = parts

    @property
    def key(self) -> object:
        return ("both", frozenset(part.key for part in self.parts))

    def near(self, over: bool) -> Set:
        return reduce(lambda s, part: s.meet(part.near(over), over), self.parts, ALL)


class Some(Part):
    """What at least one of several parts is."""

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self.parts = parts

    @property
    def key(self) -> object:
        return ("any", frozenset(part.key for part in self.parts))

    def near(self, over: bool) -> Set:
        return reduce(lambda s, part: s.join(part.near(over)), self.parts, EMPTY)


ANY: Final = Whole(True)
NEVER: Final = Whole(False)


def both(first: Part, second: Part) -> Part:
    """What two parts are at once, said as simply as may be."""
    if first is ANY or second is NEVER or first.key == second.key:
        return second
    if second is ANY or first is NEVER:
        return first
    found = {}
    for part in (first, second):
        for each in part.parts if isinstance(part, Both) else (part,):
            found[each.key] = each
    return Both(tuple(found.values())) if len(found) > 1 else first


def opposite(part: Part) -> Part:
    """What a part is not."""
    if isinstance(part, Not):
        return part.part
    if isinstance(part, Whole):
        return NEVER if part.everything else ANY
    return Not(part)


_asking: list[object] = []
_asked = 0
_DEEPEST: Final = 4
_MOST_ASKED: Final = 100


def is_empty(part: Part) -> bool:
    """Whether surely no value fits. Circles, and whatever takes long to tell, are taken to hold
    something: that is never wrong, only wider."""
    if isinstance(part, Whole):
        return not part.everything
    if not isinstance(part, Both | Not):  # what one schema says alone is hardly ever nothing
        return False
    global _asked
    if not _asking:
        _asked = 0
    _asked += 1
    key = part.key
    if key in _asking or len(_asking) >= _DEEPEST or _asked > _MOST_ASKED:
        return False
    _asking.append(key)
    try:
        return part.near(True).is_empty()
    finally:
        _asking.pop()


# Boxes


class Arr:
    """Arrays of `least` to `most` items: first `items`, then any number that are `rest`.

    `seen` counts the first items that a keyword looked at; None when all were.
    """

    __slots__ = ("items", "least", "most", "rest", "seen")

    def __init__(
        self,
        items: tuple[Part, ...] = (),
        rest: Part = ANY,
        least: int = 0,
        most: int | None = None,
        seen: int | None = 0,
    ) -> None:
        self.items = items
        self.rest = rest
        self.least = least
        self.most = most
        self.seen = seen

    def at(self, index: int) -> Part:
        return self.items[index] if index < len(self.items) else self.rest

    def is_all(self) -> bool:
        return (
            self.least == 0
            and self.most is None
            and self.rest is ANY
            and all(part is ANY for part in self.items)
        )

    @property
    def key(self) -> object:
        return (tuple(p.key for p in self.items), self.rest.key, self.least, self.most, self.seen)

    def meet(self, other: Arr) -> Arr | None:
        """What is in both; None when nothing is."""
        length = max(len(self.items), len(other.items))
        bounds = [each.most for each in (self, other) if each.most is not None]
        seen = None if self.seen is None or other.seen is None else max(self.seen, other.seen)
        return Arr(
            tuple(both(self.at(index), other.at(index)) for index in range(length)),
            both(self.rest, other.rest),
            max(self.least, other.least),
            min(bounds) if bounds else None,
            seen,
        ).tidy()

    def tidy(self) -> Arr | None:
        """The same arrays, without places that nothing can fill; None when there are none."""
        most = self.most
        for index, part in enumerate(self.items):
            if is_empty(part):
                most = index if most is None else min(most, index)
                break
        else:
            if is_empty(self.rest):
                most = len(self.items) if most is None else min(most, len(self.items))
        if most is not None and most < self.least:
            return None
        items = self.items if most is None else self.items[:most]
        rest = NEVER if most is not None and most <= len(items) else self.rest
        return Arr(items, rest, self.least, most, self.seen)

    def complement(self, over: bool) -> Iterator[Arr]:
        """The arrays that are not in this box."""
        if self.least > 0:
            yield Arr(most=self.least - 1)
        if self.most is not None:
            yield Arr(least=self.most + 1)
        for index, part in enumerate(self.items):
            if part is not ANY:
                yield Arr((ANY,) * index + (opposite(part),), least=index + 1)
        length = len(self.items) + 1
        if self.rest is not ANY and (self.most is None or self.most >= length):
            # Somewhere among the rest is one that does not fit: no box can say where.
            if over or self.rest is NEVER:
                yield Arr(least=length)
            else:
                yield Arr((ANY,) * (length - 1) + (opposite(self.rest),), least=length)


Fields: TypeAlias = "Mapping[str, tuple[Part, bool]]"


class Obj:
    """Objects: named `fields` (required or not), names that fit `patterns`, and `extra` others.

    `seen` are the names and templates that a keyword looked at; None when it looked at all.
    """

    __slots__ = ("extra", "fields", "patterns", "seen")

    def __init__(
        self,
        fields: Fields,
        extra: Part = ANY,
        patterns: Mapping[Template, Part] | None = None,
        seen: frozenset[str | Template] | None = frozenset(),
    ) -> None:
        self.fields = fields
        self.extra = extra
        self.patterns = patterns or {}
        self.seen = seen

    def of(self, name: str) -> Part:
        """What the property of that name may be."""
        found = self.fields.get(name)
        if found is not None:
            return found[0]
        parts = [part for template, part in self.patterns.items() if fits(name, template)]
        return reduce(both, parts) if parts else self.extra

    def is_all(self) -> bool:
        return (
            self.extra is ANY
            and all(part is ANY for part in self.patterns.values())
            and all(part is ANY and not required for part, required in self.fields.values())
        )

    @property
    def key(self) -> object:
        return (
            frozenset((name, part.key, needed) for name, (part, needed) in self.fields.items()),
            self.extra.key,
            frozenset((template, part.key) for template, part in self.patterns.items()),
            self.seen,
        )

    def meet(self, other: Obj, over: bool) -> Obj | None:
        """What is in both; None when nothing is."""
        patterns: dict[Template, Part] = {}
        for mine, theirs in ((self, other), (other, self)):
            for template, part in mine.patterns.items():
                if template in theirs.patterns:
                    patterns[template] = both(part, theirs.patterns[template])
                elif not theirs.patterns:
                    patterns[template] = both(part, theirs.extra)
                elif theirs.extra is ANY or over:
                    patterns[template] = part
                else:
                    return None  # names may fit one template and not the other
        fields: dict[str, tuple[Part, bool]] = {}
        for name in (*self.fields, *(name for name in other.fields if name not in self.fields)):
            required = any(name in box.fields and box.fields[name][1] for box in (self, other))
            fields[name] = (both(self.of(name), other.of(name)), required)
        seen = None if self.seen is None or other.seen is None else self.seen | other.seen
        return Obj(fields, both(self.extra, other.extra), patterns, seen).tidy()

    def tidy(self) -> Obj | None:
        """The same objects, with impossible fields said so; None when there are none."""
        fields = {}
        for name, (part, required) in self.fields.items():
            empty = is_empty(part)
            if empty and required:
                return None
            fields[name] = (NEVER if empty else part, required)
        extra = NEVER if is_empty(self.extra) else self.extra
        return Obj(fields, extra, self.patterns, self.seen)

    def complement(self, over: bool) -> Iterator[Obj]:
        """The objects that are not in this box."""
        if over and (self.extra is not ANY or self.patterns):
            yield Obj({})  # some other property does not fit: no box can say which
            return
        for name, (part, required) in self.fields.items():
            if required:  # absent, or there and something else
                yield Obj({name: (opposite(part), False)})
            elif part is not ANY:
                yield Obj({name: (opposite(part), True)})


# Sets


class Set:
    """A set of JSON values."""

    __slots__ = ("arrays", "objects", "plain")

    def __init__(self, plain: Plain, arrays: tuple[Arr, ...], objects: tuple[Obj, ...]) -> None:
        self.plain = plain
        self.arrays = arrays
        self.objects = objects

    def is_empty(self) -> bool:
        return (
            not self.arrays
            and not self.objects
            and all(values.is_none() for values in self.plain.values())
        )

    def is_all(self) -> bool:
        return (
            all(values.is_every() for values in self.plain.values())
            and any(box.is_all() for box in self.arrays)
            and any(box.is_all() for box in self.objects)
        )

    def meet(self, other: Set, over: bool) -> Set:
        """What is in both."""
        if self is ALL:
            return other
        if other is ALL:
            return self
        plain = {kind: self.plain[kind].meet(other.plain[kind]) for kind in PLAIN_KINDS}
        arrays = _crossed(self.arrays, other.arrays, lambda a, b: a.meet(b), over)
        objects = _crossed(self.objects, other.objects, lambda a, b: a.meet(b, over), over)
        return Set(plain, arrays, objects)

    def join(self, other: Set) -> Set:
        """What is in either."""
        plain = {kind: _few(kind, self.plain[kind].join(other.plain[kind])) for kind in PLAIN_KINDS}
        return Set(
            plain,
            _distinct((*self.arrays, *other.arrays)),
            _distinct((*self.objects, *other.objects)),
        )

    def complement(self, over: bool) -> Set:
        """What is not in it."""
        plain = {kind: _few(kind, self.plain[kind].without()) for kind in PLAIN_KINDS}
        arrays: tuple[Arr, ...] = ALL.arrays
        for array in self.arrays:
            pieces = tuple(array.complement(over))
            arrays = _crossed(arrays, pieces, lambda a, b: a.meet(b), over)
        objects: tuple[Obj, ...] = ALL.objects
        for box in self.objects:
            parts = tuple(box.complement(over))
            objects = _crossed(objects, parts, lambda a, b: a.meet(b, over), over)
        return Set(plain, arrays, objects)

    def only(self, kinds: Iterable[str]) -> Set:
        """The values of some kinds."""
        kinds = frozenset(kinds)
        return Set(
            {kind: self.plain[kind] if kind in kinds else NONE for kind in PLAIN_KINDS},
            self.arrays if "array" in kinds else (),
            self.objects if "object" in kinds else (),
        )

    def without(self, kind: str) -> Set:
        """The values of all kinds but one."""
        return self.only({*PLAIN_KINDS, "array", "object"} - {kind})


def _few(kind: str, values: Values) -> Values:
    return values.among(_FEW[kind]) if kind in _FEW else values


def _distinct(boxes: tuple[Any, ...]) -> tuple[Any, ...]:
    """The boxes without repetitions, and without those that lie inside one that holds all."""
    if len(boxes) < 2:
        return boxes
    found = {box.key: box for box in boxes}
    for wide in [box for box in found.values() if box.is_all()]:
        found = {key: box for key, box in found.items() if box is wide or not _saw_less(box, wide)}
    return tuple(found.values())


def _saw_less(box: Any, wide: Any) -> bool:
    """Whether whatever a keyword looked at in one box was looked at in the other too."""
    return wide.seen is None or (box.seen is not None and box.seen <= wide.seen)


def _crossed(
    first: tuple[Any, ...],
    second: tuple[Any, ...],
    meet: Callable[[Any, Any], Any],
    over: bool,
) -> tuple[Any, ...]:
    """What is in one of the first and in one of the second."""
    if len(first) * len(second) > MOST_BOXES:
        return min(first, second, key=len) if over else ()
    found = (meet(a, b) for a in first for b in second)
    return _distinct(tuple(box for box in found if box is not None))


ALL: Final = Set(dict.fromkeys(PLAIN_KINDS, EVERY), (Arr(),), (Obj({}),))
EMPTY: Final = Set(dict.fromkeys(PLAIN_KINDS, NONE), (), ())


def literal(value: Any) -> Set:
    """The set of one value."""
    if isinstance(value, dict):
        fields = {name: (Just(each), True) for name, each in value.items()}
        return Set(EMPTY.plain, (), (Obj(fields, NEVER),))
    if isinstance(value, list):
        items = tuple(Just(each) for each in value)
        return Set(EMPTY.plain, (Arr(items, NEVER, len(items), len(items)),), ())
    kind = kind_of(value)
    return Set({**EMPTY.plain, kind: _few(kind, Values(True, (value,)))}, (), ())


def kind_of(value: Any) -> str:
    """The JSON kind of a value; integers are numbers."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, list):
        return "array"
    return "object" if isinstance(value, dict) else "number"
