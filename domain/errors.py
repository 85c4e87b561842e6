"""What the studio says no with. Each text is one sentence for a person: no path, no secret.

Which HTTP status each becomes is written once, in handlers/problems.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class StudioError(Exception):
    """Root of all refusals; never raised itself."""


class Unauthenticated(StudioError):
    """Raised when an operation needs to know who is asking, and does not."""


class Forbidden(StudioError):
    """Raised when the person is known and may not do this."""


class MissingScope(Forbidden):
    """Raised when an API token was not made for what it is used for."""


class NotFound(StudioError):
    """Raised when a thing does not exist, or not for the one who asks."""


class TooLarge(StudioError):
    """Raised when a part of a request is larger than it may be; the text names the part."""


class Conflict(StudioError):
    """Raised when a request does not fit the present state of what it names."""


class LastAdmin(Conflict):
    """Raised when a change would leave the studio without an active admin."""


class JobNotCancellable(Conflict):
    """Raised when a job to be cancelled has already reached a final state."""


class JobNotRetryable(Conflict):
    """Raised when a job to be tried again has succeeded."""


class ScheduleRunning(Conflict):
    """Raised when a schedule is to be run that runs already, or is about to."""


class ImportNotReady(Conflict):
    """Raised when an import is of the wrong mode, or in the wrong state, for what is asked."""


class PlanOutdated(Conflict):
    """Raised when a plan is to be carried out that is not the one looked at, or not any more."""


class PreconditionFailed(StudioError):
    """Raised when a thing has changed since the asker saw it (RFC 9110, 13.1.1)."""


class RuleBroken(StudioError):
    """Raised when a request is well formed and a rule of the studio forbids it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a template or its rows, and where. Rows and lines are counted from 1."""

    detail: str
    """A sentence for a person."""
    row: int | None = None
    line: int | None = None
    column: str | None = None
    pointer: str = ""
    """JSON Pointer into the body; empty where the fault is not at a place in it."""

    def __str__(self) -> str:
        places = {"row": self.row, "line": self.line, "column": self.column}
        where = ", ".join(f"{name} {place}" for name, place in places.items() if place is not None)
        if not where:
            return self.detail
        return f"{where[0].upper()}{where[1:]}: {self.detail[0].lower()}{self.detail[1:]}"


class InvalidRows(RuleBroken):
    """Raised when a template, its rows, or the prompts that come of them have faults."""

    def __init__(self, faults: Sequence[Fault], total: int) -> None:
        more = total - 1
        others = f" And {more} more fault{'s' if more > 1 else ''}." if more else ""
        super().__init__(f"{faults[0]}{others}")
        self.faults = faults
        """The first of them; `total` counts all."""


class IdempotencyKeyReused(RuleBroken):
    """Raised when an idempotency key comes again with another request."""


class BadPicture(RuleBroken):
    """Raised when bytes from outside are no picture, or none that can be kept."""


class BadCursor(StudioError):
    """Raised when a cursor was not given by the list that it is sent to."""


class ComeBackLater(StudioError):
    """Root of what time alone cures; never raised itself."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds after which it is worth trying again."""


class QueueFull(ComeBackLater):
    """Raised when as many jobs wait as may wait."""


class RateLimited(ComeBackLater):
    """Raised when a person asks for more than they may within an hour."""


class DatabaseUnavailable(ComeBackLater):
    """Raised when the database does not answer, or has no room for one more."""


class TooManySignIns(ComeBackLater):
    """Raised when somebody has failed to sign in too often."""


class ProviderFailed(StudioError):
    """Raised when the OpenID Connect provider does not answer, or not as the standard says."""
