"""What this process has done since it began, counted in memory: for whoever looks at many of them.

What all processes share (how many jobs wait) is in the database and is read there, in
domain/measures.py; here is what nobody else can know. Whoever sums over processes gets the whole.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

Meaning = tuple[str, tuple[str, ...]]
"""What a number means, and the names of its labels."""

COUNTED: Mapping[str, Meaning] = {
    "worker_jobs": (
        "Attempts that this worker brought to their end; `again`: they go back to the queue.",
        ("outcome",),
    ),
    "worker_rescues": ("Jobs that this worker's process took over from dead workers.", ()),
    "schedule_runs": ("Runs of the schedules in this process.", ("schedule", "outcome")),
    "schedule_things": (
        "What the schedules did something about: rows forgotten, pictures purged, files swept.",
        ("schedule",),
    ),
}
TIMED: Mapping[str, Meaning] = {
    "worker_job": ("From the claim of a job to the end of the attempt.", ("outcome",)),
}
MARKED: Mapping[str, Meaning] = {
    "schedule_last_success_timestamp_seconds": (
        "When this process last ran a schedule without an error, in seconds since 1970.",
        ("schedule",),
    ),
}

BOUNDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)
"""Seconds up to which pieces of work are counted together."""


@dataclass(slots=True)
class Spread:
    """How long pieces of work took."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    """How many took up to each bound, and not up to the one before; then the rest."""
    seconds: float = 0.0


class Meter:
    """The numbers of one process; its threads share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        # What has no labels is there from the beginning: Prometheus sees no growth from nothing.
        self._counts: dict[str, Counter[tuple[str, ...]]] = {
            name: Counter() if labels else Counter({(): 0}) for name, (_, labels) in COUNTED.items()
        }
        self._spreads: dict[str, dict[tuple[str, ...], Spread]] = {name: {} for name in TIMED}
        self._marks: dict[str, dict[tuple[str, ...], float]] = {name: {} for name in MARKED}

    def count(self, name: str, *labels: str, by: int = 1) -> None:
        """Count `by` more of this name and these labels."""
        with self._lock:
            self._counts[name][labels] += by

    def took(self, name: str, seconds: float, *labels: str) -> None:
        """Note how long one piece of work took."""
        with self._lock:
            spread = self._spreads[name].setdefault(labels, Spread())
            spread.buckets[bisect_left(BOUNDS, seconds)] += 1
            spread.seconds += seconds

    def mark(self, name: str, value: float, *labels: str) -> None:
        """Note a value in place of the one before."""
        with self._lock:
            self._marks[name][labels] = value

    def counts(self, name: str) -> dict[tuple[str, ...], float]:
        """Give what was counted under a name, by labels."""
        with self._lock:
            return dict(self._counts[name])

    def spreads(self, name: str) -> dict[tuple[str, ...], Spread]:
        """Give how long pieces of work of a name took, by labels; copies."""
        with self._lock:
            return {
                labels: Spread([*each.buckets], each.seconds)
                for labels, each in self._spreads[name].items()
            }

    def marks(self, name: str) -> dict[tuple[str, ...], float]:
        """Give the values noted last under a name, by labels."""
        with self._lock:
            return dict(self._marks[name])
