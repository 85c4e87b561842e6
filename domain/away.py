"""Whether an error says that the database is away, or has no room, and will be back.

That is nobody's fault who asks, and no fault of ours: whoever waits a little can ask again. Nothing
was changed, since the transaction never came to its end; only of a commit whose answer was lost
nobody can tell, which is what idempotency keys are for.
"""

from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from domain.errors import DatabaseUnavailable

RETRY_AFTER = 5
"""Seconds after which it is worth asking again."""

# PostgreSQL, appendix A: connection exceptions, transaction rollback (deadlocks and the like),
# insufficient resources, and a server that is being shut down or started.
STATES = ("08", "40", "53", "57P")
LOCK_NOT_AVAILABLE = "55P03"
# https://sqlite.org/rescode.html: BUSY, LOCKED, IOERR, FULL, CANTOPEN; the lowest byte is the code.
SQLITE_CODES = frozenset({5, 6, 10, 13, 14})


def unavailable(error: BaseException) -> DatabaseUnavailable | None:
    """Give the refusal that stands for this error; None when it means something else."""
    if not _is_away(error):
        return None
    return DatabaseUnavailable(
        "The database does not answer now; try again in some seconds.", RETRY_AFTER
    )


def why(error: BaseException) -> str:
    """Give the driver's own words in one line, for the log: no statement, no values."""
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]


def _is_away(error: BaseException) -> bool:
    if isinstance(error, NoConnectionFree | DisconnectionError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated or isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE_CODES
    # libpq has no state for a server that it could not reach at all.
    state = getattr(error.orig, "sqlstate", None)
    return state is None or state.startswith(STATES) or state == LOCK_NOT_AVAILABLE
