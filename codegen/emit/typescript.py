"""How TypeScript says a schema: names, literals, comments and types.

A type says what TypeScript can say of a shape; limits of texts and numbers go into the comment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from codegen.emit.prose import prose
from codegen.emit.words import stable_names
from codegen.model import (
    LIMITS,
    Anything,
    Choice,
    Either,
    Every,
    Field,
    Json,
    ListOf,
    Named,
    Nothing,
    Record,
    Ref,
    Scalar,
    Schema,
    Template,
    TupleOf,
    fits,
    text_of,
)

STEP: Final = "  "
_LONGEST_UNION: Final = 88
_LARGE_RECORD: Final = 6
_MOST_FORBIDDEN: Final = 12
NOTHING: Final = Schema(Nothing())

_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
# Names that a type cannot have, and those that the file itself uses.
_TAKEN: Final = frozenset(
    (
        *("any", "as", "async", "await", "bigint", "boolean", "break", "case", "catch", "class"),
        *("const", "continue", "debugger", "declare", "default", "delete", "do", "else", "enum"),
        *("export", "extends", "false", "finally", "for", "from", "function", "if", "implements"),
        *("import", "in", "infer", "instanceof", "interface", "is", "keyof", "let", "module"),
        *("namespace", "never", "new", "null", "number", "object", "of", "package", "private"),
        *("protected", "public", "readonly", "require", "return", "static", "string", "super"),
        *("switch", "symbol", "this", "throw", "true", "try", "type", "typeof", "undefined"),
        *("unique", "unknown", "var", "void", "while", "with", "yield", "arguments", "eval"),
        *("paths", "webhooks", "components", "operations", "$defs", "Date", "Object"),
    )
)


# Names


def type_names(schemas: Iterable[Named]) -> dict[str, str]:
    """What each schema is called."""
    return stable_names((named.name for named in schemas), is_type_name)


def is_type_name(name: str) -> bool:
    """Whether TypeScript takes it for the name of a type."""
    return is_identifier(name) and name not in _TAKEN


def is_identifier(name: str) -> bool:
    """Whether TypeScript takes it for a name without quotes."""
    if name.isascii():
        return _IDENTIFIER.fullmatch(name) is not None
    return name.replace("$", "_").isidentifier()


_quoted: dict[str, str] = {}


def key(name: str) -> str:
    """A property's name, quoted when it has to be."""
    found = _quoted.get(name)
    if found is None:
        found = _quoted[name] = name if is_identifier(name) else text(name)
    return found


# Literals

_UNSAFE = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')


def text(value: str) -> str:
    """A text between double quotes."""
    if value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    return f'"{_UNSAFE.sub(_escaped, value)}"'


def _escaped(match: re.Match[str]) -> str:
    letter = match[0]
    if letter in '"\\':
        return f"\\{letter}"
    return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(letter, f"\\u{ord(letter):04x}")


