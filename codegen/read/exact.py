"""What a schema allows, keyword by keyword, as a set (JSON Schema 2020-12, core and validation).

`Exact.of(raw, over)` comes near from over or from under (see `sets`). What a keyword cannot say in
sets, such as `minLength`, is left out from over; from under, nothing of the kinds that it speaks of
is left in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from itertools import combinations
from typing import Any, Final, TypeAlias

from codegen.model import Place, Template, fits
from codegen.read.limits import is_typed, within
from codegen.read.raw import Raw, count_of, items_of, list_of, types_of
from codegen.read.sets import (
    ALL,
    ANY,
    EMPTY,
    NEVER,
    PLAIN_KINDS,
    Arr,
    Obj,
    Part,
    Set,
    Some,
    Values,
    both,
    kind_of,
    literal,
)
from codegen.read.templates import names_of, template_of

Resolve: TypeAlias = Callable[[Raw, Place], "tuple[Raw, Place] | None"]
"""From a schema with a reference to the schema that it refers to."""

# Keywords that only narrow values of one kind, and that no set can say.
NARROWING: Final = {
    **dict.fromkeys(
        ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), "number"
    ),
    **dict.fromkeys(("minLength", "maxLength", "pattern"), "string"),
    **dict.fromkeys(("uniqueItems", "contains"), "array"),
    **dict.fromkeys(("minProperties", "maxProperties"), "object"),
}
_SAYABLE: Final = (("minLength", 0), ("minProperties", 0), ("maxProperties", 0))
OBJECT_WORDS: Final = frozenset(
    ("properties", "required", "additionalProperties", "patternProperties", "propertyNames")
)
_BOX_WORDS: Final = OBJECT_WORDS | {"maxProperties"}
ARRAY_WORDS: Final = frozenset(("items", "prefixItems", "minItems", "maxItems", "contains"))
_TRACKING: Final = ("unevaluatedProperties", "unevaluatedItems")
MOST_TRACKED: Final = 4
LONGEST_LIST: Final = 64


class Said(Part):
    """What a schema of the document says."""

    __slots__ = ("_exact", "place", "raw")

    def __init__(self, exact: Exact, raw: Raw, place: Place) -> None:
        self._exact = exact
        self.raw = raw
        self.place = place

    @property
    def key(self) -> object:
        return id(self.raw)

    def near(self, over: bool) -> Set:
        return self._exact.of(self.raw, self.place, over)


class Exact:
    """Reads the schemas of one document as sets."""

    def __init__(self, resolve: Resolve, widen: Callable[[Place, str], None], is_30: bool) -> None:
        self._resolve = resolve
        self._widen = widen
        self._is_30 = is_30
        self._known: dict[tuple[int, bool, bool], Set] = {}
        self._open: list[tuple[int, bool, bool]] = []
        self._cuts = 0

    def part(self, raw: Raw, place: Place) -> Part:
        """A schema, not looked at yet."""
        if raw is False:
            return NEVER
        if not isinstance(raw, dict) or not raw:
            return ANY
        return Said(self, raw, place)

    def of(self, raw: Raw, place: Place, over: bool, tracks: bool = False) -> Set:
        """The values that fit a schema. With `tracks`, boxes say which parts keywords looked at."""
        if not isinstance(raw, dict):
            return EMPTY if raw is False else ALL if over or raw is True else EMPTY
        key = (id(raw), over, tracks)
        if key in self._known:
            return self._known[key]
        if key in self._open:  # it is defined by itself: nothing is known
            self._cuts += 1
            return ALL if over else EMPTY
        before = self._cuts
        self._open.append(key)
        try:
            found = self._of(raw, place, over, tracks)
        finally:
            self._open.pop()
        if self._cuts == before or not self._open:
            self._known[key] = found
        return found

    def _of(self, raw: Mapping[str, Any], place: Place, over: bool, outer: bool) -> Set:
        tracks = outer or any(word in raw for word in _TRACKING)
        found = ALL
        for said in self._each(raw, place, over, tracks):
            found = found.meet(said, over)
        if over and self._is_30 and raw.get("nullable") is True:
            found = found.join(ALL.only(("null",)))
        for word, close in zip(_TRACKING, (self._close_objects, self._close_arrays), strict=True):
            if word in raw:
                found = close(found, raw, place, over)
        return found

    def _each(
        self, raw: Mapping[str, Any], place: Place, over: bool, tracks: bool
    ) -> Iterator[Set]:
        """What each keyword says."""

        def inner(value: Raw, *steps: str | int) -> Set:
            return self.of(value, reduce(lambda at, step: (at, step), steps, place), over, tracks)

        if any(word in raw for word in ("$ref", "$dynamicRef")):
            target = self._resolve(raw, place)
            yield (ALL if over else EMPTY) if target is None else self.of(*target, over, tracks)
            if self._is_30:
                return
        yield self._typed(raw, over)
        if _BOX_WORDS & raw.keys():
            yield Set(ALL.plain, ALL.arrays, tuple(filter(None, [self.objects(raw, place, over)])))
        if ARRAY_WORDS & raw.keys():
            yield Set(ALL.plain, tuple(filter(None, [self.arrays(raw, place)])), ALL.objects)
        for index, part in enumerate(list_of(raw, "allOf")):
            yield inner(part, "allOf", index)
        if "anyOf" in raw:
            yield _any_of(
                [inner(each, "anyOf", index) for index, each in enumerate(list_of(raw, "anyOf"))],
                over,
                tracks,
            )
        if "oneOf" in raw:
            yield self._one_of(raw, place, over, tracks)
        if "not" in raw:
            yield self.of(raw["not"], (place, "not"), not over).complement(over)
        if "if" in raw:
            yes = inner(raw["if"], "if").meet(inner(raw.get("then", True), "then"), over)
            no = self.of(raw["if"], (place, "if"), not over).complement(over)
            yield yes.join(no.meet(inner(raw.get("else", True), "else"), over))
        for name, names in items_of(raw, "dependentRequired"):
            needed = names if isinstance(names, list) else []
            fields = dict.fromkeys((name, *map(str, needed)), (ANY, True))
            yield _unless(name, Set(ALL.plain, ALL.arrays, (Obj(fields),)))
        for name, part in items_of(raw, "dependentSchemas"):
            there = Set(ALL.plain, ALL.arrays, (Obj({name: (ANY, True)}),))
            yield _unless(name, there.meet(inner(part, "dependentSchemas", name), over))

    # Plain values

    def _typed(self, raw: Mapping[str, Any], over: bool) -> Set:
        """What `type`, `enum`, `const` and the keywords say that narrow plain values."""
        found = ALL.only(self.kinds(raw, over)) if "type" in raw or self._is_30 else ALL
        nullable = raw.get("nullable") is True
        if "const" in raw or isinstance(raw.get("enum"), list):
            values = [raw["const"]] if "const" in raw else [*raw["enum"]]
            values += [None] if nullable and None not in values else []
            if len(values) > LONGEST_LIST and not over:
                return EMPTY
            values = [v for v in values if within(v, raw) and is_typed(v, raw)]
            listed = _listed(values)
            return found.meet(listed, over) if over else listed
        if over:
            return found
        for keyword, kind in NARROWING.items():
            if keyword in raw and (keyword, raw[keyword]) not in _SAYABLE:
                found = found.without(kind)
        return found

    def kinds(self, raw: Mapping[str, Any], over: bool = True) -> frozenset[str]:
        """The JSON kinds that `type` allows; from under, whole numbers are not all numbers."""
        types: Iterable[str] | None = types_of(raw)
        if types is None and self._is_30 and not raw.keys() & _APPLYING:
            types = implied_types(raw)
        if types is None:
            return _KINDS
        found = {each for each in types if each in _TYPES}
        if raw.get("nullable") is True:
            found.add("null")
        if "integer" in found:
            found.discard("integer")
            if over:
                found.add("number")
        return frozenset(found & _KINDS)

    # Objects

    def objects(self, raw: Mapping[str, Any], place: Place, over: bool) -> Obj | None:
        """The objects that the keywords about properties allow."""
        fields: dict[str, tuple[Part, bool]] = {}
        patterns: dict[Template, Part] = {}
        unsaid = False
        for pattern, each in items_of(raw, "patternProperties"):
            part = self.part(each, ((place, "patternProperties"), pattern))
            names, template = names_of(pattern), template_of(pattern)
            if names is not None:
                for name in names:
                    fields[name] = (both(fields.get(name, (ANY, False))[0], part), False)
            elif template == (None,) or template is not None:
                patterns[template] = both(patterns.get(template, ANY), part)
            else:
                unsaid = True
                if over:
                    self._widen(
                        ((place, "patternProperties"), pattern),
                        "types cannot say which names fit this pattern",
                    )
        for name, each in items_of(raw, "properties"):
            part = self.part(each, ((place, "properties"), name))
            fields[name] = (both(part, fields.get(name, (ANY, False))[0]), False)
        extra: Part = ANY
        if "additionalProperties" in raw:
            extra = self.part(raw["additionalProperties"], (place, "additionalProperties"))
        if unsaid and not over:
            return None
        box = Obj(fields, ANY if unsaid else extra, patterns)
        required = [name for name in list_of(raw, "required") if isinstance(name, str)]
        seen: frozenset[str | Template] = frozenset((*fields, *patterns))
        fields = {
            **{name: (_at(box, name), name in required) for name in fields},
            **{name: (box.of(name), True) for name in required if name not in fields},
        }
        everything = "additionalProperties" in raw or unsaid
        box = Obj(fields, box.extra, patterns, None if everything else seen)
        if raw.get("maxProperties") == 0:
            return None if required else Obj({}, NEVER)
        if "propertyNames" in raw:
            named = self._named(raw["propertyNames"], (place, "propertyNames"), over)
            return None if named is None else named.meet(box, over)
        return box

    def _named(self, raw: Raw, place: Place, over: bool) -> Obj | None:
        """The objects whose names fit a schema. None when no box lies under them."""
        unnamed = self.of(raw, place, over).plain["string"]
        if unnamed.listed:
            return Obj(dict.fromkeys(unnamed.values, (ANY, False)), NEVER)
        if isinstance(raw, dict) and isinstance(raw.get("pattern"), str):
            names, template = names_of(raw["pattern"]), template_of(raw["pattern"])
            if names is not None:
                return Obj(dict.fromkeys(names, (ANY, False)), NEVER)
            if template is not None and (over or not raw.keys() - {"pattern", "type"}):
                return Obj({}, NEVER, {template: ANY})
        if over and raw not in ({}, True):
            self._widen(place, "types cannot say which names are allowed")
        return Obj({}) if over or unnamed.is_every() else None

    def _close_objects(self, found: Set, raw: Mapping[str, Any], place: Place, over: bool) -> Set:
        """Whatever property no keyword looked at must be as `unevaluatedProperties` says."""
        word = "unevaluatedProperties"
        part = self.part(raw[word], (place, word))

        def close(box: Obj) -> Obj | None:
            seen = box.seen
            if seen is None:
                return box
            templates = [each for each in seen if isinstance(each, tuple)]
            fields = {
                name: (one if name in seen or _fits(name, templates) else both(one, part), required)
                for name, (one, required) in box.fields.items()
            }
            patterns = {
                template: one if template in seen else both(one, part)
                for template, one in box.patterns.items()
            }
            return Obj(fields, both(box.extra, part), patterns, None).tidy()

        return Set(found.plain, found.arrays, tuple(filter(None, map(close, found.objects))))

    # Arrays

    def arrays(self, raw: Mapping[str, Any], place: Place) -> Arr | None:
        """The arrays that the keywords about items allow."""
        first = list_of(raw, "prefixItems")
        items = tuple(
            self.part(each, ((place, "prefixItems"), index)) for index, each in enumerate(first)
        )
        rest = self.part(raw["items"], (place, "items")) if "items" in raw else ANY
        least, most = count_of(raw, "minItems") or 0, count_of(raw, "maxItems")
        if "contains" in raw:
            self._widen((place, "contains"), "types cannot say what a list contains")
            wanted = count_of(raw, "minContains")
            least = max(least, 1 if wanted is None else wanted)
            if raw["contains"] is False and wanted != 0:
                return None
        return Arr(items, rest, least, most, None if "items" in raw else len(items)).tidy()

    def _close_arrays(self, found: Set, raw: Mapping[str, Any], place: Place, over: bool) -> Set:
        """Whatever item no keyword looked at must be as `unevaluatedItems` says."""
        word = "unevaluatedItems"
        part = self.part(raw[word], (place, word))
        held = [self.part(*each) for each in _contained(raw, place)]
        if held:
            part = Some((part, *held))

        def close(box: Arr) -> Arr | None:
            if box.seen is None:
                return box
            length = max(len(box.items), box.seen)
            items = tuple(
                box.at(index) if index < box.seen else both(box.at(index), part)
                for index in range(length)
            )
            return Arr(items, both(box.rest, part), box.least, box.most, None).tidy()

        return Set(found.plain, tuple(filter(None, map(close, found.arrays))), found.objects)

    # Alternatives

    def _one_of(self, raw: Mapping[str, Any], place: Place, over: bool, tracks: bool) -> Set:
        """Exactly one of the options: each of them, but for what others take too."""
        options = list_of(raw, "oneOf")
        at: Place = (place, "oneOf")
        each = [self.of(one, (at, index), over, tracks) for index, one in enumerate(options)]
        other = [self.of(one, (at, index), not over) for index, one in enumerate(options)]
        found = EMPTY
        for index, mine in enumerate(each):
            for rival, taken in enumerate(other):
                if rival != index and not mine.meet(taken, True).is_empty():
                    mine = mine.meet(taken.complement(over), over)
            found = found.join(mine)
        return found


_TYPES: Final = frozenset(("object", "array", "string", "number", "integer", "boolean", "null"))
_KINDS: Final = frozenset((*PLAIN_KINDS, "array", "object"))
_APPLYING: Final = frozenset(("$ref", "allOf", "anyOf", "oneOf", "enum", "const", "not"))


def implied_types(raw: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The types whose keywords a schema uses that names none; None when there are none."""
    found = [
        kind
        for kind, words in (("object", OBJECT_WORDS), ("array", ARRAY_WORDS))
        if words & raw.keys()
    ]
    return tuple(found) or None


