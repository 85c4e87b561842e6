"""JSON Schema into shapes, as a reader of the contract would say them.

Most schemas say plainly what they are and are read plainly: a reference stays a name, `allOf` stays
a list of parts. Where keywords play together so that no plain reading holds (`not`, `if`, a schema
without `type`), the values themselves are computed (`exact`) and shown as the shapes that hold
them. What no shape can say leaves the schema wider than written, and a diagnostic behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from marshal import dumps
from typing import TYPE_CHECKING, Any, Final

from codegen.model import (
    NULL,
    Anything,
    Choice,
    Diagnostic,
    Either,
    Every,
    Field,
    ListOf,
    Named,
    Nothing,
    Place,
    Record,
    Ref,
    Scalar,
    Schema,
    Shape,
    pointer_of,
)
from codegen.read.discriminators import Discriminators
from codegen.read.exact import (
    ARRAY_WORDS,
    NARROWING,
    OBJECT_WORDS,
    Exact,
    implied_types,
)
from codegen.read.exclusive import Exclusive
from codegen.read.kinds import KINDS, Kinds
from codegen.read.limits import is_typed, within
from codegen.read.raw import Raw, is_reference, list_of, map_of, types_of, words_of
from codegen.read.references import References
from codegen.read.sets import EMPTY, Obj, Set, both
from codegen.read.shown import shown, shown_box, shown_list

if TYPE_CHECKING:
    pass

ANYTHING: Final = Anything()
_LIST: Final = ListOf(Schema(ANYTHING))
_RECORD: Final = Record((), None)
_SCALARS: Final[dict[str, Shape]] = {
    "string": Scalar("string"),
    "integer": Scalar("integer"),
    "number": Scalar("number"),
    "boolean": Scalar("boolean"),
    "null": NULL,
    "object": _RECORD,
    "array": _LIST,
}
_NULLABLE: Final[dict[str, Shape]] = {
    kind: Either((Schema(shape), Schema(NULL))) for kind, shape in _SCALARS.items()
}
_RECORD_WORDS: Final = frozenset(("properties", "required", "additionalProperties"))
_LARGE_RECORD: Final = 6
_JUST_RECORD: Final = frozenset({"object"})

# Where one of these stands, a schema says more than `type`, limits and notes.
_COMPOUND: Final = frozenset(
    (
        *("$ref", "$dynamicRef", "nullable", "enum", "const", "discriminator"),
        *("allOf", "anyOf", "oneOf", "not", "if", "dependentRequired", "dependentSchemas"),
        *("properties", "required", "additionalProperties", "patternProperties", "propertyNames"),
        *("items", "prefixItems", "minItems", "maxItems", "contains", "maxProperties"),
        *("unevaluatedProperties", "unevaluatedItems"),
    )
)
# Where one of these stands, the values have to be computed.
_HARD: Final = frozenset(("not", "if", "dependentRequired", "dependentSchemas"))
_RARE_RECORD: Final = frozenset(("patternProperties", "propertyNames", "maxProperties"))
_RARE_LIST: Final = frozenset(("prefixItems", "minItems", "maxItems", "contains"))


class About:
    """What is known of the values that a schema is asked about, from the schemas around it.

    `kinds` are those that it can still be asked about; `beside` are the schemas that apply to the
    same value; `owner` is the named schema whose value it is, if it is.
    """

    __slots__ = ("beside", "kinds", "owner")

    def __init__(
        self,
        kinds: frozenset[str] = KINDS,
        beside: tuple[tuple[Raw, Place], ...] = (),
        owner: str | None = None,
    ) -> None:
        self.kinds = kinds
        self.beside = beside
        self.owner = owner


_ALONE: Final = About()


class ShapeReader:
    """Reads the schemas of one document, and remembers what it could not say."""

    def __init__(
        self, document: Mapping[str, Any], names: Iterable[str], is_scoped: bool = False
    ) -> None:
        self._is_scoped = is_scoped
        self._version = str(document.get("openapi", ""))
        self._is_30 = self._version.startswith("3.0")
        self._refs: dict[str, Schema] = {}
        self._records: dict[bytes, Shape] = {}
        self._widened: dict[Diagnostic, None] = {}
        # Schemas that were made here: what is known of one is known by where it lies in memory.
        self._kept: list[Raw] = []
        self._computing: list[int] = []
        schemas = map_of(document.get("components"), "schemas")
        references = self._references = References(document, names, is_scoped)
        exact = self._exact = Exact(references.target, self.widen, self._is_30)
        self._kinds = Kinds(references, exact, self._is_30)
        self._discriminators = Discriminators(schemas, references, exact, self.widen)
        self._exclusives = Exclusive(references, exact, self._kinds, self.widen)

    # The door

    def schema(self, raw: Raw, place: Place, about: About = _ALONE) -> Schema:
        """What a schema says."""
        if raw.__class__ is not dict:
            return Schema(self._bare(raw, place), {}, place)
        if _COMPOUND.isdisjoint(raw):
            kind = raw.get("type")
            if kind.__class__ is str:
                return Schema(_SCALARS.get(kind) or self._unknown(kind, place), raw, place)
            if kind is None:
                return Schema(ANYTHING, raw, place)
        elif about.owner is None:
            if "$ref" in raw:
                if len(raw) == 1:
                    return self._plain_ref(raw, place)
            elif "type" in raw:
                shape = self._usual(raw, place)
                if shape is not None:
                    return Schema(shape, raw, place)
        return Schema(self._shape(raw, place, about), raw, place)

    def _shared_record(self, raw: Raw, place: Place) -> Shape:
        """A record. Documents that were made by programs repeat large ones to the letter; those
        are read once."""
        if len(map_of(raw, "properties")) < _LARGE_RECORD:
            return self._record(raw, place, _ALONE)
        letters = dumps(raw, 2)
        known = self._records.get(letters)
        if known is None:
            known = self._records[letters] = self._record(raw, place, _ALONE)
        return known

    def inner(self, raw: Raw, place: Place) -> Schema:
        """A schema inside of computed values. One that is inside of itself gets a name there."""
        if id(raw) in self._computing:
            return self.by_name(place)
        return self.schema(raw, place)

    def by_name(self, place: Place) -> Schema:
        """Refer to the schema at a place, which gets a name if it has none."""
        return Schema(Ref(self._references.name(pointer_of(place))), {}, place)

    def _plain_ref(self, raw: Raw, place: Place) -> Schema:
        """A reference and nothing beside it. The same one is read once."""
        reference = raw["$ref"]
        known = self._refs.get(reference) if isinstance(reference, str) else None
        if known is None:
            known = Schema(self._ref(raw, place, _ALONE), raw, place)
            if not self._is_scoped and isinstance(reference, str):
                self._refs[reference] = known
        return known

    def _usual(self, raw: Raw, place: Place) -> Shape | None:
        """What most schemas are, read without a look around: one type and what goes with it."""
        kind = raw["type"]
        if kind.__class__ is not str:
            return None
        words = raw.keys() & _COMPOUND
        if words <= _RECORD_WORDS:
            if kind == "object":
                return self._shared_record(raw, place)
        elif len(words) == 1:
            if "items" in words:
                if kind == "array":
                    return ListOf(self.schema(raw["items"], (place, "items")))
            elif "enum" in words:
                return self._choice(raw)
            elif "nullable" in words and self._is_30:
                return _NULLABLE.get(kind) if raw["nullable"] is True else _SCALARS.get(kind)
        return None

    def named(self, name: str, raw: Raw, place: Place) -> Named:
        """A schema with a name of its own."""
        return Named(name, self.schema(raw, place, About(owner=name)))

    def definitions(self) -> Iterator[Named]:
        """The schemas that were referred to and are no components, and what they refer to."""
        for name, raw, where in self._references.definitions():
            yield self.named(name, raw, where)

    def widen(self, place: Place, message: str) -> None:
        """Note that types allow more here than the contract does."""
        self._widened[Diagnostic(pointer_of(place), message)] = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Where types allow more than the contract does, and why."""
        return tuple(self._widened)

    def _bare(self, raw: Raw, place: Place) -> Shape:
        if raw is False:
            return Nothing()
        if raw is not True:
            self.widen(place, "a schema must be an object, true or false")
        return ANYTHING

    def _unknown(self, kind: str, place: Place) -> Shape:
        self.widen((place, "type"), f"`{kind}` is not a type")
        return ANYTHING

    # References

    def _ref(self, raw: Raw, place: Place, about: About) -> Shape:
        found = self._references.target(raw, place)
        if found is None:
            self.widen(place, f"`{raw.get('$ref', raw.get('$dynamicRef'))}` leads nowhere")
            return ANYTHING
        target, where = found
        assert isinstance(where, str)
        name = self._references.name(where)
        if about.owner is not None and self._references.comes_back(target, where, about.owner):
            return self._opened(target, where, name, about)
        return Ref(name)

    def _opened(self, raw: Raw, where: str, name: str, about: About) -> Shape:
        """A parent that lists its own heirs is read in place, without the list."""
        if name == about.owner or not isinstance(raw, dict):
            self.widen(where, f"`{name}` is defined by itself alone")
            return ANYTHING
        rest = {word: value for word, value in raw.items() if word not in _ALTERNATIVES}
        self._kept.append(rest)
        return self._shape(rest, where, about)

    # Kinds

    # Shapes

    def _shape(self, raw: Mapping[str, Any], place: Place, about: About) -> Shape:
        if self._is_30:
            self._tell_of_31(raw, place)
            if "$ref" in raw:
                return self._ref(raw, place, about)
        elif "nullable" in raw:
            self.widen(
                (place, "nullable"),
                f"OpenAPI {self._version} has no `nullable`; write `null` among the types",
            )
        if "type" in raw and about.owner is None and raw.keys().isdisjoint(_MANY_PARTS):
            # The usual case, read without a look around.
            found = self._typed(raw, place, about)
            return found[0] if found else ANYTHING
        kinds = self._kinds.of(raw, place) & about.kinds
        if self._must_compute(raw, kinds):
            if id(raw) in self._computing and about.owner is None:
                return self.by_name(place).shape
            self._computing.append(id(raw))
            try:
                return self._computed(raw, place, kinds, about)
            finally:
                self._computing.pop()
        return self._parts(raw, place, About(kinds, self._beside(raw, place, about), about.owner))

    def _tell_of_31(self, raw: Mapping[str, Any], place: Place) -> None:
        """What an author took from OpenAPI 3.1 is read as it is meant there, and said."""
        for word in sorted(raw.keys() & _SINCE_31):
            self.widen(
                (place, word),
                f"OpenAPI {self._version} has no `{word}`; it is read as 3.1 means it",
            )
        if isinstance(raw.get("type"), list):
            self.widen(
                (place, "type"),
                f"OpenAPI {self._version} takes one type, and `nullable`; read as 3.1 means it",
            )

    def _must_compute(self, raw: Mapping[str, Any], kinds: frozenset[str]) -> bool:
        words = raw.keys()
        if words & _HARD:
            return True
        if "unevaluatedItems" in words or isinstance(raw.get("unevaluatedProperties"), dict):
            return True
        if "unevaluatedProperties" in words and kinds != _JUST_RECORD:
            return True
        if self._is_30 or ("type" in words and "allOf" not in words):
            return False
        # Without a type, what keywords say of objects leaves all other kinds free.
        loose = (words & _OPENING and kinds - _JUST_RECORD and "object" in kinds) or (
            words & ARRAY_WORDS and kinds - {"array"} and "array" in kinds
        )
        if loose:
            return True
        if len(kinds) < 2:
            return False
        return any(
            isinstance(part, dict)
            and "type" not in part
            and (part.keys() & (OBJECT_WORDS | ARRAY_WORDS))
            for part in list_of(raw, "allOf")
        )

    def _computed(
        self, raw: Mapping[str, Any], place: Place, kinds: frozenset[str], about: About
    ) -> Shape:
        """The shape of the values themselves."""
        hard = [word for word in raw if word in _HARD]
        # What is unevaluated depends on all other keywords: then nothing can be said apart.
        is_apart = raw.keys() & _PLAIN_RECORD or about.beside
        if kinds == _JUST_RECORD and hard and is_apart and "unevaluatedProperties" not in raw:
            return self._refined(raw, place, hard, about)
        for word in hard:
            alone = {each: raw[each] for each in _TOGETHER.get(word, (word,)) if each in raw}
            self._kept.append(alone)
            if self._exact.of(alone, place, True).is_all():
                self.widen((place, word), f"types cannot say what `{word}` forbids here")
        found = self._exact.of(raw, place, True).only(kinds)
        return shown(found, self, place, loose="type" not in raw)

    def _refined(
        self, raw: Mapping[str, Any], place: Place, hard: Iterable[str], about: About
    ) -> Shape:
        """A record as it is said, and beside it what its hard keywords add."""
        words = {word: raw[word] for word in raw if word in hard}
        if "if" in words:
            words |= {word: raw[word] for word in _TOGETHER["if"] if word in raw}
        plain = {word: value for word, value in raw.items() if word not in words}
        self._kept += (words, plain)
        base = self._shape(plain, place, About(about.kinds, about.beside, about.owner))
        boxes = self._known(
            self._exact.of(words, place, True).objects, ((plain, place), *about.beside)
        )
        if any(box.is_all() for box in boxes):
            self.widen(place, "types cannot say what `" + "`, `".join(words) + "` adds here")
            return base
        more = shown(Set(EMPTY.plain, (), boxes), self, place)
        if isinstance(base, Anything):
            return more
        return Every((Schema(base, {}, place), Schema(more, {}, place)))

    def _known(
        self, boxes: Iterable[Obj], beside: tuple[tuple[Raw, Place], ...]
    ) -> tuple[Obj, ...]:
        """Boxes whose fields are also what the schemas beside them say of the same names."""
        found = []
        needed = {name for raw, _ in beside for name in words_of(raw, "required")}
        for box in boxes:
            fields = {}
            for name, (part, required) in box.fields.items():
                said = self._references.property_of(name, beside)
                known = both(self._exact.part(*said), part) if said else part
                fields[name] = (known, required or name in needed)
            tidy = Obj(fields, box.extra, box.patterns).tidy()
            found += [tidy] if tidy else []
        return tuple(found)

    def _beside(
        self, raw: Mapping[str, Any], place: Place, about: About
    ) -> tuple[tuple[Raw, Place], ...]:
        if "allOf" in raw or "anyOf" in raw or "oneOf" in raw or "required" in raw:
            return ((raw, place), *about.beside)
        return about.beside

    def _parts(self, raw: Mapping[str, Any], place: Place, about: About) -> Shape:
        if self._is_30 and raw.get("nullable") is True and not _APPLIED.isdisjoint(raw):
            # By the letter, parts that do not allow null forbid it. Nobody means that.
            plain = {word: value for word, value in raw.items() if word != "nullable"}
            self._kept.append(plain)
            shape = self._parts(
                plain, place, About(about.kinds - {"null"}, about.beside, about.owner)
            )
            return Either((Schema(shape, {}, place), Schema(NULL, {}, place)))
        parts: list[Shape | Schema] = []
        if "$ref" in raw or "$dynamicRef" in raw:
            parts.append(self._ref(raw, place, about))
        if "enum" in raw or "const" in raw:
            parts.append(self._choice(raw))
        else:
            typed = self._typed(raw, place, about)
            # That it is an object is said by its parts as well, and better.
            if typed != [_RECORD] or not self._is_record_without_type(raw, place):
                parts += typed
        for index, part in enumerate(list_of(raw, "allOf")):
            at: Place = ((place, "allOf"), index)
            read = self.schema(part, at, about)
            if not isinstance(read.shape, Anything):
                parts.append(read)
            tag = self._discriminators.tag(part, at, about.owner)
            parts += [tag] if tag else []
        for word in ("oneOf", "anyOf"):
            if list_of(raw, word):
                parts.append(self._either(raw, word, place, about))
        return _joined(parts, place)

    def _is_record_without_type(self, raw: Mapping[str, Any], place: Place) -> bool:
        rest = {word: raw[word] for word in _SEVERAL if word in raw}
        self._kept.append(rest)
        return bool(rest) and self._kinds.of(rest, place) == _JUST_RECORD

    def _choice(self, raw: Mapping[str, Any]) -> Shape:
        values = [raw["const"]] if "const" in raw else raw["enum"]
        if not isinstance(values, list):
            return ANYTHING
        if raw.get("nullable") is True and None not in values:
            values = [*values, None]
        if raw.get("type") == "string" and _LIMITING.isdisjoint(raw):
            found = [value for value in values if value.__class__ is str or value is None]
            if raw.get("nullable") is not True and None in found:
                found.remove(None)
            return Choice(tuple(found)) if found else Nothing()
        found = [value for value in values if is_typed(value, raw) and within(value, raw)]
        if "const" in raw and isinstance(raw.get("enum"), list):
            found = [value for value in found if value in raw["enum"]]
        return Choice(tuple(found)) if found else Nothing()

    def _typed(self, raw: Mapping[str, Any], place: Place, about: About) -> list[Shape]:
        """What `type` and the keywords that go with one type say together."""
        kind = raw.get("type")
        if kind.__class__ is str and raw.get("nullable") is not True:
            return [self._kind(kind, raw, place, about)]
        kinds = types_of(raw)
        if kinds is None:
            kinds = [each for each in implied_types(raw) or () if each in about.kinds]
            if not kinds:
                return []
        if raw.get("nullable") is True and "null" not in kinds:
            kinds.append("null")
        if "number" in kinds and "integer" in kinds:
            kinds.remove("integer")
        if {*kinds} >= KINDS:
            return [] if raw.keys().isdisjoint(OBJECT_WORDS | ARRAY_WORDS) else [ANYTHING]
        shapes = [self._kind(kind, raw, place, about) for kind in kinds]
        if not shapes:
            return [Nothing()]
        if len(shapes) == 1:
            return shapes
        return [Either(tuple(Schema(shape, {}, place) for shape in shapes))]

    def _kind(self, kind: str, raw: Mapping[str, Any], place: Place, about: About) -> Shape:
        if kind == "object":
            if about is _ALONE:
                return self._shared_record(raw, place)
            return self._record(raw, place, about)
        if kind == "array":
            return self._list(raw, place)
        return _SCALARS.get(kind) or self._unknown(kind, place)

    # Objects and arrays

    def _record(self, raw: Mapping[str, Any], place: Place, about: About) -> Shape:
        if not _RARE_RECORD.isdisjoint(raw):
            box = self._exact.objects(raw, place, True)
            is_open = raw.get("additionalProperties") in (True, {})
            return shown_box(box, self, place, loose=is_open) if box else Nothing()
        required = raw.get("required")
        required = frozenset(words_of(raw, "required")) if required else ()
        properties = raw.get("properties")
        extra = None
        if "additionalProperties" in raw:
            extra = self.schema(raw["additionalProperties"], (place, "additionalProperties"))
        elif raw.get("unevaluatedProperties") is False and _WHOLE.isdisjoint(raw):
            extra = Schema(Nothing(), {}, place)
        fields = []
        if properties.__class__ is dict:
            inside: Place = (place, "properties")
            read = self.schema
            fields = [
                Field(name, read(value, (inside, name)), name in required)
                for name, value in properties.items()
            ]
        if required and len(required) > sum(1 for field in fields if field.required):
            known = {field.name for field in fields}
            beside = about.beside or ((raw, place),)
            for name in words_of(raw, "required"):
                if name not in known:
                    known.add(name)
                    said = self._references.property_of(name, beside)
                    found = self._borrowed(*said) if said else extra or Schema(ANYTHING, {}, place)
                    fields.append(Field(name, found, True))
        if not fields and extra is None:
            return _RECORD
        return Record(tuple(fields), extra)

    def _borrowed(self, raw: Raw, place: Place) -> Schema:
        """A property's schema, as another schema says it; by its name when it borrows itself."""
        if id(raw) in self._computing:
            return self.by_name(place)
        self._computing.append(id(raw))
        try:
            return self.schema(raw, place)
        finally:
            self._computing.pop()

    def _list(self, raw: Mapping[str, Any], place: Place) -> Shape:
        if not _RARE_LIST.isdisjoint(raw):
            box = self._exact.arrays(raw, place)
            return shown_list(box, self, place) if box else Nothing()
        if "items" not in raw:
            return _LIST
        return ListOf(self.schema(raw["items"], (place, "items")))

    # Alternatives

    def _exclusive(self, options: list[Raw], at: Place, place: Place, about: About) -> Shape | None:
        """Options that overlap, each without what others take. None when the plain list will do."""
        if id(options) in self._computing:
            return None
        found = self._exclusives.without_each_other(options, at, about.kinds)
        if found is None:
            return None
        found = Set(found.plain, found.arrays, self._known(found.objects, about.beside))
        is_loose = len(about.kinds) > 1 and not _say_type(options)
        self._computing.append(id(options))
        try:
            return shown(found, self, place, loose=is_loose)
        finally:
            self._computing.pop()

    def _either(self, raw: Mapping[str, Any], word: str, place: Place, about: About) -> Shape:
        at: Place = (place, word)
        options = list_of(raw, word)
        if word == "oneOf" and not any(is_reference(option) for option in options):
            found = self._exclusive(options, at, place, about)
            if found is not None:
                return found
        discriminator = self._discriminators.of(raw)
        read = []
        for index, option in enumerate(options):
            schema = self.schema(option, (at, index), about)
            tag = discriminator and self._discriminators.tagged(option, (at, index), discriminator)
            if tag:
                schema = Schema(Every((Schema(schema.shape, {}, place), tag)), schema.words, place)
            read.append(schema)
        return Either(tuple(read), exclusive=word == "oneOf", discriminator=discriminator)


