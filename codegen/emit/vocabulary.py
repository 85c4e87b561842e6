"""domain/vocabulary.py: the words, limits and defaults that the schemas fix, and nothing else."""

from collections.abc import Iterator, Mapping
from typing import Any

from codegen.emit.words import HEADER, comment, docstring, screaming, unlike
from codegen.model import (
    NULL,
    Api,
    Choice,
    Either,
    Every,
    Json,
    ListOf,
    Named,
    Record,
    Ref,
    Schema,
)

# `format` has no use as a number or a pattern; the contract's validators know it.
_UNSAID = frozenset({"format", "contentEncoding", "contentMediaType"})
# Limits that JSON Schema has no word for; the domain keeps them.
_OURS = {"x-max-bytes": "MAX_BYTES", "x-max-depth": "MAX_DEPTH"}

SENSITIVE = "x-sensitive"
"""Stands beside a property whose values are secrets."""


def vocabulary(api: Api) -> str:
    """Write an enum per list of words, then the limits and defaults of each schema."""
    words = {
        named.name: members(named.schema.shape.values)
        for named in api.schemas
        if isinstance(named.schema.shape, Choice) and is_words(named.schema.shape)
    }
    enums = [_enum(named, words[named.name]) for named in api.schemas if named.name in words]
    constants = [block for named in api.schemas if (block := _constants(named, words))]
    imports = ["from enum import StrEnum"] if enums else []
    secrets = next(sensitive_names(api.document), None) is not None
    imports += ["from typing import Final"] if constants or secrets else []
    head = [
        f"# {HEADER}",
        '"""The words of the studio: the enums, limits and defaults that its schemas fix."""',
        "",
        *imports,
    ]
    text = "\n".join(head)
    for enum in enums:
        text += "\n\n\n" + "\n".join(enum)
    for index, block in enumerate(constants):
        text += ("\n\n\n" if index == 0 else "\n\n") + "\n".join(block)
    return text + "\n" + _sensitive(api)


def _sensitive(api: Api) -> str:
    """Name the properties that the contract calls secret, if there are any."""
    names = sorted(set(sensitive_names(api.document)))
    if not names:
        return ""
    listed = "".join(f"    {_literal(name)},\n" for name in names)
    words = "\n".join(comment("Properties whose values are secrets, by the contract."))
    return f"\n{words}\nSENSITIVE_NAMES: Final = (\n{listed})\n"


def sensitive_names(node: Any) -> Iterator[str]:
    """Find every property in a document, or below it, that is marked as sensitive."""
    if isinstance(node, Mapping):
        properties = node.get("properties")
        for name, schema in properties.items() if isinstance(properties, Mapping) else ():
            if isinstance(schema, Mapping) and schema.get(SENSITIVE) is True:
                yield str(name)
    inner = node.values() if isinstance(node, Mapping) else node if isinstance(node, list) else ()
    for each in inner:
        yield from sensitive_names(each)


def is_words(shape: Choice) -> bool:
    """Whether the choice is a list of strings, which an enum can name."""
    return len(shape.values) > 0 and all(isinstance(value, str) for value in shape.values)


def members(values: tuple[str, ...]) -> dict[str, str]:
    """Each value and the name that Python calls it by. An address is called by its last step."""
    names: dict[str, str] = {}
    for value in values:
        last = value.rstrip("/").rsplit("/", 1)[-1] if "://" in value else value
        names[value] = unlike(screaming(last), names.values())
    return names


def _enum(named: Named, words: dict[str, str]) -> list[str]:
    return [
        f"class {named.name}(StrEnum):",
        *docstring(named.schema.notes.description, "    "),
        "",
        *(f"    {name} = {_literal(value)}" for value, name in words.items()),
    ]


def _constants(named: Named, words: dict[str, dict[str, str]]) -> list[str]:
    found = dict(_facts(screaming(named.name), named.schema, words))
    if not found:
        return []
    lines = [f"{name}: Final = {value}" for name, value in found.items()]
    return [*comment(f"{named.name}: {named.schema.notes.description}"), *lines]


def _facts(
    prefix: str, schema: Schema, words: dict[str, dict[str, str]]
) -> Iterator[tuple[str, str]]:
    """Name and value of every limit and default at a schema and below it."""
    for limit in schema.limits:
        if limit.keyword not in _UNSAID:
            yield f"{prefix}_{screaming(limit.keyword)}", _literal(limit.value)
    for keyword, name in _OURS.items():
        if keyword in schema.words:
            yield f"{prefix}_{name}", _literal(schema.words[keyword])
    default = schema.notes.default
    if default is not None and not isinstance(default.value, dict | list):
        yield f"{prefix}_DEFAULT", _named_value(default.value, schema, words)
    match schema.shape:
        case Record(fields):
            for field in fields:
                yield from _facts(f"{prefix}_{screaming(field.name)}", field.schema, words)
        case ListOf(item):
            yield from _facts(f"{prefix}_ITEM", item, words)
        case Either(parts) | Every(parts):
            for part in parts:
                if part.shape != NULL:
                    yield from _facts(prefix, part, words)
        case _:
            return


def _named_value(value: Json, schema: Schema, words: dict[str, dict[str, str]]) -> str:
    if isinstance(schema.shape, Ref) and isinstance(value, str):
        name = words.get(schema.shape.name, {}).get(value)
        if name:
            return f"{schema.shape.name}.{name}"
    return _literal(value)


def _literal(value: Json) -> str:
    """A JSON scalar in Python, with the quotes that a formatter would choose."""
    if not isinstance(value, str):
        return repr(value)
    found = repr(value)
    return f'"{found[1:-1]}"' if found[0] == "'" and '"' not in value else found
