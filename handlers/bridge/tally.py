"""What one operation has answered since the process began: numbers, to be read when somebody asks.

A request must cost next to nothing here. The event loop alone writes what each request adds to, so
that needs no lock; problems are few, come from any thread, and take one.
"""

from bisect import bisect_left
from collections import Counter
from threading import Lock

from domain.vocabulary import ProblemType

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds up to which answers are counted together."""


class Tally:
    """The numbers of one operation."""

    __slots__ = ("_lock", "buckets", "problems", "seconds", "statuses", "violations")

    def __init__(self) -> None:
        self.statuses: dict[int, int] = {}
        self.buckets = [0] * (len(BOUNDS) + 1)
        """How many answers took up to each bound, and not up to the one before; then the rest."""
        self.seconds = 0.0
        self.problems: Counter[ProblemType] = Counter()
        self.violations = 0
        """How many answers broke the contract, and did not leave."""
        self._lock = Lock()

    def answered(self, status: int, seconds: float) -> None:
        """Count an answer that was ready after so many seconds. Call it on the event loop."""
        statuses = self.statuses
        statuses[status] = statuses.get(status, 0) + 1
        self.buckets[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds

    def refused(self, kind: ProblemType) -> None:
        """Count a problem."""
        with self._lock:
            self.problems[kind] += 1

    def broke(self) -> None:
        """Count an answer, or a part of a stream, that broke the contract."""
        with self._lock:
            self.violations += 1