def _listed(values: list[Any]) -> Set:
    plain = {
        kind: Values(True, tuple(v for v in values if kind_of(v) == kind)) for kind in PLAIN_KINDS
    }
    plain["boolean"] = plain["boolean"].among((True, False))
    plain["null"] = plain["null"].among((None,))
    deep = (literal(value) for value in values if isinstance(value, dict | list))
    return reduce(Set.join, deep, Set(plain, (), ()))


def _any_of(options: list[Set], over: bool, tracks: bool) -> Set:
    """At least one. What several options look at together counts only where all of them fit."""
    found = reduce(Set.join, options, EMPTY)
    if tracks and 1 < len(options) <= MOST_TRACKED:
        for size in range(2, len(options) + 1):
            for some in combinations(options, size):
                found = found.join(reduce(lambda a, b: a.meet(b, over), some))
    elif tracks and len(options) > MOST_TRACKED:
        found = Set(
            found.plain,
            tuple(Arr(b.items, b.rest, b.least, b.most, None) for b in found.arrays)
            if over
            else (),
            tuple(Obj(b.fields, b.extra, b.patterns, None) for b in found.objects) if over else (),
        )
    return found


def _unless(name: str, found: Set) -> Set:
    """The objects without a property of that name, and what else is found."""
    return Set(ALL.plain, ALL.arrays, (Obj({name: (NEVER, False)}, seen=frozenset()),)).join(found)


def _at(box: Obj, name: str) -> Part:
    """What a named property may be: as it says itself, and as each pattern says that it fits."""
    return both(box.fields[name][0], Obj({}, ANY, box.patterns).of(name))


def _fits(name: str, templates: list[Template]) -> bool:
    return any(fits(name, template) for template in templates)


def _contained(raw: Mapping[str, Any], place: Place) -> Iterator[tuple[Raw, Place]]:
    """The schemas of `contains` at this place, here and in what applies here."""
    if "contains" in raw:
        yield raw["contains"], (place, "contains")
    for word in ("allOf", "anyOf", "oneOf"):
        for index, part in enumerate(list_of(raw, word)):
            if isinstance(part, dict):
                yield from _contained(part, ((place, word), index))
    for word in ("if", "then", "else"):
        if isinstance(raw.get(word), dict):
            yield from _contained(raw[word], (place, word))
