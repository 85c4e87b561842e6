"""Clocks: the machine's, and one that all machines on one database have in common."""

import logging
import threading
import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)

AGAIN = 30.0
"""Seconds after which the database is asked for the time again."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)


class SharedClock:
    """The database server's clock, carried on between two looks by one that never jumps.

    Leases are compared on other machines than those that took them. By machines' own clocks, one
    that runs half a minute ahead would take every job from the others as soon as they had it.
    """

    def __init__(self, engine: Engine) -> None:
        """Ask for the time. Raises what the database raises."""
        self._engine = engine
        self._asking = threading.Lock()
        self._last = self._ask()

    def now(self) -> datetime:
        """The present moment by the database's clock, to the time that asking for it takes."""
        asked, told = self._last
        if _seconds() - asked > AGAIN and self._asking.acquire(blocking=False):
            try:
                asked, told = self._last = self._ask()
            except SQLAlchemyError as lost:
                log.warning("the database does not tell the time: %s", type(lost).__name__)
                self._last = asked + AGAIN, told + timedelta(seconds=AGAIN)
            finally:
                self._asking.release()
        return told + timedelta(seconds=_seconds() - asked)

    def _ask(self) -> tuple[float, datetime]:
        with self._engine.execution_options(reads=True).connect() as connection:
            began = _seconds()
            told = connection.scalars(select(func.clock_timestamp())).one()
            return (began + _seconds()) / 2, told.astimezone(UTC)


def _seconds() -> float:
    # Where there is such a clock: one that goes on while the machine sleeps.
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
