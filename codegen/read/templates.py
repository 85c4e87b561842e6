"""Regular expressions as templates: `^x-.*$` takes whatever begins with `x-`."""

from __future__ import annotations

import re

from codegen.model import Template

_PLAIN = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_- @/:,=<>#%&~\"'!;`"
)


def template_of(pattern: str) -> Template | None:
    """The names that a regular expression (ECMA-262) takes; None when no template can say it.

    Only fixed texts, `.*` and anchors are read. `.` takes no line break, and a template does: it is
    a little wider, as it has to be.
    """
    parts: list[str | None] = []
    begins = pattern.startswith("^")
    text = pattern[begins:]
    ends = text.endswith("$") and not text.endswith("\\$")
    text = text[: len(text) - ends]
    if not begins:
        parts.append(None)
    index = 0
    while index < len(text):
        if text.startswith(".*", index):
            parts.append(None)
            index += 2
            if text[index : index + 1] == "?":
                index += 1
            continue
        if text.startswith(".+", index):  # at least one: said a little more widely
            parts.append(None)
            index += 2
            continue
        letter = text[index]
        if letter == "\\" and index + 1 < len(text) and not text[index + 1].isalnum():
            letter = text[index + 1]
            index += 1
        elif letter not in _PLAIN and not letter > "\x7f":
            return None
        index += 1
        if text[index : index + 1] in ("*", "+", "?", "{"):
            return None
        parts.append(letter)
    if not ends:
        parts.append(None)
    found: list[str | None] = []
    for part in parts:
        if found and part is None and found[-1] is None:
            continue
        if found and part is not None and found[-1] is not None:
            found[-1] += part
        else:
            found.append(part)
    return tuple(found) or ("",)


def names_of(pattern: str) -> tuple[str, ...] | None:
    """The names that `^(a|b|c)$` takes; None when the expression says something else."""
    match = re.fullmatch(r"\^(?:\((?:\?:)?)?([\w\-|@/:. ]*)(?:\))?\$", pattern)
    if match is None or "." in match[1] or ("|" in match[1] and "(" not in pattern):
        return None
    return tuple(match[1].split("|"))
