"""A module of typed dictionaries: a class per record, an alias per other schema.

A record becomes a TypedDict, so it costs nothing at run time. Limits, formats and what Python has
no type for go into docstrings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codegen.emit.directions import always, present
from codegen.emit.python import INDENT, PLAIN, is_key, laid, options, quoted
from codegen.emit.python_docs import about, docstring, facts, remarks, says_nothing
from codegen.emit.python_merge import has_names, is_closed
from codegen.emit.python_order import in_order
from codegen.emit.python_shapes import Shapes, Style, Way
from codegen.emit.vocabulary import is_words
from codegen.emit.words import WIDTH, pascal
from codegen.model import (
    Anything,
    Api,
    Choice,
    Either,
    Every,
    Field,
    Nothing,
    Pattern,
    Record,
    Ref,
    Scalar,
    Schema,
    text_of,
)
from codegen.node import node


@node
class Alias:
    """An alias that is to be written: its options, its docstring, and the names that it names."""

    types: list[str]
    docs: list[str]
    needs: set[str]


class Module(Shapes):
    """Writes the schemas. Whoever adds to the module says so in a subclass."""

    def __init__(self, api: Api, style: Style) -> None:
        super().__init__(api, style)
        self._enums: set[str] = set()
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
        if enums := self._enums & self._mentioned():
            yield ""
            yield from _import(self._style.words_from, enums)

    def _mentioned(self) -> set[str]:
        """The names of schemas that other schemas refer to; parameters may use some alone."""
        return {
            part.shape.name
            for schema in self._schemas.values()
            for part in schema.walk()
            if isinstance(part.shape, Ref)
        }

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


def _said(field: Field) -> tuple[tuple[str, ...], list[str]]:
    return (text_of(field.schema.words, "description"),), facts(field.schema)


def _sample(pattern: Pattern) -> str:
    return "".join("*" if part is None else part for part in pattern.template)


def _forward(target: str) -> str:
    """A type with names of what stands below it."""
    for outer in ("list[", "dict[str, "):
        if target.startswith(outer):
            return f"{outer}{quoted(target[len(outer) : -1])}]"
    return quoted(target)


def _import(module: str, names: set[str]) -> list[str]:
    line = f"from {module} import {', '.join(sorted(names))}"
    if len(line) <= WIDTH:
        return [line]
    return [f"from {module} import (", *(f"    {name}," for name in sorted(names)), ")"]
