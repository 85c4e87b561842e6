"""Whether a filter selects an item: surely, surely not, or as the server likes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

from codegen.laws.law import Filters
from codegen.verify.listing.compare import MISSING, field, is_number, moment, same

_WORD: Final = re.compile(r"[^\W_]{4,}")
_SHORT: Final = 3
NOWHERE: Final = "zzspolvero"
"""A word that hardly an item has."""


def selects(law: Filters, item: Any, wanted: Any) -> bool | None:
    """Whether a value of the filter selects an item; None where that is left open."""
    answers = [_one(law, field(item, where), wanted) for where in law.fields]
    if law.match == "words" and len(law.fields) > 1 and None not in answers:
        # Whether the words may stand in different fields is for the server to say.
        whole = " ".join(str(field(item, where)) for where in law.fields)
        if not any(answers) and _words(whole, wanted):
            return None
    if True in answers:
        return True
    return None if None in answers else False


def values(law: Filters, item: Any) -> Iterator[Any]:
    """Give values of the filter that should select an item."""
    for where in law.fields:
        value = field(item, where)
        if value is None or value is MISSING or isinstance(value, dict):
            continue
        if law.match == "has":
            own = value[:2] if isinstance(value, list) else []
            yield from own
            yield from ([each] for each in own)
            if len(own) > 1:
                yield own
        elif law.match == "any_of":
            yield from ([each] for each in (value if isinstance(value, list) else [value])[:1])
        elif isinstance(value, list):
            continue
        elif law.match == "contains" and isinstance(value, str):
            words = _WORD.findall(value)
            yield from (
                word.swapcase() if number and law.any_case else word
                for number, word in enumerate(words[:2])
            )
            yield from (word[1:] for word in words[-1:])
        elif law.match == "words" and isinstance(value, str):
            words = _WORD.findall(value)
            yield from (" ".join(words[:2]), words[-1]) if words else ()
        elif law.match == "prefix" and isinstance(value, str):
            yield value[: max(1, len(value) // 2)]
        else:
            yield value


def nowhere(law: Filters, items: Sequence[Any]) -> Iterator[Any]:
    """Give values of the filter that should select nothing of these items, or not all."""
    found = [field(item, where) for item in items for where in law.fields]
    numbers = [each for each in found if is_number(each)]
    times = [each for each in map(moment, found) if each is not None]
    if law.match in ("at_least", "after", "at_most", "before"):
        up = law.match in ("at_least", "after")
        if numbers:
            yield max(numbers) + 1 if up else min(numbers) - 1
        elif times:
            far = max(times) + timedelta(days=400) if up else min(times) - timedelta(days=400)
            yield far.strftime("%Y-%m-%dT%H:%M:%SZ")
            yield far.strftime("%Y-%m-%d")
    elif numbers:
        yield max(numbers) + 1
    else:
        texts = [each for one in found for each in _listed(one) if isinstance(each, str)]
        if law.match in ("equals", "has"):
            shortened = [
                each[:-1] for each in texts if len(each) > _SHORT and each[:-1] not in texts
            ]
            yield from shortened[-1:]
        if texts and law.match in ("equals", "like", "contains"):
            yield f"{texts[-1][:2]}{NOWHERE}"  # begins like one of them
        yield NOWHERE
        yield "0b9c5a1e-7d1f-4c3a-9f42-00000000dead"


def turned(wanted: Any) -> Any:
    """A value of a filter with upper case for lower and the reverse; the same where it has no
    letters. Others than those of ASCII may have no one counterpart."""
    if isinstance(wanted, list):
        return [turned(each) for each in wanted]
    if not isinstance(wanted, str):
        return wanted
    return "".join(each.swapcase() if each.isascii() else each for each in wanted)


def shared_part(law: Filters, items: Sequence[Any]) -> str | None:
    """Two letters that most of these items have in a field, which a search selects many by."""
    counted: Counter[str] = Counter()
    for item in items:
        texts = (field(item, where) for where in law.fields)
        known = " ".join(each.casefold() for each in texts if isinstance(each, str))
        counted.update({known[at : at + 2] for at in range(len(known) - 1)})
    found = [each for each, _ in counted.most_common() if each.isalpha() and each.isascii()]
    return found[0] if found else None


def _one(law: Filters, value: Any, wanted: Any) -> bool | None:
    if value is MISSING:
        return None
    match = law.match
    if value is None:
        return False
    if match == "any_of":
        options = wanted if isinstance(wanted, list) else [wanted]
        found = [_equal(each, one) for one in options for each in _listed(value)]
        return True if True in found else None if None in found else False
    if match == "has":
        each_one = [_has(value, each) for each in _listed(wanted)]
        return False if False in each_one else None if None in each_one else True
    if match == "equals":
        return _equal(value, wanted)
    if match in ("at_least", "at_most", "after", "before"):
        return _bound(law, value, wanted)
    if not isinstance(value, str) or not isinstance(wanted, str):
        return _equal(value, wanted)
    text, part = value.casefold(), wanted.casefold()
    if match == "like":
        # A server that searches by words may find them in another order.
        return True if value == wanted else None if _words(value, wanted) else False
    alike = str.casefold if law.any_case else str
    if match == "contains":
        return True if alike(wanted) in alike(value) else None if part in text else False
    if match == "prefix":
        return True if value.startswith(wanted) else None if text.startswith(part) else False
    whole, words = set(re.findall(r"\w+", alike(value))), alike(wanted).split()
    if all(each in whole for each in words) and (len(words) == 1 or not law.loose):
        return True
    return None if _words(value, wanted) else False


def _has(value: Any, wanted: Any) -> bool | None:
    found = [_equal(each, wanted) for each in _listed(value)]
    return True if True in found else None if None in found else False


def _words(text: str, wanted: str) -> bool:
    """Whether a text has all words somewhere in it: inflected ones may count."""
    return all(each[:4] in text.casefold() for each in wanted.casefold().split())


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _equal(value: Any, wanted: Any) -> bool | None:
    if same(value, wanted):
        return True
    if isinstance(value, str) and isinstance(wanted, str) and value.casefold() == wanted.casefold():
        return None
    # A day selects what is at some time of it, as far as that is known.
    times = moment(value), moment(wanted)
    if None not in times and min(len(str(value)), len(str(wanted))) == 10:
        return None if str(value)[:10] == str(wanted)[:10] else False
    return False


def _bound(law: Filters, value: Any, wanted: Any) -> bool | None:
    one, other = moment(value), moment(wanted)
    close = False
    if one is not None and other is not None:
        day = min(len(str(value)), len(str(wanted))) == 10 != max(len(str(value)), len(str(wanted)))
        close = abs(one - other) <= (timedelta(days=1) if day else timedelta(0))
        if not close and abs(one - other) < timedelta(seconds=1):
            return None  # what is shown may be rounded
        if day and close:
            return None
        if law.one_of and abs(one - other) <= timedelta(days=1):
            return None  # what goes on for a while may be selected by its end
        less, more = one < other, one > other
    elif is_number(value) and is_number(wanted):
        less, more = value < wanted, value > wanted
    else:
        return None
    if not less and not more:
        return None if law.loose else law.match in ("at_least", "at_most")
    return more if law.match in ("at_least", "after") else less
