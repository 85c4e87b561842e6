"""Patterns of JSON Schema (ECMA-262), as far as Python's can stand for them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from hypothesis import strategies as st
from hypothesis.errors import HypothesisException
from hypothesis.strategies import SearchStrategy

_LONGEST: Final = 1_000
"""Letters are left out one by one of no longer text."""


@lru_cache(1024)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    letters = pattern.replace(r"\p{L}", "a-zA-Z" if "[" in pattern else "[a-zA-Z]")
    letters = letters.replace(r"\p{N}", r"\d").replace(r"\/", "/").replace(r"\-", r"\-")
    try:
        return re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", letters), re.ASCII)
    except re.error:
        return None


def search(pattern: str, text: str) -> bool:
    """Whether a pattern is in a text; the validator has the last word on what is unclear here."""
    compiled = _compiled(pattern)
    return compiled is None or compiled.search(text) is not None


@lru_cache(256)
def from_regex(pattern: str) -> tuple[SearchStrategy[str], ...]:
    """What draws texts that have a pattern, plain ones at first; none where it cannot be read."""
    compiled = _compiled(pattern)
    if compiled is None:
        return ()
    found = []
    printable = st.characters(min_codepoint=32, max_codepoint=126)
    for alphabet in (printable, st.characters(codec="utf-8")):
        for full in (True, False):
            strategy = st.from_regex(compiled, fullmatch=full, alphabet=alphabet)
            try:
                strategy.validate()
            except HypothesisException:
                continue
            found.append(strategy)
    return tuple(found)


def resized(text: str, length: int, pattern: str) -> str | None:
    """A text of so many code points that is like this one, and has the pattern as this one has;
    None where it was not found by leaving out letters, or writing one of them again and again."""
    if not search(pattern, text) or len(text) > _LONGEST:
        return None
    while len(text) > length:
        shorter = (text[:at] + text[at + 1 :] for at in reversed(range(len(text))))
        found = next((each for each in shorter if search(pattern, each)), None)
        if found is None:
            return None
        text = found
    more = length - len(text)
    if not more:
        return text
    longer = (text[:at] + text[at - 1] * more + text[at:] for at in range(len(text), 0, -1))
    return next((each for each in longer if search(pattern, each)), None)
