"""How values in items compare: as times, as numbers, or as texts in any order people use."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Any, Final

from codegen import pointer

_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d([Tt ].+)?")


class Missing:
    """Nothing stands there."""


MISSING: Final = Missing()


def field(item: Any, where: str) -> Any:
    """What stands at a pointer in an item; MISSING when nothing does."""
    try:
        return pointer.follow(item, where)
    except (LookupError, TypeError):
        return MISSING


def moment(value: Any) -> datetime | None:
    """A time, or the beginning of a day, in UTC; None when it is neither."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return None
    try:
        if len(value) == 10:
            day = date.fromisoformat(value)
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
        found = datetime.fromisoformat(value.upper().replace("Z", "+00:00"))
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def is_number(value: Any) -> bool:
    """Whether it is a JSON number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def above(one: Any, other: Any) -> bool | None:
    """Whether the first is greater beyond doubt; None when the two do not compare.

    Of texts it is, when it is so by code points, without regard to case, and by letters and digits
    alone: each of these is an order in which a server may list them.
    """
    times = moment(one), moment(other)
    if times[0] is not None and times[1] is not None:
        return times[0] > times[1]
    if is_number(one) and is_number(other):
        return bool(one > other)
    if isinstance(one, bool) and isinstance(other, bool):
        return one > other
    if isinstance(one, str) and isinstance(other, str):
        if _NUMBER.fullmatch(one) and _NUMBER.fullmatch(other) and float(one) <= float(other):
            return False  # a number of many digits is often written as a text
        return all(of(one) > of(other) for of in (str, str.casefold, _letters))
    return None


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal beyond doubt: times as moments."""
    times = moment(one), moment(other)
    if times[0] is not None and times[1] is not None:
        return times[0] == times[1]
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)


def _letters(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if each.isalnum())
