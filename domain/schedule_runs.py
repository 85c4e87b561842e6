"""Runs of schedules, one at a time on all machines: who holds a schedule, and what came of it.

The row of a schedule is what processes compete for: whoever begins a run locks it, writes a token
and a lease there, and prolongs the lease while the run goes on. A run that outlives its lease had a
process that died; it is written off as failed. Runs themselves are only ever read.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Index, String, Table, bindparam, delete, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from domain import audit, trace
from domain.entity import ID_LENGTH, Entity, id_column, new_id, one_of
from domain.errors import NotFound, ScheduleRunning, StudioError
from domain.leases import LEASE
from domain.pages import Order, Page
from domain.ports import SKEW
from domain.users import User
from domain.vocabulary import (
    SCHEDULE_RUN_ERROR_MAX_LENGTH,
    ScheduleName,
    ScheduleRunState,
    ScheduleTrigger,
)
from domain.work import Work

KEPT = 100
"""So many runs of each schedule are kept."""


class ScheduleHold(Entity):
    """Who may run a schedule now, and when it was last begun."""

    __tablename__ = "schedules"

    # No CHECK: a new name in the contract then needs no migration.
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    started_at: Mapped[datetime | None]
    last_run_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    """The run that was begun last; while there is a token, it goes on."""
    queued_run_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    """The run that somebody asked for and that nobody has begun."""
    token: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[datetime | None]


class ScheduleRun(Entity):
    """That a schedule was run, or is to be."""

    __tablename__ = "schedule_runs"
    __table_args__ = (Index(None, "schedule", "id"),)

    id: Mapped[str] = id_column()
    schedule: Mapped[str] = mapped_column(String(64))
    state: Mapped[ScheduleRunState] = mapped_column(one_of(ScheduleRunState))
    trigger: Mapped[ScheduleTrigger] = mapped_column(one_of(ScheduleTrigger))
    # No foreign key: a run is kept when the person is not.
    asked_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    count: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(SCHEDULE_RUN_ERROR_MAX_LENGTH))
    trace_id: Mapped[str] = mapped_column(String(32))


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that this process has begun and has to end."""

    run_id: str
    name: ScheduleName
    token: str
    trace_id: str


HOLDS = cast(Table, ScheduleHold.__table__)
RUNS = cast(Table, ScheduleRun.__table__)
NEWEST_FIRST = Order("schedule_runs", (ScheduleRun.id,), falling=True)
OF_ONE = select(*RUNS.columns).where(ScheduleRun.schedule == bindparam("name"))
MAKE = text("INSERT INTO schedules (name) VALUES (:name) ON CONFLICT (name) DO NOTHING")
RENEW = (
    update(HOLDS)
    .where(ScheduleHold.name == bindparam("one"), ScheduleHold.token == bindparam("held_by"))
    .values(lease_until=bindparam("until"))
)
OLDEST_KEPT = (
    select(ScheduleRun.id)
    .where(ScheduleRun.schedule == bindparam("of"))
    .order_by(ScheduleRun.id.desc())
    .offset(KEPT - 1)
    .limit(1)
    .scalar_subquery()
)
FORGET = delete(RUNS).where(
    ScheduleRun.schedule == bindparam("of"),
    ScheduleRun.id < OLDEST_KEPT,
    ScheduleRun.id != bindparam("last"),
    ScheduleRun.finished_at.is_not(None),
)


def is_held(hold: Any, now: datetime) -> bool:
    """Tell whether a run goes on, in a process that gives signs of life."""
    return hold.token is not None and now <= hold.lease_until <= now + LEASE + SKEW


def is_due(started_at: datetime | None, every: timedelta, now: datetime) -> bool:
    """Tell whether the clock asks for a run; once, however many were missed."""
    return started_at is None or not now - every < started_at <= now + SKEW


def holds(work: Work) -> dict[str, Any]:
    """Give the rows of all schedules that were ever run or asked for, by name."""
    return {row.name: row for row in work.rows(select(*HOLDS.columns))}


def with_something_to_do(
    work: Work, intervals: Iterable[tuple[ScheduleName, timedelta]]
) -> list[ScheduleName]:
    """Name the schedules that `begin` may do something about; nobody is waited for."""
    known = holds(work)
    return [
        name
        for name, every in intervals
        if (hold := known.get(name)) is None
        or (
            not is_held(hold, work.now)
            and (
                hold.token is not None
                or hold.queued_run_id is not None
                or is_due(hold.started_at, every, work.now)
            )
        )
    ]


def _locked(work: Work, name: ScheduleName) -> ScheduleHold:
    work.session.execute(MAKE, {"name": name})
    return work.get(ScheduleHold, name, lock=True)


