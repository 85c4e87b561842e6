"""handlers/wire.py: what bodies look like in Python, once the door has checked and filled them.

A record becomes a TypedDict, so it costs nothing at run time. A body that came in has its defaults
filled, so there a property with a default is always present; in a reply it may be absent like any
other that is not required.
"""

from collections.abc import Iterable, Iterator
from typing import assert_never

from codegen.emit.vocabulary import is_words
from codegen.emit.words import (
    HEADER,
    WIDTH,
    docstring,
    is_python_name,
    pascal,
    unlike,
)
from codegen.model import (
    NULL,
    Anything,
    Api,
    Choice,
    Either,
    Every,
    Field,
    ListOf,
    Named,
    Nothing,
    Record,
    Ref,
    Scalar,
    Schema,
    Shape,
    TupleOf,
)

_PLAIN = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
}


def wire(api: Api) -> str:
    """Write an alias per plain schema, a TypedDict per record, and a union per choice of them."""
    return _Wire(api).text()


class _Wire:
    def __init__(self, api: Api) -> None:
        self._api = api
        self._schemas = {named.name: named.schema for named in api.schemas}
        self._filled = requested(api)
        self._names = set(self._schemas)
        self._options = optional_names(api)
        self._typing: set[str] = set()
        self._enums: set[str] = set()
        self._records: dict[str, list[str]] = {}
        self._heirs: dict[str, list[str]] = {}

    def text(self) -> str:
        plain: list[str] = []
        unions: list[str] = []
        for named in self._api.schemas:
            schema = named.schema
            if isinstance(schema.shape, Choice) and is_words(schema.shape):
                self._enums.add(named.name)
            elif isinstance(schema.shape, Record) and _has_names(schema.shape):
                self._record(named.name, schema, schema.shape, named.name in self._filled)
            elif bases := self._bases(schema):
                own = [part.shape for part in schema.children() if isinstance(part.shape, Record)]
                shape = Record(tuple(field for record in own for field in record.fields), None)
                self._heirs[named.name] = bases
                self._record(named.name, schema, shape, named.name in self._filled)
            else:
                target = self._type(schema, named.name, named.name in self._filled)
                simple = isinstance(schema.shape, Scalar)
                (plain if simple else unions).append(self._alias(named, target, simple))
        return "\n".join([*self._head(), *self._body(plain, unions)]) + "\n"

    def _head(self) -> Iterator[str]:
        yield f"# {HEADER}"
        yield '"""The bodies of requests and replies, as handlers hold them."""'
        yield ""
        yield "from __future__ import annotations"
        if self._typing:
            yield ""
            yield from _import("typing", self._typing)
        if self._enums:
            yield ""
            yield from _import("domain.vocabulary", self._enums)

    def _body(self, plain: list[str], unions: list[str]) -> Iterator[str]:
        for alias in plain:
            yield f"\n{alias}"
        for name in self._in_order():
            yield "\n"
            yield from self._records[name]
        for index, alias in enumerate(unions):
            yield "\n" if self._records and index == 0 else ""
            yield alias

    def _in_order(self) -> Iterator[str]:
        """Records by name, but a base before whatever adds to it: Python reads from the top."""
        waiting = sorted(self._records, reverse=True)
        done: set[str] = set()
        while waiting:
            owed = [base for base in self._heirs.get(waiting[-1], ()) if base not in done]
            if owed:
                waiting.remove(owed[0])
                waiting.append(owed[0])
                continue
            name = waiting.pop()
            done.add(name)
            yield name

    def _alias(self, named: Named, target: str, simple: bool) -> str:
        self._typing.add("TypeAlias")
        value = target if simple else _quoted(target)
        lines = [f"{named.name}: TypeAlias = {value}"]
        if len(lines[0]) > WIDTH:
            lines = [f"{named.name}: TypeAlias = (", f"    {value}", ")"]
        return "\n".join([*lines, *docstring(named.schema.notes.description, "")])

    def _bases(self, schema: Schema) -> list[str]:
        """The records that a record adds to, by name; none when it also says theirs anew."""
        if not isinstance(schema.shape, Every):
            return []
        names: list[str] = []
        said: list[str] = []
        for part in schema.shape.parts:
            record = self._as_record(part)
            if record is None:
                return []
            names += [part.shape.name] if isinstance(part.shape, Ref) else []
            said += [field.name for field in record.fields]
        simple = len(said) == len(set(said)) and all(map(is_python_name, said))
        return names if simple else []

    def _record(self, name: str, schema: Schema, shape: Record, filled: bool) -> None:
        self._typing.add("TypedDict")
        self._records[name] = []  # keeps the place of the outer record before the inner ones
        fields = [(field.name, self._field(field, name, filled)) for field in shape.fields]
        text = docstring(schema.notes.description, "    ")
        if all(is_python_name(key) for key, _ in fields):
            bases = ", ".join(self._heirs.get(name, ("TypedDict",)))
            lines = [f"class {name}({bases}):", *text, *([""] if text and fields else [])]
            if name in self._options and _is_closed(shape):
                # So that `"link" in body` tells a type checker which option it is.
                self._typing.add("final")
                lines.insert(0, "@final")
            lines += [f"    {key}: {target}" for key, target in fields]
            self._records[name] = lines if fields or text else [*lines, "    pass"]
            return
        lines = [f"{name} = TypedDict(", f'    "{name}",', "    {"]
        lines += [f"        {_quoted(key)}: {_quoted(target)}," for key, target in fields]
        self._records[name] = [*lines, "    },", ")", *docstring(schema.notes.description, "")]

    def _field(self, field: Field, owner: str, filled: bool) -> str:
        target = self._type(field.schema, f"{owner}{pascal(field.name)}", filled)
        if field.required or (filled and self._has_default(field.schema)):
            return target
        self._typing.add("NotRequired")
        return f"NotRequired[{target}]"

    def _has_default(self, schema: Schema) -> bool:
        if schema.notes.default is not None:
            return True
        return isinstance(schema.shape, Ref) and self._has_default(self._schemas[schema.shape.name])

    def _type(self, schema: Schema, name: str, filled: bool) -> str:
        """Say a schema in Python; `name` is what a record would be called that has no name."""
        shape: Shape = schema.shape
        match shape:
            case Anything():
                return "object"
            case Nothing():
                self._typing.add("Never")
                return "Never"
            case Scalar(kind):
                return _PLAIN[kind]
            case Choice(values):
                return self._choice(values)
            case Ref(target):
                return target
            case ListOf(item):
                return f"list[{self._type(item, f'{name}Item', filled)}]"
            case TupleOf(items, rest):
                # JSON arrays arrive as lists, which cannot say what stands at which place.
                found = [*items, rest or Schema(Anything())]
                kinds = [each for each in found if not isinstance(each.shape, Nothing)]
                return f"list[{self._union(kinds, f'{name}Item', filled)}]"
            case Record():
                return self._nested(schema, shape, name, filled)
            case Either(options):
                return self._union(options, name, filled)
            case Every(parts):
                return self._every(parts, name, filled)
            case _:
                assert_never(shape)

    def _choice(self, values: tuple[object, ...]) -> str:
        found = list(dict.fromkeys(_literal(value) for value in values))
        if any(each is None for each in found):
            return "object"
        self._typing.add("Literal")
        return f"Literal[{', '.join(each for each in found if each)}]"

    def _nested(self, schema: Schema, shape: Record, name: str, filled: bool) -> str:
        if not _has_names(shape):
            extra = shape.extra or Schema(Anything())
            return f"dict[str, {self._type(extra, f'{name}Value', filled)}]"
        own = unlike(name, self._names)
        self._names.add(own)
        self._record(own, schema, shape, filled)
        return own

    def _union(self, options: Iterable[Schema], name: str, filled: bool) -> str:
        options = tuple(options)
        kinds = [option for option in options if option.shape != NULL]
        suffixes = _suffixes(kinds)
        self._options |= {f"{name}{suffix}" for suffix in suffixes if len(kinds) > 1}
        found = [
            self._type(option, f"{name}{suffix}" if len(kinds) > 1 else name, filled)
            for option, suffix in zip(kinds, suffixes, strict=True)
        ]
        found += ["None"] * (len(kinds) < len(options))
        if "object" in found:
            return "object"
        return " | ".join(dict.fromkeys(found))

    def _every(self, parts: tuple[Schema, ...], name: str, filled: bool) -> str:
        """Python has no intersections: the records become one, or the first part stands for all."""
        records = [record for part in parts if (record := self._as_record(part))]
        if len(records) == len(parts):
            fields: dict[str, Field] = {}
            for record in records:
                for field in record.fields:
                    known = fields.get(field.name)
                    if known is None or isinstance(known.schema.shape, Anything):
                        required = field.required or (known is not None and known.required)
                        fields[field.name] = Field(field.name, field.schema, required)
                    elif field.required:
                        fields[field.name] = Field(field.name, known.schema, True)
            merged = Record(tuple(fields.values()), None)
            return self._nested(Schema(merged), merged, name, filled)
        return self._type(parts[0], name, filled)

    def _as_record(self, schema: Schema) -> Record | None:
        match schema.shape:
            case Record():
                return schema.shape
            case Ref(name):
                return self._as_record(self._schemas[name])
            case _:
                return None


