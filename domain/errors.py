"""What the studio says no with. Each text is one sentence for a person: no path, no secret.

Which HTTP status each becomes is written once, in handlers/problems.py.
"""


class StudioError(Exception):
    """Root of all refusals; never raised itself."""


class Unauthenticated(StudioError):
    """Raised when an operation needs to know who is asking, and does not."""


class Forbidden(StudioError):
    """Raised when the person is known and may not do this."""


class NotFound(StudioError):
    """Raised when a thing does not exist, or not for the one who asks."""


class Conflict(StudioError):
    """Raised when a request does not fit the present state of what it names."""


class JobNotCancellable(Conflict):
    """Raised when a job to be cancelled has already reached a final state."""


class JobNotRetryable(Conflict):
    """Raised when a job to be tried again has succeeded."""


class PreconditionFailed(StudioError):
    """Raised when a thing has changed since the asker saw it (RFC 9110, 13.1.1)."""


class RuleBroken(StudioError):
    """Raised when a request is well formed and a rule of the studio forbids it."""


class IdempotencyKeyReused(RuleBroken):
    """Raised when an idempotency key comes again with another request."""


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
