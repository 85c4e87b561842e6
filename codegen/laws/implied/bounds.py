"""Parameters that are a bound of a number or of a time: `created_after`, `min_price`."""

import re
from typing import Final

from codegen.laws.law import Match
from codegen.laws.shape import Shape
from codegen.laws.words import snake

_STRICT: Final = re.compile(r"\b(strictly|exclusive|excluding|later than|earlier than)\b", re.I)
_INCLUSIVE: Final = re.compile(
    r"\b(no (later|earlier) than|not (after|before)|inclusive|or equal|at least|at most|"
    r"(at|on) or (after|before)|bounds? included|"
    r"or (later|earlier|more|less|newer|older))\b",
    re.I,
)
_BEFORE: Final = re.compile(
    r"(?<!on or )(?<!at or )(?<!not )\bbefore (this|that|the given)\b", re.I
)
"""Said of `to` or `until` it means something; of `made_before` it only says the name again."""
_BOUNDS: Final[dict[str, Match]] = {
    "gte": "at_least",
    "min": "at_least",
    "minimum": "at_least",
    "lte": "at_most",
    "max": "at_most",
    "maximum": "at_most",
    "gt": "after",
    "after": "after",
    "since": "after",
    "from": "after",
    "lt": "before",
    "before": "before",
    "until": "before",
    "to": "before",
}
_CLOSED: Final[dict[Match, Match]] = {"after": "at_least", "before": "at_most"}
"""What takes the bound in."""
_COMPARED: Final = re.compile(r"`?\b(\w+)`? ?(>=|<=|>|<) ?`?(\w+)\b")
_SIGNS: Final[dict[str, Match]] = {">=": "at_least", "<=": "at_most", ">": "after", "<": "before"}
_TURNED: Final = str.maketrans("<>", "><")
_DUTY: Final = re.compile(
    r"[^.;]*\b(must|may|shall|can|has to)(n't| ?not)? be\b[^.;]*", re.IGNORECASE
)
"""Said of what a parameter may be, and not of what it selects."""
_MADE: Final = re.compile(r"(created|made|inserted|added)[^/]*$", re.I)
_UNITS: Final = frozenset(
    {"grams", "g", "kg", "mg", "lb", "oz", "mm", "cm", "m", "km", "px", "bytes", "kb", "mb"}
    | {"cent", "cents", "eur", "usd", "percent", "s", "ms", "seconds", "minutes", "hours", "days"}
)
"""Ends of names that tell in what something is measured."""
_NUMBERS: Final = frozenset({"integer", "number"})
_TIMES: Final = ("date", "date-time")
_ENDS: Final = ("at", "on", "date", "time")
_SURE: Final = frozenset({"gte", "lte", "gt", "lt", "min", "max", "minimum", "maximum"})


def bounds(
    word: str, shape: Shape, known: dict[str, tuple[str, Shape]], words: str
) -> tuple[tuple[str, ...], Match, bool] | None:
    """The field that a parameter bounds, how, and whether the bound itself is left open; `known`
    are the fields of an item, by name, each with its pointer."""
    said = _said(word, shape, known, words)
    if said is not None:
        return said
    words = _DUTY.sub("", words)
    head, _, last = word.rpartition("_")
    first, _, rest = word.partition("_")
    stem, bound = (head, last) if last in _BOUNDS else (rest, first)
    if bound not in _BOUNDS:
        return None
    found = [
        known[each]
        for each in (stem, *(f"{stem}_{end}" for end in _ENDS))
        if stem and each in known
    ] or [*_measured(stem, known), *_named(words, known)]
    if len(found) != 1:
        return None
    at, field = found[0]
    if not _comparable(shape, field):
        return None
    match = _BOUNDS[bound]
    if match == "before" and bound != "before" and _BEFORE.search(words):
        return (at,), match, False
    if _INCLUSIVE.search(words):
        return (at,), _CLOSED.get(match, match), False
    if _STRICT.search(words):
        return (at,), {"at_least": "after", "at_most": "before"}.get(match, match), False  # type: ignore[return-value]
    return (at,), match, bound not in _SURE


def _measured(stem: str, known: dict[str, tuple[str, Shape]]) -> list[tuple[str, Shape]]:
    """What is called so with its unit: `weight_grams`, of `max_weight`."""
    return [
        field
        for name, field in known.items()
        if stem and name.startswith(f"{stem}_") and name.rpartition("_")[2] in _UNITS
    ]


def _said(
    word: str, shape: Shape, known: dict[str, tuple[str, Shape]], words: str
) -> tuple[tuple[str, ...], Match, bool] | None:
    """What is written as a comparison: `unit_price >= price_min`."""
    for one, sign, other in _COMPARED.findall(words):
        of, by = snake(one), snake(other)
        if of == word:
            of, by, sign = by, of, sign.translate(_TURNED)
        if by == word and of in known and _comparable(shape, known[of][1]):
            return (known[of][0],), _SIGNS[sign], False
    return None


def open_bounds(
    word: str, shape: Shape, known: dict[str, tuple[str, Shape]], words: str
) -> tuple[tuple[str, ...], Match, bool] | None:
    """All fields of which a bare bound, such as `from`, may be one of, how it selects by it, and
    whether the bound itself is left open."""
    if word not in _BOUNDS or known.keys() & {word}:
        return None
    if shape.get("format") not in _TIMES and word not in _SURE:
        return None  # `from` and `to` of anything else may be places, or pages
    found = tuple(at for at, field in known.values() if _comparable(shape, field))
    if word in ("since", "after") and all(_MADE.search(at) for at in found):
        return None  # it may be what was changed since, and that may not be shown
    if found and _INCLUSIVE.search(_DUTY.sub("", words)):
        return found, _CLOSED.get(_BOUNDS[word], _BOUNDS[word]), False
    return (found, _BOUNDS[word], True) if found else None


def _comparable(shape: Shape, field: Shape) -> bool:
    """Whether a value can be a bound of a field."""
    if shape.types & _NUMBERS and field.types and field.types <= _NUMBERS:
        return True
    return (
        shape.types == field.types == {"string"}
        and shape.get("format") == field.get("format")
        and field.get("format") in _TIMES
    )


def _named(words: str, known: dict[str, tuple[str, Shape]]) -> list[tuple[str, Shape]]:
    """The times that words speak of: `created_at`, or what was created."""
    found = []
    for name, (at, field) in known.items():
        if field.get("format") not in ("date", "date-time"):
            continue
        stem = re.sub(rf"_({'|'.join(_ENDS)})$", "", name).replace("_", "[ _]")
        verb = re.sub(r"(?<=[a-z]{3})s$", "", stem) if stem != name else name
        if re.search(rf"\b({re.escape(name)}|{stem}|(that|which) {verb})\b", words, re.IGNORECASE):
            found.append((at, field))
    return found
