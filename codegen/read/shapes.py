"""JSON Schema into shapes: the one place that asks what a raw schema means.

Each keyword that speaks of structure becomes a part; a schema with one part is that part, one with
several is `Every` of them. A keyword that no shape can say leaves the schema wider than written,
and a diagnostic behind.
"""

from collections.abc import Iterable
from typing import Any, get_args

from codegen.model import (
    NULL,
    Anything,
    Choice,
    Default,
    Diagnostic,
    Discriminator,
    Either,
    Every,
    Field,
    Limit,
    ListOf,
    Notes,
    Nothing,
    Record,
    Ref,
    Scalar,
    ScalarKind,
    Schema,
    Shape,
    TupleOf,
)
from codegen.read import pointer

LIMITS = (
    *("format", "pattern", "minLength", "maxLength"),
    *("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf"),
    *("minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
    *("contentEncoding", "contentMediaType"),
)
_STRUCTURE = (
    *("$ref", "type", "nullable", "enum", "const", "allOf", "anyOf", "oneOf", "discriminator"),
    *("properties", "required", "additionalProperties", "items", "prefixItems"),
)
_NOTES = (
    *("title", "description", "default", "example", "examples", "deprecated", "readOnly"),
    *("writeOnly", "$comment", "$schema", "$id", "$anchor", "$defs", "externalDocs", "xml"),
)
_KNOWN = frozenset((*LIMITS, *_STRUCTURE, *_NOTES))
_RECORD_WORDS = frozenset({"properties", "required", "additionalProperties"})
_LIST_WORDS = frozenset({"items", "prefixItems"})
_SCALARS: tuple[ScalarKind, ...] = get_args(ScalarKind)
_COMPONENTS = "#/components/schemas/"


class ShapeReader:
    """Reads schemas, and remembers what it could not say."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self.diagnostics: list[Diagnostic] = []

    def schema(self, raw: Any, where: str) -> Schema:
        if not isinstance(raw, dict):
            return Schema(self._plain(raw, where), where)
        for keyword in raw:
            # Types close an object by naming its properties, whichever keyword closes it here.
            if keyword == "unevaluatedProperties" and raw[keyword] is False:
                continue
            if keyword not in _KNOWN and not keyword.startswith("x-"):
                self._widen(pointer.join(where, keyword), f"`{keyword}` is not expressed in types")
        limits = tuple(Limit(keyword, raw[keyword]) for keyword in LIMITS if keyword in raw)
        return Schema(self._shape(raw, where), where, limits, notes_of(raw))

    def _plain(self, raw: Any, where: str) -> Shape:
        if raw is False:
            return Nothing()
        if raw is not True:
            self._widen(where, "a schema must be an object, true or false")
        return Anything()

    def _widen(self, where: str, message: str) -> None:
        self.diagnostics.append(Diagnostic(where, message))

    def _shape(self, raw: dict[str, Any], where: str) -> Shape:
        parts: list[Shape | Schema] = []
        if "$ref" in raw:
            parts.append(self._ref(raw["$ref"], where))
        if "enum" in raw or "const" in raw:
            parts.append(self._choice(raw))
        else:
            parts += self._typed(raw, where)
        parts += (
            self.schema(part, pointer.join(where, "allOf", index))
            for index, part in enumerate(raw.get("allOf", ()))
        )
        parts += (
            self._either(raw, keyword, where) for keyword in ("oneOf", "anyOf") if keyword in raw
        )
        if not parts:
            return Anything()
        if len(parts) == 1:
            only = parts[0]
            if not isinstance(only, Schema):
                return only
            return Every((only,)) if only.limits or only.notes != Notes() else only.shape
        return Every(
            tuple(part if isinstance(part, Schema) else Schema(part, where) for part in parts)
        )

    def _ref(self, reference: str, where: str) -> Shape:
        steps = pointer.parts(reference.removeprefix("#"))
        if len(steps) != 3 or not reference.startswith(_COMPONENTS) or steps[2] not in self._names:
            self._widen(where, f"`{reference}` is not a named schema")
            return Anything()
        return Ref(steps[2])

    def _choice(self, raw: dict[str, Any]) -> Shape:
        values = [raw["const"]] if "const" in raw else list(raw["enum"])
        if raw.get("nullable") is True and None not in values:
            values.append(None)
        types = raw.get("type")
        if types is not None:
            allowed = [types] if isinstance(types, str) else types
            nullable = raw.get("nullable") is True
            values = [
                value
                for value in values
                if (value is None and nullable) or any(_is(value, kind) for kind in allowed)
            ]
        return Choice(tuple(values)) if values else Nothing()

    def _typed(self, raw: dict[str, Any], where: str) -> list[Shape | Schema]:
        """What `type` and the keywords that go with one type say together."""
        kinds = raw.get("type")
        if kinds is None:
            kinds = [
                kind
                for kind, words in (("object", _RECORD_WORDS), ("array", _LIST_WORDS))
                if words & raw.keys()
            ]
            if kinds and "$ref" not in raw and not raw.keys() & {"allOf", "anyOf", "oneOf"}:
                self._widen(where, f"says no `type`; it is read as {' or '.join(kinds)}")
        kinds = [kinds] if isinstance(kinds, str) else list(kinds)
        if raw.get("nullable") is True and kinds and "null" not in kinds:
            kinds.append("null")
        shapes = [self._kind(kind, raw, where) for kind in kinds]
        if len(shapes) < 2:
            return list(shapes)
        return [Either(tuple(Schema(shape, where) for shape in shapes))]

    def _kind(self, kind: str, raw: dict[str, Any], where: str) -> Shape:
        if kind == "object":
            return self._record(raw, where)
        if kind == "array":
            return self._list(raw, where)
        for known in _SCALARS:
            if kind == known:
                return Scalar(known)
        self._widen(pointer.join(where, "type"), f"`{kind}` is not a type")
        return Anything()

    def _record(self, raw: dict[str, Any], where: str) -> Record:
        required = raw.get("required", ())
        properties = raw.get("properties", {})
        extra = None
        if "additionalProperties" in raw:
            extra = self.schema(
                raw["additionalProperties"], pointer.join(where, "additionalProperties")
            )
        fields = [
            Field(
                name,
                self.schema(value, pointer.join(where, "properties", name)),
                name in required,
            )
            for name, value in properties.items()
        ]
        # A name that is required and nowhere described still has to be there.
        fields += (
            Field(name, extra or Schema(Anything(), where), True)
            for name in required
            if name not in properties
        )
        return Record(tuple(fields), extra)

    def _list(self, raw: dict[str, Any], where: str) -> Shape:
        items = raw.get("items")
        if "prefixItems" in raw:
            first = tuple(
                self.schema(item, pointer.join(where, "prefixItems", index))
                for index, item in enumerate(raw["prefixItems"])
            )
            rest = None if items is None else self.schema(items, pointer.join(where, "items"))
            return TupleOf(first, rest)
        if items is None:
            return ListOf(Schema(Anything(), where))
        return ListOf(self.schema(items, pointer.join(where, "items")))

    def _either(self, raw: dict[str, Any], keyword: str, where: str) -> Shape:
        options = tuple(
            self.schema(option, pointer.join(where, keyword, index))
            for index, option in enumerate(raw[keyword])
        )
        if raw.get("nullable") is True and "type" not in raw:
            options = (*options, Schema(NULL, where))
        found = raw.get("discriminator")
        discriminator = None
        if isinstance(found, dict):
            mapping = tuple(
                (value, name.removeprefix(_COMPONENTS))
                for value, name in found.get("mapping", {}).items()
            )
            discriminator = Discriminator(found.get("propertyName", ""), mapping)
        return Either(options, exclusive=keyword == "oneOf", discriminator=discriminator)


def notes_of(raw: dict[str, Any]) -> Notes:
    """What a raw schema says to people."""
    examples = raw.get("examples", [raw["example"]] if "example" in raw else [])
    return Notes(
        title=raw.get("title", ""),
        description=raw.get("description", ""),
        default=Default(raw["default"]) if "default" in raw else None,
        examples=tuple(examples) if isinstance(examples, list) else (),
        deprecated=raw.get("deprecated") is True,
        read_only=raw.get("readOnly") is True,
        write_only=raw.get("writeOnly") is True,
    )


def _is(value: Any, kind: str) -> bool:
    """Whether a JSON value has a JSON Schema type."""
    match value:
        case bool():
            return kind == "boolean"
        case None:
            return kind == "null"
        case int():
            return kind in ("integer", "number")
        case float():
            return kind == "number" or (kind == "integer" and value.is_integer())
        case str():
            return kind == "string"
        case list():
            return kind == "array"
        case _:
            return kind == "object"
