"""A module of typed dictionaries: a class per record, an alias per other schema.

A record becomes a TypedDict, so it costs nothing at run time. Limits, formats and what Python has
no type for go into docstrings. JSON arrays arrive as lists, which cannot say what stands at which
place, so a tuple is a list of any of its items.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, Literal, TypeAlias, assert_never

from codegen.emit.directions import Direction, always, differing, present
from codegen.emit.python import (
    INDENT,
    PLAIN,
    about,
    choice,
    class_names,
    docstring,
    facts,
    is_key,
    laid,
    options,
    quoted,
    remarks,
    says_nothing,
    union,
)
from codegen.emit.python_merge import Merging, has_names, is_closed, telling
from codegen.emit.vocabulary import is_words
from codegen.emit.words import WIDTH, pascal, unlike
from codegen.model import (
    NULL,
    Anything,
    Api,
    Choice,
    Either,
    Every,
    Field,
    ListOf,
    Nothing,
    Pattern,
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


@node
class Alias:
    """An alias that is to be written: its options, its docstring, and the names that it names."""

    types: list[str]
    docs: list[str]
    needs: set[str]


class Module:
    """Writes the schemas. Whoever adds to the module says so in a subclass."""

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
        self._enums: set[str] = set()
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
        self._bases: dict[str, list[str]] = {}
        self._records: dict[str, list[str]] = {}
        self._plain: dict[str, list[str]] = {}
        self._aliases: dict[str, Alias] = {}

    def text(self, header: str) -> str:
        """The whole module."""
        for named in self._named:
            for way in self._ways(named.name):
                wish = self._names[None][named.name]
                self._write(named.schema, self._names[way][named.name], wish, way)
        body = [*self._body(), *self._more()]
        head = list(self._head(header))
        if body[:2] == ["", ""] and not body[2].startswith(("class ", "@")):
            del body[0]
        return "\n".join([*head, *body]) + "\n"

    def _ways(self, name: str) -> Iterator[Way]:
        filled = self._style.filled
        yield "filled" if filled is not None and name in filled else None
        yield from (way for way, names in self._differing.items() if name in names)

    def _free(self, name: str) -> str:
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name

    # The page

    def _head(self, header: str) -> Iterator[str]:
        yield f"# {header}"
        if any(name[0].islower() for name in (*self._plain, *self._aliases)):
            # The contract names it, and ruff would have it named otherwise.
            yield "# ruff: noqa: PYI042"
        yield from docstring((self._style.about,), (), "")
        yield ""
        yield "from __future__ import annotations"
        if self._typing:
            yield ""
            yield from _import("typing", self._typing)
        if self._enums:
            yield ""
            yield from _import(self._style.words_from, self._enums)

    def _body(self) -> Iterator[str]:
        for lines in self._plain.values():
            yield ""
            yield from lines
        for name in in_order(sorted(self._records), self._bases):
            yield from ("", "")
            yield from self._records[name]
        # Below all records, so that what they name is there already, but for what goes in circles.
        done: set[str] = set()
        needs = {name: alias.needs & self._aliases.keys() for name, alias in self._aliases.items()}
        for index, name in enumerate(in_order(self._aliases, needs)):
            yield from ("", "") if self._records and index == 0 else ("",)
            alias = self._aliases[name]
            yield self._line(name, alias.types, is_above=needs[name] <= done)
            yield from alias.docs
            done.add(name)

    def _more(self) -> Iterator[str]:
        """What stands below the schemas."""
        return iter(())

    # Named types

    def _write(self, schema: Schema, name: str, wish: str, way: Way, summary: str = "") -> None:
        """Give a schema that name; `wish` is what those in it are called after."""
        shape = schema.shape
        if self._style.words_from and isinstance(shape, Choice) and is_words(shape):
            self._enums.add(name)
            return
        record = self._merging.record(schema) if isinstance(shape, Record | Every) else None
        if record is None or not has_names(record):
            self._alias(schema, name, wish, way, summary)
            return
        self._open = {(id(schema), way): name}
        bases = [] if isinstance(shape, Record) else self._classes(schema)
        if bases:
            assert isinstance(shape, Every)
            own = self._merging.own(shape)
            if all(is_key(field.name) for field in own.fields):
                self._bases[name] = [self._names[way][base] for base in bases]
                record = own
        self._record(name, wish, schema, record, way, summary)

    def _classes(self, schema: Schema) -> list[str]:
        """The schemas that a record can inherit from, by name; each is a class."""
        found: list[str] = []
        for base in self._merging.bases(schema):
            while isinstance(shape := self._schemas[base].shape, Ref):
                base = shape.name
            found.append(base)
        return found

    def _alias(self, schema: Schema, name: str, wish: str, way: Way, summary: str) -> None:
        self._needs = set()
        self._alias_wish = wish
        types = ["object"] if self._is_circle(schema) else options(self._type(schema, wish, way))
        alias = Alias(types, self._docs(schema, "", summary), self._needs)
        self._needs, self._alias_wish = set(), ""
        self._put(name, alias, isinstance(schema.shape, Scalar))

    def _put(self, name: str, alias: Alias, is_plain: bool = False) -> None:
        self._typing.add("TypeAlias")
        if is_plain:
            self._plain[name] = [self._line(name, alias.types), *alias.docs]
        else:
            self._aliases[name] = alias

    def _line(self, name: str, types: list[str], is_above: bool = True) -> str:
        """An alias. What stands below it is named in quotes, inside of what Python knows already:
        a text alone would be no type to whoever reads them at run time."""
        start = f"{name}: TypeAlias = "
        if is_above:
            return start + laid(" | ".join(types), "", start)
        if len(types) == 1:
            return start + _forward(types[0])
        self._typing.add("Union")
        parts = [each if each == "None" else quoted(each) for each in types]
        return start + laid(f"Union[{', '.join(parts)}]", "", start)

    def _is_circle(self, schema: Schema) -> bool:
        """Whether it is, by references alone, said by itself: no type can be."""
        if not isinstance(schema.shape, Ref | Either | Every):
            return False
        seen: set[str] = set()
        waiting = [schema]
        while waiting:
            each = waiting.pop()
            if isinstance(each.shape, Ref):
                target = self._schemas[each.shape.name]
                if target is schema:
                    return True
                if each.shape.name not in seen:
                    seen.add(each.shape.name)
                    waiting.append(target)
            elif isinstance(each.shape, Either | Every):
                waiting += each.children()
        return False

    # Records

    def _record(
        self, name: str, wish: str, schema: Schema, record: Record, way: Way, summary: str = ""
    ) -> None:
        self._typing.add("TypedDict")
        self._records[name] = []  # keeps the place of the outer record before the inner ones
        docs = self._docs(schema, INDENT, summary, self._notes(record, f"{wish}Value", way))
        fields = self._fields(record, wish, way)
        bases = self._bases.get(name, ["TypedDict"])
        lines: list[str] = []
        if not all(is_key(field.name) for field, _ in fields):
            lines += [f"{name} = TypedDict(", f'    "{name}",', "    {"]
            for field, target in fields:
                if not self._style.is_brief:
                    lines += remarks(*_said(field), INDENT * 2)
                lines.append(f"        {quoted(field.name)}: {quoted(target)},")
            lines += ["    },", ")"]
            self._records[name] = lines + [line[len(INDENT) :] if line else line for line in docs]
            return
        if is_closed(record) and isinstance(schema.shape, Record):
            # So that `"link" in body` tells a type checker which option of a union it is.
            self._typing.add("final")
            lines.append("@final")
        lines += [f"class {name}({', '.join(bases)}):", *docs]
        was_explained = bool(docs)
        for field, target in fields:
            if was_explained:
                lines.append("")
            start = f"{field.name}: "
            lines.append(f"{INDENT}{start}{laid(target, INDENT, start)}")
            was_explained = False
            if not self._style.is_brief and not says_nothing(field.schema.words):
                lines += (said := about(field.schema, INDENT))
                was_explained = bool(said)
        self._records[name] = lines if fields or docs else [*lines, f"{INDENT}pass"]

    def _fields(self, record: Record, wish: str, way: Way) -> list[tuple[Field, str]]:
        """The fields that there may be, and their types."""
        found: list[tuple[Field, str]] = []
        names = self._names[way]
        for field in record.fields:
            schema = field.schema
            is_sure = field.required
            if way is not None and way != "filled":
                if not present(field, way):
                    continue
                is_sure = always(field, way)
            elif way == "filled":
                is_sure = is_sure or self._has_default(schema)
            shape = schema.shape
            # What most fields are is said at once.
            if isinstance(shape, Scalar):
                target = PLAIN[shape.kind]
            elif isinstance(shape, Ref):
                target = names[shape.name]
            else:
                target = self._type(schema, wish + pascal(field.name), way)
            if not is_sure:
                self._typing.add("NotRequired")
                target = f"NotRequired[{target}]"
            found.append((field, target))
        return found

    def _has_default(self, schema: Schema) -> bool:
        for _ in self._schemas:
            if "default" in schema.words:
                return True
            if not isinstance(schema.shape, Ref):
                return False
            schema = self._schemas[schema.shape.name]
        return False

    def _docs(
        self, schema: Schema, indent: str, summary: str = "", notes: Iterable[str] = ()
    ) -> list[str]:
        description = text_of(schema.words, "description")
        if self._style.is_brief:
            return docstring((description,), (), indent)
        return docstring((summary, description), (*facts(schema), *notes), indent)

    def _notes(self, record: Record, wish: str, way: Way) -> Iterator[str]:
        """What a typed dictionary cannot say of the keys beside those that it names."""
        if self._style.is_brief or not record.fields:
            return
        for pattern in record.patterns:
            yield f"Keys like `{_sample(pattern)}`: `{self._noted(pattern.schema, wish, way)}`"
        if record.extra and not isinstance(record.extra.shape, Anything | Nothing):
            yield f"Other keys: `{self._noted(record.extra, wish, way)}`"

    def _noted(self, schema: Schema, wish: str, way: Way) -> str:
        """A type that only a docstring names, which needs no import."""
        before, count = set(self._typing), len(self._records)
        found = self._type(schema, wish, way)
        if len(self._records) == count:
            self._typing = before
        return found

    # Types

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


# Order


def in_order(names: Iterable[str], needs: Mapping[str, Collection[str]]) -> Iterator[str]:
    """The names, each below those that it needs: Python reads from the top.

    One that needs others waits for them and never moves them. In a circle the first goes first.
    """
    done: set[str] = set()
    waiting: list[str] = []
    for name in names:
        waiting.append(name)
        while ready := next((each for each in waiting if done.issuperset(needs.get(each, ()))), ""):
            waiting.remove(ready)
            done.add(ready)
            yield ready
    while waiting:
        ready = next((each for each in waiting if done.issuperset(needs[each])), waiting[0])
        waiting.remove(ready)
        done.add(ready)
        yield ready


def _forward(target: str) -> str:
    """A type with names of what stands below it."""
    for outer in ("list[", "dict[str, "):
        if target.startswith(outer):
            return f"{outer}{quoted(target[len(outer) : -1])}]"
    return quoted(target)


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


def _said(field: Field) -> tuple[tuple[str, ...], list[str]]:
    return (text_of(field.schema.words, "description"),), facts(field.schema)


def _sample(pattern: Pattern) -> str:
    return "".join("*" if part is None else part for part in pattern.template)


def _import(module: str, names: set[str]) -> list[str]:
    line = f"from {module} import {', '.join(sorted(names))}"
    if len(line) <= WIDTH:
        return [line]
    return [f"from {module} import (", *(f"    {name}," for name in sorted(names)), ")"]
