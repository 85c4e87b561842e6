"""What runs by the clock: one table, and the thread that goes through it."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import events, sessions, sweeping, trash
from domain.work import Studio

log = logging.getLogger(__name__)


def _forget_ended_sessions(studio: Studio) -> int:
    with studio.work() as work:
        return sessions.forget_ended(work)


def _forget_old_events(studio: Studio) -> int:
    with studio.work(beside=True) as work:
        return events.forget_old(work)


@dataclass(frozen=True, slots=True)
class Schedule:
    """One thing to do again and again. `run` gives how many things it did something about."""

    name: str
    every: timedelta
    run: Callable[[Studio], int]


SCHEDULES = (
    Schedule("forget_old_events", timedelta(minutes=1), _forget_old_events),
    Schedule("forget_ended_sessions", timedelta(hours=1), _forget_ended_sessions),
    Schedule("purge_trash", timedelta(hours=1), trash.purge_due),
    Schedule("sweep_files", timedelta(hours=1), sweeping.sweep_files),
)


class Scheduler:
    """Runs what is due, each at the start and then at its interval."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._due: dict[str, datetime] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scheduler", daemon=True)

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what runs now, and no more."""
        self._stop.set()
        self._thread.join()

    def run_due(self) -> None:
        """Run everything that is due now; a failure is logged and tried again at its next time."""
        now = self._studio.clock.now()
        for schedule in SCHEDULES:
            # Further away than its interval is a time from before the machine's clock was set back.
            if now < self._due.get(schedule.name, now) <= now + schedule.every:
                continue
            self._due[schedule.name] = now + schedule.every
            try:
                if count := schedule.run(self._studio):
                    log.info("%s: %d", schedule.name, count)
            except Exception:
                log.exception("%s failed", schedule.name)

    def _run(self) -> None:
        while not self._stop.wait(0.5):
            self.run_due()