def literal(value: Json) -> str:
    """The type that only this value has."""
    if isinstance(value, str):
        return text(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        fields = "; ".join(f"{key(name)}: {literal(each)}" for name, each in value.items())
        return f"{{ {fields} }}" if fields else "{ [key: string]: never }"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return repr(value)


def inline(value: Json) -> str:
    """A value on one line, as JSON writes it; a text bare."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float) or value is None:
        return literal(value)
    import json

    return json.dumps(value, ensure_ascii=False)


# Comments

_WIDTH: Final = 100
_LONGEST_EXAMPLE: Final = 100
_EXPLAINED: Final = ("description", "default", "example", "examples", "deprecated", "readOnly")
_SAID: Final = frozenset((*LIMITS, *_EXPLAINED))


def comment(schema: Schema, indent: str, summary: str = "") -> list[str]:
    """What there is to say about a schema beyond its type."""
    words = schema.words
    if _SAID.isdisjoint(words):
        return remark((summary,), (), indent) if summary else []
    if len(words) == 2 and not summary and "type" in words and "format" in words:
        return _format_comment(str(words["format"]), indent)
    tags = [f"@{word} {inline(words[word])}" for word in LIMITS if word in words]
    if "default" in words:
        tags.append(f"@default {_value(words['default'])}")
    if words.get("deprecated") is True:
        tags.append("@deprecated")
    if "example" in words or "examples" in words:
        tags += _example_tags(words)
    return remark((summary, text_of(words, "description")), tags, indent)


_formats: dict[str, list[str]] = {}


def _format_comment(name: str, indent: str) -> list[str]:
    """The comment of a text with a format and nothing else: there are many, and few different."""
    known = _formats.get(indent + name)
    if known is None:
        known = _formats[indent + name] = remark((), (f"@format {name}",), indent)
    return known


def _example_tags(words: Mapping[str, Json]) -> list[str]:
    """Short examples only: a long one would hide the type that it explains."""
    found = words.get("examples", [words["example"]] if "example" in words else [])
    if not isinstance(found, list):
        return []
    texts = (inline(value) for value in found)
    return [f"@example {value}" for value in texts if 0 < len(value) <= _LONGEST_EXAMPLE]


def _value(value: Json) -> str:
    return text(value) if isinstance(value, str) else inline(value)


def remark(paragraphs: Iterable[str], tags: Sequence[str], indent: str) -> list[str]:
    """A doc comment of paragraphs and tags; nothing at all when there is nothing to say."""
    texts = [each for each in paragraphs if each and not each.isspace()]
    count = len(texts) + len(tags)
    if count == 0:
        return []
    if count == 1:
        only = texts[0].strip() if texts else " ".join(tags[0].split())
        if len(indent) + len(only) + 7 <= _WIDTH and "\n" not in only:
            return [f"{indent}/** {_safe(only)} */"]
    lines = [f"{indent}/**"]
    start = f"{indent} * "
    for each in texts:
        if len(lines) > 1:
            lines.append(f"{indent} *")
        lines += prose(_safe(each), start, _WIDTH)
    if texts and tags:
        lines.append(f"{indent} *")
    lines += [start + _safe(" ".join(tag.split())) for tag in tags]
    lines.append(f"{indent} */")
    return lines


def _safe(words: str) -> str:
    return words.replace("*/", "*\\/") if "*/" in words else words


# Types


class Types:
    """Says schemas in TypeScript. `name_of` tells what a named schema is called."""

    def __init__(self, name_of: Callable[[str], str]) -> None:
        self._name_of = name_of
        self._written: dict[tuple[int, str], str] = {}
        self._writers: dict[type, Callable[[Any, str], str]] = {
            Anything: lambda shape, indent: "unknown",
            Nothing: lambda shape, indent: "never",
            Scalar: lambda shape, indent: "number" if shape.kind == "integer" else shape.kind,
            Choice: lambda shape, indent: any_of([*map(literal, shape.values)], indent),
            Ref: lambda shape, indent: self._name_of(shape.name),
            ListOf: self._list,
            TupleOf: self._tuple,
            Record: self.record,
            Either: self._either,
            Every: self._every,
        }

    def of(self, schema: Schema, indent: str = "") -> str:
        """The type of a schema; `indent` is where the text stands that it becomes part of."""
        shape = schema.shape
        kind = shape.__class__
        if kind is Scalar:
            return "number" if shape.kind == "integer" else shape.kind  # type: ignore[union-attr]
        return self._writers[kind](shape, indent)

    def grouped(self, schema: Schema, indent: str) -> str:
        """The type, between brackets when it has parts, so that more can follow."""
        found = self.of(schema, indent)
        return f"({found})" if _has_parts(schema, found) else found

    def _list(self, shape: ListOf, indent: str) -> str:
        return f"{self.grouped(shape.item, indent)}[]"

    def _tuple(self, shape: TupleOf, indent: str) -> str:
        items = [
            self.of(item, indent) if index < shape.least else f"{self.grouped(item, indent)}?"
            for index, item in enumerate(shape.items)
        ]
        rest = self.grouped(shape.rest, indent) if shape.rest else "unknown"
        if rest != "never":
            items.append(f"...{rest}[]")
        return f"[{', '.join(items)}]"

    def _either(self, shape: Either, indent: str) -> str:
        return any_of([self.of(option, indent) for option in _apart(shape.options)], indent)

    def _every(self, shape: Every, indent: str) -> str:
        found = dict.fromkeys(self.grouped(part, indent) for part in _apart(shape.parts))
        if "never" in found:
            return "never"
        if len(found) > 1:
            found.pop("unknown", None)
        if len(found) == 1 and len(shape.parts) == 1:
            return self.of(shape.parts[0], indent)
        return " & ".join(found)

    def record(self, shape: Record, indent: str) -> str:
        """An object's type. One that comes again is written once."""
        if len(shape.fields) < _LARGE_RECORD:
            return self._record(shape, indent)
        place = (id(shape), indent)
        known = self._written.get(place)
        if not known:
            # Most never come again: only from the second time on is it worth the memory.
            is_again = known is not None
            known = self._record(shape, indent)
            self._written[place] = known if is_again else ""
        return known

    def forget(self) -> None:
        """Forget what was written, so that all of it is said anew."""
        self._written.clear()

    def _record(self, shape: Record, indent: str) -> str:
        inner = indent + STEP
        lines: list[str] = []
        types: dict[str, str] = {}
        extra = shape.extra
        fields = self.fields(shape.fields)
        is_indexed = extra is not None or len(shape.patterns) > 0
        for field in fields:
            schema = field.schema
            words = schema.words
            name = field.name
            target = self.of(schema, inner)
            mark = ":" if field.required else "?:"
            if target[0] != "\n":  # a long union begins on a line of its own
                mark += " "
            # What most properties are is said at once: this runs for every one of them.
            if not is_indexed and name not in _INHERITED:
                if _SAID.isdisjoint(words):
                    lines.append(f"{inner}{_quoted.get(name) or key(name)}{mark}{target};")
                    continue
            elif name in _INHERITED and not field.required:
                target = f"{target} | Object[{text(name)}]"
            if is_indexed:
                types[name] = target if field.required else f"{target} | undefined"
            lines += comment(schema, inner)
            before = "readonly " if words.get("readOnly") is True else ""
            lines.append(f"{inner}{before}{key(name)}{mark}{target};")
        if not lines and not shape.patterns:
            if extra is None or isinstance(extra.shape, Anything | Nothing):
                is_closed = extra is not None and isinstance(extra.shape, Nothing)
                return f"{{ [key: string]: {'never' if is_closed else 'unknown'} }}"
            return f"{{ [key: string]: {self.of(extra, inner)} }}"
        lines += self._signatures(shape, types, inner)
        return "\n".join(("{", *lines, f"{indent}}}"))

    def _signatures(self, shape: Record, types: dict[str, str], indent: str) -> Iterator[str]:
        """Index signatures. Each speaks of whatever name fits, so it has to allow what narrower
        ones and the named properties say of those."""
        said = dict(types)
        for pattern in shape.patterns:
            narrower = [each for name, each in said.items() if fits(name, pattern.template)]
            target = _common([self.of(pattern.schema, indent), *narrower], indent)
            said[_sample(pattern.template)] = target
            yield f"{indent}[key: {_template(pattern.template)}]:{spaced(target)};"
        if shape.extra is not None and not isinstance(shape.extra.shape, Nothing):
            target = _common([self.of(shape.extra, indent), *said.values()], indent)
            yield f"{indent}[key: string]:{spaced(target)};"

    def fields(self, fields: tuple[Field, ...]) -> tuple[Field, ...]:
        """The properties to write, and whether each has to be there."""
        return fields


# What every object inherits is there even when the property is not.
_INHERITED: Final = frozenset(
    (
        *("constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable"),
        *("toLocaleString", "toString", "valueOf"),
    )
)


def _sample(template: Template) -> str:
    """A name that fits a template and every wider one."""
    return "".join("\0" if part is None else part for part in template)


def _apart(schemas: tuple[Schema, ...]) -> tuple[Schema, ...]:
    """Closed records beside others. TypeScript takes a property in one of them that another names,
    unless the closed one says itself that it has none of that name."""
    records = [each.shape for each in schemas if isinstance(each.shape, Record)]
    if len(records) < 2:
        return schemas
    names = dict.fromkeys(field.name for record in records for field in record.fields)
    if len(names) > _MOST_FORBIDDEN:
        return schemas
    found = []
    for schema in schemas:
        shape = schema.shape
        if isinstance(shape, Record) and shape.extra and isinstance(shape.extra.shape, Nothing):
            own = {field.name for field in shape.fields}
            more = tuple(
                Field(name, NOTHING, False)
                for name in names
                if name not in own and not any(fits(name, each.template) for each in shape.patterns)
            )
            shape = Record((*shape.fields, *more), shape.extra, shape.patterns)
            found.append(Schema(shape, schema.words, schema.at))
        else:
            found.append(schema)
    return tuple(found)


def _template(template: Template) -> str:
    if all(part is None for part in template):
        return "string"
    parts = (
        "${string}" if part is None else re.sub(r"[`\\]|\$(?=\{)", r"\\\g<0>", part)
        for part in template
    )
    return f"`{''.join(parts)}`"


def _common(types: list[str], indent: str) -> str:
    """What an index signature says that has to allow several types.

    TypeScript compares two spellings of an intersection of records part by part, and may not find
    that they are the same; then only everything is wide enough.
    """
    if any(" & " in each and "{" in each for each in types[1:]):
        return "unknown"
    return any_of(types, indent)


def spaced(target: str) -> str:
    """A type as it stands behind a colon or an equals sign."""
    return target if target.startswith("\n") else f" {target}"


def any_of(types: list[str], indent: str) -> str:
    """A union, on a line of its own for each option when it is long."""
    found = dict.fromkeys(_options(types))
    if "unknown" in found:
        return "unknown"
    parts = [each for each in found if each != "never"] or ["never"]
    line = " | ".join(parts)
    if "\n" in line or len(indent) + len(line) <= _LONGEST_UNION:
        return line
    return "".join(f"\n{indent}{STEP}| {part}" for part in parts)


def _options(types: list[str]) -> Iterable[str]:
    """Each option; a union inside a union is the same union."""
    for each in types:
        if each.startswith("\n"):
            each = each.lstrip()[2:]
        if each.endswith(" | undefined"):
            yield each[: -len(" | undefined")]
            yield "undefined"
        else:
            yield each


def _has_parts(schema: Schema, found: str) -> bool:
    match schema.shape:
        case Either() | Every() | Choice():
            return " " in found
        case _:
            return False
