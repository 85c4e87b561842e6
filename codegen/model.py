"""The contract as emitters see it: frozen, typed, and free of raw JSON.

A `Schema` is a shape (which values fit), its limits (keywords that narrow the shape) and its notes
(what it says to people). `Shape` is a closed union: whoever asks "what kind is this?" matches all
of it and ends with `assert_never`, so a new shape makes mypy name each place that must learn it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from codegen.node import node

Json: TypeAlias = Any
"""A value as JSON has it. What the model cannot say more exactly, such as an example."""


# Schemas


@node
class Default:
    """The value that stands for an absent one; a class of its own, since the value may be null."""

    value: Json


@node
class Notes:
    """What a schema says to people. None of it decides which values fit."""

    title: str = ""
    description: str = ""
    default: Default | None = None
    examples: tuple[Json, ...] = ()
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False


@node
class Limit:
    """A keyword that narrows a shape and that few type systems can say: `maxLength`, 2000."""

    keyword: str
    value: Json


LIMITS = (
    *("format", "pattern", "minLength", "maxLength"),
    *("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf"),
    *("minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
    *("contentEncoding", "contentMediaType"),
)

Place: TypeAlias = "str | tuple[Place, str | int]"
"""Where something stands: a JSON pointer, or a place and the step from it. Joined when asked."""

_NO_WORDS: Mapping[str, Json] = {}


class Placed:
    """Whatever stands somewhere in the document."""

    __slots__ = ()
    at: Place

    @property
    def where(self) -> str:
        """The JSON pointer of its place."""
        return pointer_of(self.at)


@node
class Schema(Placed):
    """One schema of the contract: its shape, and the keywords that its author wrote."""

    shape: Shape
    words: Mapping[str, Json] = _NO_WORDS
    at: Place = ""

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The limits that were written here, in the order of `LIMITS`."""
        words = self.words
        return tuple(Limit(keyword, words[keyword]) for keyword in LIMITS if keyword in words)

    @property
    def notes(self) -> Notes:
        """What the author says to people here."""
        words = self.words
        examples = words.get("examples", [words["example"]] if "example" in words else [])
        return Notes(
            title=text_of(words, "title"),
            description=text_of(words, "description"),
            default=Default(words["default"]) if "default" in words else None,
            examples=tuple(examples) if isinstance(examples, list) else (),
            deprecated=words.get("deprecated") is True,
            read_only=words.get("readOnly") is True,
            write_only=words.get("writeOnly") is True,
        )

    def children(self) -> Iterator[Schema]:
        """The schemas directly inside this one."""
        match self.shape:
            case ListOf(item):
                yield item
            case TupleOf(items, rest):
                yield from items
                yield from (rest,) if rest else ()
            case Record(fields, extra, patterns):
                yield from (field.schema for field in fields)
                yield from (pattern.schema for pattern in patterns)
                yield from (extra,) if extra else ()
            case Either(options):
                yield from options
            case Every(parts):
                yield from parts
            case _:
                return

    def walk(self) -> Iterator[Schema]:
        """This schema and each one inside it; references are not followed."""
        yield self
        for child in self.children():
            yield from child.walk()


def pointer_of(place: Place) -> str:
    """The JSON pointer (RFC 6901) of a place."""
    steps: list[str] = []
    while not isinstance(place, str):
        place, step = place
        steps.append(str(step).replace("~", "~0").replace("/", "~1"))
    return "/".join((place, *reversed(steps)))


def text_of(words: Mapping[str, Json], keyword: str) -> str:
    """A keyword's text; nothing when something else than a text stands there."""
    found = words.get(keyword, "")
    return found if isinstance(found, str) else ""


ScalarKind: TypeAlias = Literal["string", "integer", "number", "boolean", "null"]


@node
class Anything:
    """Every value fits, or nothing narrower is known."""


@node
class Nothing:
    """No value fits."""


@node
class Scalar:
    """Any value of one plain type."""

    kind: ScalarKind


@node
class Choice:
    """Exactly these values: `enum`, or `const` when there is one."""

    values: tuple[Json, ...]


@node
class Ref:
    """Whatever the named schema says."""

    name: str


