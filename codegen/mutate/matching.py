"""A short text that a regular expression matches."""

from __future__ import annotations

import re
from typing import Any


def matching(pattern: str, least: int = 0) -> str:
    """A text of at least so many characters, if the pattern lets it be so long.

    Raises ValueError when Python cannot read the pattern, NotImplementedError for look-arounds.
    """
    try:
        from re import _parser

        tree = _parser.parse(pattern)
    except re.error as error:
        raise ValueError(pattern) from error
    for more in (0, least, least + 8):
        text = _text(tree, more)
        if len(text) >= least:
            return text
    return _text(tree, 0)


def _text(tree: Any, more: int) -> str:
    return "".join(_part(str(kind), value, more) for kind, value in tree)


def _part(kind: str, value: Any, more: int) -> str:
    if kind == "LITERAL":
        return chr(value)
    if kind in ("ANY", "NOT_LITERAL"):
        return "a" if value != ord("a") else "b"
    if kind == "IN":
        return _one_of(value)
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, inner = value
        return "".join(_text(inner, 0) for _ in range(min(int(most), max(least, more))))
    if kind == "SUBPATTERN":
        return _text(value[-1], more)
    if kind == "BRANCH":
        return _text(value[1][0], more)
    if kind == "AT":
        return ""
    if kind == "CATEGORY":
        return _of_category(str(value))
    raise NotImplementedError(kind)


def _one_of(options: Any) -> str:
    kind, value = options[0]
    if str(kind) == "NEGATE":
        return next(
            text for text in "a1 -_\u00e9~" if re.fullmatch(_class(options), text, re.DOTALL)
        )
    for kind, value in options:
        if str(kind) == "RANGE":
            return chr(value[0])
        if str(kind) == "LITERAL":
            return chr(value)
        if str(kind) == "CATEGORY":
            return _of_category(str(value))
    raise NotImplementedError(str(kind))


def _class(options: Any) -> str:
    parts = []
    for kind, value in options:
        if str(kind) == "NEGATE":
            parts.append("^")
        elif str(kind) == "LITERAL":
            parts.append(re.escape(chr(value)))
        elif str(kind) == "RANGE":
            parts.append(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        else:
            parts.append({"SPACE": r"\s", "DIGIT": r"\d"}.get(str(value)[9:], r"\w"))
    return f"[{''.join(parts)}]"


def _of_category(name: str) -> str:
    return {
        "CATEGORY_DIGIT": "1",
        "CATEGORY_SPACE": " ",
        "CATEGORY_WORD": "a",
        "CATEGORY_NOT_DIGIT": "a",
        "CATEGORY_NOT_SPACE": "a",
        "CATEGORY_NOT_WORD": "-",
    }[name]
