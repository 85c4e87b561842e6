"""Texts that fit a pattern, made from it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any, Final

_MOST_REPEATS: Final = 3
_ANY: Final = "a1-Z_ .é"


def fitting(pattern: str, most: int = 12) -> Iterator[str]:
    """Some texts in which a pattern is found, simple ones first; the same ones at each call.

    There may be none: look-arounds and back references are not followed.
    """
    try:
        # The parser of `re` is what it says of patterns; it has no public name.
        from re import _parser as parser

        parsed = parser.parse(pattern)
        known = re.compile(pattern)
    except (re.error, RecursionError, OverflowError, ImportError):
        return
    chance = random.Random(0)
    seen: set[str] = set()
    for turn in range(most * 6):
        try:
            text = _write(parsed, chance, turn)
        except (RecursionError, ValueError):
            return
        if text not in seen and known.search(text):
            seen.add(text)
            yield text
            if len(seen) == most:
                return


def _write(parsed: Any, chance: random.Random, turn: int) -> str:
    return "".join(_part(str(op), argument, chance, turn) for op, argument in parsed)


def _part(op: str, argument: Any, chance: random.Random, turn: int) -> str:
    if op == "LITERAL":
        return chr(argument)
    if op == "NOT_LITERAL":
        return next(each for each in "ab" if ord(each) != argument)
    if op == "ANY":
        return "a" if turn == 0 else chance.choice(_ANY)
    if op == "IN":
        return _one_of(argument, chance, turn)
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, greatest, inner = argument
        top = min(int(greatest), int(least) + _MOST_REPEATS)
        if turn == 1 and int(greatest) < 2000:
            top = int(greatest)
            count = top
        else:
            count = int(least) if turn == 0 else chance.randint(int(least), top)
        return "".join(_write(inner, chance, turn) for _ in range(count))
    if op == "SUBPATTERN":
        return _write(argument[3], chance, turn)
    if op == "ATOMIC_GROUP":
        return _write(argument, chance, turn)
    if op == "BRANCH":
        choices = argument[1]
        return _write(choices[0] if turn == 0 else chance.choice(choices), chance, turn)
    if op in ("AT", "ASSERT", "ASSERT_NOT"):
        return ""
    raise ValueError(op)


def _one_of(parts: Any, chance: random.Random, turn: int) -> str:
    is_not = bool(parts) and str(parts[0][0]) == "NEGATE"
    found: list[str] = []
    for op, argument in parts:
        if str(op) == "LITERAL":
            found.append(chr(argument))
        elif str(op) == "RANGE":
            low, high = argument
            found += [chr(low), chr(high), chr((low + high) // 2)]
        elif str(op) == "CATEGORY":
            name = str(argument)
            if name.endswith("NOT_DIGIT") or name.endswith("NOT_SPACE"):
                found += ["a", "_"]
            elif name.endswith("NOT_WORD"):
                found += ["-", " "]
            elif name.endswith("DIGIT"):
                found += ["0", "9", "5"]
            elif name.endswith("SPACE"):
                found += [" ", "\t"]
            else:
                found += ["a", "Z", "0", "_"]
    if is_not:
        body = [(op, argument) for op, argument in parts if str(op) != "NEGATE"]
        found = [each for each in _ANY + "b0Q!/@" if not _is_in(each, body)] or ["a"]
    return found[0] if turn == 0 else chance.choice(found)


def _is_in(text: str, parts: Any) -> bool:
    for op, argument in parts:
        if str(op) == "LITERAL" and chr(argument) == text:
            return True
        if str(op) == "RANGE" and argument[0] <= ord(text) <= argument[1]:
            return True
        if str(op) == "CATEGORY":
            name = str(argument).removeprefix("CATEGORY_")
            is_kind = {"DIGIT": text.isdigit(), "SPACE": text.isspace()}.get(
                name.removeprefix("NOT_"), text.isalnum() or text == "_"
            )
            if is_kind != name.startswith("NOT_"):
                return True
    return False
