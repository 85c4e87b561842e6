"""How Python says shapes: the type of each, and names for the records that have none.

JSON arrays arrive as lists, which cannot say what stands at which place, so a tuple is a list of
any of its items.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import Final, Literal, TypeAlias, assert_never

from codegen.emit.directions import Direction, always, differing, present
from codegen.emit.python import PLAIN, choice, class_names, union
from codegen.emit.python_merge import Merging, has_names, telling
from codegen.emit.words import pascal, unlike
from codegen.model import (
    NULL,
    Anything,
    Api,
    Choice,
    Either,
    Every,
    ListOf,
    Nothing,
    Record,
    Ref,
    Scalar,
    Schema,
    Shape,
    TupleOf,
    text_of,
)
from codegen.node import node

Way: TypeAlias = "Direction | Literal['filled'] | None"
"""How a value is met: in a request, in a reply, with its defaults filled in, or none of these."""

_SUFFIX: Final[dict[Way, str]] = {"input": "Input", "output": "Output", "filled": "", None: ""}


@node
class Style:
    """What a module is for.

    `filled` are the schemas that are only met with their defaults filled in; None where schemas
    are written once for each direction in which they differ. `words_from` is the module that has
    an enum for each list of words. `is_brief` leaves out what whoever has the contract can read
    there.
    """

    about: str
    filled: frozenset[str] | None = None
    words_from: str = ""
    is_brief: bool = False


class Shapes:
    """Says schemas. Whoever writes the records that are met on the way says so in a subclass."""

    def __init__(self, api: Api, style: Style) -> None:
        self._api = api
        self._style = style
        self._named = (*api.schemas, *api.definitions)
        self._schemas = {named.name: named.schema for named in self._named}
        self._merging = Merging(self._schemas)
        names = class_names(self._named)
        self._names: dict[Way, dict[str, str]] = {None: names, "filled": names}
        self._taken = set(names.values())
        self._differing: dict[Way, frozenset[str]] = {}
        if style.filled is None:
            self._differing.update(differing(api).items())
            for way, differ in self._differing.items():
                # In the order of the document, so that names are the same each time.
                own = {name: names[name] + _SUFFIX[way] for name in names if name in differ}
                self._names[way] = names | {name: self._free(own[name]) for name in own}
        self._typing: set[str] = set()
        self._is_suffixed = True
        # Of the alias that is being written: the schemas that it names, and what it is called.
        self._needs: set[str] = set()
        self._alias_wish = ""
        # What each nested record is called; the shape beside it lives on, so its id is its own.
        self._nested_names: dict[tuple[str, int, Way], tuple[str, Record]] = {}
        self._differs: dict[tuple[int, Way], tuple[bool, Shape]] = {}
        # Where parts that must all fit are being written, and what they are called.
        self._open: dict[tuple[int, Way], str] = {}

    def _free(self, name: str) -> str:
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name

    @abstractmethod
    def _record(
        self, name: str, wish: str, schema: Schema, record: Record, way: Way, summary: str = ""
    ) -> None:
        """Write a record; `wish` is what those in it are called after."""

    def _type(self, schema: Schema, wish: str, way: Way) -> str:
        """Say a schema; `wish` is what a record would be called that has no name."""
        shape: Shape = schema.shape
        match shape:
            case Scalar(kind):
                return PLAIN[kind]
            case Ref(name):
                found = self._names[way][name]
                self._needs.add(found)
                return found
            case Either(options):
                return self._union(options, wish, way)
            case Choice(values):
                return self._said(choice(values))
            case ListOf(item):
                return f"list[{self._type(item, f'{wish}Item', way)}]"
            case TupleOf(items, rest):
                all_items = (*items, rest or Schema(Anything()))
                kinds = tuple(each for each in all_items if not isinstance(each.shape, Nothing))
                return f"list[{self._union(kinds, f'{wish}Item', way)}]"
            case Record():
                return self._nested(schema, shape, wish, way)
            case Every():
                return self._every(schema, shape, wish, way)
            case Anything():
                return "object"
            case Nothing():
                return self._said(["Never"])
            case _:
                assert_never(shape)

    def _said(self, types: Iterable[str]) -> str:
        found = union(types)
        if "Literal[" in found:
            self._typing.add("Literal")
        if found == "Never":
            self._typing.add("Never")
        return found

    def _nested(self, schema: Schema, record: Record, wish: str, way: Way) -> str:
        if not has_names(record):
            values = [pattern.schema for pattern in record.patterns]
            if record.extra is None or not isinstance(record.extra.shape, Nothing):
                values.append(record.extra or Schema(Anything()))
            return f"dict[str, {self._union(tuple(values), f'{wish}Value', way)}]"
        own = way
        if self._differing and way is not None and not self._is_different(schema, way):
            own = None
        known = self._nested_names.get((wish, id(record), own))
        if known:
            return known[0]
        name = f"{wish}Object" if wish == self._alias_wish else wish
        name = unlike(name + (_SUFFIX[own] if self._is_suffixed else ""), self._taken)
        self._taken.add(name)
        self._nested_names[wish, id(record), own] = name, record
        # What its fields name can stand below it: only the alias itself is read from the top.
        needs, self._needs = self._needs, set()
        if (id(schema), way) in self._open:
            self._open[id(schema), way] = name
        self._record(name, wish, schema, record, own)
        self._needs = needs
        return name

    def _is_different(self, schema: Schema, way: Way) -> bool:
        """Whether it is something else on this way than where nothing is said of the way."""
        shape = schema.shape
        if isinstance(shape, Ref):
            return shape.name in self._differing[way]
        known = self._differs.get((id(shape), way))
        if known:
            return known[0]
        found = any(self._is_different(child, way) for child in schema.children())
        if isinstance(shape, Record) and not found and (way == "input" or way == "output"):
            found = any(
                not present(field, way) or always(field, way) != field.required
                for field in shape.fields
            )
        self._differs[id(shape), way] = found, shape
        return found

    def _union(self, found: tuple[Schema, ...], wish: str, way: Way) -> str:
        kinds = _flat(found)
        values = [value for each in kinds for value in _values(each)]
        others = [each for each in kinds if each.shape != NULL and not _values(each)]
        names = [f"{wish}{suffix}" for suffix in _suffixes(others)] if len(others) > 1 else [wish]
        types: list[str] = []
        for each in kinds:
            if each.shape == NULL:
                types.append("None")
            elif _values(each):
                # All values at the place of the first: one literal reads better than several.
                types += choice(values)
                values = []
            else:
                types.append(self._type(each, names.pop(0), way))
        return self._said(types)

    def _every(self, schema: Schema, shape: Every, wish: str, way: Way) -> str:
        """The records become one, also where some are options; else the narrowest part stands
        for all, and fits whatever fits all."""
        place = id(schema), way
        if place in self._open:
            # Its parts are taken apart, so it can meet itself where no name stands between.
            return self._open[place]
        self._open[place] = "object"
        found = self._all_of(schema, telling(shape), wish, way)
        del self._open[place]
        return found

    def _all_of(self, schema: Schema, parts: list[Schema], wish: str, way: Way) -> str:
        if not parts:
            return "object"
        if len(parts) == 1:
            return self._type(parts[0], wish, way)
        whole = self._merging.record(schema)
        if whole:
            return self._nested(schema, whole, wish, way)
        if spread := self._merging.spread(schema):
            names = _suffixes([option for option, _ in spread])
            return self._said(
                self._nested(Schema(record, option.words), record, f"{wish}{name}", way)
                for name, (option, record) in zip(names, spread, strict=True)
            )
        return self._type(self._merging.narrowest(parts), wish, way)


# Names of what has none


def _flat(found: tuple[Schema, ...]) -> list[Schema]:
    """The options of a union, and those of unions in it."""
    flat: list[Schema] = []
    for option in found:
        flat += _flat(option.shape.options) if isinstance(option.shape, Either) else [option]
    return flat


def _values(option: Schema) -> tuple[object, ...]:
    return option.shape.values if isinstance(option.shape, Choice) else ()


def _suffixes(options: list[Schema]) -> list[str]:
    """What tells the options of a union apart: a title, a constant, a property, or a number."""
    found: list[str] = []
    for index, option in enumerate(options, start=1):
        title = pascal(text_of(option.words, "title"))
        found.append(unlike(title or _telling_part(option) or f"Option{index}", found))
    return found


def _telling_part(option: Schema) -> str:
    if not isinstance(option.shape, Record):
        return ""
    required = [field for field in option.shape.fields if field.required]
    for field in required:
        shape = field.schema.shape
        if isinstance(shape, Choice) and len(shape.values) == 1:
            return pascal(str(shape.values[0]))
    return pascal(required[0].name) if len(required) == 1 else ""
