"""What this process holds at this moment: for its heartbeat, and for its end.

It lives in memory and dies with the process, which is the point: whoever cannot beat any more is
taken for dead, and the rows that it held go to others.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Timer

from domain.leases import Hold


class LetGo(Exception):
    """Raised inside a piece of work that has to be given back, since its worker stops."""


STUCK = 1.0
"""Seconds that a row may be held and not begun, since the one before it takes longer than thought.
"""


class Holds:
    """The holds of one process; its threads share it."""

    def __init__(self, seconds: Callable[[], float], silent: float = 900) -> None:
        """Take a clock that never jumps; `silent` seconds without a step are taken for a hang."""
        self.seconds = seconds
        self._silent = silent
        self._steps: dict[Hold, float] = {}
        self._unbegun: dict[Hold, float] = {}
        self._busy = 0
        self._counting = Lock()
        self._stop = Event()
        self._let_go = Event()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Count a thread as busy while the block lasts."""
        with self._counting:
            self._busy += 1
        try:
            yield
        finally:
            with self._counting:
                self._busy -= 1

    @contextmanager
    def during(self, *holds: Hold) -> Iterator[None]:
        """Keep these alive while the block lasts; each is to be begun in its turn."""
        since = dict.fromkeys(holds, self.seconds())
        self._steps.update(since)
        self._unbegun.update(since)
        try:
            yield
        finally:
            for hold in holds:
                del self._steps[hold]
                self._unbegun.pop(hold, None)

    def begin(self, hold: Hold) -> bool:
        """Say that this one is begun or given back now; False when it was already."""
        self._steps[hold] = self.seconds()
        return self._unbegun.pop(hold, None) is not None

    def stuck(self) -> list[Hold]:
        """Take those that still wait for another of their batch, to be given back to the queue."""
        oldest = self.seconds() - STUCK
        waiting = [hold for hold, since in list(self._unbegun.items()) if since < oldest]
        return [hold for hold in waiting if self._unbegun.pop(hold, None) is not None]

    def step(self, hold: Hold) -> None:
        """Note that the work goes on. Raises LetGo when it must be given back."""
        self._steps[hold] = self.seconds()
        if self._let_go.is_set():
            raise LetGo

    def alive(self) -> list[Hold]:
        """Give the holds whose work goes on; one that hangs is left to be rescued."""
        oldest = self.seconds() - self._silent
        return [hold for hold, at in list(self._steps.items()) if at > oldest]

    @property
    def busy(self) -> int:
        """How many threads are at work."""
        return self._busy

    @property
    def stopping(self) -> bool:
        """Whether nothing new may be begun."""
        return self._stop.is_set()

    def stop(self, patience: float) -> None:
        """Begin nothing new; what has been begun has so many seconds to be finished.

        After that it is given back, each piece at its next step. Only the first call counts.
        """
        if not self._stop.is_set():
            self._stop.set()
            timer = Timer(patience, self._let_go.set)
            timer.daemon = True
            timer.start()

    def wait(self, seconds: float) -> None:
        """Wait so long, or until everything has to be let go."""
        self._let_go.wait(seconds)
