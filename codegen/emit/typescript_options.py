"""The TypeScript types as somebody asked for them: enums, dates, brands, nothing that changes.

What looks as usual is written by `typescript_types.py` alone, which knows of none of this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from codegen.emit.directions import Direction
from codegen.emit.options import Options
from codegen.emit.typescript import Types, comment, is_type_name
from codegen.emit.typescript_enums import Members, const, const_names, enum, listed, members
from codegen.emit.typescript_types import Directed, File
from codegen.emit.words import spelled
from codegen.model import (
    Api,
    Choice,
    Either,
    Every,
    Field,
    ListOf,
    Named,
    Record,
    Ref,
    Scalar,
    Schema,
    TupleOf,
)

_STRING: Final = Scalar("string")
_DATES: Final = ("date-time", "date")
_DEEPEST: Final = 16


class Said(Choice):
    """A shape that is said in TypeScript already."""

    __slots__ = ("texts",)

    def __init__(self, *texts: str) -> None:
        super().__init__(texts)
        self.texts = texts


class Brands:
    """A type for each format of text that was met."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._names: dict[str, str] = {}

    def name(self, form: str) -> str:
        """What the type of a format is called."""
        found = self._names.get(form)
        if found is None:
            words = "".join(word[0].upper() + word[1:] for word in spelled_out(form))
            found = words if is_type_name(words) and words not in self._taken else f"{words}Format"
            while not is_type_name(found) or found in self._taken:
                found = f"{found}_" if is_type_name(found) else f"Format{found}"
            self._taken.add(found)
            self._names[form] = found
        return found

    def lines(self) -> Iterator[str]:
        """The definition of each."""
        from codegen.emit.typescript import text

        for form, name in self._names.items():
            yield ""
            yield f"export type {name} = string & {{ readonly __format: {text(form)} }};"


def spelled_out(form: str) -> list[str]:
    """The words of a format's name."""
    import re

    return re.findall(r"[^\W_]+", form) or re.findall(r"[^\W_]+", spelled(form))


