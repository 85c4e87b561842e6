"""Moments on the wire: RFC 3339, UTC, with microseconds and `Z`."""

from datetime import datetime


def time(moment: datetime) -> str:
    """Write a UTC moment by RFC 3339, with microseconds and `Z`."""
    return moment.isoformat(timespec="microseconds")[:26] + "Z"


def time_or_null(moment: datetime | None) -> str | None:
    """Write a moment that may not have come."""
    return None if moment is None else time(moment)


def moment_or_null(text: str | None) -> datetime | None:
    """Read a moment that fits the contract and may not have been given."""
    return None if text is None else datetime.fromisoformat(text)
