"""Wake-ups in a thread of their own, one for all that are asked for within a few milliseconds."""

import threading
from collections.abc import Callable

from domain.ports import Task

SNOOZE = 0.01
"""Seconds between two wake-ups for the same reason. A worker that was woken looks for more whenever
it is done, so those who ask meanwhile mostly need no other."""

PATIENCE = 1.0
"""Seconds without a caller, after which the thread ends."""


class Alarm:
    """Wakes on behalf of callers who need not wait for it: it costs them a few microseconds.

    Whoever rings is followed by a wake-up, at once or after SNOOZE; never by none.
    """

    def __init__(self, wake: Callable[[Task], object]) -> None:
        """Take what wakes; it raises nothing."""
        self._wake = wake
        self._asked: set[Task] = set()
        self._rung = threading.Condition()
        self._awake = False

    def ring(self, task: Task) -> None:
        """Ask for one wake-up."""
        with self._rung:
            self._asked.add(task)
            if not self._awake:
                self._awake = True
                threading.Thread(target=self._run, name="alarm", daemon=True).start()
            self._rung.notify()

    def _run(self) -> None:
        moment = threading.Event()
        while True:
            with self._rung:
                if not self._rung.wait_for(lambda: self._asked, PATIENCE):
                    self._awake = False
                    return
                asked, self._asked = self._asked, set()
            for task in asked:
                self._wake(task)
            moment.wait(SNOOZE)
