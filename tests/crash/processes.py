"""Starting, stopping and burying the processes of a campaign."""

import contextlib
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from tests.crash import program
from tests.crash.points import Plan
from tests.crash.program import Config

ROOT = Path(__file__).parent.parent.parent

# Forked from a server that has imported everything, a process is there in a tenth of a second
# instead of two, on a busy machine; it shares nothing else with the others.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.crash.program", "handlers.app"])


class Running(Protocol):
    """A process that was started."""

    pid: int

    def code(self) -> int | None:
        """Give its exit code, negative for a signal; None while it lives."""
        ...


class Warm:
    """A process forked from one that has imported the program."""

    def __init__(self, config: str) -> None:
        self._process = FORKS.Process(target=program.main, args=(config,))
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    def code(self) -> int | None:
        return self._process.exitcode


class Cold:
    """A process started as an operator does, imports and all."""

    def __init__(self, config: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.crash.program", config], cwd=ROOT
        )
        self.pid = self._process.pid

    def code(self) -> int | None:
        return self._process.poll()


class Slot:
    """A place for one process at a time: when it has died, the next one is started there."""

    def __init__(self, number: int, folder: Path) -> None:
        self.number = number
        self.clock = folder / f"clock-{number}"
        self.status = folder / f"status-{number}"
        program.set_clock(self.clock, 0)
        self.process: Running | None = None
        self.plan: Plan | None = None
        self.role = ""
        self.cold = False
        self.began = 0.0
        self.kill_at: float | None = None

    def start(self, role: str, config: Config, *, cold: bool = False) -> None:
        """Start a process here."""
        self.status.write_bytes(b"\0")
        self.role, self.plan, self.cold, self.kill_at = role, config.plan, cold, None
        self.began = time.monotonic()
        self.process = (Cold if cold else Warm)(json.dumps(asdict(config)))

    @property
    def pid(self) -> int:
        """The process that is here."""
        assert self.process is not None
        return self.process.pid

    @property
    def alive(self) -> bool:
        """Whether somebody is here, perhaps stopped."""
        return self.process is not None and self.process.code() is None

    @property
    def working(self) -> bool:
        """Whether whoever is or was here has or had a job in hand."""
        return self.status.read_bytes() == b"\1"

    def signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        with contextlib.suppress(ProcessLookupError):  # it may end just now
            if self.alive:
                os.kill(self.pid, number)

    def kill(self) -> None:
        """Make an end, and wait for it."""
        self.signal(signal.SIGKILL)
        while self.alive:
            time.sleep(0.002)
