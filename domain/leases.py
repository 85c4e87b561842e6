"""Rows that wait in a queue and are worked on by one worker at a time, whoever dies meanwhile.

The row is the truth; a message is only a wake-up. A worker *claims* the next due row: one
compare-and-set gives it a token and a lease. It renews the lease while it lives (its heartbeat),
and each later write names the token, so that a worker that was presumed dead and wakes up can
change nothing. What outlives its lease goes back to the queue. Delivery is at least once; effects,
the end of the row and the claim of the next one share a commit.

Attempts, failures and crashes are counted apart: a failure is the work's fault or its
surroundings', a crash is usually the machine's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, ClassVar, TypeVar, cast

from sqlalchemy import (
    ColumnElement,
    Index,
    Insert,
    Select,
    SmallInteger,
    String,
    Table,
    Update,
    bindparam,
    select,
    update,
)
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from domain import counts
from domain.entity import Entity, one_of
from domain.errors import RuleBroken
from domain.pauses import paused
from domain.ports import Task
from domain.vocabulary import (
    JOB_FAILURE_REASON_MAX_LENGTH,
    JOB_REQUEST_PRIORITY_DEFAULT,
    FailureCode,
    JobState,
)
from domain.work import Work

LEASE = timedelta(seconds=30)
"""How long a worker may give no sign of life before its row is given to another."""

MAX_CRASHES = 5
"""So many workers may die on one row before it is taken to be the row's fault."""

RETRY_AFTER = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 180, 900))
"""How long a row waits after its first, second, … failure; after the last it has failed."""

WAKE_AT_MOST = 16
"""So many workers are woken at once for many new rows; the dispatchers wake the others."""

# Every move a row can make; docs/reference/job-states.md is drawn from this table. Back to the
# queue goes what a worker died on or failed at and will be tried again, and what somebody retries.
NEXT: dict[JobState, set[JobState]] = {
    JobState.QUEUED: {JobState.RUNNING, JobState.CANCELLED},
    JobState.RUNNING: {
        JobState.SUCCEEDED,
        JobState.FAILED,
        JobState.CANCELLED,
        JobState.QUEUED,
    },
    JobState.FAILED: {JobState.QUEUED},
    JobState.CANCELLED: {JobState.QUEUED},
}
OVER = frozenset({JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED})
TRIED_AGAIN = OVER & NEXT.keys()
"""States that a row can be brought back from."""


@dataclass(frozen=True, slots=True)
class Hold:
    """One worker's hold on one row."""

    id: str
    token: str


class Leased(Entity):
    """What every row has that waits in a queue."""

    __abstract__ = True

    task: ClassVar[Task]
    """What wakes a worker for rows of this kind."""
    at_once: ClassVar[int] = 1
    """So many rows a worker may take at once, as long as they are done within a moment."""
    afresh: ClassVar[Mapping[str, Any]] = {}
    """What every attempt begins with, in columns that this kind has besides."""
    told: ClassVar[tuple[str, ...]] = ()
    """The columns that `changed` needs."""
    measured: ClassVar[bool] = True
    """Whether what each row comes to is counted and logged as a job; else its kind sees to it."""

    id: Mapped[str]
    state: Mapped[JobState] = mapped_column(one_of(JobState), default=JobState.QUEUED)
    priority: Mapped[int] = mapped_column(SmallInteger, default=JOB_REQUEST_PRIORITY_DEFAULT)
    run_at: Mapped[datetime]
    """Not before this moment is it claimed."""
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    crashes: Mapped[int] = mapped_column(default=0)
    token: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[datetime | None]
    failure_code: Mapped[FailureCode | None] = mapped_column(one_of(FailureCode))
    failure_reason: Mapped[str | None] = mapped_column(String(JOB_FAILURE_REASON_MAX_LENGTH))
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805
        return (
            Index(None, "state", "priority", "run_at", "id"),
            Index(None, "state", "lease_until"),
            Index(None, "state", "finished_at"),
            Index(None, "state", "id"),
            *cls.more_indexes(),
        )

    @classmethod
    def more_indexes(cls) -> tuple[Any, ...]:
        """Give the indexes and constraints that this kind has besides."""
        return ()

    @classmethod
    def changed(cls, work: Work, rows: Sequence[Any]) -> None:
        """Hear that these rows have changed; a kind that has readers tells them."""

    def move_to(self, work: Work, state: JobState) -> None:
        """Move along `NEXT`, and let go of the lease. Raises RuleBroken."""
        if state not in NEXT.get(self.state, ()):
            raise RuleBroken(f"A {self.state} job cannot become {state}.")
        for moved, by in ((self.state, -1), (state, 1)):
            if moved is JobState.QUEUED:
                counts.add(work, self.__tablename__, self.priority, by)
        self.state = state
        self.token = None
        self.lease_until = None
        if state in OVER:
            self.finished_at = work.now
        work.session.flush()
        self.changed(work, [self])

    def fail(self, work: Work, code: FailureCode, reason: str, *, again: bool = False) -> None:
        """Note a failure: a code for programs, a sentence for people.

        It is tried again after a while if `again` says that this may help, up to the end of
        `RETRY_AFTER`; nothing that somebody wants stopped is tried again.
        """
        self.failures += 1
        self.failure_code = code
        self.failure_reason = reason[:JOB_FAILURE_REASON_MAX_LENGTH]
        if self.cancel_requested:
            self.move_to(work, JobState.CANCELLED)
        elif again and self.failures <= len(RETRY_AFTER):
            self.run_at = work.now + RETRY_AFTER[self.failures - 1]
            self.go_back(work)
        else:
            self.move_to(work, JobState.FAILED)

    def crash(self, work: Work) -> None:
        """Note that its worker died: back to the queue, unless it is not worth it."""
        self.crashes += 1
        self.failure_code = FailureCode.INTERRUPTED
        self.failure_reason = f"{self.crashes} of its workers died."
        if self.cancel_requested:
            self.move_to(work, JobState.CANCELLED)
        elif self.crashes >= MAX_CRASHES:
            self.move_to(work, JobState.FAILED)
        else:
            self.go_back(work)

    def go_back(self, work: Work) -> None:
        """Wait in the queue again, as before the attempt."""
        self.started_at = None
        for name, value in self.afresh.items():
            setattr(self, name, value)
        self.move_to(work, JobState.QUEUED)
        wake_for(work, type(self), 1)


