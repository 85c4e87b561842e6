"""How TypeScript says a schema: names, literals, comments and types.

What TypeScript cannot say becomes the nearest wider type, and the keyword goes into the comment.
An optional property stays optional when it has a default: whoever sends it may leave it out.
"""

import json
import re
from collections.abc import Callable, Iterable
from typing import assert_never

from codegen.emit.words import paragraph, pascal, unlike
from codegen.model import (
    Anything,
    Choice,
    Either,
    Every,
    Field,
    Json,
    Limit,
    ListOf,
    Named,
    Notes,
    Nothing,
    Record,
    Ref,
    Scalar,
    Schema,
    Shape,
    TupleOf,
)

STEP = "  "
_LONGEST_UNION = 72
NameOf = Callable[[str], str]
"""From a schema's name in the contract to its name in TypeScript."""

_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
# Names that a type cannot have, and those that the file itself uses.
_TAKEN = frozenset(
    (
        *("any", "as", "async", "await", "bigint", "boolean", "break", "case", "catch", "class"),
        *("const", "continue", "debugger", "declare", "default", "delete", "do", "else", "enum"),
        *("export", "extends", "false", "finally", "for", "from", "function", "if", "implements"),
        *("import", "in", "infer", "instanceof", "interface", "is", "keyof", "let", "module"),
        *("namespace", "never", "new", "null", "number", "object", "of", "package", "private"),
        *("protected", "public", "readonly", "require", "return", "static", "string", "super"),
        *("switch", "symbol", "this", "throw", "true", "try", "type", "typeof", "undefined"),
        *("unique", "unknown", "var", "void", "while", "with", "yield"),
        *("paths", "webhooks", "components", "operations", "$defs"),
    )
)


def type_names(schemas: Iterable[Named]) -> dict[str, str]:
    """What each schema is called. A name that TypeScript does not take is written in Pascal."""
    schemas = tuple(schemas)
    free = {named.name: named.name for named in schemas if _is_type_name(named.name)}
    for named in schemas:
        if named.name not in free:
            wish = pascal(named.name)
            wish = wish if _is_type_name(wish) else f"Type{wish}"
            free[named.name] = unlike(wish, free.values())
    return free


def _is_type_name(name: str) -> bool:
    return bool(_IDENTIFIER.fullmatch(name)) and name not in _TAKEN


def key(name: str) -> str:
    """A property's name, quoted when it has to be."""
    return name if _IDENTIFIER.fullmatch(name) else json.dumps(name)


def literal(value: Json) -> str:
    """The type that only this value has."""
    if isinstance(value, dict):
        fields = "; ".join(f"{key(name)}: {literal(each)}" for name, each in value.items())
        return f"{{ {fields} }}" if fields else "{ [key: string]: never }"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return json.dumps(value, ensure_ascii=False)


def type_of(schema: Schema, name_of: NameOf, indent: str = "") -> str:
    """Say one schema in TypeScript; `indent` is where the text stands that it becomes part of."""
    shape: Shape = schema.shape
    match shape:
        case Anything():
            return "unknown"
        case Nothing():
            return "never"
        case Scalar(kind):
            return "number" if kind == "integer" else kind
        case Choice(values):
            return _any_of(map(literal, values), indent)
        case Ref(name):
            return name_of(name)
        case ListOf(item):
            return f"{_grouped(item, type_of(item, name_of, indent))}[]"
        case TupleOf():
            return _tuple(shape, schema.limits, name_of, indent)
        case Record():
            return _record(shape, name_of, indent)
        case Either(options):
            return _any_of((type_of(option, name_of, indent) for option in options), indent)
        case Every(parts):
            found = dict.fromkeys(_grouped(part, type_of(part, name_of, indent)) for part in parts)
            return " & ".join(each for each in found if each != "unknown") or "unknown"
        case _:
            assert_never(shape)


def _any_of(types: Iterable[str], indent: str) -> str:
    found = dict.fromkeys(types)
    if "unknown" in found:
        return "unknown"
    parts = [each for each in found if each != "never"] or ["never"]
    line = " | ".join(parts)
    if "\n" in line or len(indent) + len(line) <= _LONGEST_UNION:
        return line
    return "".join(f"\n{indent}{STEP}| {part}" for part in parts)