class Lists:
    """The named lists of values, and where a value of one is meant."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._schemas = {each.name: each.schema for each in named}
        self.members: dict[str, Members] = {}
        for name, schema in self._schemas.items():
            found = members(schema)
            if found:
                self.members[name] = found

    def narrowed(self, shape: Every, name_of: Callable[[str], str]) -> Every:
        """The same parts, where a value beside an enum is that enum's member.

        TypeScript takes `Kind & "jug"` for nothing, and `Kind & Kind.Jug` for the member.
        """
        parts = []
        for part in shape.parts:
            others = [other for other in shape.parts if other is not part]
            inner = part.shape
            if inner.__class__ is Choice:
                said = self._said(part, (self._list(other) for other in others), name_of)
            elif isinstance(inner, Record):
                fields = tuple(self._field(field, others, name_of) for field in inner.fields)
                said = Schema(Record(fields, inner.extra, inner.patterns), part.words, part.at)
            else:
                said = part
            parts.append(said)
        return Every(tuple(parts))

    def _field(
        self, field: Field, others: Iterable[Schema], name_of: Callable[[str], str]
    ) -> Field:
        if field.schema.shape.__class__ is not Choice:
            return field
        beside = (self._property(other, field.name) for other in others)
        lists = (self._list(each) for each in beside if each is not None)
        return Field(field.name, self._said(field.schema, lists, name_of), field.required)

    def _said(
        self, schema: Schema, lists: Iterable[str | None], name_of: Callable[[str], str]
    ) -> Schema:
        values = schema.shape.values if isinstance(schema.shape, Choice) else ()
        for name in lists:
            if name is not None and all(value in self.members[name] for value in values):
                names = self.members[name]
                own = name_of(name)
                said = Said(*(f"{own}.{names[value]}" for value in values))
                return Schema(said, schema.words, schema.at)
        return schema

    def _list(self, schema: Schema, depth: int = 0) -> str | None:
        """The named list whose values a schema takes."""
        shape = schema.shape
        if isinstance(shape, Ref):
            if shape.name in self.members:
                return shape.name
            return self._list(self._schemas[shape.name], depth + 1) if depth < _DEEPEST else None
        if isinstance(shape, Every | Either) and depth < _DEEPEST:
            found = (self._list(each, depth + 1) for each in schema.children())
            return next((each for each in found if each), None)
        return None

    def _property(self, schema: Schema, name: str, depth: int = 0) -> Schema | None:
        shape = schema.shape
        if isinstance(shape, Record):
            return next((each.schema for each in shape.fields if each.name == name), None)
        if depth >= _DEEPEST:
            return None
        if isinstance(shape, Ref):
            return self._property(self._schemas[shape.name], name, depth + 1)
        if isinstance(shape, Every | Either):
            found = (self._property(each, name, depth + 1) for each in schema.children())
            return next((each for each in found if each), None)
        return None


class OptionTypes(Directed):
    """Says schemas with dates, brands and enums."""

    def __init__(
        self,
        name_of: Callable[[str], str],
        direction: Direction | None,
        options: Options,
        brand: Callable[[str], str],
        lists: Lists | None,
    ) -> None:
        super().__init__(name_of, direction)
        self._dates = options.dates == "Date"
        self._brand = brand if options.branded_formats else None
        self._lists = lists
        # Types remembers records by their identity, so each has to live as long.
        self._narrowed: list[Every] = []
        self._writers[Said] = lambda shape, indent: " | ".join(shape.texts)

    def of(self, schema: Schema, indent: str = "") -> str:
        form = schema.words.get("format")
        if form.__class__ is str:
            shape = schema.shape
            if shape == _STRING:
                return self._text(form)
            if isinstance(shape, Either) and any(_is_bare(each) for each in shape.options):
                said = Schema(Said(self._text(form)))
                options = tuple(said if _is_bare(each) else each for each in shape.options)
                return super().of(Schema(Either(options), {}, schema.at), indent)
        return super().of(schema, indent)

    def _text(self, form: str) -> str:
        """The type of texts in a format."""
        if self._dates and form in _DATES:
            return "Date"
        return self._brand(form) if self._brand else "string"

    def _every(self, shape: Every, indent: str) -> str:
        if self._lists:
            shape = self._lists.narrowed(shape, self._name_of)
            self._narrowed.append(shape)
        return super()._every(shape, indent)


def _is_bare(schema: Schema) -> bool:
    return schema.shape == _STRING and "format" not in schema.words


class ImmutableTypes(OptionTypes):
    """Says schemas whose values nobody changes."""

    def grouped(self, schema: Schema, indent: str) -> str:
        found = super().grouped(schema, indent)
        return f"({found})" if found.startswith("readonly ") else found

    def _list(self, shape: ListOf, indent: str) -> str:
        return f"readonly {super()._list(shape, indent)}"

    def _tuple(self, shape: TupleOf, indent: str) -> str:
        return f"readonly {super()._tuple(shape, indent)}"

    def record(self, shape: Record, indent: str) -> str:
        found = super().record(shape, indent)
        if found.startswith("{ [key: "):
            return f"{{ readonly {found[2:]}"
        return found

    def _signatures(self, shape: Record, types: dict[str, str], indent: str) -> Iterator[str]:
        for line in super()._signatures(shape, types, indent):
            yield f"{indent}readonly {line[len(indent) :]}"

    def fields(self, fields: tuple[Field, ...]) -> tuple[Field, ...]:
        """The properties to write: as if each were one that its contract calls `readOnly`."""
        found = []
        for field in super().fields(fields):
            schema = field.schema
            words = {**schema.words, "readOnly": True}
            found.append(Field(field.name, Schema(schema.shape, words, schema.at), field.required))
        return tuple(found)


class OptionsFile(File):
    """Writes the file as it was asked for."""

    def __init__(self, api: Api, options: Options) -> None:
        self._options = options
        named = (*api.schemas, *api.definitions)
        self._lists = Lists(named) if options.enums == "enum" else None
        self._brands: Brands | None = None
        super().__init__(api)
        self._consts: Mapping[str, str] = {}
        if options.enums == "const":
            held = (each.name for each in named if listed(each.schema))
            self._consts = const_names(self._names[name] for name in held)

    @property
    def has_values(self) -> bool:
        """Whether the file holds more than types."""
        return bool(self._consts or (self._lists and self._lists.members))

    def _name_of(self, names: dict[str, str]) -> Callable[[str], str]:
        return names.__getitem__

    def _brand(self, form: str) -> str:
        if self._brands is None:
            self._brands = Brands(self._taken)
        return self._brands.name(form)

    def _types(self, names: dict[str, str], direction: Direction | None) -> Types:
        kind = ImmutableTypes if self._options.immutable else OptionTypes
        return kind(self._name_of(names), direction, self._options, self._brand, self._lists)

    def _schemas(self) -> None:
        super()._schemas()
        if self._brands:
            self._lines += self._brands.lines()

    def _schema(self, named: Named, name: str, types: Types) -> None:
        schema = named.schema
        if self._lists and named.name in self._lists.members:
            self._add("")
            self._lines += comment(schema, "")
            self._lines += enum(schema, name, self._lists.members[named.name])
        elif name in self._consts:
            array = self._consts[name]
            self._add("")
            self._lines += const(listed(schema) or (), array)
            self._lines += comment(schema, "")
            self._add(f"export type {name} = (typeof {array})[number];")
        else:
            super()._schema(named, name, types)