def _new(work: Work, name: ScheduleName, by: User | None) -> ScheduleRun:
    return ScheduleRun(
        id=new_id("run", work.now),
        schedule=name,
        state=ScheduleRunState.QUEUED,
        trigger=ScheduleTrigger.CLOCK if by is None else ScheduleTrigger.PERSON,
        asked_by=None if by is None else by.id,
        created_at=work.now,
        trace_id=trace.current() or secrets.token_hex(16),
    )


def ask(work: Work, name: ScheduleName, by: User) -> ScheduleRun:
    """Ask for a run now, which a worker will begin. Raises ScheduleRunning."""
    hold = _locked(work, name)
    if is_held(hold, work.now):
        raise ScheduleRunning(f"A run of {name} goes on already.")
    if hold.queued_run_id is not None:
        raise ScheduleRunning(f"A run of {name} has been asked for already, and will begin.")
    run = work.add(_new(work, name, by))
    hold.queued_run_id = run.id
    audit.tell(name, run_id=run.id)
    return run


def begin(work: Work, name: ScheduleName, every: timedelta) -> Begun | None:
    """Begin a run that is due or asked for; None when none is, or another process was quicker.

    A run whose process has died is written off.
    """
    hold = _locked(work, name)
    if is_held(hold, work.now):
        return None
    _write_off(work, hold)
    if hold.queued_run_id is not None:
        run = work.get(ScheduleRun, hold.queued_run_id)
    elif is_due(hold.started_at, every, work.now):
        run = work.add(_new(work, name, None))
    else:
        return None
    run.state = ScheduleRunState.RUNNING
    run.started_at = hold.started_at = work.now
    hold.last_run_id = run.id
    hold.queued_run_id = None
    hold.token = token = secrets.token_hex(16)
    hold.lease_until = work.now + LEASE
    return Begun(run.id, name, token, run.trace_id)


def renew(work: Work, begun: Begun) -> None:
    """Prolong the lease of a run that is still held; its process's sign of life."""
    values = {"one": begun.name, "held_by": begun.token, "until": work.now + LEASE}
    work.session.connection().execute(RENEW, values)


def succeed(work: Work, begun: Begun, count: int) -> None:
    """Write down how many things a run did something about."""
    if hold := _still_held(work, begun):
        _end(work, hold, ScheduleRunState.SUCCEEDED, count=count)


def fail(work: Work, begun: Begun, error: str) -> None:
    """Write down in a sentence why a run failed; it is tried again an interval after its start."""
    if hold := _still_held(work, begun):
        _end(work, hold, ScheduleRunState.FAILED, error=error)


def rescue(work: Work) -> int:
    """Write off all runs that go on, where no other process can be alive; give how many."""
    held = select(ScheduleHold).where(ScheduleHold.token.is_not(None))
    return sum(_write_off(work, hold) for hold in work.session.scalars(held).all())


def _still_held(work: Work, begun: Begun) -> ScheduleHold | None:
    hold = work.find(ScheduleHold, begun.name, lock=True)
    return hold if hold is not None and hold.token == begun.token else None


def _write_off(work: Work, hold: ScheduleHold) -> bool:
    if hold.token is None:
        return False
    _end(work, hold, ScheduleRunState.FAILED, error="The process that ran it died.")
    return True


def _end(work: Work, hold: ScheduleHold, state: ScheduleRunState, **what: Any) -> None:
    run = work.get(ScheduleRun, hold.last_run_id)
    run.state = state
    run.finished_at = work.now
    for name, value in what.items():
        setattr(run, name, value)
    hold.token = None
    hold.lease_until = None
    work.session.flush()
    work.session.execute(FORGET, {"of": hold.name, "last": run.id})


def reason(error: Exception) -> str:
    """Say in a sentence for people why a run failed, with no secret and no path in it."""
    if isinstance(error, StudioError):
        return str(error)
    if isinstance(error, SQLAlchemyError):
        return "The database did not do what it was asked to; the log says why."
    if isinstance(error, OSError):
        said = f" ({error.strerror})" if error.strerror else ""
        return f"The file store failed{said}; the log has the rest."
    return "A fault of the studio, which the log explains."


# Reading.


def page(work: Work, name: ScheduleName, cursor: str | None, limit: int) -> Page:
    """List the runs of a schedule, newest first. Raises BadCursor."""
    return NEWEST_FIRST.page(work, OF_ONE, cursor, limit, narrowed=f":{name}", name=name)


def get(work: Work, name: ScheduleName, run_id: str) -> ScheduleRun:
    """Give a run of a schedule. Raises NotFound."""
    run = work.find(ScheduleRun, run_id)
    if run is None or run.schedule != name:
        raise NotFound(f"There is no run of {name} with this id; old ones are forgotten.")
    return run
