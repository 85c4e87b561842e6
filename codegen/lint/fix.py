"""Fixes, written into the file that was linted, with all else in it left as it is.

JSON is written anew in its own indentation; of YAML, whose comments and layout are its author's,
only lines are changed that hold nothing else than what is fixed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from codegen.lint.rule import Drop, Fix
from codegen.pointer import split, step


def fixed_json(text: str, fixes: Iterable[Fix]) -> tuple[str, int]:
    """The text with the fixes in it, and how many there were."""
    document = json.loads(text)
    # From the end, so that places in lists stay good.
    ordered = sorted(fixes, key=lambda each: [_order(part) for part in split(each.pointer)])
    for each in reversed(ordered):
        _put(document, each)
    indent = re.search(r"\n([ \t]+)", text)
    written = json.dumps(
        document,
        ensure_ascii=False,
        indent=indent[1] if indent else None,
        separators=None if indent else (",", ":"),
    )
    return written + ("\n" if text.endswith("\n") else ""), len(ordered)


def _order(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isdecimal() else (-1, part)


def _put(document: Any, fix: Fix) -> None:
    *above, last = split(fix.pointer)
    for part in above:
        document = step(document, part)
    key = int(last) if isinstance(document, list) else last
    if fix.value is Drop:
        del document[key]
    else:
        document[key] = fix.value


def fixed_yaml(text: str, fixes: Iterable[tuple[Fix, int]]) -> tuple[str, int]:
    """The text with those fixes in it that touch one line each; `fixes` come with the line, from 1,
    on which the key or the item stands, or where its owner begins when it is to be put in."""
    lines = text.splitlines(keepends=True)
    done = 0
    for fix, line in sorted(fixes, key=lambda each: -each[1]):
        key = split(fix.pointer)[-1]
        changed = _line(lines[line - 1], key, fix.value)
        if changed is not None:
            lines[line - 1] = changed
            done += 1
    return "".join(lines), done


def _line(line: str, key: str, value: Any) -> str | None:
    """The line as it should be; None when more stands on it than the key and a plain value."""
    name = re.escape(key)
    held = re.fullmatch(
        rf"""(\s*)(- )?(["']?{name}["']?):[ \t]+([^#&*!|>{{\[\n]+?)([ \t]*\n?)""", line
    )
    if held is not None:
        if value is not Drop:
            return f"{held[1]}{held[2] or ''}{held[3]}: {_scalar(value)}{held[5]}"
        return None if held[2] else ""
    if key.isdecimal() and value is Drop and re.fullmatch(r"\s*- [^:#&*!|>{\[\n]+\n?", line):
        return ""
    owner = re.fullmatch(r"(\s*)(- )?([A-Za-z]\w*:[ \t]+[^#&*!|>{\[\n]+\n)", line)
    if owner is not None and value is not Drop:
        margin = owner[1] + ("  " if owner[2] else "")
        return f"{line}{margin}{key}: {_scalar(value)}\n"
    return None


def _scalar(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z/][\w ./:-]*[\w/.]", value):
        plain = value.lower() not in ("true", "false", "null", "yes", "no", "on", "off")
        if plain and ": " not in value:
            return value
    return json.dumps(value, ensure_ascii=False)
