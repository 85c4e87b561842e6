"""The beat of a worker process: keep what it holds, rescue what others lost, wake whoever is idle.

Messages may get lost, and a worker may die with its row in hand; the database has both, and this
thread looks there twice a second. Idle threads are woken through the broker like by anybody else.
"""

import logging
import threading
import time

from domain import leases
from domain.holds import Holds
from domain.leases import LEASE, Leased
from domain.work import Studio

log = logging.getLogger(__name__)

BEAT = 0.5
"""Seconds between two looks."""
RENEW = LEASE.total_seconds() / 6
"""Seconds between two renewals of the leases held here."""


class Dispatcher:
    """Looks after the rows of one kind for one process."""

    def __init__(self, studio: Studio, kind: type[Leased], holds: Holds, threads: int) -> None:
        self._studio, self._kind, self._holds, self._threads = studio, kind, holds, threads
        self._renewed = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="dispatcher", daemon=True)

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what runs now, and no more."""
        self._stop.set()
        self._thread.join()

    def beat(self) -> None:
        """Do all of it once. Raises what the database raises."""
        self._give_back()
        if time.monotonic() - self._renewed >= RENEW:
            self._renew()
        self._rescue()
        self._wake()

    def _give_back(self) -> None:
        for hold in self._holds.stuck():
            with self._studio.work(beside=True) as work:
                leases.release(work, self._kind, hold)

    def _renew(self) -> None:
        for hold in self._holds.alive():
            # One by one: who locks several rows in one transaction may wait for another such.
            with self._studio.work(beside=True) as work:
                leases.renew(work, self._kind, hold)
        self._renewed = time.monotonic()

    def _rescue(self) -> None:
        with self._studio.look() as work:
            lost = leases.is_any_expired(work, self._kind)
        if lost:
            # When the machine's clock has jumped, the leases held here only seem to be over.
            self._renew()
            with self._studio.work(beside=True) as work:
                count = leases.rescue(work, self._kind)
            self._studio.meter.count("worker_rescues", by=count)
            if count:  # another dispatcher may have been quicker
                log.warning(
                    "%d of %s were taken over from the dead", count, self._kind.__tablename__
                )

    def _wake(self) -> None:
        idle = self._threads - self._holds.busy
        if idle > 0 and not self._holds.stopping:
            with self._studio.look() as work:
                due = leases.due(work, self._kind, at_most=idle)
            for _ in range(due):
                self._studio.queue.wake(self._kind.task)

    def _run(self) -> None:
        while not self._stop.wait(BEAT):
            try:
                self.beat()
            except Exception:
                log.exception("the dispatcher could not look after %s", self._kind.__tablename__)
