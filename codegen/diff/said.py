"""One sentence for each difference of schemas."""

from __future__ import annotations

import json
from typing import Any, Final

from codegen.diff.contain import Gap
from codegen.diff.finding import Finding

_NOUNS: Final = {
    "low": "the least value",
    "high": "the greatest value",
    "multiple": "what it is a multiple of",
    "min-length": "the least length",
    "max-length": "the greatest length",
    "min-items": "the least number of items",
    "max-items": "the greatest number of items",
    "min-properties": "the least number of properties",
    "max-properties": "the greatest number of properties",
    "pattern": "the pattern",
    "format": "the format",
    "type": "the type",
    "type-changed": "the type",
    "default": "the default",
    "content": "the content",
    "precision": "the precision",
}


def said(gap: Gap, found: Finding, of: str, was_first: bool) -> str:
    """What has changed. `was_first`: whether the sender's side, `gap.was`, is the old one."""
    old, new = (gap.was, gap.now) if was_first else (gap.now, gap.was)
    if gap.kind == "default":
        old, new = gap.was, gap.now
    what = f"`{'.'.join(found.path)}` of the {of}" if found.path else f"the {of}"
    if gap.kind in _NOUNS:
        return f"{_NOUNS[gap.kind]} of {what} was {_text(old)} and is {_text(new)}"
    return str(_SENTENCES[gap.kind](what, gap, was_first))


def _text(value: Any) -> str:
    if value is None or value == []:
        return "not limited"
    if isinstance(value, list):
        return " or ".join(each if isinstance(each, str) else _json(each) for each in value)
    return value if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 100 else text[:99] + "…"


def _values(values: Any) -> str:
    shown = [_json(each) for each in (values or [])[:6]]
    more = len(values or []) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _enum(what: str, gap: Gap, was_first: bool) -> str:
    verb = "may not be" if was_first else "may be"
    return f"{what} {verb} {_values(gap.was)} {'any more' if was_first else 'now'}"


def _finite(what: str, gap: Gap, was_first: bool) -> str:
    if was_first:
        return f"{what} has to be one of {_values(gap.now)} now"
    return f"{what} may be anything now, and had been one of {_values(gap.now)}"


def _flag(tight: str, loose: str) -> Any:
    return lambda what, gap, was_first: f"{what} {tight if was_first else loose}"


def _named(tight: str, loose: str) -> Any:
    def tell(what: str, gap: Gap, was_first: bool) -> str:
        detail = gap.now if isinstance(gap.now, str) else _json(gap.now)
        return f"{what} {(tight if was_first else loose).format(detail)}"

    return tell


_SENTENCES: Final = {
    "enum": _enum,
    "const": lambda what, gap, was_first: (
        f"{what} was {_values(gap.was if was_first else gap.now)} "
        f"and is {_values(gap.now if was_first else gap.was)}"
    ),
    "finite": _finite,
    "null": _flag("may not be null any more", "may be null now"),
    "unique": _flag("may have no item twice now", "may have an item twice now"),
    "required": _flag("has to be there now", "may be missing now"),
    "required-new": _flag("is new, and has to be there", "was always there, and is gone"),
    "required-hidden": _flag(
        "has to be sent now, and was not to be sent", "is not sent any more, and always was"
    ),
    "forbidden": _flag(
        "is gone, and the object allows no others", "is new, and the object allowed no others"
    ),
    "closed": _flag(
        "may have no properties any more that are not named",
        "may have properties now that are not named",
    ),
    "others": _named(
        "may have other properties only if they fit {0}",
        "may have any other properties, and they had to fit {0}",
    ),
    "pattern-property": _named(
        "limits properties now whose names fit {0}",
        "does not limit properties any more whose names fit {0}",
    ),
    "property-names": _named(
        "limits the names of properties by {0}", "does not limit the names of properties by {0}"
    ),
    "dependent-required": _named(
        "needs a property now where another is: {0}",
        "does not need a property any more where another is: {0}",
    ),
    "items-closed": _named(
        "may have no items any more after number {0}", "may have items now after number {0}"
    ),
    "contains": _named(
        "has to contain other items: {0}", "does not have to contain items as before: {0}"
    ),
    "alternative": lambda what, gap, was_first: (
        f"{what} may {'not be' if was_first else 'be'} {gap.was or 'one of its alternatives'} "
        f"{'any more' if was_first else 'now'}"
    ),
    "one-of": _flag(
        "may fit only one of alternatives, and a value fits two of them",
        "may fit two of its alternatives now",
    ),
    "not": _named("must not fit this now: {0}", "may fit this now: {0}"),
    "if": _named("is limited on a condition now: {0}", "is not limited on this condition: {0}"),
    "undeclared": _flag("is not known any more; what is sent is ignored", "is new"),
    "declared": _flag("is new, and may be sent", "is gone, and might have been there"),
    "hidden": _flag("is read-only now; what is sent is ignored", "may be there now"),
    "extensible": lambda what, gap, was_first: f"{what} knows {_values(gap.was)} no more",
    "discriminator": lambda what, gap, was_first: (
        f"the kinds of {what} are told apart otherwise: {_json(gap.was)}, {_json(gap.now)}"
    ),
}
