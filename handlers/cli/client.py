"""Sends requests with proof of who asks, and again where that is safe and may help."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

from handlers.cli.request import IDEMPOTENCY_KEY, Request
from handlers.cli.transport import Answer, Transport, Unreachable

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
BUSY = frozenset({429, 503})
IDEMPOTENT = frozenset({"PUT", "DELETE"})
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
"""Whoever is told to come back later than this, in seconds, is told so and can decide."""


class Target(NamedTuple):
    """Where requests go."""

    transport: Transport
    headers: Mapping[str, str]
    name: str
    """How a person knows it."""


class Client:
    """Sends requests to one target."""

    def __init__(
        self, target: Target, retries: int = 3, sleep: Callable[[float], None] | None = None
    ) -> None:
        self.target = target
        self._retries = max(0, retries)
        self._sleep = sleep or time.sleep

    def send(self, request: Request) -> Answer:
        """Send one request, up to `retries` times more. Raises Unreachable.

        What is busy (429, 503) is asked again when it says so, if repeating the request does no
        harm; a connection that broke is tried again only if nothing can have been done twice.
        """
        headers = {**self.target.headers, **request.headers}
        keyed = IDEMPOTENCY_KEY in request.headers
        repeatable = request.method in SAFE or keyed
        for attempt in range(self._retries + 1):
            last = attempt == self._retries
            try:
                answer = self.target.transport.send(
                    request.method, request.target, headers, request.body
                )
            except Unreachable as wrong:
                if last or not repeatable or _is_final(wrong):
                    raise
                self._wait(attempt, None)
                continue
            if last or answer.status not in BUSY:
                return answer
            if not (repeatable or request.method in IDEMPOTENT):
                return answer
            asked = _seconds(answer.headers.get("retry-after"))
            if asked is not None and asked > LONGEST_WAIT:
                return answer
            answer.close()
            self._wait(attempt, asked)
        raise AssertionError("the last attempt gives or raises")

    def _wait(self, attempt: int, asked: float | None) -> None:
        # Not all who were turned away together come back together.
        wait = asked if asked is not None else FIRST_WAIT * 2**attempt * random.uniform(0.5, 1.5)
        if sys.stderr.isatty():
            print(f"busy; again in {wait:.1f} s", file=sys.stderr)
        self._sleep(wait)


def _is_final(wrong: Unreachable) -> bool:
    """Whether nobody is there at all: another attempt at once would find nobody either."""
    return any(each in str(wrong) for each in ("refused", "name or service", "certificate"))


def _seconds(said: str | None) -> float | None:
    """How long a `Retry-After` asks to wait (RFC 9110, 10.2.3)."""
    if said is None:
        return None
    if said.strip().isdecimal():
        return float(said)
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
