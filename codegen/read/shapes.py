"""JSON Schema into shapes, as a reader of the contract would say them.

Most schemas say plainly what they are and are read plainly: a reference stays a name, `allOf` stays
a list of parts. Where keywords play together so that no plain reading holds (`not`, `if`, a schema
without `type`), the values themselves are computed (`exact`) and shown as the shapes that hold
them. What no shape can say leaves the schema wider than written, and a diagnostic behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from marshal import dumps
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from codegen import pointer
from codegen.model import (
    NULL,
    Anything,
    Choice,
    Diagnostic,
    Discriminator,
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
from codegen.read.exact import (
    ARRAY_WORDS,
    NARROWING,
    OBJECT_WORDS,
    Exact,
    implied_types,
    is_typed,
    within,
)
from codegen.read.names import definition_name
from codegen.read.sets import EMPTY, PLAIN_KINDS, Obj, Set, both, kind_of
from codegen.read.shown import shown, shown_box, shown_list

if TYPE_CHECKING:
    from codegen.source.anchors import Anchors

Raw: TypeAlias = Any

SCHEMAS: Final = "#/components/schemas/"
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
_KINDS: Final = frozenset((*PLAIN_KINDS, "array", "object"))
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
_DEEPEST: Final = 24


class About:
    """What is known of the values that a schema is asked about, from the schemas around it.

    `kinds` are those that it can still be asked about; `beside` are the schemas that apply to the
    same value; `owner` is the named schema whose value it is, if it is.
    """

    __slots__ = ("beside", "kinds", "owner")

    def __init__(
        self,
        kinds: frozenset[str] = _KINDS,
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
        self._document = document
        self._is_scoped = is_scoped
        self._anchors: Anchors | None = None
        self._names = frozenset(names)
        self._version = str(document.get("openapi", ""))
        self._is_30 = self._version.startswith("3.0")
        self._refs: dict[str, Schema] = {}
        self._kinds: dict[int, frozenset[str]] = {}
        self._kept: list[Raw] = []
        self._records: dict[bytes, Shape] = {}
        self._computing: list[int] = []
        self._heirs: dict[str, list[str]] | None = None
        self._defined: dict[str, str] = {}
        self._waiting: list[tuple[str, str]] = []
        self.exact = Exact(self.target, self.widen, self._is_30)
        self._widened: dict[Diagnostic, None] = {}

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
        if len(raw.get("properties") or ()) < _LARGE_RECORD:
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
        return Schema(Ref(self._name(pointer_of(place))), {}, place)

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
        while self._waiting:
            where, name = self._waiting.pop(0)
            yield self.named(name, pointer.follow(self._document, where), where)

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

    def target(self, raw: Raw, place: Place) -> tuple[Raw, Place] | None:
        """The schema that a schema refers to, and where it stands; None when it leads nowhere."""
        where = self._local(raw, place)
        if where is None:
            return None
        try:
            return pointer.follow(self._document, where), where
        except LookupError:
            return None

    def _local(self, raw: Raw, place: Place) -> str | None:
        """The JSON pointer of what a schema refers to."""
        reference = raw.get("$ref", raw.get("$dynamicRef"))
        if not isinstance(reference, str):
            return None
        if reference.startswith("#/") and not self._is_scoped:
            return pointer.from_fragment(reference[1:])
        if self._anchors is None:
            from codegen.source.anchors import Anchors

            self._anchors = Anchors(self._document)
        return self._anchors.resolve(pointer_of(place), reference)

    def _ref(self, raw: Raw, place: Place, about: About) -> Shape:
        found = self.target(raw, place)
        if found is None:
            self.widen(place, f"`{raw.get('$ref', raw.get('$dynamicRef'))}` leads nowhere")
            return ANYTHING
        target, where = found
        assert isinstance(where, str)
        name = self._name(where)
        if about.owner is not None and self._comes_back(target, where, about.owner):
            return self._opened(target, where, name, about)
        return Ref(name)

    def _name(self, where: str) -> str:
        """What a schema is called that is referred to."""
        steps = pointer.split(where)
        if len(steps) == 3 and where.startswith(SCHEMAS[1:]) and steps[2] in self._names:
            return steps[2]
        name = self._defined.get(where)
        if name is None:
            taken = {*self._names, *self._defined.values()}
            name = self._defined[where] = definition_name(steps, taken)
            self._waiting.append((where, name))
        return name

    def _comes_back(self, raw: Raw, place: Place, owner: str) -> bool:
        """Whether a schema applies its owner to the same value again: a type cannot do that."""
        seen: set[int] = set()
        waiting: list[tuple[Raw, Place]] = [(raw, place)]
        while waiting:
            one, at = waiting.pop()
            if not isinstance(one, dict) or id(one) in seen:
                continue
            seen.add(id(one))
            if isinstance(at, str) and self._name_if_known(at) == owner:
                return True
            if "$ref" in one or "$dynamicRef" in one:
                found = self.target(one, at)
                waiting += [found] if found else []
            waiting += _applied(one, at)
        return False

    def _name_if_known(self, where: str) -> str | None:
        steps = where.split("/")
        if len(steps) == 4 and steps[:3] == ["", "components", "schemas"]:
            return pointer.split(where)[2]
        return self._defined.get(where)

    def _opened(self, raw: Raw, where: str, name: str, about: About) -> Shape:
        """A parent that lists its own heirs is read in place, without the list."""
        if name == about.owner or not isinstance(raw, dict):
            self.widen(where, f"`{name}` is defined by itself alone")
            return ANYTHING
        rest = {word: value for word, value in raw.items() if word not in _ALTERNATIVES}
        self._kept.append(rest)
        return self._shape(rest, where, about)

    # Kinds

    def kinds(self, raw: Raw, place: Place, depth: int = 0) -> frozenset[str]:
        """The JSON kinds that a schema allows, as far as its plainest keywords say."""
        if not isinstance(raw, dict) or depth > _DEEPEST:
            return _KINDS
        known = self._kinds.get(id(raw))
        if known is not None:
            return known
        found = self.exact.kinds(raw)
        if "$ref" in raw:
            target = self.target(raw, place)
            if target is not None:
                found &= self.kinds(*target, depth + 1)
        values = [raw["const"]] if "const" in raw else raw.get("enum")
        if isinstance(values, list):
            found &= {kind_of(value) for value in values}
        for index, part in enumerate(_list(raw, "allOf")):
            found &= self.kinds(part, ((place, "allOf"), index), depth + 1)
        for word in ("anyOf", "oneOf"):
            options = _list(raw, word)
            if options:
                each = (
                    self.kinds(option, ((place, word), index), depth + 1)
                    for index, option in enumerate(options)
                )
                found &= frozenset().union(*each)
        if self._is_30 and raw.get("nullable") is True:
            found |= {"null"}
        if depth == 0:
            self._kinds[id(raw)] = found
        return found

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
            return self._typed(raw, place, about)[0]
        kinds = self.kinds(raw, place) & about.kinds
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
            for part in _list(raw, "allOf")
        )

    def _computed(
        self, raw: Mapping[str, Any], place: Place, kinds: frozenset[str], about: About
    ) -> Shape:
        """The shape of the values themselves."""
        hard = [word for word in raw if word in _HARD]
        if kinds == _JUST_RECORD and hard and (raw.keys() & _PLAIN_RECORD or about.beside):
            return self._refined(raw, place, hard, about)
        for word in hard:
            alone = {each: raw[each] for each in _TOGETHER.get(word, (word,)) if each in raw}
            self._kept.append(alone)
            if self.exact.of(alone, place, True).is_all():
                self.widen((place, word), f"types cannot say what `{word}` forbids here")
        found = self.exact.of(raw, place, True).only(kinds)
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
        base = self._shape(plain, place, About(about.kinds, about.beside))
        boxes = self._known(
            self.exact.of(words, place, True).objects, ((plain, place), *about.beside)
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
        needed = {name for raw, _ in beside for name in _required(raw)}
        for box in boxes:
            fields = {}
            for name, (part, required) in box.fields.items():
                said = self._property(name, beside)
                known = both(self.exact.part(*said), part) if said else part
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
        for index, part in enumerate(_list(raw, "allOf")):
            at: Place = ((place, "allOf"), index)
            read = self.schema(part, at, about)
            if not isinstance(read.shape, Anything):
                parts.append(read)
            tag = self._tag(part, at, about.owner)
            parts += [tag] if tag else []
        for word in ("oneOf", "anyOf"):
            if _list(raw, word):
                parts.append(self._either(raw, word, place, about))
        return _joined(parts, place)

    def _is_record_without_type(self, raw: Mapping[str, Any], place: Place) -> bool:
        rest = {word: raw[word] for word in _SEVERAL if word in raw}
        self._kept.append(rest)
        return bool(rest) and self.kinds(rest, place) == _JUST_RECORD

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
        if "const" in raw and "enum" in raw:
            found = [value for value in found if value in raw["enum"]]
        return Choice(tuple(found)) if found else Nothing()

    def _typed(self, raw: Mapping[str, Any], place: Place, about: About) -> list[Shape]:
        """What `type` and the keywords that go with one type say together."""
        kinds = raw.get("type")
        if kinds.__class__ is str:
            if raw.get("nullable") is not True:
                return [self._kind(kinds, raw, place, about)]
            kinds = [kinds]
        elif isinstance(kinds, list):
            kinds = list(kinds)
        else:
            kinds = [kind for kind in implied_types(raw) or () if kind in about.kinds]
            if not kinds:
                return []
        if raw.get("nullable") is True and "null" not in kinds:
            kinds.append("null")
        if "number" in kinds and "integer" in kinds:
            kinds.remove("integer")
        if {*kinds} >= _KINDS:
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
            box = self.exact.objects(raw, place, True)
            is_open = raw.get("additionalProperties") in (True, {})
            return shown_box(box, self, place, loose=is_open) if box else Nothing()
        required = raw.get("required")
        required = frozenset(_words(required)) if required else ()
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
            for name in _words(raw["required"]):
                if name not in known:
                    known.add(name)
                    said = self._property(name, beside)
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

    def _property(
        self, name: str, schemas: Iterable[tuple[Raw, Place]], depth: int = 0
    ) -> tuple[Raw, Place] | None:
        """The schema of a property, as the first of some schemas says it that does."""
        for raw, place in schemas:
            if not isinstance(raw, dict) or depth > _DEEPEST:
                continue
            properties = raw.get("properties")
            if isinstance(properties, dict) and name in properties:
                return properties[name], ((place, "properties"), name)
            inner: list[tuple[Raw, Place]] = [
                (part, ((place, "allOf"), index)) for index, part in enumerate(_list(raw, "allOf"))
            ]
            if "$ref" in raw:
                target = self.target(raw, place)
                inner += [target] if target else []
            found = self._property(name, inner, depth + 1)
            if found:
                return found
        return None

    def _list(self, raw: Mapping[str, Any], place: Place) -> Shape:
        if not _RARE_LIST.isdisjoint(raw):
            box = self.exact.arrays(raw, place)
            return shown_list(box, self, place) if box else Nothing()
        if "items" not in raw:
            return _LIST
        return ListOf(self.schema(raw["items"], (place, "items")))

    # Alternatives

    def _either(self, raw: Mapping[str, Any], word: str, place: Place, about: About) -> Shape:
        at: Place = (place, word)
        options = _list(raw, word)
        if word == "oneOf" and not any(_is_name(option) for option in options):
            found = self._exclusive(raw, place, about)
            if found is not None:
                return found
        discriminator = self._discriminator(raw)
        read = []
        for index, option in enumerate(options):
            schema = self.schema(option, (at, index), about)
            tag = discriminator and self._tagged(option, (at, index), discriminator)
            if tag:
                schema = Schema(Every((Schema(schema.shape, {}, place), tag)), schema.words, place)
            read.append(schema)
        return Either(tuple(read), exclusive=word == "oneOf", discriminator=discriminator)

    def _exclusive(self, raw: Mapping[str, Any], place: Place, about: About) -> Shape | None:
        """Options that overlap, each without what others take. None when the plain list will do."""
        options = _list(raw, "oneOf")
        at: Place = (place, "oneOf")
        if self._are_apart(options, at):
            return None
        kinds = about.kinds
        sizes = [self._size(one, (at, index)) for index, one in enumerate(options)]
        if len(options) > _MOST_EXCLUSIVE or sum(sizes) > _LARGEST_EXCLUSIVE:
            self.widen(at, "types cannot say in few words that only one option may fit")
            return None
        sets = [
            self.exact.of(one, (at, index), True).only(kinds) for index, one in enumerate(options)
        ]
        if all(
            sets[first].meet(sets[second], True).is_empty()
            for second in range(len(sets))
            for first in range(second)
        ):
            return None
        if id(options) in self._computing:
            return None
        alone = {"oneOf": options}
        self._kept.append(alone)
        found = self.exact.of(alone, place, True).only(kinds)
        said = sum(len(each.objects) + len(each.arrays) for each in sets)
        if len(found.objects) + len(found.arrays) > said:
            self.widen(at, "types cannot say in few words that only one option may fit")
            return None
        found = Set(found.plain, found.arrays, self._known(found.objects, about.beside))
        self._computing.append(id(options))
        try:
            return shown(found, self, place, loose=len(kinds) > 1 and not _say_type(options))
        finally:
            self._computing.pop()

    def _are_apart(self, options: list[Raw], at: Place) -> bool:
        """Whether it shows at first sight that no value fits two options: by their kinds, or by a
        property that all of them require and that has other values in each."""
        seen: set[str] = set()
        for index, option in enumerate(options):
            kinds = self.kinds(option, (at, index))
            if kinds & seen:
                break
            seen |= kinds
        else:
            return True
        first = options[0] if isinstance(options[0], dict) else {}
        for name in _words(first.get("required")):
            values: list[Any] = []
            for index, option in enumerate(options):
                said = self._property(name, ((option, (at, index)),))
                listed = _listed(said[0]) if said and name in _required(option) else None
                if listed is None or any(value in values for value in listed):
                    break
                values += listed
            else:
                return True
        return False

    def _size(self, raw: Raw, place: Place, depth: int = 0) -> int:
        """How many words the objects of a schema take, about."""
        if not isinstance(raw, dict) or depth > _DEEPEST:
            return 0
        found = len(raw.get("properties") or ()) + len(raw.get("required") or ())
        if "$ref" in raw:
            target = self.target(raw, place)
            found += self._size(*target, depth + 1) if target else 0
        return found + sum(self._size(part, at, depth + 1) for part, at in _applied(raw, place))

    def _discriminator(self, raw: Mapping[str, Any]) -> Discriminator | None:
        found = raw.get("discriminator")
        if not isinstance(found, dict) or not isinstance(found.get("propertyName"), str):
            return None
        mapping = found.get("mapping")
        pairs = mapping.items() if isinstance(mapping, dict) else ()
        return Discriminator(
            found["propertyName"],
            tuple((value, _last_step(name)) for value, name in pairs if isinstance(name, str)),
        )

    def _tagged(self, option: Raw, place: Place, discriminator: Discriminator) -> Schema | None:
        """The record that says by which values of the discriminator an option is known."""
        if not isinstance(option, dict) or "$ref" not in option:
            return None
        name = _last_step(option["$ref"])
        values = [value for value, to in discriminator.mapping if to == name] or [name]
        return self._tag_record(discriminator.name, values, option, place)

    def _tag_record(
        self, name: str, values: list[str], raw: Raw, place: Place, is_told: bool = True
    ) -> Schema | None:
        said = self._property(name, ((raw, place),))
        if said is None:
            return None
        known = self.exact.of(*said, True).plain["string"]
        fitting = [value for value in values if known.has(value)]
        if not fitting:
            if is_told and not known.is_none():
                self.widen(
                    said[1],
                    f"the discriminator means {' or '.join(map(repr, values))} here, "
                    "and the property's own values are others; they are kept",
                )
            return None
        if known.listed and len(known.values) <= len(fitting):
            return None
        field = Field(name, Schema(Choice(tuple(fitting)), {}, place), True)
        return Schema(Record((field,), None), {}, place)

    def _tag(self, part: Raw, place: Place, owner: str | None) -> Schema | None:
        """What an heir is known by, when one of its parents has a discriminator."""
        if owner is None or not isinstance(part, dict) or "$ref" not in part:
            return None
        discriminator = self._inherited(part, place)
        if discriminator is None:
            return None
        values = [
            value
            for name in (owner, *self._heirs_of(owner))
            for value in ([each for each, to in discriminator.mapping if to == name] or [name])
        ]
        heir = self._document["components"]["schemas"].get(owner)
        at: Place = (("/components", "schemas"), owner)
        return self._tag_record(discriminator.name, values, heir, at, is_told=False)

    def _inherited(self, part: Raw, place: Place, depth: int = 0) -> Discriminator | None:
        """The discriminator of a parent, or of a parent's parent."""
        found = self.target(part, place) if depth < _DEEPEST else None
        if found is None or not isinstance(found[0], dict):
            return None
        raw, at = found
        own = self._discriminator(raw)
        if own is not None:
            return own
        for index, parent in enumerate(_list(raw, "allOf")):
            if _is_name(parent):
                inherited = self._inherited(parent, ((at, "allOf"), index), depth + 1)
                if inherited is not None:
                    return inherited
        return None

    def _heirs_of(self, owner: str) -> list[str]:
        """The named schemas that are this one and more, at any distance."""
        if self._heirs is None:
            self._heirs = {}
            schemas = self._document.get("components", {}).get("schemas", {})
            for name, raw in schemas.items():
                for part in _list(raw, "allOf") if isinstance(raw, dict) else ():
                    if _is_name(part):
                        self._heirs.setdefault(_last_step(part["$ref"]), []).append(name)
        found: dict[str, None] = {}
        waiting = [owner]
        while waiting:
            for name in self._heirs.get(waiting.pop(), ()):
                if name not in found and name != owner:
                    found[name] = None
                    waiting.append(name)
        return list(found)


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
_MOST_EXCLUSIVE: Final = 8
_LARGEST_EXCLUSIVE: Final = 12


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


def _applied(raw: Mapping[str, Any], place: Place) -> Iterator[tuple[Raw, Place]]:
    """The schemas that apply to the same value."""
    for word in ("allOf", "anyOf", "oneOf"):
        for index, part in enumerate(_list(raw, word)):
            yield part, ((place, word), index)


def _listed(raw: Raw) -> list[Any] | None:
    """The values that a schema lists."""
    if not isinstance(raw, dict):
        return None
    if "const" in raw:
        return [raw["const"]]
    found = raw.get("enum")
    return found if isinstance(found, list) else None


def _required(raw: Raw) -> list[str]:
    return _words(raw.get("required")) if isinstance(raw, dict) else []


def _is_name(raw: Raw) -> bool:
    return isinstance(raw, dict) and "$ref" in raw


def _last_step(reference: str) -> str:
    return pointer.split("/" + pointer.from_fragment(reference))[-1]


def _list(raw: Mapping[str, Any], word: str) -> list[Any]:
    found = raw.get(word)
    return found if isinstance(found, list) else []


def _words(found: Any) -> list[str]:
    """The texts of a list, in its order."""
    if not isinstance(found, list):
        return []
    return [each for each in found if isinstance(each, str)]
