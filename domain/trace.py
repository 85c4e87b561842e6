"""Under which trace (W3C Trace Context) this thread or task works at the moment, and about what.

What starts a piece of work sets it: the bridge for each request, a worker for each row, a schedule
for each run. What is written meanwhile, a row or a line of the log, can then say what it belonged
to. Where traces are recorded (OpenTelemetry), the span that is open is part of it.
"""

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from domain.ports import Kind, Span, Tracing


@dataclass(frozen=True, slots=True)
class _Trace:
    id: str | None = None
    span_id: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


_NONE = _Trace()
_current: ContextVar[_Trace] = ContextVar("trace", default=_NONE)


def current() -> str | None:
    """Give the trace id, 32 hexadecimal digits; None outside of any."""
    return _current.get().id


def span() -> str | None:
    """Give the id of the span that is being recorded, 16 hexadecimal digits; None without any."""
    return _current.get().span_id


def facts() -> Mapping[str, str]:
    """Give what the work is about, by the names that fields of log lines have: `job_id`."""
    return _current.get().facts


@contextmanager
def under(trace_id: str | None, span_id: str | None = None, **facts: str) -> Iterator[None]:
    """Work under this trace id while the block lasts; `span_id` is the span that records it."""
    token = _current.set(_Trace(trace_id, span_id, facts))
    try:
        yield
    finally:
        _current.reset(token)


def drawn() -> str:
    """Draw a new trace id; all zeros would be none (Trace Context, 3.2.2.3)."""
    return (random.getrandbits(128) or 1).to_bytes(16).hex()


@contextmanager
def spanning(
    tracing: Tracing | None, name: str, kind: Kind = "internal", **facts: str | int | float
) -> Iterator[Span | None]:
    """Record the block as a span of the current trace, if traces are recorded at all.

    What it raises is passed on, and marks the span as failed.
    """
    here = _current.get()
    if tracing is None or here.id is None:
        yield None
        return
    opened = tracing.begin(name, kind, here.id, here.span_id, facts=facts)
    token = _current.set(_Trace(here.id, opened.id, here.facts))
    failed: str | None = None
    try:
        yield opened
    except BaseException as error:
        failed = type(error).__name__
        raise
    finally:
        _current.reset(token)
        opened.end(failed=failed)
