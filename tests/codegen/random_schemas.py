"""Random JSON Schemas in which keywords meet, and values that they allow.

Names and constants come from small pools: the interesting question is not which name stands in
`properties`, but that the same one stands in `patternProperties` of the next branch, too.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

import jsonschema
import jsonschema_rs

Schema = dict[str, Any] | bool
Json = Any

NAMES = ("a", "b", "c", "x-y", "1", "")
PATTERNS = ("^a", "^x-", "b", "^[0-9]+$", "^$", "^(a|b)$", "c$", "^x-.*$", "^[^a]*$")
STRINGS = ("", "a", "b", "x-y", "x-", "1", "quite long")
NUMBERS = (0, 1, 2, -1, 1.5, 10)
SCALARS = (None, True, False, *NUMBERS, *STRINGS)
TYPES = ("object", "array", "string", "number", "integer", "boolean", "null")
FAMILY = 4

# Keywords, by what a value must be for them to say anything.
OF_OBJECTS = (
    *("properties", "required", "additionalProperties", "patternProperties", "propertyNames"),
    *("dependentRequired", "dependentSchemas", "unevaluatedProperties"),
    *("minProperties", "maxProperties"),
)
OF_ARRAYS = (
    *("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"),
    *("minContains", "maxContains", "unevaluatedItems"),
)
OF_STRINGS = ("minLength", "maxLength", "pattern")
OF_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
OF_ALL = (
    *("type", "const", "enum", "$ref", "allOf", "anyOf", "oneOf", "not"),
    *("if", "then", "else"),
)
KEYWORDS: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(OF_OBJECTS, dict),
    **dict.fromkeys(OF_ARRAYS, list),
    **dict.fromkeys(OF_STRINGS, str),
    **dict.fromkeys(OF_NUMBERS, (int, float)),
    **dict.fromkeys(OF_ALL, object),
}

MAPS = ("properties", "patternProperties", "dependentSchemas")
LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
SINGLE = (
    *("additionalProperties", "propertyNames", "unevaluatedProperties", "items", "contains"),
    *("unevaluatedItems", "not", "if", "then", "else"),
)
DATA = ("const", "enum", "default", "example", "examples")


@dataclass
class Family:
    """Some component schemas that may name each other, and nothing outside."""

    schemas: dict[str, Schema]
    nullable: bool = False

    def allows(self, name: str, value: Json) -> bool:
        """Whether two validators, which share no line of code, say that the value is valid."""
        if not self._quick[name].is_valid(value):
            return False
        return self._thorough[name].is_valid(value)

    @cached_property
    def _documents(self) -> dict[str, Any]:
        schemas = self.schemas
        if self.nullable:
            schemas = {name: modern(schema) for name, schema in schemas.items()}
        return {
            name: {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
            for name in schemas
        }

    @cached_property
    def _quick(self) -> dict[str, Any]:
        make = jsonschema_rs.Draft202012Validator
        return {name: make(document) for name, document in self._documents.items()}

    @cached_property
    def _thorough(self) -> dict[str, Any]:
        make = jsonschema.Draft202012Validator
        return {name: make(document) for name, document in self._documents.items()}


@dataclass(frozen=True)
class Case:
    """A schema with values that it allows; none were found for a few."""

    family: Family
    name: str
    values: list[Json]

    @property
    def schema(self) -> Schema:
        return self.family.schemas[self.name]


def families(seed: int, count: int, *, nullable: bool = False) -> Iterator[list[Case]]:
    """As many schemas as asked for, in families; the same ones for the same seed."""
    for first in range(0, count, FAMILY):
        names = [f"C{index}" for index in range(first, min(first + FAMILY, count))]
        yield family(Random(f"{seed}/{first}/{nullable}"), names, nullable=nullable)


def family(random: Random, names: list[str], *, nullable: bool = False) -> list[Case]:
    """One family; a schema that seems to allow nothing is drawn anew, a few times."""
    writer = Writer(random, names, nullable=nullable)
    schemas = {name: writer.component(name) for name in names}
    for _ in range(4):
        made = Family(dict(schemas), nullable)
        cases = [Case(made, name, values(random, made, name)) for name in names]
        empty = [case.name for case in cases if not case.values and random.random() < 0.9]
        if not empty:
            break
        schemas |= {name: writer.component(name) for name in empty}
    return cases


# Schemas


class Writer:
    """Draws schemas. `nullable` is OpenAPI 3.0, which has fewer keywords."""

    def __init__(self, random: Random, names: list[str], *, nullable: bool) -> None:
        self.random = random
        self.names = names
        self.nullable = nullable

    def component(self, name: str) -> Schema:
        # A schema may stand beside itself only one step further down in the value.
        return self.schema(3, self.names[: self.names.index(name)])

    def chance(self, likely: float) -> bool:
        return self.random.random() < likely

    def some(self, pool: tuple[Any, ...], least: int, most: int) -> list[Any]:
        return self.random.sample(pool, self.random.randint(least, min(most, len(pool))))

    def inner(self, depth: int) -> Schema:
        """A schema for a part of the value."""
        return self.schema(depth - 1, self.names)

    def schema(self, depth: int, here: list[str]) -> Schema:
        roll = self.random.random()
        if roll < 0.04 and depth < 3:
            return self.anything()
        if roll < 0.14 and here:
            return self.reference(depth, here)
        if depth <= 0 or roll < (0.3 if depth < 3 else 0.2):
            return self.scalar()
        facets = [self.object, self.object, self.array, self.combination, self.combination]
        if not self.nullable:
            facets.append(self.condition)
        made = self.random.choice(facets)(depth, here)
        if self.chance(0.25):
            made = self.random.choice(facets)(depth, here) | made
        return self.typed(made)

    def anything(self) -> Schema:
        if self.nullable:
            return {}
        return self.random.choice([True, True, {}, False])

    def reference(self, depth: int, here: list[str]) -> Schema:
        made: dict[str, Any] = {"$ref": f"#/components/schemas/{self.random.choice(here)}"}
        if not self.nullable and self.chance(0.3) and depth > 0:
            beside = self.object(depth, here)
            made |= beside
        return made

    def typed(self, made: dict[str, Any]) -> Schema:
        spoken = [
            kind
            for kind, words in (("object", OF_OBJECTS), ("array", OF_ARRAYS))
            if any(word in made for word in words)
        ]
        # Without one, 3.0 is read as people write it: `properties` are those of an object.
        if spoken and (self.nullable or self.chance(0.75)):
            made["type"] = spoken[0] if len(spoken) == 1 else spoken
            if self.nullable:
                made["type"] = spoken[0]
                made |= {"nullable": True} if self.chance(0.25) else {}
            elif self.chance(0.2):
                made["type"] = [*spoken, self.random.choice(("string", "null", "number"))]
        elif not self.nullable and self.chance(0.15):
            made["type"] = self.some(TYPES, 1, 4)
        return made

    def scalar(self) -> Schema:
        roll = self.random.random()
        if roll < 0.15 and not self.nullable:
            return {"const": self.value(1)}
        if roll < 0.4:
            return self.enumeration()
        kind = self.random.choice(TYPES[2:6] if self.nullable else TYPES[2:])
        made: dict[str, Any] = {"type": kind}
        if kind == "string" and self.chance(0.4):
            made |= self.random.choice(
                [{"minLength": 1}, {"maxLength": 1}, {"pattern": self.random.choice(PATTERNS)}]
            )
        if kind in ("number", "integer") and self.chance(0.4):
            made |= self.limits()
        if self.nullable and self.chance(0.3):
            made["nullable"] = True
        elif not self.nullable and self.chance(0.15):
            made["type"] = list(dict.fromkeys([kind, self.random.choice(TYPES)]))
        if not self.nullable and self.chance(0.1):
            del made["type"]
            made |= self.random.choice([{"minLength": 1}, {"minimum": 0}, {"pattern": "^x-"}])
        return made

    def limits(self) -> dict[str, Any]:
        if self.nullable:
            return self.random.choice(
                [{"minimum": 0}, {"maximum": 1}, {"minimum": 0, "exclusiveMinimum": True}]
            )
        return self.random.choice(
            [
                *({"minimum": 0}, {"maximum": 1}, {"multipleOf": 2}),
                *({"exclusiveMinimum": 0}, {"exclusiveMaximum": 1}),
            ]
        )

    def enumeration(self) -> Schema:
        if self.nullable:
            made: dict[str, Any] = {"type": "string", "enum": self.some(STRINGS, 1, 4)}
            if self.chance(0.3):
                made |= {"nullable": True, "enum": [*made["enum"], None]}
            return made
        words = self.some(STRINGS, 1, 3)
        if self.chance(0.5):
            return {"type": "string", "enum": words}
        return {"enum": unique([*words, *(self.value(1) for _ in range(2))])}

    def value(self, depth: int) -> Json:
        """Any JSON value."""
        roll = self.random.random()
        if depth > 0 and roll < 0.15:
            return [self.value(depth - 1) for _ in range(self.random.randint(0, 2))]
        if depth > 0 and roll < 0.35:
            return {name: self.value(depth - 1) for name in self.some(NAMES, 0, 3)}
        return self.random.choice(SCALARS)

    def object(self, depth: int, here: list[str]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        if self.chance(0.85):
            names = self.some(NAMES, 1, 3)
            made["properties"] = {name: self.inner(depth) for name in names}
        if self.chance(0.5):
            pool = tuple(made.get("properties", NAMES)) if self.chance(0.8) else NAMES
            made["required"] = self.some(pool, 1, 2)
        if self.chance(0.35):
            made["additionalProperties"] = self.further(depth)
        rare: list[Callable[[], dict[str, Any]]] = [
            lambda: {"minProperties": self.random.randint(0, 2)},
            lambda: {"maxProperties": self.random.randint(0, 3)},
        ]
        if not self.nullable:
            rare += [
                lambda: {"patternProperties": self.patterned(depth)},
                lambda: {"patternProperties": self.patterned(depth)},
                lambda: {"propertyNames": self.naming()},
                lambda: {"dependentRequired": self.depending()},
                lambda: {"dependentSchemas": self.dependents(depth, here)},
                lambda: {"unevaluatedProperties": self.further(depth)},
            ]
        for make in self.random.choices(rare, k=self.random.choice((0, 0, 1, 1, 2))):
            made |= make()
        return made

    def further(self, depth: int) -> Schema:
        if self.chance(0.5):
            return False
        return True if self.chance(0.2) else self.inner(depth)

    def patterned(self, depth: int) -> dict[str, Schema]:
        return {pattern: self.inner(depth) for pattern in self.some(PATTERNS, 1, 2)}

    def naming(self) -> Schema:
        return self.random.choice(
            [
                {"enum": self.some(NAMES, 2, 4)},
                {"pattern": self.random.choice(PATTERNS)},
                {"maxLength": 1},
                {"const": self.random.choice(NAMES)},
                {"type": "string"},
                {"not": {"const": self.random.choice(NAMES)}},
                self.random.choice([True, False]),
            ]
        )

    def depending(self) -> dict[str, list[str]]:
        return {name: self.some(NAMES, 0, 2) for name in self.some(NAMES, 1, 2)}

    def dependents(self, depth: int, here: list[str]) -> dict[str, Schema]:
        return {name: self.schema(depth - 1, here) for name in self.some(NAMES, 1, 2)}

    def array(self, depth: int, here: list[str]) -> dict[str, Any]:
        del here
        made: dict[str, Any] = {}
        if self.nullable:
            made["items"] = self.inner(depth)
        else:
            if self.chance(0.5):
                made["prefixItems"] = [self.inner(depth) for _ in range(self.random.randint(1, 3))]
            if self.chance(0.6):
                made["items"] = self.further(depth) if "prefixItems" in made else self.inner(depth)
            if self.chance(0.2):
                made["contains"] = self.inner(depth)
                made |= self.random.choice([{}, {}, {"minContains": 0}, {"maxContains": 1}])
            if self.chance(0.15):
                made["unevaluatedItems"] = self.further(depth)
        if self.chance(0.25):
            made["minItems"] = self.random.randint(0, 3)
        if self.chance(0.2):
            made["maxItems"] = self.random.randint(made.get("minItems", 0), 3)
        if self.chance(0.1):
            made["uniqueItems"] = True
        return made or {"items": self.inner(depth)}

    def combination(self, depth: int, here: list[str]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for _ in range(self.random.choice((1, 1, 2))):
            word = self.random.choice(("allOf", "anyOf", "oneOf", "oneOf", "not"))
            if word == "not":
                made[word] = self.small(depth, here)
            else:
                parts = range(self.random.randint(1, 3))
                made[word] = [self.schema(depth - 1, here) for _ in parts]
        return made

    def condition(self, depth: int, here: list[str]) -> dict[str, Any]:
        made: dict[str, Any] = {"if": self.small(depth, here)}
        for word in ("then", "else"):
            if self.chance(0.7):
                made[word] = self.schema(depth - 1, here)
        return made

    def small(self, depth: int, here: list[str]) -> Schema:
        """What is asked, rather than described: which kind of value is this?"""
        name = self.random.choice(NAMES)
        constant = self.random.choice(SCALARS)
        roll = self.random.random()
        of_objects = {"type": "object"} if self.nullable else {}
        if roll < 0.2:
            return {"required": [name]} | of_objects
        if roll < 0.4:
            kind = self.random.choice(TYPES)
            return {"type": "string" if self.nullable and kind == "null" else kind}
        if roll < 0.6:
            value: dict[str, Any] = {"enum": ["a"]} if self.nullable else {"const": constant}
            asked: dict[str, Any] = {"properties": {name: value}} | of_objects
            return asked | ({"required": [name]} if self.chance(0.7) else {})
        if roll < 0.75:
            return {"enum": ["a", "b"]} if self.nullable else {"const": constant}
        return self.schema(min(depth - 1, 1), here)


def modern(schema: Schema) -> Schema:
    """A schema of OpenAPI 3.0, as JSON Schema says it today."""
    if isinstance(schema, bool):
        return schema
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    made = mapped(schema, modern)
    if made.pop("nullable", False) and "type" in made:
        made["type"] = [made["type"], "null"]
    if made.pop("exclusiveMinimum", False) and "minimum" in made:
        made["exclusiveMinimum"] = made.pop("minimum")
    return made


def mapped(schema: dict[str, Any], change: Callable[[Schema], Schema]) -> dict[str, Any]:
    """The schema with each of its parts changed."""
    made: dict[str, Any] = {}
    for word, given in schema.items():
        if word in MAPS:
            made[word] = {name: change(part) for name, part in given.items()}
        elif word in LISTS:
            made[word] = [change(part) for part in given]
        elif word in SINGLE:
            made[word] = change(given)
        else:
            made[word] = given
    return made


def parts(schema: Schema) -> Iterator[dict[str, Any]]:
    """The schema and all schemas inside of it, but for true and false."""
    if isinstance(schema, bool):
        return
    yield schema
    inner: list[Schema] = []
    mapped(schema, lambda part: inner.append(part) or part)  # type: ignore[func-returns-value]
    for part in inner:
        yield from parts(part)


def speaking(schema: Schema, value: Json) -> Iterator[str]:
    """The keywords, here and further down, that have something to say of the value."""
    if isinstance(schema, bool):
        return
    kind = bool if isinstance(value, bool) else type(value)
    for word, given in schema.items():
        asked = KEYWORDS.get(word, ())
        if asked is object or (kind is not bool and isinstance(value, asked)):
            yield word
        if word in ("allOf", "anyOf", "oneOf"):
            for part in given:
                yield from speaking(part, value)
        elif word in ("then", "else"):
            yield from speaking(given, value)
        elif word == "properties" and isinstance(value, dict):
            for name in given.keys() & value.keys():
                yield from speaking(given[name], value[name])
        elif word == "items" and isinstance(value, list):
            for part in value[len(schema.get("prefixItems", ())) :]:
                yield from speaking(given, part)


# Values


def values(random: Random, family: Family, name: str, most: int = 6) -> list[Json]:
    """Values that the schema allows: half are built for it, half happen to fit."""
    builder = Builder(random, family.schemas)
    schema = family.schemas[name]
    built = [builder.build(schema, 4) for _ in range(16)]
    drawn = [builder.pick(schema) for _ in range(16)]
    drawn += [builder.changed(value) for value in built]
    found: list[Json] = []
    for candidates in (built, drawn):
        fit = [value for value in unique(candidates) if family.allows(name, value)]
        new = [value for value in fit if all(differ(value, other) for other in found)]
        found += sorted(new, key=size, reverse=True)[: most // 2]
    return found


class Builder:
    """Makes values for a schema. Most are valid; the caller looks."""

    def __init__(self, random: Random, schemas: dict[str, Schema]) -> None:
        self.random = random
        self.schemas = schemas

    def build(self, schema: Schema, depth: int) -> Json:
        if depth < -3:
            return None  # it holds itself and cannot end
        flat = self.flat(schema, 6)
        if "const" in flat:
            return flat["const"]
        if "enum" in flat:
            return self.random.choice(flat["enum"])
        kind = self.kind(flat, depth)
        if kind == "object":
            return self.object(flat, depth)
        if kind == "array":
            return self.array(flat, depth)
        fit: dict[str, tuple[Any, ...]] = {
            **{"string": STRINGS, "number": NUMBERS, "integer": (0, 1, 2, -1, 10)},
            **{"boolean": (True, False), "null": (None,)},
        }
        return self.random.choice(fit[kind])

    def kind(self, flat: dict[str, Any], depth: int) -> str:
        asked = flat.get("type")
        kinds = list(TYPES) if asked is None else [asked] if isinstance(asked, str) else asked
        if flat.get("nullable") and self.random.random() < 0.3:
            return "null"
        spoken = [
            kind
            for kind, words in (("object", OF_OBJECTS), ("array", OF_ARRAYS))
            if kind in kinds and any(word in flat for word in words)
        ]
        if spoken and self.random.random() < (0.85 if depth > 0 else 0.3):
            return self.random.choice(spoken)
        return self.random.choice(kinds) if kinds else "null"

    def object(self, flat: dict[str, Any], depth: int) -> Json:
        known = flat.get("properties", {})
        wanted = dict.fromkeys(flat.get("required", ()))
        most = self.random.choice((0, 1, 2, 3)) if depth > 0 else 0
        free = [name for name in (*known, *known, *NAMES) if name not in wanted]
        wanted |= dict.fromkeys(self.random.sample(free, min(most, len(free))))
        made = {}
        for name in wanted:
            part = known.get(name, flat.get("additionalProperties", True))
            if part is False and name not in flat.get("required", ()):
                continue
            for needed in flat.get("dependentRequired", {}).get(name, ()):
                made.setdefault(needed, self.build(known.get(needed, True), depth - 1))
            made[name] = self.build(part, depth - 1)
        return made

    def array(self, flat: dict[str, Any], depth: int) -> Json:
        prefix = flat.get("prefixItems", [])
        rest = flat.get("items", flat.get("unevaluatedItems", True))
        least = flat.get("minItems", 0)
        most = min(flat.get("maxItems", 4), max(least, len(prefix) + 2 if depth > 0 else 0))
        if rest is False:
            most = min(most, len(prefix))
        length = self.random.randint(least, most) if least <= most else least
        made = [
            self.build(prefix[index] if index < len(prefix) else rest, depth - 1)
            for index in range(length)
        ]
        if "contains" in flat and flat.get("minContains", 1) and not made[len(prefix) :]:
            made.append(self.build(flat["contains"], depth - 1))
        return made

    def flat(self, schema: Schema, depth: int) -> dict[str, Any]:
        """The schema with one choice made wherever it gives one."""
        if isinstance(schema, bool):
            return {}
        made = {word: given for word, given in schema.items() if word not in _GATHERED}
        if depth == 0:
            return made
        chosen = list(schema.get("allOf", ()))
        if "$ref" in schema:
            chosen.append(self.schemas.get(schema["$ref"].rpartition("/")[2], True))
        for word in ("anyOf", "oneOf"):
            if word in schema:
                chosen.append(self.random.choice(schema[word]))
        if "if" in schema:
            yes = self.random.random() < 0.6
            chosen += [schema["if"], schema.get("then", True)] if yes else []
            chosen += [] if yes else [schema.get("else", True)]
        if "dependentSchemas" in schema and self.random.random() < 0.5:
            chosen += schema["dependentSchemas"].values()
        for part in chosen:
            made = merged(made, self.flat(part, depth - 1))
        return made

    def pick(self, schema: Schema) -> Json:
        """A value that may have to do with the schema or not."""
        constants: list[Json] = []
        for part in parts(schema):
            constants += [part["const"]] if "const" in part else []
            constants += part.get("enum", [])
        writer = Writer(self.random, [], nullable=False)
        roll = self.random.random()
        if constants and roll < 0.3:
            return self.random.choice(constants)
        if roll < 0.45:
            return self.random.choice(SCALARS)
        if roll < 0.6:
            return [self._any(constants, writer) for _ in range(self.random.randint(0, 3))]
        names = self.random.sample(NAMES, self.random.randint(0, 3))
        return {name: self._any(constants, writer) for name in names}

    def _any(self, constants: list[Json], writer: Writer) -> Json:
        if constants and self.random.random() < 0.4:
            return self.random.choice(constants)
        return writer.value(2)

    def changed(self, value: Json) -> Json:
        """The value with one thing in it another."""
        if isinstance(value, dict) and value:
            name = self.random.choice(list(value))
            roll = self.random.random()
            if roll < 0.3:
                return {key: part for key, part in value.items() if key != name}
            if roll < 0.6:
                return value | {self.random.choice(NAMES): self.random.choice(SCALARS)}
            return value | {name: self.changed(value[name])}
        if isinstance(value, list) and value:
            where = self.random.randrange(len(value))
            if self.random.random() < 0.3:
                return value[:where] + value[where + 1 :]
            if self.random.random() < 0.3:
                return [*value, self.random.choice(SCALARS)]
            return [*value[:where], self.changed(value[where]), *value[where + 1 :]]
        return self.random.choice([*SCALARS, {}, []])


_GATHERED = ("allOf", "anyOf", "oneOf", "$ref", "if", "then", "else", "not", "dependentSchemas")


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What both ask for, as nearly as one schema without `allOf` can say it."""
    made = other | one
    for word in ("properties", "dependentRequired"):
        if word in one and word in other:
            made[word] = other[word] | one[word]
            for name in one[word].keys() & other[word].keys():
                first, second = one[word][name], other[word][name]
                both = {"allOf": [first, second]} if word == "properties" else [*first, *second]
                made[word][name] = both
    if "required" in one and "required" in other:
        made["required"] = [*one["required"], *other["required"]]
    if "type" in one and "type" in other:
        first, second = (_listed(each["type"]) for each in (one, other))
        made["type"] = [kind for kind in first if kind in second] or first
    return made