def _grouped(schema: Schema, text: str) -> str:
    """Brackets around a union or an intersection, so that more can follow."""
    match schema.shape:
        case Either() | Every() | Choice() if " " in text:
            return f"({text})"
        case _:
            return text


def _tuple(shape: TupleOf, limits: tuple[Limit, ...], name_of: NameOf, indent: str) -> str:
    bounds = {limit.keyword: limit.value for limit in limits}
    least, most = bounds.get("minItems", 0), bounds.get("maxItems")
    items = [_grouped(item, type_of(item, name_of, indent)) for item in shape.items[:most]]
    items = [each if index < least else f"{each}?" for index, each in enumerate(items)]
    rest = shape.rest or Schema(Anything())
    more = _grouped(rest, type_of(rest, name_of, indent))
    if more != "never" and (most is None or most > len(items)):
        items.append(f"...{more}[]")
    return f"[{', '.join(items)}]"


def _record(shape: Record, name_of: NameOf, indent: str) -> str:
    inner = indent + STEP
    lines: list[str] = []
    types: list[str] = []
    for field in shape.fields:
        target = type_of(field.schema, name_of, inner)
        types.append(target)
        lines += comment(field.schema, inner)
        lines.append(f"{inner}{key(field.name)}{_mark(field)}: {target};")
    extra = shape.extra
    if not lines and (extra is None or isinstance(extra.shape, Anything | Nothing)):
        is_closed = extra is not None and isinstance(extra.shape, Nothing)
        return f"{{ [key: string]: {'never' if is_closed else 'unknown'} }}"
    if extra is not None and not isinstance(extra.shape, Nothing):
        # An index signature speaks of the named properties too, so it has to allow them.
        absent = ["undefined"] if any(not field.required for field in shape.fields) else []
        target = _any_of([type_of(extra, name_of, inner), *types, *absent], inner)
        lines.append(f"{inner}[key: string]: {target};")
    return "\n".join(["{", *lines, f"{indent}}}"])


def _mark(field: Field) -> str:
    return "" if field.required else "?"


# Comments

_WIDTH = 100
_LONGEST_EXAMPLE = 100


def comment(schema: Schema, indent: str, summary: str = "", examples: bool = True) -> list[str]:
    """What there is to say about a schema beyond its type."""
    notes = schema.notes
    tags = [f"@{limit.keyword} {_inline(limit.value)}" for limit in schema.limits]
    if notes.default is not None:
        tags.append(f"@default {json.dumps(notes.default.value, ensure_ascii=False)}")
    if notes.deprecated:
        tags.append("@deprecated")
    if examples:
        tags += _example_tags(notes)
    return remark([summary, notes.description], tags, indent)


def _example_tags(notes: Notes) -> list[str]:
    """Short examples only: a long one would hide the type that it explains."""
    found = [_inline(value) for value in notes.examples]
    return [f"@example {value}" for value in found if 0 < len(value) <= _LONGEST_EXAMPLE]


def _inline(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def remark(paragraphs: Iterable[str], tags: Iterable[str], indent: str) -> list[str]:
    """A doc comment of paragraphs and tags; nothing at all when there is nothing to say."""
    texts = [text.replace("*/", "*\\/") for text in paragraphs if text.strip()]
    marks = [" ".join(tag.split()).replace("*/", "*\\/") for tag in tags]
    single = f"{indent}/** {' '.join(texts[0].split()) if texts else ''.join(marks)} */"
    if len(texts) + len(marks) == 1 and len(single) <= _WIDTH:
        return [single]
    lines: list[str] = []
    for text in texts:
        lines += [f"{indent} *"] if lines else []
        lines += paragraph(text, f"{indent} * ", _WIDTH)
    lines += [f"{indent} *"] if lines and marks else []
    lines += [f"{indent} * {mark}" for mark in marks]
    return [f"{indent}/**", *lines, f"{indent} */"] if lines else []
