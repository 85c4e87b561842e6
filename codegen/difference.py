"""A short difference between what a file says and what it would say."""

from __future__ import annotations

import re

MOST = 20
# In lines. Of longer texts only this much from the first difference on is compared: all would take
# minutes.
_LARGEST = 3_000
_WINDOW = 300


def difference(name: str, before: str, after: str, origin: str, most: int = MOST) -> list[str]:
    """A unified diff of two texts, and how many lines there are beyond the first."""
    from difflib import unified_diff

    old, new = before.splitlines(), after.splitlines()
    alike = _alike(old, new)
    skipped = max(alike - 1, 0)  # one line shows where it is
    old, new = old[skipped:], new[skipped:]
    ending = min(_alike(old[::-1], new[::-1]), len(old) - 1, len(new) - 1)
    if ending > 1:
        old, new = old[: 1 - ending], new[: 1 - ending]
    names = (f"{name} (as it is)", f"{name} (as {origin} has it)")
    is_large = len(old) + len(new) > _LARGEST
    window = _WINDOW if is_large else _LARGEST
    found = unified_diff(old[:window], new[:window], *names, n=1, lineterm="")
    lines = [_moved(line, skipped) for line in found]
    if not is_large:
        more = len(lines) - most
        return [*lines[:most], f"… {more:,} more lines"] if more > 0 else lines
    shown = _whole_hunks(lines)[:most]
    more = _count(old, new) - sum(line[:1] in "+-" for line in shown[2:])
    return [*shown, f"… about {more:,} more changed lines"] if more > 0 else shown


def _whole_hunks(lines: list[str]) -> list[str]:
    """All but the last of several hunks: it may only show where the window ends."""
    heads = [index for index, line in enumerate(lines) if line.startswith("@@ ")]
    return lines[: heads[-1]] if len(heads) > 1 else lines


def _count(old: list[str], new: list[str]) -> int:
    """How many lines stand in one text and not in the other, wherever they stand."""
    from collections import Counter

    before, after = Counter(old), Counter(new)
    return (before - after).total() + (after - before).total()


def _alike(old: list[str], new: list[str]) -> int:
    """How many lines are the same at the start."""
    for index, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return index
    return min(len(old), len(new))


def _moved(line: str, by: int) -> str:
    """A hunk's head, counted from the start of the file."""
    if not line.startswith("@@ "):
        return line
    return re.sub(r"(?<=[-+])\d+", lambda found: str(int(found[0]) + by), line, count=2)
