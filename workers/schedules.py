"""What goes through the table of schedules by the clock: whatever is due or asked for is begun.

Several processes may do so on one database; which of them begins a run is decided there. Each run
has a thread of its own, so that a long one holds up no other, and this one renews their leases.
"""

import logging
import threading
import time
from collections.abc import Sequence
from datetime import timedelta

from domain import schedule_runs, trace
from domain.leases import LEASE
from domain.schedule_runs import Begun
from domain.schedules import SCHEDULES, Schedule
from domain.work import Studio

log = logging.getLogger(__name__)

BEAT = 0.5
"""Seconds between two looks."""
RENEW = LEASE / 6
"""How long after one renewal of the leases held here the next one comes."""
LAST_SUCCESS = "schedule_last_success_timestamp_seconds"


class Scheduler:
    """Runs what is due, in one process of those that do."""

    def __init__(self, studio: Studio, table: Sequence[Schedule] = SCHEDULES) -> None:
        self._studio = studio
        self._table = {schedule.name: schedule for schedule in table}
        self._runs: dict[Begun, threading.Thread] = {}
        self._renewed = time.monotonic()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scheduler", daemon=True)

    @property
    def is_alive(self) -> bool:
        """Whether its thread runs."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what runs now, and no more."""
        self._stop.set()
        self._thread.join()

    def beat(self) -> None:
        """Renew the leases of what runs here, and begin what can be.

        Raises what the database raises.
        """
        self._runs = {begun: run for begun, run in self._runs.items() if run.is_alive()}
        if timedelta(seconds=time.monotonic() - self._renewed) >= RENEW:
            self._renew()
        with self._studio.look() as work:
            names = schedule_runs.with_something_to_do(
                work, ((schedule.name, schedule.every) for schedule in self._table.values())
            )
        for name in names:
            self._begin(self._table[name])

    def run_due(self) -> None:
        """Run everything that is due now, and wait for its end."""
        self.beat()
        self._finish()

    def _begin(self, schedule: Schedule) -> None:
        with self._studio.work(beside=True) as work:
            begun = schedule_runs.begin(work, schedule.name, schedule.every)
        if begun is not None:
            run = threading.Thread(
                target=self._carry_out, args=(schedule, begun), name=schedule.name, daemon=True
            )
            self._runs[begun] = run
            run.start()

    def _carry_out(self, schedule: Schedule, begun: Begun) -> None:
        with trace.under(begun.trace_id, schedule=schedule.name):
            try:
                self._note(schedule, begun)
            except Exception:
                # Its lease will be over soon, and whoever sees that writes the run off.
                log.exception("what came of %s is not written down", schedule.name)

    def _note(self, schedule: Schedule, begun: Begun) -> None:
        """Do it and write down what came of it; a failure is tried again at its next time."""
        meter = self._studio.meter
        try:
            count = schedule.run(self._studio)
        except Exception as error:
            log.exception("%s failed", schedule.name)
            meter.count("schedule_runs", schedule.name, "failed")
            with self._studio.work(beside=True) as work:
                schedule_runs.fail(work, begun, schedule_runs.reason(error))
            return
        if count:
            log.info("%s: %d %s", schedule.name, count, schedule.unit)
        meter.count("schedule_runs", schedule.name, "succeeded")
        meter.count("schedule_things", schedule.name, by=count)
        meter.mark(LAST_SUCCESS, self._studio.clock.now().timestamp(), schedule.name)
        with self._studio.work(beside=True) as work:
            schedule_runs.succeed(work, begun, count)

    def _renew(self) -> None:
        for begun in self._runs:
            with self._studio.work(beside=True) as work:
                schedule_runs.renew(work, begun)
        self._renewed = time.monotonic()

    def _finish(self) -> None:
        for run in self._runs.values():
            while run.is_alive():
                run.join(RENEW.total_seconds())
                if run.is_alive():
                    self._renew()

    def _run(self) -> None:
        while not self._stop.wait(BEAT):
            try:
                self.beat()
            except Exception:
                log.exception("the scheduler could not look for what is due")
        self._finish()
