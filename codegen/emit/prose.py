"""Prose in comments: lines as the author broke them, the long ones broken again."""

from __future__ import annotations

from collections.abc import Iterator


def prose(text: str, start: str, width: int) -> list[str]:
    """The text in lines that begin with `start`; at most `width` wide where words allow it.

    Tables and code, which a break would spoil, stay as they are.
    """
    text = text.strip()
    fits = width - len(start)
    if len(text) <= fits and "\n" not in text:
        return [start + text]
    lines: list[str] = []
    in_code = False
    for line in text.split("\n"):
        line = line.rstrip()
        if line.lstrip().startswith("```"):
            in_code = not in_code
        if len(line) <= fits or in_code or line.startswith(("    ", "\t", "|")):
            lines.append(start + line if line else start.rstrip())
        else:
            lines += (start + part for part in _broken(line, fits))
    return lines


def _broken(line: str, fits: int) -> Iterator[str]:
    indent = " " * (len(line) - len(line.lstrip()))
    if line.lstrip()[:2] in ("- ", "* "):
        indent += "  "
    while len(line) > fits:
        at = line.rfind(" ", len(indent) + 1, fits + 1)
        if at < 0:
            at = line.find(" ", fits)
            if at < 0:
                break
        yield line[:at].rstrip()
        line = indent + line[at + 1 :].lstrip()
    yield line
