"""Under which trace id (W3C Trace Context) this thread or task works at the moment.

What starts a piece of work sets it: the bridge for each request, a worker for each row, a schedule
for each run. What is written meanwhile can then say what it belonged to.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str | None] = ContextVar("trace_id", default=None)


def current() -> str | None:
    """Give the trace id, 32 hexadecimal digits; None outside of any."""
    return _current.get()


@contextmanager
def under(trace_id: str | None) -> Iterator[None]:
    """Work under this trace id while the block lasts."""
    token = _current.set(trace_id)
    try:
        yield
    finally:
        _current.reset(token)
