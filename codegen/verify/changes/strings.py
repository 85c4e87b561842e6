"""Texts at the limits of their length, their pattern, and their format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

from codegen import pointer
from codegen.verify.changes.change import Change
from codegen.verify.changes.spot import Spot
from codegen.verify.patterns import resized, search

_LONGEST: Final = {"body": 20_000, "query": 2_000, "path": 500, "header": 1_000}
_WIDE: Final = "\N{GRINNING FACE}"
"""One code point, two UTF-16 units, four bytes."""
_FOREIGN: Final = ("Zoë Ångström 東京", f"Zoë {_WIDE}", "a/b\\c", "'\"<%;&>", "שלום")
_EDGES: Final = {
    "date": ("0001-01-01", "1970-01-01", "2024-02-29", "9999-12-31"),
    "date-time": (
        "0001-01-01T00:00:00Z",
        "2024-02-29T12:00:00.123456+05:30",
        "9999-12-31T23:59:59Z",
    ),
}
"""Values at which calendars end."""
_ONE_ZONE: Final = re.compile(r"\bUTC\b|\bZ\b|zulu|offset", re.IGNORECASE)
"""Words of a time that may have to be told in one zone."""
_NOT: Final = {
    "date-time": ("not-a-date", "2024-02-30T10:00:00Z", "2024-13-01T10:00:00Z"),
    "date": ("not-a-date", "2024-02-30", "2024-13-01"),
    "time": ("not-a-time",),
    "uuid": ("not-a-uuid", "0b9c5a1e-7d1f-4c3a-9f42-00000000000z"),
    "email": ("nobody", "nobody.example.com"),
    "uri": ("not a uri",),
    "ipv4": ("999.1.1.1",),
    "ipv6": ("not-an-address",),
}
"""What is beyond doubt no value of a format."""


def changes(spot: Spot, schema: dict[str, Any], where: str, value: str) -> Iterator[Change]:
    """Give the changes about the keywords of a schema that holds for this text."""
    longest = _LONGEST[spot.place]
    most, least = schema.get("maxLength"), schema.get("minLength")

    def sized(length: int) -> str:
        plain, pattern = stretched(value, length), schema.get("pattern")
        if not isinstance(pattern, str) or search(pattern, plain):
            return plain
        return resized(value, length, pattern) or plain

    if isinstance(most, int) and most < longest:
        at = pointer.join(where, "maxLength")
        yield Change(
            spot, "maxLength", at, sized(most + 1), False,
            f"{spot.last} of {most + 1} characters is longer than its maxLength of {most}",
        )  # fmt: skip
        if most > 0:
            yield Change(
                spot, "maxLength", at, sized(most), True,
                f"{spot.last} of {most} characters is within its maxLength of {most}",
                lambda: sized(max(1, most - 1)),
            )  # fmt: skip
            if spot.place == "body" and most > 1:
                yield Change(
                    spot, "maxLength", at, _WIDE * most, True,
                    f"{spot.last} of {most} characters, each of two UTF-16 units,"
                    f" is within its maxLength of {most}",
                    lambda: sized(most),
                    wide=True,
                )  # fmt: skip
    if isinstance(least, int) and 0 < least < longest:
        at = pointer.join(where, "minLength")
        if least > 1 or spot.place == "body":
            yield Change(
                spot, "minLength", at, sized(least - 1), False,
                f"{spot.last} of {least - 1} characters is shorter than its minLength of {least}",
            )  # fmt: skip
        yield Change(
            spot, "minLength", at, sized(least), True,
            f"{spot.last} of {least} characters has its minLength of {least}",
            lambda: sized(least + 1),
        )  # fmt: skip
    if "type" in schema and not schema.keys() & {"pattern", "format", "enum", "const"}:
        if not least and spot.place == "body":
            yield Change(
                spot, "type", pointer.join(where, "type"), "", True,
                f"{spot.last} is an empty text, which no minLength forbids", odd=True,
            )  # fmt: skip
        for number, text in enumerate(_FOREIGN):
            text = text[: most if isinstance(most, int) else None]
            yield Change(
                spot, "type", pointer.join(where, "type"), text, True,
                f"{spot.last} {text!r} is a text like any other", odd=number > 1,
            )  # fmt: skip
    for text in _EDGES.get(str(schema.get("format")), ()):
        yield Change(
            spot, "format", pointer.join(where, "format"), text, True,
            f"{spot.last} {text} is a {schema['format']}", odd=True,
        )  # fmt: skip
    if schema.get("format") == "date-time" and "pattern" not in schema:
        yield from _elsewhere(spot, schema, pointer.join(where, "format"), value)
    if isinstance(schema.get("pattern"), str):
        for text in unlike(value):
            yield Change(
                spot, "pattern", pointer.join(where, "pattern"), text, False,
                f"{spot.last} {text!r} does not match its pattern {schema['pattern']}",
            )  # fmt: skip
    for text in malformed(str(schema.get("format")), value):
        yield Change(
            spot, "format", pointer.join(where, "format"), text, False,
            f"{spot.last} {text!r} is no {schema['format']}",
        )  # fmt: skip


def _elsewhere(spot: Spot, schema: dict[str, Any], at: str, value: str) -> Iterator[Change]:
    """Give the same time as another zone's clocks have it (RFC 3339, 5.6)."""
    if _ONE_ZONE.search(str(schema.get("description", ""))):
        return
    with suppress(ValueError, OverflowError):
        instant = datetime.fromisoformat(value.upper().replace("Z", "+00:00"))
        if instant.tzinfo is None:
            return
        text = instant.astimezone(timezone(timedelta(hours=2))).isoformat()
        zulu = instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
        yield Change(
            spot, "format", at, text, True, f"{spot.last} {text} is a date-time", lambda: zulu
        )


def malformed(name: str, value: str) -> Iterator[str]:
    """Give texts that are beyond doubt no value of a format; of dates, some that come before this
    one, and some that come after, in case a server compares it with another."""
    if name in ("date", "date-time") and len(value) >= 10:
        for day in ("00", "99"):
            yield value[:8] + day + value[10:]
    yield from _NOT.get(name, ())


def stretched(value: str, length: int) -> str:
    """A text of so many code points, as like this one as possible."""
    if length <= len(value):
        return value[:length]
    local, at, domain = value.partition("@")
    if at and "." in domain:
        return local + "a" * (length - len(value)) + at + domain
    last = value[-1:] if value[-1:].isalnum() else "a"
    return value + last * (length - len(value))


def unlike(value: str) -> Iterator[str]:
    """Give texts that a pattern might refuse. None begins or ends with white space, which servers
    strip, nor has a line's end there, about which dialects of patterns disagree."""
    yield f"{value[:-1]}!"
    yield f"{value}!"
    yield f"!{value}"
    yield value.swapcase()
    yield "\N{LATIN SMALL LETTER E WITH ACUTE}" * max(1, len(value))
    yield value[:-1]
    yield f"{value}{value}"
