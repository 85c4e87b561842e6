"""Values that fit a schema (JSON Schema 2020-12), ordinary ones first.

A value is built from the keywords, and then held to the validator: what the builder does not know
(`not`, `unevaluatedProperties` …) costs another try. Texts are unlike each other, so that nothing
matches by chance; examples of the document are used for what has a meaning beyond its schema.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, TypeVar

from hypothesis import strategies as st
from hypothesis.errors import HypothesisException
from hypothesis.strategies import SearchStrategy

from codegen import pointer
from codegen.spec import Spec
from codegen.verify.direction import Direction, directed, is_hidden
from codegen.verify.draws import Draws, Exhausted
from codegen.verify.patterns import from_regex, search
from codegen.verify.spans import in_order
from codegen.verify.texts import Texts
from codegen.verify.trial import ABSENT

T = TypeVar("T")
Draw = Callable[[SearchStrategy[Any]], Any]
Refer = Callable[[str, str], Any]
"""Gives the id of a thing for the schema at this pointer, where there is one, else for a property
(or parameter) of this name, or Seen; ABSENT when they are no reference."""

_AHEAD: Final = re.compile(
    r"expir|due|deadline|until|schedul|start|begin|end|depart|arriv|remind|valid.?to|run.?at|slot",
    re.IGNORECASE,
)
"""Names of times that are to come: a server may refuse those that have passed."""
_TRIES: Final = 12
_DEEP: Final = 6
_MANY: Final = 300
_KINDS: Final = ("object", "string", "integer", "number", "array", "boolean", "null")
_HINTS: Final = {
    "properties": "object",
    "required": "object",
    "additionalProperties": "object",
    "patternProperties": "object",
    "minProperties": "object",
    "items": "array",
    "prefixItems": "array",
    "minItems": "array",
    "maxItems": "array",
    "pattern": "string",
    "format": "string",
    "minLength": "string",
    "maxLength": "string",
    "minimum": "number",
    "maximum": "number",
    "exclusiveMinimum": "number",
    "exclusiveMaximum": "number",
    "multipleOf": "number",
}


@dataclass(frozen=True)
class Seen:
    """A value that an answer had where a schema or property is called alike."""

    value: Any


class Impossible(Exception):
    """No value was found that fits."""


@dataclass(frozen=True)
class Manner:
    """How a value is made. `fullness`: how many optional properties are there, 0 to 1; `odd`: how
    many texts and numbers are at the edge of what is allowed; `examples`: how often an example of
    the document stands for a text with a format or pattern."""

    fullness: float = 0.6
    odd: float = 0.1
    examples: float = 0.5


ORDINARY: Final = Manner()
SPARSE: Final = Manner(fullness=0.0, odd=0.0)
WHOLE: Final = Manner(fullness=1.0, odd=0.0)


@dataclass
class _Parts:
    """All schemas that one value must fit, each with its place."""

    schemas: list[tuple[dict[str, Any], str]] = field(default_factory=list)

    def all(self, keyword: str) -> list[Any]:
        return [schema[keyword] for schema, _ in self.schemas if keyword in schema]

    def least(self, keyword: str) -> Any:
        return min(self.all(keyword), default=None)

    def most(self, keyword: str) -> Any:
        return max(self.all(keyword), default=None)


class Values:
    """Values for one document and one direction."""

    def __init__(
        self, spec: Spec, texts: Texts | None = None, direction: Direction = "request"
    ) -> None:
        self.spec = directed(spec, direction)
        self.texts = texts or Texts()
        self._direction: Direction = direction
        self._bare: set[str] = set()

    def value(
        self,
        draw: Draw,
        where: str,
        *,
        refer: Refer | None = None,
        manner: Manner = ORDINARY,
        name: str = "",
    ) -> Any:
        """A value for the schema at a pointer. Raises Impossible."""
        validator = self.spec.validator(where)
        for _ in range(_TRIES):
            builder = _Builder(self, draw, refer, manner)
            try:
                value = builder.value([({"$ref": f"#{_quoted(where)}"}, where)], name, 0)
            except (Impossible, Exhausted):
                continue
            if builder.referred:
                return value  # an id is what the server says it is
            if validator.is_valid(shown(value)):
                return value
        for value in self.examples(where):
            if validator.is_valid(value):
                return value
        raise Impossible(where)

    def examples(self, where: str) -> Iterator[Any]:
        """The examples of a schema, also of those that it refers to."""
        node: Any = {"$ref": f"#{_quoted(where)}"}
        for _ in range(8):
            if not isinstance(node, dict):
                return
            yield from _examples(node)
            if "$ref" not in node:
                return
            node, where = self.spec.resolve({"$ref": node["$ref"]}, where)

    def strategy(self, where: str, manner: Manner = ORDINARY) -> SearchStrategy[Any]:
        """The same as a strategy of Hypothesis."""

        @st.composite
        def values(draw: Draw) -> Any:
            return self.value(draw, where, manner=manner)

        return values()


def sample(spec: Spec, where: str, seed: int | str = 0, direction: Direction = "request") -> Any:
    """One value, the same for one seed but for its texts. Raises Impossible."""
    return Values(spec, direction=direction).value(Draws(seed).draw, where)


class _Builder:
    """Builds one value."""

    def __init__(self, owner: Values, draw: Draw, refer: Refer | None, manner: Manner) -> None:
        self._owner = owner
        self._spec = owner.spec
        self._texts = owner.texts
        self._draw = draw
        self._refer = refer
        self._manner = manner
        self._count = 0
        self.referred = False

    def value(self, schemas: list[tuple[Any, str]], name: str, depth: int) -> Any:
        """A value that fits all of these schemas, as far as the keywords are known here."""
        if depth > 40:
            raise Impossible(name)
        self._count += 1
        if self._count > _MANY:
            depth = max(depth, _DEEP + 1)  # large enough: from here on only what must be
        parts = _Parts()
        places: list[str] = []
        for schema, where in schemas:
            self._flatten(schema, where, parts, places, depth, frozenset())
        fixed = parts.all("const")
        enums = parts.all("enum")
        # A list of values is often written as branches, one for each, beside the one that is meant.
        if fixed and not any(fixed[0] not in each for each in enums):
            return fixed[0]
        kinds = self._kinds(parts)
        if enums:
            common = [each for each in enums[0] if all(each in other for other in enums[1:])]
            common = [each for each in common if _kind(each) & kinds] or common
            if not common:
                raise Impossible(name)
            real = [each for each in common if each is not None]
            return self._draw(_one_of(real if real and not self._rarely() else common))
        if kinds & {"string", "integer", "number"}:
            found = self._reference(schemas, name, places)
            if found is not ABSENT:
                return found
        return self._of_kind(self._choose(kinds, depth), parts, name, depth)

    def _reference(self, schemas: list[tuple[Any, str]], name: str, places: list[str]) -> Any:
        """The id of a thing, or what was seen where the same is meant; else ABSENT."""
        if self._refer is None:
            return ABSENT
        for place in [*places, ""]:
            found = self._refer(name, place) if name or place else ABSENT
            if isinstance(found, Seen):
                wheres = [where for _, where in schemas if where]
                if all(self._spec.validator(where).is_valid(found.value) for where in wheres):
                    return found.value
            elif found is not ABSENT:
                self.referred = True
                return found
        return ABSENT

    def _of_kind(self, kind: str, parts: _Parts, name: str, depth: int) -> Any:
        if kind == "object":
            return self._object(parts, depth)
        if kind == "array":
            return self._array(parts, name, depth)
        if kind == "string":
            return self._text(parts, name)
        if kind in ("integer", "number"):
            return self._number(parts, kind == "integer")
        if kind == "boolean":
            return self._draw(_BOOLEANS)
        return None

    def _flatten(
        self,
        schema: Any,
        where: str,
        parts: _Parts,
        places: list[str],
        depth: int,
        seen: frozenset[str],
    ) -> None:
        if schema is False:
            raise Impossible(where)
        if not isinstance(schema, dict):
            return
        parts.schemas.append((schema, where))
        reference = schema.get("$ref") or schema.get("$dynamicRef")
        if isinstance(reference, str) and reference.startswith("#"):
            target, there = self._spec.resolve({"$ref": reference}, where)
            if there not in seen:
                places.append(there)
                self._flatten(target, there, parts, places, depth, seen | {there})
        for index, each in enumerate(schema.get("allOf") or ()):
            at = pointer.join(where, "allOf", index)
            self._flatten(each, at, parts, places, depth, seen)
        for key in ("oneOf", "anyOf"):
            branches = schema.get(key)
            if isinstance(branches, list) and branches:
                index = self._branch(branches, depth)
                at = pointer.join(where, key, index)
                self._flatten(branches[index], at, parts, places, depth, seen)
                tag = self._tag(schema, branches[index])
                if tag is not None:
                    parts.schemas.append((tag, where))
        if "if" in schema:
            then = self._draw(_BOOLEANS)
            if then:
                at = pointer.join(where, "if")
                self._flatten(schema["if"], at, parts, places, depth, seen)
            branch = "then" if then else "else"
            if branch in schema:
                at = pointer.join(where, branch)
                self._flatten(schema[branch], at, parts, places, depth, seen)

    def _branch(self, branches: list[Any], depth: int) -> int:
        """Which one of several: null now and then, and nothing that goes deeper when it is deep."""
        real = [
            index
            for index, each in enumerate(branches)
            if not (
                isinstance(each, dict) and (each.get("type") == "null" or each == {"enum": [None]})
            )
        ]
        if depth > _DEEP and len(real) < len(branches):
            return next(index for index in range(len(branches)) if index not in real)
        if depth > _DEEP:
            flat = [index for index in real if "$ref" not in str(branches[index])]
            real = flat or real
        if not real or (len(real) < len(branches) and self._rarely()):
            real = list(range(len(branches)))
        found: int = self._draw(_one_of(real))
        return found

    def _tag(self, schema: dict[str, Any], branch: Any) -> dict[str, Any] | None:
        """What a discriminator asks of a branch (OpenAPI 3.1, 4.8.25)."""
        discriminator = schema.get("discriminator")
        reference = branch.get("$ref") if isinstance(branch, dict) else None
        if not isinstance(discriminator, dict) or not isinstance(reference, str):
            return None
        name = discriminator.get("propertyName")
        short = reference.rpartition("/")[2]
        tags = [
            tag
            for tag, target in (discriminator.get("mapping") or {}).items()
            if target in (reference, short)
        ]
        target, _ = self._spec.resolve(branch, "")
        inner = (
            str((target.get("properties") or {}).get(name, "")) if isinstance(target, dict) else ""
        )
        if not tags and ("'const'" in inner or "'enum'" in inner or "$ref" in inner):
            return None
        return {"properties": {name: {"const": tags[0] if tags else short}}, "required": [name]}

    def _kinds(self, parts: _Parts) -> set[str]:
        kinds = set(_KINDS)
        said = False
        for schema, _ in parts.schemas:
            kind = schema.get("type")
            if kind is not None:
                said = True
                allowed = set(kind if isinstance(kind, list) else [kind])
                if "number" in allowed:
                    allowed.add("integer")
                kinds &= allowed
        if not said:
            keys = {key for schema, _ in parts.schemas for key in schema}
            hinted = {kind for key, kind in _HINTS.items() if key in keys}
            if hinted:
                return hinted
            values = [each for enum in parts.all("enum") for each in enum] + parts.all("const")
            return set().union(*map(_kind, values)) if values else {"string"}
        if "number" in kinds:
            kinds.discard("integer")
        if not kinds:
            raise Impossible("no type is allowed")
        return kinds

    def _choose(self, kinds: set[str], depth: int) -> str:
        real = [kind for kind in _KINDS if kind in kinds and kind != "null"]
        if depth > _DEEP and "null" in kinds and {"object", "array"} & kinds:
            return "null"
        if not real or ("null" in kinds and self._rarely()):
            return "null" if "null" in kinds else real[0]
        return real[0] if len(real) == 1 else str(self._draw(_one_of(real)))

    def _rarely(self) -> bool:
        if self._manner.odd == 0:
            return False
        return bool(self._draw(_small(10)) == 9)

    def _oddly(self) -> bool:
        odd = self._manner.odd
        return bool(odd and self._draw(_small(100)) >= 100 - odd * 100)

    # Objects and arrays

    def _object(self, parts: _Parts, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        hidden: set[str] = set()
        for _ in range(3):  # a property may bring schemas with it, and these more properties
            known, required = self._properties(parts, hidden)
            names = [name for name in known if name in required or self._wanted(depth)]
            names += [name for name in required if name not in known]
            names = self._dependents(parts, names, hidden)
            before = len(parts.schemas)
            for name in names:
                for schemas, where in [
                    (schema["dependentSchemas"], where)
                    for schema, where in list(parts.schemas)
                    if isinstance(schema.get("dependentSchemas"), dict)
                ]:
                    if name in schemas:
                        at = pointer.join(where, "dependentSchemas", name)
                        if all(place != at for _, place in parts.schemas):
                            self._flatten(schemas[name], at, parts, [], depth, frozenset())
            if len(parts.schemas) == before:
                break
        for name in names:
            schemas = known.get(name) or self._other(parts, name)
            try:
                found[name] = self.value(schemas, name, depth + 1)
            except Impossible:
                if name in required:
                    raise
        return self._more(parts, in_order(found), known, depth)

    def _properties(
        self, parts: _Parts, hidden: set[str]
    ) -> tuple[dict[str, list[tuple[Any, str]]], set[str]]:
        known: dict[str, list[tuple[Any, str]]] = {}
        required: set[str] = set()
        for schema, where in parts.schemas:
            for name, each in (schema.get("properties") or {}).items():
                at = pointer.join(where, "properties", name)
                if each is False or is_hidden(self._spec, each, at, self._owner._direction):
                    hidden.add(name)
                known.setdefault(name, []).append((each, at))
            required.update(schema.get("required") or ())
        required -= hidden
        known = {name: each for name, each in known.items() if name not in hidden}
        ordered = {name: None for name in known if name in required}
        ordered |= dict.fromkeys(sorted(required))
        return known, set(ordered)

    def _wanted(self, depth: int) -> bool:
        if depth > _DEEP or self._manner.fullness == 0:
            return False
        if self._manner.fullness == 1:
            return True
        return bool(self._draw(_small(10)) >= 10 - self._manner.fullness * 10)

    def _dependents(self, parts: _Parts, names: list[str], hidden: set[str]) -> list[str]:
        needs: dict[str, list[str]] = {}
        for each in parts.all("dependentRequired"):
            for name, others in each.items():
                needs.setdefault(name, []).extend(others)
        found = list(names)
        for name in found:  # grows while it is walked
            found += [other for other in needs.get(name, ()) if other not in found]
        return [name for name in found if name not in hidden]

    def _other(self, parts: _Parts, name: str) -> list[tuple[Any, str]]:
        """The schemas of a property that no `properties` names."""
        found: list[tuple[Any, str]] = []
        for schema, where in parts.schemas:
            for pattern, each in (schema.get("patternProperties") or {}).items():
                if search(pattern, name):
                    at = pointer.join(where, "patternProperties", pattern)
                    found.append((each, at))
        if not found:
            for schema, where in parts.schemas:
                for key in ("additionalProperties", "unevaluatedProperties"):
                    if isinstance(schema.get(key), dict):
                        found.append((schema[key], pointer.join(where, key)))
        return found or [(True, "")]

    def _more(
        self,
        parts: _Parts,
        found: dict[str, Any],
        known: dict[str, list[tuple[Any, str]]],
        depth: int,
    ) -> dict[str, Any]:
        """With as many properties as there must be; a mere map gets some."""
        least = parts.most("minProperties") or 0
        most = parts.least("maxProperties")
        for name in known:
            if len(found) >= least:
                break
            if name not in found:
                found[name] = self.value(known[name], name, depth + 1)
        patterns = [p for each in parts.all("patternProperties") for p in each]
        typed = any(isinstance(each, dict) for each in parts.all("additionalProperties"))
        is_map = (typed or bool(patterns)) and not known
        wanted = max(least, 2 if is_map and self._wanted(depth) else 0)
        for _ in range(20):
            if len(found) >= wanted:
                break
            name = self._key(parts, patterns)
            if name not in found:
                found[name] = self.value(self._other(parts, name), "", depth + 1)
        if most is not None and len(found) > most:
            required = {name for each in parts.all("required") for name in each}
            for name in [name for name in found if name not in required]:
                if len(found) > most:
                    del found[name]
        return found

    def _key(self, parts: _Parts, patterns: list[str]) -> str:
        names = parts.all("propertyNames")
        closed = any(each is False for each in parts.all("additionalProperties"))
        typed = any(isinstance(each, dict) for each in parts.all("additionalProperties"))
        if patterns and (closed or not typed):
            return self._matching([self._draw(_one_of(patterns))], 1, 64)
        if names:
            schemas = [({"type": "string"}, ""), *((each, "") for each in names)]
            return str(self.value(schemas, "", 1))
        return f"{self._texts.word()}_{self._texts.code(5)}"

    def _array(self, parts: _Parts, name: str, depth: int) -> list[Any]:
        least, most = parts.most("minItems") or 0, parts.least("maxItems")
        unique = any(parts.all("uniqueItems"))
        first: list[list[tuple[Any, str]]] = []
        rest: list[tuple[Any, str]] = []
        closed = False
        for schema, where in parts.schemas:
            for index, each in enumerate(schema.get("prefixItems") or ()):
                if index >= len(first):
                    first.append([])
                first[index].append((each, pointer.join(where, "prefixItems", index)))
            if "items" in schema:
                closed = closed or schema["items"] is False
                rest.append((schema["items"], pointer.join(where, "items")))
        wanted = max(least, len(first) if first and self._wanted(depth) else 0)
        if not first and depth <= _DEEP and self._manner.fullness > 0:
            wanted = least + self._draw(_small(3 if least == 0 else 2))
            if self._manner.fullness == 1:
                wanted = max(wanted, 1)
        if closed:
            wanted = min(wanted, len(first))
        if most is not None:
            wanted = min(wanted, most)
        found: list[Any] = []
        single = name.removesuffix("s")
        for schema, where in parts.schemas:
            if isinstance(schema.get("contains"), dict):
                for _ in range(schema.get("minContains", 1)):
                    at = pointer.join(where, "contains")
                    found.append(self.value([*rest, (schema["contains"], at)], single, depth + 1))
        for _ in range(wanted + 20):
            if len(found) >= wanted:
                break
            index = len(found)
            schemas = first[index] if index < len(first) else rest or [(True, "")]
            each = self.value(schemas, single, depth + 1)
            if not unique or each not in found:
                found.append(each)
        return found

    # Texts and numbers

    def _text(self, parts: _Parts, name: str) -> Any:
        least, most = parts.most("minLength") or 0, parts.least("maxLength")
        patterns = [str(each) for each in parts.all("pattern")]
        formats = [str(each) for each in parts.all("format")]
        if formats or patterns:
            examples = [
                each
                for schema, _ in parts.schemas
                for each in _examples(schema)
                if isinstance(each, str)
            ]
            free = set(formats) & {"uuid", "email", "date", "date-time", "binary", "byte"}
            if examples and not free and self._draw(_small(100)) < self._manner.examples * 100:
                return self._draw(_one_of(examples))
        if parts.all("contentMediaType") == ["application/octet-stream"] and not parts.all(
            "contentEncoding"
        ):
            formats = ["binary"]  # how OpenAPI 3.1 writes it (4.8.14.3)
        for kind in formats:
            if kind == "binary":
                return b"\x00\x01 " + self._texts.ordinary().encode()
            for text in (*self._moments(kind, name), self._texts.formatted(kind)):
                if text is None or not least <= len(text) <= (most or 1 << 30):
                    continue
                if all(search(each, text) for each in patterns):
                    return text
        if patterns:
            return self._matching(patterns, least, most)
        if self._oddly():
            return self._odd_text(least, most)
        return self._texts.ordinary(least, most)

    def _odd_text(self, least: int, most: int | None) -> str:
        way = self._draw(_small(3))
        if way == 0 and least > 0:
            return self._texts.code(least)
        if way == 1 and most is not None and most <= 2000:
            return self._texts.ordinary(most, most)
        text = f"Žluťoučký 馬 & <b>\"'%/{self._texts.code()}"
        return (
            text if least <= len(text) <= (most or 1 << 30) else self._texts.ordinary(least, most)
        )

    def _moments(self, kind: str, name: str) -> Iterator[str]:
        """A moment, in each way of writing it (RFC 3339, 5.6) that a pattern may want."""
        if kind not in ("date-time", "date", "time"):
            return
        when = self._texts.moment(_AHEAD.search(name) is not None)
        when += timedelta(seconds=self._draw(_small(24 * 3600)))
        if kind == "date":
            yield when.date().isoformat()
            return
        for fraction in ("auto", "milliseconds", "microseconds"):
            text = when.isoformat(timespec=fraction)
            for each in (text.replace("+00:00", "Z"), text):
                yield each if kind == "date-time" else each.partition("T")[2]

    def _matching(self, patterns: list[str], least: int, most: int | None) -> str:
        def fits(text: str) -> bool:
            return least <= len(text) <= (most or 1 << 30) and all(
                search(each, text) for each in patterns
            )

        likely = [each for each in self._texts.likely(least, most) if fits(each)]
        if likely:
            return likely[0]
        seed = self._texts.code(12)  # unlike before: a server may want it to be unique
        for strategy in from_regex(patterns[0]):
            for number in range(30):
                try:  # apart, since what is filtered away ends a sequence of draws for good
                    text = str(Draws(f"{seed} {number}").draw(strategy))
                except (Exhausted, HypothesisException):
                    break
                if fits(text):
                    return text
                if least > len(text) and fits(text + self._texts.code(least - len(text))):
                    return text + self._texts.code(least - len(text))
        raise Impossible(patterns[0])

    def _number(self, parts: _Parts, is_whole: bool) -> int | float:
        low, high = parts.most("minimum"), parts.least("maximum")
        over, under = parts.most("exclusiveMinimum"), parts.least("exclusiveMaximum")
        multiples = [Fraction(str(each)) for each in parts.all("multipleOf")]
        step = Fraction(1) if is_whole else Fraction(1, 100)
        for each in multiples:
            step = _common(step, each) if is_whole or len(multiples) > 1 else each
        least = None if low is None else math.ceil(Fraction(str(low)) / step)
        most = None if high is None else math.floor(Fraction(str(high)) / step)
        if over is not None:
            least = max(
                x for x in (least, math.floor(Fraction(str(over)) / step) + 1) if x is not None
            )
        if under is not None:
            most = min(
                x for x in (most, math.ceil(Fraction(str(under)) / step) - 1) if x is not None
            )
        span = 1000 if is_whole else 100_000
        if least is None:
            least = min(1, most) if most is not None and most > 0 else 1
            if most is not None and most < least:
                least = most - span
        if most is None:
            most = least + span
        if most < least:
            return self._between(low, high, over, under)
        if self._oddly():
            count = self._draw(_one_of([least, most]))
        else:
            if least <= 0 < most:
                least = 1  # a zero often means something else
            count = least + self._draw(_small(min(most - least, span) + 1))
        found = count * step
        return (
            int(found) if found.denominator == 1 and (is_whole or not multiples) else float(found)
        )

    def _between(self, *bounds: float | None) -> float:
        """A number in a range that is narrower than a hundredth."""
        known = [each for each in bounds if each is not None]
        if len(known) < 2:
            raise Impossible("no number is in this range")
        return (min(known) + max(known)) / 2


def shown(value: Any) -> Any:
    """A value in which bytes are texts, so that a validator can look at it."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, dict):
        return {name: shown(each) for name, each in value.items()}
    return [shown(each) for each in value] if isinstance(value, list) else value


