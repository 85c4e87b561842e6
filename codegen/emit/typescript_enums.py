"""Named lists of values in TypeScript: an enum, or an array and the union of what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import Final, TypeAlias

from codegen.emit.typescript import STEP, is_identifier, literal, remark
from codegen.emit.words import spelled
from codegen.model import Choice, Json, Schema

Value: TypeAlias = "str | int | float"
Members: TypeAlias = "Mapping[Value, str]"
"""The name of each value."""

_WIDTH: Final = 100
# Extensions in which authors name and explain the values, in their order.
_NAMES: Final = ("x-enum-varnames", "x-enumNames")
_EXPLAINED: Final = ("x-enum-descriptions", "x-enumDescriptions")
# TypeScript takes these for numbers, which cannot name a member.
_NUMBERS: Final = frozenset(("NaN", "Infinity"))


def members(schema: Schema) -> Members | None:
    """The members of an enum of these values; None where an enum cannot hold all of them."""
    shape = schema.shape
    if not isinstance(shape, Choice) or not shape.values:
        return None
    values = [value for value in shape.values if _is_value(value)]
    if len(values) < len(shape.values):
        return None
    values = list(dict.fromkeys(values))
    said = _beside(schema, _NAMES, values)
    if said is not None and len({*said}) == len(said) and all(map(_is_member, said)):
        return dict(zip(values, said, strict=True))
    return dict(zip(values, _named(values), strict=True))


def enum(schema: Schema, name: str, found: Members) -> Iterator[str]:
    """The lines of an enum."""
    about = _beside(schema, _EXPLAINED, list(found)) or [""] * len(found)
    yield f"export enum {name} {{"
    for (value, member), explained in zip(found.items(), about, strict=True):
        yield from remark((explained,), (), STEP)
        yield f"{STEP}{member} = {literal(value)},"
    yield "}"


def listed(schema: Schema) -> Sequence[Json] | None:
    """The values that an array can hold as they are; None where there are others."""
    shape = schema.shape
    if not isinstance(shape, Choice) or not shape.values:
        return None
    if all(_is_value(value) or value is None or value.__class__ is bool for value in shape.values):
        return shape.values
    return None


def const(values: Sequence[Json], name: str) -> Iterator[str]:
    """The lines of an array."""
    items = list(dict.fromkeys(map(literal, values)))
    line = f"export const {name} = [{', '.join(items)}] as const;"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"export const {name} = ["
    for item in items:
        yield f"{STEP}{item},"
    yield "] as const;"


def const_names(names: Iterable[str]) -> dict[str, str]:
    """What the array of each type is called: `Glaze` has `glazeValues`."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        wish = f"{name[0].lower()}{name[1:]}Values"
        while wish in taken:
            wish += "_"
        taken.add(wish)
        found[name] = wish
    return found


def _is_value(value: Json) -> bool:
    return value.__class__ is str or (value.__class__ in (int, float) and isfinite(value))


def _beside(schema: Schema, words: Iterable[str], values: Sequence[Value]) -> list[str] | None:
    """What an extension says of each value, when it says as much as there are values."""
    for word in words:
        said = schema.words.get(word)
        if isinstance(said, dict):
            return [str(said.get(str(value), "")) for value in values]
        if isinstance(said, list) and len(said) == len(values):
            return [each if isinstance(each, str) else "" for each in said]
    return None


def _is_member(name: str) -> bool:
    return name not in _NUMBERS and is_identifier(name)


def _named(values: Sequence[Value]) -> list[str]:
    """Names in Pascal case. Where two would be the same, each says its odd letters in words."""
    wishes = [_wish(value) for value in values]
    counts: dict[str, int] = {}
    for wish in wishes:
        counts[wish] = counts.get(wish, 0) + 1
    # Whoever is written as it is keeps its name, and so does whoever is alone with it.
    keeps = [value == wish or counts[wish] == 1 for value, wish in zip(values, wishes, strict=True)]
    taken = {wish for wish, kept in zip(wishes, keeps, strict=True) if kept}
    names: list[str] = []
    for value, wish, kept in zip(values, wishes, keeps, strict=True):
        name = wish if kept else _wish(value, spells=True)
        while not kept and name in taken:
            name += "_"
        taken.add(name)
        names.append(name)
    return names


def _wish(value: Value, spells: bool = False) -> str:
    if not isinstance(value, str):
        digits = re.sub(r"e\+?", "E", repr(abs(value))).replace(".", "Dot").replace("-", "Minus")
        return f"Value{'Minus' if value < 0 else ''}{digits}"
    if value == "":
        return "Empty"
    words = _pascal(value)
    # A sign before a number tells it from others.
    if spells or not words or (words[0].isdigit() and not value[0].isalnum()):
        words = _pascal(spelled(value))
    return words if is_identifier(words) and words not in _NUMBERS else f"Value{words}"


def _pascal(text: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in re.findall(r"[^\W_]+", text))
