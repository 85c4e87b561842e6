"""How Python says names, literals and unions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from codegen.emit.words import WIDTH, is_python_name, stable_names
from codegen.model import Json, Named

INDENT: Final = "    "

PLAIN: Final = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
}


# Names

# Letters that look like digits, which ruff minds.
_AMBIGUOUS: Final = frozenset(("I", "O", "l"))
# What a module of types itself uses or imports.
_TAKEN: Final = frozenset(
    (
        *("annotations", "bool", "dict", "float", "int", "list", "object", "str"),
        *("Literal", "Never", "NotRequired", "TypeAlias", "TypedDict", "Union", "final"),
        *_AMBIGUOUS,
    )
)


def class_names(schemas: Iterable[Named]) -> dict[str, str]:
    """What each schema is called; by the same rule as in TypeScript."""
    return stable_names((named.name for named in schemas), is_class_name)


def is_class_name(name: str) -> bool:
    """Whether a type of the module can have this name: one that looks private is not imported."""
    return is_python_name(name) and name not in _TAKEN and name[0] != "_"


_keys: dict[str, bool] = {}


def is_key(name: str) -> bool:
    """Whether the class of a typed dictionary can say the key."""
    found = _keys.get(name)
    if found is None:
        found = _keys[name] = is_python_name(name) and name not in _AMBIGUOUS
    return found


# Literals


def literal(value: Json) -> str:
    """The type of a JSON value: only that value, or the narrowest that can be said."""
    if isinstance(value, str):
        # mypy cannot hold a half of a letter.
        return f"Literal[{quoted(value)}]" if _encodes(value) else "str"
    if value is None:
        return "None"
    if isinstance(value, bool | int):
        return f"Literal[{value!r}]"
    if isinstance(value, float):
        return "float"
    return "list[object]" if isinstance(value, list) else "dict[str, object]"


def choice(values: Iterable[Json]) -> list[str]:
    """The options that some values are: one literal of all that can stand in it, and the rest."""
    types = [literal(value) for value in values]
    inner = dict.fromkeys(each[8:-1] for each in types if each.startswith("Literal["))
    rest = dict.fromkeys(each for each in types if not each.startswith("Literal["))
    if "str" in rest:
        inner = {each: None for each in inner if each[0] not in "\"'"}
    return [f"Literal[{', '.join(inner)}]", *rest] if inner else [*rest]


def union(types: Iterable[str]) -> str:
    """Any of the types: literals as one, None last."""
    found = dict.fromkeys(part for each in types for part in options(each))
    if "object" in found:
        return "object"
    if len(found) > 1:
        found.pop("Never", None)
        if found.pop("None", 0) is None:
            found["None"] = None
    literals = [each for each in found if each.startswith("Literal[")]
    if len(literals) > 1:
        values = dict.fromkeys(part for each in literals for part in _parts(each[8:-1], ", "))
        one = f"Literal[{', '.join(values)}]"
        found = dict.fromkeys(one if each in literals else each for each in found)
    return " | ".join(found) or "Never"


def quoted(text: str) -> str:
    """A text as a Python literal, between double quotes where that needs no more escapes."""
    return '"' + repr(f"'{text}")[2:-1] + '"' if '"' not in text else repr(text)


def _encodes(text: str) -> bool:
    if text.isascii():
        return True
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


# Long lines


def laid(target: str, indent: str, before: str) -> str:
    """A type behind `before`, on more lines where one is too long for the page."""
    if len(indent) + len(before) + len(target) <= WIDTH:
        return target
    if len(options(target)) == 1:
        return _laid(target, indent)
    return f"(\n{indent}{INDENT}{_laid(target, indent + INDENT)}\n{indent})"


def _laid(target: str, indent: str) -> str:
    found = options(target)
    if len(found) > 1:
        return f"\n{indent}| ".join(_laid(each, indent) for each in found)
    start = target.find("[")
    if len(indent) + len(target) < WIDTH or start < 0 or target[0] in "\"'":
        return target
    outer, inner = target[:start], target[start + 1 : -1]
    deeper = indent + INDENT
    parts = list(_parts(inner, ", "))
    if len(parts) == 1 and outer != "Literal":
        lines = _laid(inner, deeper)
    else:
        lines = "".join(f"{_laid(part, deeper)},\n{deeper}" for part in parts).rstrip()
    return f"{outer}[\n{deeper}{lines}\n{indent}]"


def options(target: str) -> list[str]:
    """The options of a union."""
    return list(_parts(target, " | ")) if " | " in target else [target]


_MARKS: Final = re.compile(r"""\[|\]|, | \| |"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""")


def _parts(target: str, separator: str) -> Iterator[str]:
    """What stands between separators that are in no brackets and no quotes."""
    depth = start = 0
    for mark in _MARKS.finditer(target):
        found = mark[0]
        if found == "[":
            depth += 1
        elif found == "]":
            depth -= 1
        elif found == separator and depth == 0:
            yield target[start : mark.start()]
            start = mark.end()
    yield target[start:]
