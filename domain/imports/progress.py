"""How far a run has got: written down with what it does, and now and then between."""

import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Table, bindparam, update
from sqlalchemy.exc import SQLAlchemyError

from domain import leases
from domain.holds import Holds
from domain.imports.run import ImportRun
from domain.leases import Hold
from domain.ports import Stopped
from domain.vocabulary import ImportFailureCode, ImportPhase
from domain.work import Studio, Work

log = logging.getLogger(__name__)

T = TypeVar("T")

EVERY = 0.5
"""Seconds between two notes of how far a run has got."""

LATELY = 20
"""The rate is that of so many notes: of the last ten seconds, unless commits take longer."""


class Failed(Exception):
    """Raised when a run cannot go on, and trying again would not help."""

    def __init__(
        self,
        code: ImportFailureCode,
        reason: str,
        moved: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(reason)
        self.code = code
        self.moved = moved
        """What is not as a plan found it, as the contract's `ImportMove`."""


NOTE = (
    update(cast(Table, ImportRun.__table__))
    .where(ImportRun.id == bindparam("one"), ImportRun.token == bindparam("held_by"))
    .values(
        phase=bindparam("is_in"),
        files_done=bindparam("have_been"),
        files_total=bindparam("there_are"),
        rate=bindparam("at_rate"),
        lease_until=bindparam("until"),
    )
    .returning(ImportRun.cancel_requested)
)


class Progress:
    """One worker's way through one run."""

    def __init__(self, studio: Studio, holds: Holds, hold: Hold, run: Any) -> None:
        """Take the row of the run as it was claimed."""
        self._studio, self._holds, self._hold = studio, holds, hold
        self._phase: ImportPhase | None = None
        self._done, self._total = run.files_done, run.files_total
        self._seen: deque[tuple[float, int]] = deque(maxlen=LATELY)
        self._noted = -EVERY
        self._cancelled = bool(run.cancel_requested)

    @property
    def rate(self) -> float | None:
        """Files per second in this phase, lately; None while nothing can be said."""
        if not self._seen:
            return None
        (since, before), (until, after) = self._seen[0], self._seen[-1]
        return (after - before) / (until - since) if until > since else None

    def step(self) -> None:
        """Say that the work goes on, within each second.

        Raises Stopped when it is cancelled or the lease is lost, LetGo when it is to be given back.
        """
        self._holds.step(self._hold)
        if self._cancelled:
            raise Stopped

    def enter(self, phase: ImportPhase, *, done: int = 0, total: int | None = None) -> None:
        """Begin a phase, and note it now."""
        self._seen.clear()
        self._noted = -EVERY
        self.note(phase=phase, done=done, total=total)

    def note(
        self,
        *,
        phase: ImportPhase | None = None,
        done: int | None = None,
        total: int | None = None,
    ) -> None:
        """Note how far it has got; None leaves a thing as it is. Written at most twice a second.

        Raises what `step` raises. A database that is away costs only the reader's knowledge.
        """
        self._take(phase, done, total)
        self.step()
        now = self._holds.seconds()
        if now - self._noted < EVERY:
            return
        self._see(now)
        try:
            with self._studio.work(beside=True) as work:
                values = {
                    "one": self._hold.id,
                    "held_by": self._hold.token,
                    "is_in": self._phase,
                    "have_been": self._done,
                    "there_are": self._total,
                    "at_rate": self.rate,
                    "until": work.now + leases.LEASE,
                }
                row = work.session.connection().execute(NOTE, values).first()
        except SQLAlchemyError as lost:
            log.warning("how far %s is, is not noted: %s", self._hold.id, type(lost).__name__)
            return
        self._cancelled = row is None or row.cancel_requested
        self.step()

    def commit(
        self,
        deed: Callable[[Work, ImportRun], T],
        *,
        done: int | None = None,
        total: int | None = None,
    ) -> T:
        """Do something in one transaction, and give what it gives; the run is locked meanwhile.

        Other writers of rules over many rows wait. Raises what `step` raises, with nothing done,
        and what the database raises.
        """
        self._take(None, done, total)
        self.step()
        now = self._holds.seconds()
        self._see(now)
        with self._studio.work() as work:
            run = leases.held(work, ImportRun, self._hold)
            if run is None or run.cancel_requested:
                raise Stopped
            given = deed(work, run)
            run.phase = self._phase
            run.files_done, run.files_total = self._done, self._total
            run.rate = self.rate
            run.crashes = 0  # it has got on: whatever its workers died of, it was not the row
            run.lease_until = work.now + leases.LEASE
        return given

    def _take(self, phase: ImportPhase | None, done: int | None, total: int | None) -> None:
        self._phase = phase or self._phase
        self._done = self._done if done is None else done
        self._total = self._total if total is None else total

    def _see(self, now: float) -> None:
        self._noted = now
        self._seen.append((now, self._done))