def _listed(kinds: str | list[str]) -> list[str]:
    return [kinds] if isinstance(kinds, str) else kinds


def differ(one: Json, other: Json) -> bool:
    return json.dumps(one, sort_keys=True) != json.dumps(other, sort_keys=True)


def unique(found: list[Json]) -> list[Json]:
    """Each value once, by what JSON says, where 1 and true are two."""
    return list({json.dumps(value, sort_keys=True): value for value in found}.values())


def size(value: Json) -> int:
    return len(json.dumps(value))


# What a type can say in full


class Plain(Writer):
    """Draws schemas of which a type can say every word: what is not valid is no such type."""

    def schema(self, depth: int, here: list[str]) -> Schema:
        if depth <= 0:
            return self.leaf()
        makes = (self.leaf, self.record, self.record, self.tuple, self.sequence, self.choice)
        make = self.random.choice(makes)
        return make() if make == self.leaf else make(depth)  # type: ignore[call-arg]

    def leaf(self) -> Schema:
        kinds = ("string", "number", "boolean", "null")
        roll = self.random.random()
        if roll < 0.5:
            return {"type": self.random.choice(kinds)}
        if roll < 0.7:
            return {"type": self.some(kinds, 2, 2)}
        if roll < 0.8:
            return {"const": self.random.choice(SCALARS)}
        return {"enum": self.some(SCALARS, 1, 4)}

    def record(self, depth: int) -> Schema:
        names = self.some(NAMES, 1, 3)
        made: dict[str, Any] = {"type": "object"}
        made["properties"] = {name: self.inner(depth) for name in names}
        made["required"] = self.some(tuple(names), 0, 2)
        return made | ({"additionalProperties": False} if self.chance(0.6) else {})

    def tuple(self, depth: int) -> Schema:
        items = [self.inner(depth) for _ in range(self.random.randint(1, 3))]
        fixed = {"minItems": len(items), "items": False}
        return {"type": "array", "prefixItems": items, **fixed}

    def sequence(self, depth: int) -> Schema:
        return {"type": "array", "items": self.inner(depth)}

    def choice(self, depth: int) -> Schema:
        made = []
        for word in self.some(("a", "b", "x-y"), 2, 3):
            inner = {"kind": {"const": word}, self.random.choice(NAMES): self.inner(depth)}
            closed = {"required": ["kind"], "additionalProperties": False}
            made.append({"type": "object", "properties": inner, **closed})
        return {"oneOf": made}


