"""How long bug reports are kept: so many days for each status, by one setting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.vocabulary import (
    RETENTION_DAYS_MAXIMUM,
    RETENTION_DAYS_MINIMUM,
    BugReportStatus,
)

DEFAULT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Retention:
    """After how many days reports go for good. 0: never."""

    default: int = DEFAULT_DAYS
    by_status: Mapping[BugReportStatus, int] = field(default_factory=dict)

    def days(self, status: BugReportStatus) -> int:
        """Give the days for a status."""
        return self.by_status.get(status, self.default)

    def purge_at(
        self, status: BugReportStatus, created_at: datetime, *, pinned: bool
    ) -> datetime | None:
        """Say when a report's time is over; None for one that is kept."""
        days = self.days(status)
        return None if pinned or days == 0 else created_at + timedelta(days=days)


def read_retention(text: str) -> Retention:
    """Read `30` or `30,resolved=7,open=0`. Raises ValueError, which says what is wrong."""
    default, by_status = None, {}
    for part in text.split(","):
        name, equals, number = part.strip().rpartition("=")
        days = _days(number.strip())
        if not equals:
            if default is not None:
                raise ValueError("names two numbers for every status")
            default = days
        elif name.strip() not in set(BugReportStatus):
            raise ValueError(f"names {name.strip()!r}; there is {', '.join(BugReportStatus)}")
        elif (status := BugReportStatus(name.strip())) in by_status:
            raise ValueError(f"names {name.strip()} twice")
        else:
            by_status[status] = days
    return Retention(DEFAULT_DAYS if default is None else default, by_status)


def _days(text: str) -> int:
    least, most = RETENTION_DAYS_MINIMUM, RETENTION_DAYS_MAXIMUM
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        raise ValueError(f"needs days from {least} to {most}, not {text!r}")
    return int(text)
