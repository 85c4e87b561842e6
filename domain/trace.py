"""Under which trace id (W3C Trace Context) this thread or task works at the moment.

What starts a piece of work sets it: the bridge for each request, a worker for each row, a schedule
for each run. What is written meanwhile can then say what it belonged to.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str | None] = ContextVar("trace_id", default=None)
_span: ContextVar[str | None] = ContextVar("span_id", default=None)


def current() -> str | None:
    """Give the trace id, 32 hexadecimal digits; None outside of any."""
    return _current.get()


def span() -> str | None:
    """Give the id of the span that is being recorded, 16 hexadecimal digits; None without any."""
    return _span.get()


@contextmanager
def under(trace_id: str | None, span_id: str | None = None) -> Iterator[None]:
    """Work under this trace id while the block lasts; `span_id` is the span that records it."""
    token, span_token = _current.set(trace_id), _span.set(span_id)
    try:
        yield
    finally:
        _current.reset(token)
        _span.reset(span_token)


def drawn() -> str:
    """Draw a new trace id; all zeros would be none (Trace Context, 3.2.2.3)."""
    return f"{random.getrandbits(128) or 1:032x}"
