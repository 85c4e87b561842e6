"""Pairs of properties that bound a span, such as `starts_at` and `ends_at`, in the order in which
a server takes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

_PAIRS: Final = (
    ("start", "end"),
    ("starts", "ends"),
    ("started", "ended"),
    ("begin", "end"),
    ("begins", "ends"),
    ("from", "to"),
    ("since", "until"),
    ("after", "before"),
    ("min", "max"),
    ("minimum", "maximum"),
    ("low", "high"),
    ("lower", "upper"),
    ("departure", "arrival"),
    ("opens", "closes"),
)
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d")
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+|[^A-Za-z\d]+")


def in_order(found: dict[str, Any]) -> dict[str, Any]:
    """The same properties, with the bounds of each span changed over where the first is larger."""
    for first, last in _spans(found):
        one, other = found[first], found[last]
        if _comparable(one, other) and one > other:
            found = {**found, first: other, last: one}
    return found


def _spans(names: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in names:
        words = _WORD.findall(name)
        for number, word in enumerate(words):
            for one, other in _PAIRS:
                if word.lower() == one:
                    like = other.capitalize() if word[:1].isupper() else other
                    partner = "".join([*words[:number], like, *words[number + 1 :]])
                    if partner in names:
                        yield name, partner


def _comparable(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return bool(_TIME.match(one) and _TIME.match(other))
    numbers = [
        isinstance(each, (int, float)) and not isinstance(each, bool) for each in (one, other)
    ]
    return all(numbers)
