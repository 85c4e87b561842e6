"""Every way of saying no over HTTP: one table from error class to problem type, one to status.

Problems are RFC 9457. Nothing here, and nothing that becomes a `detail`, may hold a secret, a path
of this machine or a stack.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from domain import errors
from domain.vocabulary import ProblemType
from handlers.wire import InvalidPart

# Type -> status and title. A title is the same for every problem of its type.
KINDS: Mapping[ProblemType, tuple[int, str]] = {
    ProblemType.INVALID_REQUEST: (400, "The request does not fit the contract"),
    ProblemType.MALFORMED_BODY: (400, "The body cannot be read"),
    ProblemType.UNAUTHENTICATED: (401, "Sign in first"),
    ProblemType.FORBIDDEN: (403, "You may not do this"),
    ProblemType.MISSING_SCOPE: (403, "The token lacks a scope"),
    ProblemType.NOT_FOUND: (404, "There is no such thing"),
    ProblemType.METHOD_NOT_ALLOWED: (405, "The method is not allowed here"),
    ProblemType.NOT_ACCEPTABLE: (406, "No acceptable media type"),
    ProblemType.CONFLICT: (409, "It does not fit the present state"),
    ProblemType.LAST_ADMIN: (409, "The studio needs an admin"),
    ProblemType.JOB_NOT_CANCELLABLE: (409, "The job is finished"),
    ProblemType.JOB_NOT_RETRYABLE: (409, "The job has succeeded"),
    ProblemType.SCHEDULE_RUNNING: (409, "The schedule runs already"),
    ProblemType.IMPORT_NOT_READY: (409, "The import is not ready for this"),
    ProblemType.PLAN_OUTDATED: (409, "The plan is out of date"),
    ProblemType.PRECONDITION_FAILED: (412, "It has changed since"),
    ProblemType.PAYLOAD_TOO_LARGE: (413, "The body is too large"),
    ProblemType.UNSUPPORTED_MEDIA_TYPE: (415, "The media type is not supported"),
    ProblemType.RANGE_NOT_SATISFIABLE: (416, "The range lies beyond the end"),
    ProblemType.RULE_BROKEN: (422, "A rule of the studio forbids this"),
    ProblemType.INVALID_ROWS: (422, "The template or its rows have faults"),
    ProblemType.IDEMPOTENCY_KEY_REUSED: (422, "The idempotency key was used before"),
    ProblemType.BAD_PICTURE: (422, "The picture cannot be used"),
    ProblemType.QUEUE_FULL: (429, "The queue is full"),
    ProblemType.RATE_LIMITED: (429, "You ask for too much"),
    ProblemType.TOO_MANY_SIGN_INS: (429, "Too many attempts to sign in"),
    ProblemType.INTERNAL_ERROR: (500, "Something went wrong on our side"),
    ProblemType.REPLY_BROKE_CONTRACT: (500, "Our answer broke the contract"),
    ProblemType.DATABASE_UNAVAILABLE: (503, "The database does not answer"),
    ProblemType.IDENTITY_PROVIDER_FAILED: (502, "The sign-in provider does not answer"),
}

# Error class -> type. The nearest class in an error's ancestry counts.
TYPES: Mapping[type[errors.StudioError], ProblemType] = {
    errors.Unauthenticated: ProblemType.UNAUTHENTICATED,
    errors.Forbidden: ProblemType.FORBIDDEN,
    errors.MissingScope: ProblemType.MISSING_SCOPE,
    errors.NotFound: ProblemType.NOT_FOUND,
    errors.TooLarge: ProblemType.PAYLOAD_TOO_LARGE,
    errors.Conflict: ProblemType.CONFLICT,
    errors.LastAdmin: ProblemType.LAST_ADMIN,
    errors.JobNotCancellable: ProblemType.JOB_NOT_CANCELLABLE,
    errors.JobNotRetryable: ProblemType.JOB_NOT_RETRYABLE,
    errors.ScheduleRunning: ProblemType.SCHEDULE_RUNNING,
    errors.ImportNotReady: ProblemType.IMPORT_NOT_READY,
    errors.PlanOutdated: ProblemType.PLAN_OUTDATED,
    errors.PreconditionFailed: ProblemType.PRECONDITION_FAILED,
    errors.RuleBroken: ProblemType.RULE_BROKEN,
    errors.InvalidRows: ProblemType.INVALID_ROWS,
    errors.IdempotencyKeyReused: ProblemType.IDEMPOTENCY_KEY_REUSED,
    errors.BadPicture: ProblemType.BAD_PICTURE,
    errors.QueueFull: ProblemType.QUEUE_FULL,
    errors.RateLimited: ProblemType.RATE_LIMITED,
    errors.DatabaseUnavailable: ProblemType.DATABASE_UNAVAILABLE,
    errors.TooManySignIns: ProblemType.TOO_MANY_SIGN_INS,
    errors.ProviderFailed: ProblemType.IDENTITY_PROVIDER_FAILED,
}

CHALLENGE = 'Bearer realm="spolvero"'
MOST_ERRORS = 20


class Problem(Exception):
    """One problem on its way to the client."""

    def __init__(
        self,
        kind: ProblemType,
        detail: str,
        *,
        errors: Sequence[InvalidPart] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.status, self.title = KINDS[kind]
        self.detail = detail
        self.errors = errors
        self.headers = dict(headers or {})
        if self.status == 401:
            self.headers["WWW-Authenticate"] = CHALLENGE

    def body(self, instance: str, trace_id: str) -> dict[str, Any]:
        """Give the problem object for a request to `instance`."""
        body = {
            "type": self.kind.value,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            "trace_id": trace_id,
        }
        return {**body, "errors": list(self.errors[:MOST_ERRORS])} if self.errors else body


def invalid(parts: Sequence[InvalidPart]) -> Problem:
    """Make the problem that names each invalid part of a request."""
    first, *more = parts
    where = f"{first['in']} {first['pointer']}".strip()
    others = f" And {len(more)} more." if more else ""
    detail = f"In the {where}: {first['detail'].rstrip('.')}.{others}"
    return Problem(ProblemType.INVALID_REQUEST, detail, errors=parts)


def problem_of(error: errors.StudioError) -> Problem:
    """Translate a refusal of the studio."""
    if isinstance(error, errors.BadCursor):
        return invalid([{"in": "query", "pointer": "/cursor", "detail": str(error)}])
    if isinstance(error, errors.InvalidRows):
        parts = [_part(fault) for fault in error.faults]
        return Problem(ProblemType.INVALID_ROWS, str(error), errors=parts)
    headers = {}
    if isinstance(error, errors.ComeBackLater):
        headers["Retry-After"] = str(error.retry_after)
    kind = next(TYPES[c] for c in type(error).__mro__ if c in TYPES)
    return Problem(kind, str(error), headers=headers)


def _part(fault: errors.Fault) -> InvalidPart:
    part: InvalidPart = {"in": "body", "pointer": fault.pointer, "detail": fault.detail}
    if fault.row is not None:
        part["row"] = fault.row
    if fault.line is not None:
        part["line"] = fault.line
    if fault.column is not None:
        part["column"] = fault.column
    return part