def _examples(schema: dict[str, Any]) -> Iterator[Any]:
    if "example" in schema:
        yield schema["example"]
    examples = schema.get("examples")
    if isinstance(examples, list):
        yield from examples


def _kind(value: Any) -> set[str]:
    if isinstance(value, bool):
        return {"boolean"}
    if isinstance(value, int):
        return {"integer", "number"}
    if isinstance(value, float):
        return {"number", "integer"} if value.is_integer() else {"number"}
    if isinstance(value, str):
        return {"string"}
    if isinstance(value, list):
        return {"array"}
    return {"object"} if isinstance(value, dict) else {"null"}


def _common(one: Fraction, other: Fraction) -> Fraction:
    """The least number that is a multiple of both."""
    return Fraction(
        math.lcm(one.numerator * other.denominator, other.numerator * one.denominator),
        one.denominator * other.denominator,
    )


def _quoted(where: str) -> str:
    from urllib.parse import quote

    return quote(where, safe="/~!$&()*+,;=:@?-._")


_BOOLEANS: Final = st.booleans()


@lru_cache(4096)
def _small(count: int) -> SearchStrategy[int]:
    return st.integers(0, max(0, count - 1))


def _one_of(values: list[Any]) -> SearchStrategy[Any]:
    return _small(len(values)).map(values.__getitem__)
