"""What this process has done since it began, counted in memory: for whoever looks at many of them.

What all processes share (how many jobs wait) is in the database and is read there, in
domain/measures.py; here is what nobody else can know. Whoever sums over processes gets the whole.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from threading import Lock

BOUNDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)
"""Seconds up to which pieces of work are counted together."""


@dataclass(slots=True)
class Spread:
    """How long pieces of work took."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    """How many took up to each bound, and not up to the one before; then the rest."""
    seconds: float = 0.0


class Meter:
    """The counters of one process; its threads share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self._spreads: dict[tuple[str, tuple[str, ...]], Spread] = {}

    def count(self, name: str, *labels: str, by: int = 1) -> None:
        """Count `by` more of this name and these labels."""
        with self._lock:
            self._counts[name, labels] += by

    def took(self, name: str, seconds: float, *labels: str) -> None:
        """Note how long one piece of work took."""
        with self._lock:
            spread = self._spreads.setdefault((name, labels), Spread())
            spread.buckets[bisect_left(BOUNDS, seconds)] += 1
            spread.seconds += seconds

    def counts(self, name: str) -> dict[tuple[str, ...], int]:
        """Give what was counted under a name, by labels."""
        with self._lock:
            return {labels: many for (of, labels), many in self._counts.items() if of == name}

    def spreads(self, name: str) -> dict[tuple[str, ...], Spread]:
        """Give how long pieces of work of a name took, by labels; copies."""
        with self._lock:
            return {
                labels: Spread([*each.buckets], each.seconds)
                for (of, labels), each in self._spreads.items()
                if of == name
            }
