"""One queue at work: its workers, and the process that asks for jobs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from bench.peers.queues import PROCESSES, Peer
from bench.queues.marks import BEGUN, BY, ENVIRONMENT, TIMES, Marks

ROOT = Path(__file__).parents[2]
LOOK = 0.02
"""Seconds between two looks at what is done; a look costs microseconds."""
PATIENCE = 60.0
"""Seconds without a job's beginning, after which none will ever begin."""
WARM_UP = 20
"""Jobs at once, as often as it takes until every process has had one."""


class Session:
    """Asks for jobs, starts workers, waits for jobs to begin."""

    def __init__(
        self, peer: Peer, server: Mapping[str, str], folder: Path, jobs: int, askers: int
    ) -> None:
        self._peer = peer
        self._log = folder / f"{peer.name}.log"
        self._marks = Marks.create(folder / f"{peer.name}.marks", jobs)
        self._environment = {k: v for k, v in os.environ.items() if not k.startswith("SPOLVERO_")}
        self._environment |= {
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
            "SPOLVERO_HOME": str(folder / "home"),
            **server,
            ENVIRONMENT: str(folder / f"{peer.name}.marks"),
        }
        self._next = 0
        self._workers: list[subprocess.Popen[bytes]] = []
        with self._log.open("ab") as log:
            self._asker = subprocess.Popen(
                [sys.executable, "-m", "bench.queues.asker", peer.module, str(askers), *peer.asker],
                env=self._environment,
                cwd=folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self._answer("ready")

    def start_workers(self) -> None:
        """Start them; they may not be ready yet."""
        if self._peer.embedded:
            self._tell("work")
            return
        with self._log.open("ab") as log:
            self._workers = [
                subprocess.Popen(
                    self._peer.command,
                    env=self._environment,
                    cwd=self._log.parent,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
                for _ in range(self._peer.copies)
            ]

    def warm_up(self) -> None:
        """Wait until every worker process has had a job."""
        at_work: set[int] = set()
        deadline = time.monotonic() + PATIENCE
        wanted = 1 if self._peer.embedded else PROCESSES
        while len(at_work) < wanted:
            at_work |= set(self.finish(self.ask(WARM_UP))[:, BY].tolist())
            if time.monotonic() > deadline:
                self._fail(f"{len(at_work)} worker process of {wanted} does all the work")

    def ask(self, count: int, gap: int = 0) -> tuple[int, int]:
        """Ask for some jobs, `gap` nanoseconds apart; come back when the last is asked for."""
        first, self._next = self._next, self._next + count
        self._tell(f"{first} {count} {gap}")
        return first, count

    def finish(self, jobs: tuple[int, int]) -> np.ndarray:
        """Wait until all of these jobs have begun, and give their marks."""
        known, deadline = jobs[1], 0.0
        while missing := int(np.count_nonzero(self._marks.seen(*jobs)[:, BEGUN] == 0)):
            if missing < known or not deadline:
                known, deadline = missing, time.monotonic() + PATIENCE
            if time.monotonic() > deadline:
                self._fail(f"{missing} of {jobs[1]} jobs have not begun")
            if any(worker.poll() is not None for worker in self._workers):
                self._fail("a worker has ended")
            time.sleep(LOOK)
        return self._marks.seen(*jobs)

    def close(self) -> int:
        """End everything at once, it has served; give how many jobs were run more than once."""
        for worker in self._workers:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        self._asker.communicate()
        return int(np.count_nonzero(self._marks.seen(0, self._next)[:, TIMES] > 1))

    def _tell(self, line: str) -> None:
        assert self._asker.stdin
        self._asker.stdin.write(f"{line}\n")
        self._asker.stdin.flush()
        self._answer("done")

    def _answer(self, expected: str) -> None:
        assert self._asker.stdout
        if self._asker.stdout.readline().strip() != expected:
            self._fail("nobody asks for jobs any more")

    def _fail(self, why: str) -> None:
        end = self._log.read_text(errors="replace")[-4000:]
        raise SystemExit(f"{self._peer.title}: {why}:\n{end}")


@contextmanager
def session(
    peer: Peer, server: Mapping[str, str], folder: Path, jobs: int, askers: int = 1
) -> Iterator[Session]:
    """Make one queue ready, with room for so many jobs; whatever happens, nothing of it stays."""
    it = Session(peer, server, folder, jobs, askers)
    try:
        yield it
    finally:
        if doubled := it.close():
            print(f"{peer.title}: {doubled} jobs were run more than once", file=sys.stderr)