def requested(api: Api) -> set[str]:
    """The names of the schemas that a request body can hold, at any depth."""
    schemas = {named.name: named.schema for named in api.schemas}
    bodies = [operation.body for operation in api.operations() if operation.body]
    waiting = [media.schema for body in bodies for media in body.content if media.schema]
    found: set[str] = set()
    while waiting:
        for schema in waiting.pop().walk():
            if isinstance(schema.shape, Ref) and schema.shape.name not in found:
                found.add(schema.shape.name)
                waiting.append(schemas[schema.shape.name])
    return found


def optional_names(api: Api) -> set[str]:
    """The names of the schemas that are one option among several."""
    found: set[str] = set()
    for named in api.schemas:
        for schema in named.schema.walk():
            if isinstance(schema.shape, Either):
                options = [each.shape for each in schema.shape.options if each.shape != NULL]
                if len(options) > 1:
                    found |= {each.name for each in options if isinstance(each, Ref)}
    return found


def _has_names(shape: Record) -> bool:
    return len(shape.fields) > 0 or _is_closed(shape)


def _is_closed(shape: Record) -> bool:
    return shape.extra is not None and isinstance(shape.extra.shape, Nothing)


def _suffixes(options: list[Schema]) -> list[str]:
    """What tells the options of a union apart: a title, a constant, a property, or a number."""
    return [
        pascal(option.notes.title) or _telling_part(option) or f"Option{index}"
        for index, option in enumerate(options, start=1)
    ]


def _telling_part(option: Schema) -> str:
    if not isinstance(option.shape, Record):
        return ""
    required = [field for field in option.shape.fields if field.required]
    for field in required:
        shape = field.schema.shape
        if isinstance(shape, Choice) and len(shape.values) == 1:
            return pascal(str(shape.values[0]))
    return pascal(required[0].name) if len(required) == 1 else ""


def _literal(value: object) -> str | None:
    """A JSON value inside `Literal[...]`; None when it cannot stand there."""
    if isinstance(value, str):
        return _quoted(value)
    if value is None or isinstance(value, bool | int):
        return repr(value)
    return None


def _quoted(text: str) -> str:
    return '"' + repr(f"'{text}")[2:-1] + '"' if '"' not in text else repr(text)


def _import(module: str, names: set[str]) -> list[str]:
    line = f"from {module} import {', '.join(sorted(names))}"
    if len(line) <= WIDTH:
        return [line]
    return [f"from {module} import (", *(f"    {name}," for name in sorted(names)), ")"]
