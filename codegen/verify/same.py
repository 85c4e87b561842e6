"""Whether what is read is what was sent."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from codegen.verify.places import MISSING, equal

_SECOND: Final = 1.0
"""Clocks of databases may be as coarse as this: fractions of a second are not compared."""
_NAMES: Final = re.compile(
    r"(^|[a-z_])(id|Id|ID|uuid|sku|key|code|slug|name|email|ref|reference|number|position)$"
)
"""Names of properties by which one thing is told from another."""


def same(sent: Any, got: Any, schema: Mapping[str, Any]) -> bool:
    """Whether a server that gives `got` kept what it was sent, by the schema's keywords.

    What its format says is the same is the same: an instant in another offset, an id in capitals.
    Where null was sent, nothing may come; an object may have gained members, if its schema names
    its properties; a list of objects may have gained some, and be in an order of the server's own.
    """
    if sent is None:
        return got is None or got is MISSING
    if isinstance(sent, str) and isinstance(got, str):
        return sent == got or _text(sent, got, str(schema.get("format", "")))
    if isinstance(sent, dict) and isinstance(got, dict):
        inner = schema.get("properties")
        if not inner:
            return equal(sent, got)
        return all(
            same(value, got.get(name, MISSING), _mapping(inner.get(name)))
            for name, value in sent.items()
        )
    if isinstance(sent, list) and isinstance(got, list):
        items = _mapping(schema.get("items"))
        if items.get("properties") and all(isinstance(each, dict) for each in sent):
            return _objects(sent, got, items)
        if schema.get("uniqueItems") is True:  # a set, whose order says nothing
            return len(sent) == len(got) and all(
                any(same(one, other, items) for other in got) for one in sent
            )
        return len(sent) == len(got) and all(
            same(one, other, items) for one, other in zip(sent, got, strict=True)
        )
    if _number(sent) and _number(got) and float in (type(sent), type(got)):
        single = schema.get("format") == "float"
        return sent == got or math.isclose(sent, got, rel_tol=1e-6 if single else 1e-14)
    return equal(sent, got)


def _objects(sent: list[Any], got: list[Any], schema: Mapping[str, Any]) -> bool:
    """Whether each object is there, and in the order they were sent in, unless what is there has an
    order of its own. Nothing is said where two of them are about one thing."""
    if repeats(sent):
        return True
    there = list(got)
    places = []
    for each in sent:
        place = next(
            (
                index
                for index, other in enumerate(there)
                if other is not None and same(each, other, schema)
            ),
            None,
        )
        if place is None:
            return False
        there[place] = None
        places.append(place)
    return places == sorted(places) or places == sorted(places, reverse=True) or _ordered(got)


def repeats(objects: list[Any]) -> bool:
    """Whether two objects name the same thing, so that a server may make one of them."""
    for name in {name for each in objects if isinstance(each, dict) for name in each}:
        if _NAMES.search(name):
            values = [repr(each[name]) for each in objects if name in each]
            if len(set(values)) < len(values):
                return True
    return any(one == other for at, one in enumerate(objects) for other in objects[:at])


def _ordered(objects: list[Any]) -> bool:
    """Whether there is a property by which objects are in order."""
    for name in objects[0] if objects and isinstance(objects[0], dict) else ():
        values: list[Any] = [each.get(name) if isinstance(each, dict) else None for each in objects]
        kinds = {type(each) for each in values}
        if len(kinds) == 1 and kinds <= {str, int, float} and len(set(values)) > 1:
            order: list[Any] = sorted(values)
            if values in (order, order[::-1]):
                return True
    return False


def instant(text: Any) -> datetime | None:
    """A date-time of RFC 3339 as an instant; None when it is none, or names no offset."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text.upper().replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _text(sent: str, got: str, form: str) -> bool:
    if form == "date-time":
        one, other = instant(sent), instant(got)
        return None not in (one, other) and _apart(one, other) < _SECOND
    compare = _FORMS.get(form)
    if compare is not None:
        return bool(compare(sent) == compare(got))
    return unicodedata.normalize("NFC", sent) == unicodedata.normalize("NFC", got)


def _apart(one: datetime | None, other: datetime | None) -> float:
    assert one is not None
    assert other is not None
    return abs((one - other).total_seconds())


def _email(text: str) -> str:
    name, _, host = text.rpartition("@")
    return f"{name}@{host.casefold()}"


def _url(text: str) -> tuple[str, str, str, str, str]:
    """RFC 3986, 6.2.2 and 6.2.3."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return "", "", text, "", ""
    path = parts.path or ("/" if parts.netloc else "")
    return parts.scheme, parts.netloc.casefold(), path, parts.query, parts.fragment


def _decimal(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


_FORMS: Final[Mapping[str, Callable[[str], Any]]] = {
    "uuid": str.casefold,
    "email": _email,
    "idn-email": _email,
    "hostname": str.casefold,
    "ipv6": str.casefold,
    "uri": _url,
    "url": _url,
    "decimal": _decimal,
    "duration": str.upper,
    "time": lambda text: text.upper().replace("+00:00", "Z").replace(".000", ""),
}


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
