"""Stamps: moments as programs write them into names, sidecars and pictures.

A stamp that names no zone is in the zone that is given. Where clocks were set back and an hour came
twice, it is the first of both; where they were set forward and an hour never came, it is read as if
they had not been. The years from 1970 to 9999 count; what is outside, or no date at all, is none.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import NamedTuple

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

FARTHEST = timedelta(hours=15, minutes=59)
"""No clock has ever been farther from UTC."""

IN_NAMES = re.compile(
    r"""
    (?<!\d)
    (?P<year>\d{4})
    (?: (?P<month>\d\d)(?P<day>\d\d) [_\-\ T]?
      | -(?P<month_>\d\d)-(?P<day_>\d\d) (?:[_\-\ T]|\ at\ ) )
    (?P<hour>\d\d)
    (?: (?P<minute>\d\d)(?P<second>\d\d)
      | (?P<between>[:\-._]|\ua789)(?P<minute_>\d\d)(?P=between)(?P<second_>\d\d) )
    (?: [.,](?P<fraction>\d{1,9}) | _(?P<fraction_>\d{6}) )?
    (?!\d)
    (?: (?P<utc>Z)(?![A-Za-z0-9])
      | (?P<sign>\+)(?P<hours>\d\d)[:\-.]?(?P<minutes>\d\d)(?!\d)
      | (?P<sign_>-)(?P<hours_>\d\d):(?P<minutes_>\d\d)(?!\d) )?
    """,
    re.VERBOSE | re.ASCII,
)
"""The form of a stamp in a name. A minus needs a colon: `-0500` may as well be a number."""

_USUAL = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{6})?", re.ASCII)
"""What Python writes of a local time, and nearly every sidecar has; the others take longer."""

_WHOLE = re.compile(
    r"""
    (?P<year>\d{4}) (?P<dash>[-:/.]?) (?P<month>\d\d) (?P=dash) (?P<day>\d\d)
    (?: [T\ _]\ ? (?P<hour>\d\d) :? (?P<minute>\d\d) (?: :? (?P<second>\d\d) )?
        (?: [.,](?P<fraction>\d{1,9}) )?
        \ ?(?: (?P<utc>Z|UTC|GMT) | (?P<sign>[+\-])(?P<hours>\d\d):?(?P<minutes>\d\d)? )? )?
    """,
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)
"""ISO 8601 (RFC 3339), and EXIF's `2025:10:14 22:38:46`, which has colons in its date."""

_MAIL = re.compile(
    r"""
    (?: [A-Z]{3},\ + )? (?P<day>\d{1,2}) \ + (?P<name>[A-Z]{3}) \ + (?P<year>\d{4}) \ +
    (?P<hour>\d\d):(?P<minute>\d\d)(?: :(?P<second>\d\d) )?
    (?: \ +(?: (?P<utc>Z|UTC?|GMT) | (?P<sign>[+\-])(?P<hours>\d\d)(?P<minutes>\d\d) ) )?
    """,
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)
"""RFC 5322, section 3.3, which the PNG specification (11.3.3.2) wants for `Creation Time`."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_SECONDS = re.compile(r"\d{9,11}(?:\.\d{1,20})?|\d{13}(?:\.\d{1,20})?", re.ASCII)
"""Seconds since 1970, or of thirteen digits milliseconds; eight digits would be a date."""

LONGEST = 64
"""No stamp has more characters."""


def of_name(name: str, zone: tzinfo) -> datetime | None:
    """Give the first moment that a name speaks of, in UTC; None if it speaks of none."""
    for found in IN_NAMES.finditer(name):
        year, month, day, month_, day_, hour, *rest = found.groups()
        minute, second, _, minute_, second_, fraction, fraction_, *away = rest
        date = (year, month or month_, day or day_)
        time = (hour, minute or minute_, second or second_)
        parts = Parts(*date, *time, fraction or fraction_, away[0], *_either(away[1:4], away[4:]))
        moment = _moment(parts, zone)
        if moment is not None:
            return moment
    return None


def of_text(text: str, zone: tzinfo) -> datetime | None:
    """Give the moment that a whole text is, in UTC; None if it is none."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    if _USUAL.fullmatch(text):
        return _usual(text, zone)
    if _SECONDS.fullmatch(text):
        number = Decimal(text)
        return _since_1970(number / 1000 if number >= 10**12 else number)
    if found := _WHOLE.fullmatch(text):
        year, _, *rest = found.groups()
        return _moment(Parts(year, *rest), zone)
    found = _MAIL.fullmatch(text)
    if found and (name := found[2].lower()) in _MONTHS:
        day, _, year, hour, minute, second, *away = found.groups()
        month = str(_MONTHS.index(name) + 1)
        return _moment(Parts(year, month, day, hour, minute, second, None, *away), zone)
    return of_name(text, zone) if IN_NAMES.fullmatch(text) else None


def of_nanoseconds(since_1970: int) -> datetime | None:
    """Give the moment so many nanoseconds after 1970, in UTC; None outside of the years kept."""
    return _since_1970(Decimal(since_1970) / 1_000_000_000)


class Parts(NamedTuple):
    """A stamp taken apart; None for what it lacks."""

    year: str
    month: str
    day: str
    hour: str | None
    minute: str | None
    second: str | None
    fraction: str | None
    utc: str | None
    sign: str | None
    hours: str | None
    minutes: str | None


def _either(one: list[str | None], other: list[str | None]) -> list[str | None]:
    return one if one[0] else other


def _since_1970(seconds: Decimal) -> datetime | None:
    try:
        return EPOCH + timedelta(microseconds=int(seconds * 1_000_000)) if seconds >= 0 else None
    except OverflowError:
        return None


def _usual(text: str, zone: tzinfo) -> datetime | None:
    try:
        return _in_utc(datetime.fromisoformat(text), zone)
    except ValueError:
        return None


def _moment(parts: Parts, zone: tzinfo) -> datetime | None:
    there = _zone(parts, zone)
    if there is None:
        return None
    date = (int(parts.year), int(parts.month), int(parts.day))
    time = (int(parts.hour or 0), int(parts.minute or 0), int(parts.second or 0))
    micro = int((parts.fraction or "0").ljust(6, "0")[:6])
    try:
        return _in_utc(datetime(*date, *time, micro), there)
    except ValueError:
        return None


def _in_utc(local: datetime, zone: tzinfo) -> datetime | None:
    try:
        moment = local.replace(tzinfo=zone).astimezone(UTC)
    except OverflowError:
        return None
    return moment if moment >= EPOCH else None


def _zone(parts: Parts, zone: tzinfo) -> tzinfo | None:
    """Give the zone that a stamp names, or else the given one; None if it names an odd one."""
    if parts.utc:
        return UTC
    if not parts.sign:
        return zone
    hours, minutes = int(parts.hours or 0), int(parts.minutes or 0)
    away = timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or away > FARTHEST:
        return None
    return timezone(-away if parts.sign == "-" else away)