_ALTERNATIVES: Final = frozenset(("oneOf", "anyOf", "discriminator"))
_MANY_PARTS: Final = frozenset(
    (
        *("$ref", "$dynamicRef", "enum", "const", "allOf", "anyOf", "oneOf"),
        *_HARD,
        *("unevaluatedProperties", "unevaluatedItems"),
    )
)
_PLAIN_RECORD: Final = frozenset(("$ref", "allOf", "properties", "oneOf", "anyOf"))
_LIMITING: Final = frozenset((*NARROWING, "const"))
_APPLIED: Final = frozenset(("allOf", "anyOf", "oneOf"))
_SINCE_31: Final = frozenset(
    (
        *("const", "prefixItems", "if", "dependentRequired", "dependentSchemas", "$dynamicRef"),
        *("patternProperties", "propertyNames", "unevaluatedProperties", "unevaluatedItems"),
    )
)
# Keywords that look at properties too: without them, unevaluated is what is not named.
_WHOLE: Final = frozenset(("$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", *_HARD))
_SEVERAL: Final = ("$ref", "allOf", "anyOf", "oneOf")
_TOGETHER: Final = {"if": ("if", "then", "else")}
_OPENING: Final = frozenset((*OBJECT_WORDS, "maxProperties"))


def _say_type(options: list[Raw]) -> bool:
    """Whether each option that speaks of properties says that it is an object."""
    return all(
        "type" in each for each in options if isinstance(each, dict) and each.keys() & _OPENING
    )


def _joined(parts: list[Shape | Schema], place: Place) -> Shape:
    if not parts:
        return ANYTHING
    if len(parts) == 1:
        only = parts[0]
        if not isinstance(only, Schema):
            return only
        return Every((only,)) if only.words else only.shape
    found: list[Schema] = []
    for part in parts:
        schema = part if isinstance(part, Schema) else Schema(part, {}, place)
        merged = _merged(found[-1].shape, schema.shape) if found else None
        if merged is None:
            found.append(schema)
        else:
            found[-1] = Schema(merged, {**found[-1].words, **schema.words}, schema.at)
    return Every(tuple(found)) if len(found) > 1 else found[0].shape


def _merged(first: Shape, second: Shape) -> Shape | None:
    """Two records that say nothing of each other's properties, as one."""
    if not isinstance(first, Record) or not isinstance(second, Record):
        return None
    if first.extra or second.extra or first.patterns or second.patterns:
        return None
    names = {field.name for field in first.fields}
    if not names or any(field.name in names for field in second.fields):
        return None
    return Record((*first.fields, *second.fields), None)
