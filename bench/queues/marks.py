"""When each job was asked for and when it began: one file that all processes have in memory."""

import mmap
import os
import time
from pathlib import Path

import numpy as np

ASKED, BEGUN, BY, TIMES = range(4)
"""The columns: nanoseconds, nanoseconds, process id, how often it was run."""
COLUMNS, WIDTH = 4, 8
ENVIRONMENT = "BENCH_MARKS"


class Marks:
    """A row of numbers for each job. CLOCK_MONOTONIC is one clock for all processes on Linux.

    A job's work is to write into its row. That costs all queues alike, next to nothing, and asks
    none of them for a store of results.
    """

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 0)
        self._cells = memoryview(self._map).cast("q")

    @classmethod
    def here(cls) -> "Marks":
        """Open the file that the bench has named to this process."""
        return cls(Path(os.environ[ENVIRONMENT]))

    @classmethod
    def create(cls, path: Path, jobs: int) -> "Marks":
        """Make an empty file with room for so many jobs."""
        with path.open("wb") as file:
            file.truncate(jobs * COLUMNS * WIDTH)
        return cls(path)

    def asked(self, job: int) -> None:
        """Note that this job is asked for now."""
        self._cells[job * COLUMNS + ASKED] = time.monotonic_ns()

    def begun(self, job: int) -> None:
        """Note that this job runs; only its first time counts."""
        at = job * COLUMNS
        if not self._cells[at + BEGUN]:
            self._cells[at + BEGUN] = time.monotonic_ns()
            self._cells[at + BY] = os.getpid()
        self._cells[at + TIMES] += 1

    def seen(self, first: int, count: int) -> np.ndarray:
        """Copy the rows of some jobs."""
        whole = np.frombuffer(self._map, dtype="i8").reshape(-1, COLUMNS)
        return whole[first : first + count].copy()
