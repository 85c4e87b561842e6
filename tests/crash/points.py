"""Where a process of the harness may end: named points, and the deaths that are planned there."""

import json
import mmap
import os
import resource
import signal
import threading
import time
from ctypes import CDLL, c_int, c_void_p
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

POINTS: dict[str, int] = {
    "engine.before": 3,
    "engine.step": 8,
    "engine.after": 3,
    "put.sidecar.before": 3,
    "put.sidecar.after": 3,
    "put.picture.half": 3,
    "put.picture.after": 3,
    "put.thumbnail.half": 3,
    "put.thumbnail.after": 3,
    "commit.claim.before": 3,
    "commit.claim.after": 3,
    "commit.step.before": 8,
    "commit.step.after": 8,
    "commit.end.before": 3,
    "commit.end.after": 3,
    "commit.rescue.before": 1,
    "commit.rescue.after": 1,
    "wake.before": 1,
    "beat.before": 2,
    "beat.after": 2,
}
"""Each point, and at which passing a process dies there at the latest.

`half`: the kernel ends the process in the middle of writing that file. `commit.end` is the one that
ends a job with its picture and claims the next.
"""

IDLE_TOO = ("wake.", "beat.")
"""Points that a process passes also while it has nothing in hand."""


@dataclass(frozen=True)
class Plan:
    """That a process ends, or stops until it is woken, at the nth time it passes a point."""

    point: str
    nth: int
    stop: bool = False


class Fate:
    """Counts the passings in one process, and carries out its plan."""

    def __init__(self, plan: Plan | None, report: Path, status: Path) -> None:
        self._plan = plan
        self._passed = 0
        self._lock = threading.Lock()
        self._report = os.open(report, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        with status.open("r+b") as file:
            self._status = mmap.mmap(file.fileno(), 0)  # outlives SIGKILL, at no cost

    def tell(self, **what: Any) -> None:
        """Append a line to what the harness reads."""
        line = json.dumps({"at": time.monotonic(), "pid": os.getpid(), **what})
        os.write(self._report, line.encode() + b"\n")

    @property
    def working(self) -> bool:
        """Whether this process has a job in hand."""
        return self._status[0] == 1

    @working.setter
    def working(self, so: bool) -> None:
        self._status[0] = so

    def passing(self, point: str, bytes_to_write: int = 0) -> None:
        """Pass a point; perhaps not alive."""
        plan = self._plan
        if plan is None or plan.point != point:
            return
        with self._lock:
            self._passed += 1
            if self._passed != plan.nth:
                return
            working = self.working or not point.startswith(IDLE_TOO)
            self.tell(what="stopped" if plan.stop else "died", **asdict(plan), working=working)
            if plan.stop:
                os.kill(os.getpid(), signal.SIGSTOP)
            elif bytes_to_write:
                _end_after(bytes_to_write // 2)
            else:
                os.kill(os.getpid(), signal.SIGKILL)


def _end_after(size: int) -> None:
    """Have the kernel end this process, by SIGXFSZ, once it has written so much of a file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    # Python ignores the signal, and signal.signal() works in the main thread only.
    libc = CDLL(None)
    libc.signal.argtypes = [c_int, c_void_p]
    libc.signal(signal.SIGXFSZ, None)
