"""A short difference between what a file says and what it would say."""

from __future__ import annotations

import re

MOST = 20
# Longer texts are compared only around the first difference: all of it would take minutes.
_LARGEST = 3_000


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
    is_cut = len(old) + len(new) > _LARGEST
    unseen = 0
    if is_cut:
        half = _LARGEST // 10
        unseen = max(len(old), len(new)) - half
        old, new = old[:half], new[:half]
    names = (f"{name} (as it is)", f"{name} (as {origin} has it)")
    lines = [
        _moved(line, skipped) for line in unified_diff(old, new, *names, n=1, lineterm="")
    ]
    more = len(lines) - most
    if more > 0 or is_cut:
        about = "about " if is_cut else ""
        lines = [*lines[:most], f"… {about}{max(more, 0) + unseen:,} more lines"]
    return lines


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
