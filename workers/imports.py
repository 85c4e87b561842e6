"""The worker for imports: one thread of each process that does what needs no engine.

An import takes minutes, or hours; a thread of its own keeps no picture waiting for it. What it has
committed stays, so it is given back at once when the process stops, and goes on elsewhere.
"""

import logging
import threading
import time

from domain import leases
from domain.holds import Holds
from domain.imports import ImportRun, carrying_out
from domain.work import Studio
from workers.dispatcher import Dispatcher

log = logging.getLogger(__name__)

BEAT = 0.5
"""Seconds between two looks for what is due, whose wake-up may have been lost."""

PATIENCE = 8.0
"""Seconds that the end of the process waits for a step's end; a lease takes care of the rest."""


class Importer:
    """Carries out imports that are due, one at a time."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._holds = Holds(time.monotonic)
        self._dispatcher = Dispatcher(studio, ImportRun, self._holds, 1)
        self._poked = threading.Event()
        self._thread = threading.Thread(target=self._run, name="importer", daemon=True)

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread.start()
        self._dispatcher.start()

    def poke(self) -> None:
        """Look now for what is due; the actor of imports."""
        self._poked.set()

    def let_go(self) -> None:
        """Begin nothing new, and give back what runs at its next step."""
        self._holds.stop(0)
        self._poked.set()

    def stop(self) -> None:
        """Let go, and wait until that is done; the leases are kept until then."""
        self.let_go()
        self._thread.join(PATIENCE)
        self._dispatcher.stop()

    def beat(self) -> None:
        """Carry out everything that is due. Raises what the database raises."""
        with self._studio.look() as work:
            due = leases.due(work, ImportRun, at_most=1)
        if due:
            carrying_out.work_off(self._studio, self._holds)

    def _run(self) -> None:
        while not self._holds.stopping:
            self._poked.wait(BEAT)
            self._poked.clear()
            try:
                self.beat()
            except Exception:
                log.exception("the importer could not look for what is due")
