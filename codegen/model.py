"""The contract as emitters see it: frozen, typed, and free of raw JSON.

A `Schema` is a shape (which values fit), its limits (keywords that narrow the shape) and its notes
(what it says to people). `Shape` is a closed union: whoever asks "what kind is this?" matches all
of it and ends with `assert_never`, so a new shape makes mypy name each place that must learn it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Json: TypeAlias = Any
"""A value as JSON has it. What the model cannot say more exactly, such as an example."""


# Schemas


@dataclass(frozen=True, slots=True)
class Default:
    """The value that stands for an absent one; a class of its own, since the value may be null."""

    value: Json


@dataclass(frozen=True, slots=True)
class Notes:
    """What a schema says to people. None of it decides which values fit."""

    title: str = ""
    description: str = ""
    default: Default | None = None
    examples: tuple[Json, ...] = ()
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A keyword that narrows a shape and that few type systems can say: `maxLength`, 2000."""

    keyword: str
    value: Json


@dataclass(frozen=True, slots=True)
class Schema:
    """One schema of the contract, at one place of the bundle."""

    shape: "Shape"
    where: str = ""
    limits: tuple[Limit, ...] = ()
    notes: Notes = Notes()

    def children(self) -> Iterator["Schema"]:
        """The schemas directly inside this one."""
        match self.shape:
            case ListOf(item):
                yield item
            case TupleOf(items, rest):
                yield from items
                yield from (rest,) if rest else ()
            case Record(fields, extra):
                yield from (field.schema for field in fields)
                yield from (extra,) if extra else ()
            case Either(options):
                yield from options
            case Every(parts):
                yield from parts
            case _:
                return

    def walk(self) -> Iterator["Schema"]:
        """This schema and each one inside it; references are not followed."""
        yield self
        for child in self.children():
            yield from child.walk()


ScalarKind: TypeAlias = Literal["string", "integer", "number", "boolean", "null"]


@dataclass(frozen=True, slots=True)
class Anything:
    """Every value fits, or nothing narrower is known."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No value fits."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """Any value of one plain type."""

    kind: ScalarKind


@dataclass(frozen=True, slots=True)
class Choice:
    """Exactly these values: `enum`, or `const` when there is one."""

    values: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """Whatever the named schema says."""

    name: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """An array whose items are all alike."""

    item: Schema


@dataclass(frozen=True, slots=True)
class TupleOf:
    """An array whose first items have shapes of their own; `rest` is None when nothing is said."""

    items: tuple[Schema, ...]
    rest: Schema | None


@dataclass(frozen=True, slots=True)
class Field:
    """One named property of a record."""

    name: str
    schema: Schema
    required: bool


@dataclass(frozen=True, slots=True)
class Record:
    """An object. `extra` is what other properties must be: None when the contract says nothing
    about them, `Nothing` when it forbids them."""

    fields: tuple[Field, ...]
    extra: Schema | None


@dataclass(frozen=True, slots=True)
class Discriminator:
    """The property that tells the options of an `Either` apart, and what its values name."""

    name: str
    mapping: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the options; exactly one of them when `exclusive`."""

    options: tuple[Schema, ...]
    exclusive: bool = False
    discriminator: Discriminator | None = None


@dataclass(frozen=True, slots=True)
class Every:
    """All parts at once."""

    parts: tuple[Schema, ...]


Shape: TypeAlias = (
    Anything | Nothing | Scalar | Choice | Ref | ListOf | TupleOf | Record | Either | Every
)

NULL = Scalar("null")


@dataclass(frozen=True, slots=True)
class Named:
    """A schema with a name of its own."""

    name: str
    schema: Schema


# Operations. `shared` is the name of the component that a part refers to, if it does.


ParameterPlace: TypeAlias = Literal["path", "query", "header", "cookie"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a request carries outside its body."""

    name: str
    place: ParameterPlace
    required: bool
    schema: Schema
    description: str
    deprecated: bool
    examples: tuple[Json, ...]
    where: str
    shared: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A value that shows what is meant."""

    name: str
    summary: str
    value: Json
    where: str


@dataclass(frozen=True, slots=True)
class Media:
    """One media type of a body. Without a schema it is a stream of bytes."""

    type: str
    schema: Schema | None
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """What a request sends."""

    description: str
    required: bool
    content: tuple[Media, ...]
    where: str
    shared: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """A value that a reply carries outside its body."""

    name: str
    description: str
    required: bool
    deprecated: bool
    schema: Schema
    examples: tuple[Json, ...]
    where: str
    shared: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What may come back under one status: `200`, `4XX` or `default`."""

    status: str
    description: str
    headers: tuple[Header, ...]
    content: tuple[Media, ...]
    where: str
    shared: str | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that the API can do."""

    id: str
    method: str
    path: str
    tags: tuple[str, ...]
    summary: str
    description: str
    deprecated: bool
    security: tuple[Mapping[str, tuple[str, ...]], ...]
    parameters: tuple[Parameter, ...]
    body: Body | None
    replies: tuple[Reply, ...]
    where: str


@dataclass(frozen=True, slots=True)
class PathItem:
    """What can be done at one address."""

    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    operations: tuple[Operation, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something that the model says more widely than the contract does."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Api:
    """The whole contract. `document` is the bundle it was read from, for whoever publishes it."""

    title: str
    version: str
    paths: tuple[PathItem, ...]
    webhooks: tuple[PathItem, ...]
    schemas: tuple[Named, ...]
    parameters: tuple[Parameter, ...]
    headers: tuple[Header, ...]
    bodies: tuple[Body, ...]
    replies: tuple[Reply, ...]
    path_items: tuple[PathItem, ...]
    diagnostics: tuple[Diagnostic, ...]
    document: Mapping[str, Json]

    def operations(self) -> Iterator[Operation]:
        """Every operation, in the order of the contract."""
        for item in self.paths:
            yield from item.operations

    def schema(self, name: str) -> Schema:
        """The schema of that name."""
        return next(named.schema for named in self.schemas if named.name == name)