L = TypeVar("L", bound=Leased)


def table(kind: type[Leased]) -> Table:
    """Give the table of this kind."""
    return cast(Table, kind.__table__)


@cache
def _insert(kind: type[Leased]) -> Insert:
    return table(kind).insert()


@cache
def _insert_and_count(kind: type[Leased], *columns: str) -> Any:
    """Give one statement for both, where each costs a trip to a server."""
    named: dict[str, Any] = {name: bindparam(f"the_{name}") for name in columns}
    new = table(kind).insert().inline().values(named)
    return counts.adding("postgresql").add_cte(new.cte("promised"))


def promise(
    work: Work, kind: type[Leased], rows: Sequence[Mapping[str, Any]], *, ahead: int = 0
) -> None:
    """Put new rows into the queue, and wake workers after the commit.

    None for rows `ahead` of which so many are due that whoever could be woken has been already.
    """
    connection = work.session.connection()
    if len(rows) == 1 and connection.dialect.name == "postgresql":
        (row,) = rows
        values = {f"the_{name}": value for name, value in row.items()}
        values |= counts.values(kind.__tablename__, row["priority"], 1)
        connection.execute(_insert_and_count(kind, *row), values)
    else:
        connection.execute(_insert(kind), rows)
        for row in rows:
            counts.add(work, kind.__tablename__, row["priority"], 1)
    wake_for(work, kind, len(rows), ahead)


def wake_for(work: Work, kind: type[Leased], many: int, ahead: int = 0) -> None:
    """Wake workers for so many rows that have become due, `ahead` of which others are due."""
    if 0 < many < kind.at_once:
        work.wake_soon(kind.task)
    else:
        work.wake(kind.task, min(many // kind.at_once, max(WAKE_AT_MOST - ahead, 0)))


def next_due(kind: type[Leased]) -> Select[Any]:
    """Select the rows that may be claimed now, in the order in which they are."""
    return (
        select(kind.id)
        .where(
            kind.state == JobState.QUEUED,
            kind.run_at <= bindparam("moment"),
            ~paused(kind.__tablename__),
        )
        .order_by(kind.priority, kind.run_at, kind.id)
    )


def held(work: Work, kind: type[L], hold: Hold) -> L | None:
    """Give the row, locked, if this worker still holds it."""
    return work.session.scalars(
        select(kind)
        .where(kind.id == hold.id, kind.token == hold.token)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def told(kind: type[Leased]) -> list[ColumnElement[Any]]:
    """Give the columns that `changed` needs, and what counts need."""
    return [table(kind).columns[name] for name in ("id", "priority", *kind.told)]


@cache
def _renew(kind: type[Leased]) -> Update:
    return (
        update(table(kind))
        .where(kind.id == bindparam("one"), kind.token == bindparam("held_by"))
        .values(lease_until=bindparam("until"))
    )


def renew(work: Work, kind: type[Leased], hold: Hold) -> None:
    """Prolong a lease that is still held; the heartbeat of its worker."""
    values = {"one": hold.id, "held_by": hold.token, "until": work.now + LEASE}
    work.session.connection().execute(_renew(kind), values)


def release(work: Work, kind: type[Leased], hold: Hold) -> None:
    """Give a row back to the queue, as if nobody had started it: its worker has to stop."""
    row = held(work, kind, hold)
    if row is not None and row.cancel_requested:
        row.move_to(work, JobState.CANCELLED)
    elif row is not None:
        row.go_back(work)


def expired(kind: type[Leased]) -> ColumnElement[bool]:
    """Say which rows have outlived their lease."""
    return (kind.state == JobState.RUNNING) & (kind.lease_until < bindparam("moment"))


@cache
def _anything(kind: type[Leased]) -> Select[Any]:
    return select(kind.id).where(expired(kind)).limit(1)


def is_any_expired(work: Work, kind: type[Leased]) -> bool:
    """Tell whether there is something to rescue, without waiting for any writer."""
    return bool(work.rows(_anything(kind), {"moment": work.now}))


def rescue(work: Work, kind: type[Leased], *, everything: bool = False) -> int:
    """Take rows from dead workers; give how many.

    Dead is whose lease is over; and at an embedded start, when no other process can be alive,
    whoever held anything (`everything`).
    """
    lost = select(kind).order_by(kind.id).with_for_update(skip_locked=True)
    lost = lost.where(kind.state == JobState.RUNNING if everything else expired(kind))
    rows = work.session.scalars(lost, {"moment": work.now}).all()
    for row in rows:
        row.crash(work)
    return len(rows)


@cache
def _due(kind: type[Leased]) -> Select[Any]:
    return next_due(kind).limit(bindparam("at_most"))


def due(work: Work, kind: type[Leased], at_most: int) -> int:
    """Count the rows that could be claimed now, up to `at_most`."""
    return len(work.rows(_due(kind), {"moment": work.now, "at_most": at_most}))