def misfits(seed: int, count: int, most: int = 6) -> Iterator[Case]:
    """Plain schemas, each with values that it does not allow; some are nearly right."""
    for index in range(count):
        random = Random(f"{seed}/{index}/misfits")
        name = f"C{index}"
        made = Family({name: Plain(random, [name], nullable=False).schema(2, [])})
        builder = Builder(random, made.schemas)
        near = [builder.changed(builder.build(made.schemas[name], 4)) for _ in range(12)]
        far = [*random.sample(SCALARS, 2), {}, []]
        wrong = [value for value in unique([*near, *far]) if not made.allows(name, value)]
        yield Case(made, name, random.sample(wrong, min(most, len(wrong))))


# Smaller


def smaller(family: Family, name: str, value: Json) -> Iterator[tuple[Family, Json]]:
    """The same case with one thing taken away; the value stays valid."""
    for less in lesser(family, name):
        yield from _still(less, name, value)
    for part in _less_value(value):
        yield from _still(family, name, part)


def lesser(family: Family, name: str) -> Iterator[Family]:
    """The family with one thing taken away; what the name no longer reaches goes, too."""
    for each, schema in family.schemas.items():
        for less in _less_schema(schema):
            schemas = family.schemas | {each: less}
            yield Family(reached(schemas, name), family.nullable)