@node
class ListOf:
    """An array whose items are all alike."""

    item: Schema


@node
class TupleOf:
    """An array whose first items have shapes of their own; `rest` is None when nothing is said.

    The first `least` items are always there.
    """

    items: tuple[Schema, ...]
    rest: Schema | None
    least: int = 0


@node
class Field:
    """One named property of a record."""

    name: str
    schema: Schema
    required: bool


Template: TypeAlias = "tuple[str | None, ...]"
"""Which names a pattern takes: fixed texts, and None where any text may stand."""


def fits(name: str, template: Template) -> bool:
    """Whether a name fits a template."""
    first, last = template[0], template[-1]
    start = 0
    for index, text in enumerate(template):
        if text is None:
            continue
        at = name.find(text, start)
        if at < 0 or (index == 0 and at > 0):
            return False
        start = at + len(text)
    if len(template) == 1 and first is not None:
        return name == first
    return last is None or name.endswith(last)


@node
class Pattern:
    """What the properties must be whose names fit a template."""

    template: Template
    schema: Schema


@node
class Record:
    """An object. `extra` is what other properties must be: None when the contract says nothing
    about them, `Nothing` when it forbids them."""

    fields: tuple[Field, ...]
    extra: Schema | None
    patterns: tuple[Pattern, ...] = ()


@node
class Discriminator:
    """The property that tells the options of an `Either` apart, and what its values name."""

    name: str
    mapping: tuple[tuple[str, str], ...]


@node
class Either:
    """At least one of the options; exactly one of them when `exclusive`."""

    options: tuple[Schema, ...]
    exclusive: bool = False
    discriminator: Discriminator | None = None


@node
class Every:
    """All parts at once."""

    parts: tuple[Schema, ...]


Shape: TypeAlias = (
    Anything | Nothing | Scalar | Choice | Ref | ListOf | TupleOf | Record | Either | Every
)

NULL = Scalar("null")


@node
class Named:
    """A schema with a name of its own."""

    name: str
    schema: Schema


# Operations. `shared` is the name of the component that a part refers to, if it does.


ParameterPlace: TypeAlias = Literal["path", "query", "header", "cookie"]


@node
class Parameter(Placed):
    """A value that a request carries outside its body."""

    name: str
    place: ParameterPlace
    required: bool
    schema: Schema
    description: str
    deprecated: bool
    examples: tuple[Json, ...]
    at: Place
    shared: str | None = None


@node
class Example(Placed):
    """A value that shows what is meant."""

    name: str
    summary: str
    value: Json
    at: Place


@node
class Media:
    """One media type of a body. Without a schema it is a stream of bytes."""

    type: str
    schema: Schema | None
    examples: tuple[Example, ...]


@node
class Body(Placed):
    """What a request sends."""

    description: str
    required: bool
    content: tuple[Media, ...]
    at: Place
    shared: str | None = None


@node
class Header(Placed):
    """A value that a reply carries outside its body."""

    name: str
    description: str
    required: bool
    deprecated: bool
    schema: Schema
    examples: tuple[Json, ...]
    at: Place
    shared: str | None = None


@node
class Reply(Placed):
    """What may come back under one status: `200`, `4XX` or `default`."""

    status: str
    description: str
    headers: tuple[Header, ...]
    content: tuple[Media, ...]
    at: Place
    shared: str | None = None


@node
class Operation(Placed):
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
    at: Place


@node
class PathItem(Placed):
    """What can be done at one address."""

    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    operations: tuple[Operation, ...]
    at: Place


@node
class Diagnostic(Placed):
    """Something that the model says more widely than the contract does."""

    at: Place
    message: str


@node
class Api:
    """The whole contract. `document` is the bundle it was read from, for whoever publishes it.

    `definitions` are the schemas that are referred to and are no components: `$defs`, and whatever
    else a reference can point into. No name stands twice in `schemas` and `definitions` together.
    """

    title: str
    version: str
    paths: tuple[PathItem, ...]
    webhooks: tuple[PathItem, ...]
    schemas: tuple[Named, ...]
    definitions: tuple[Named, ...]
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