def _still(family: Family, name: str, value: Json) -> Iterator[tuple[Family, Json]]:
    try:
        if family.allows(name, value):
            yield family, value
    except (RecursionError, ValueError):
        return  # it came to stand beside itself


def reached(schemas: dict[str, Schema], name: str) -> dict[str, Schema]:
    found = [name]
    for each in found:
        for part in parts(schemas[each]):
            target = part.get("$ref", "").rpartition("/")[2]
            if target and target not in found:
                found.append(target)
    return {each: schemas[each] for each in schemas if each in found}


def _less_schema(schema: Schema) -> Iterator[Schema]:
    if isinstance(schema, bool):
        return
    yield {}
    for word, given in schema.items():
        without = {each: other for each, other in schema.items() if each != word}
        yield without
        if word in SINGLE:
            yield given
            yield from (schema | {word: less} for less in _less_schema(given))
        elif word in MAPS:
            for name, part in given.items():
                rest = {each: other for each, other in given.items() if each != name}
                yield schema | {word: rest}
                if word == "dependentSchemas":
                    yield part
                yield from (schema | {word: given | {name: less}} for less in _less_schema(part))
        elif word in LISTS:
            for index, part in enumerate(given):
                if len(given) > 1:
                    yield schema | {word: given[:index] + given[index + 1 :]}
                if word != "prefixItems":
                    yield part
                for less in _less_schema(part):
                    yield schema | {word: [*given[:index], less, *given[index + 1 :]]}
        elif word not in DATA[:1] and isinstance(given, list) and len(given) > 1:
            for index in range(len(given)):
                yield schema | {word: given[:index] + given[index + 1 :]}


def _less_value(value: Json) -> Iterator[Json]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield {each: other for each, other in value.items() if each != name}
            yield from (value | {name: less} for less in _less_value(part))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield value[:index] + value[index + 1 :]
            for less in _less_value(part):
                yield [*value[:index], less, *value[index + 1 :]]
    elif value is not None:
        yield None
