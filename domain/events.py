"""The log of what happened to jobs: one row per change and per step, so that readers can follow.

Each row is written in the transaction of the change itself, and tells all of a job that can change.
A reader asks for what came after the last event that it saw. On PostgreSQL ids are drawn before
their transactions commit, so a smaller id may appear after a larger one; reading in the order of
transactions, and only up to the oldest one that still runs, loses none of them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    Index,
    Integer,
    Select,
    String,
    Table,
    bindparam,
    delete,
    insert,
    select,
    tuple_,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.functions import FunctionElement

from domain.entity import ID_LENGTH, Entity, one_of
from domain.vocabulary import JOB_FAILURE_REASON_MAX_LENGTH, FailureCode, JobState
from domain.work import Work

KEPT = timedelta(hours=1)
"""How long a reader may be away and still find all that it missed."""

AT_ONCE = 500
"""How many events a reader gets from one look."""


class transaction_id(FunctionElement[int]):  # noqa: N801 (SQL functions are in lower case)
    """The number of the present transaction: 0 where they go one after the other."""

    type = BigInteger()
    inherit_cache = True


@compiles(transaction_id)
def _zero(_element: Any, _compiler: Any, **_: Any) -> str:
    return "0"


@compiles(transaction_id, "postgresql")
def _current(_element: Any, _compiler: Any, **_: Any) -> str:
    return "CAST(CAST(pg_current_xact_id() AS text) AS bigint)"


class oldest_open(FunctionElement[int]):  # noqa: N801
    """The number of the oldest transaction that has not ended; above any that has been told of."""

    type = BigInteger()
    inherit_cache = True


@compiles(oldest_open)
def _one(_element: Any, _compiler: Any, **_: Any) -> str:
    return "1"


@compiles(oldest_open, "postgresql")
def _xmin(_element: Any, _compiler: Any, **_: Any) -> str:
    return "CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)"


class Event(Entity):
    """That something happened; to which job, unless it was to the queue as a whole."""

    __tablename__ = "events"
    __table_args__ = (
        Index(None, "transaction", "id"),
        Index(None, "job_id", "transaction", "id"),
        Index(None, "at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    transaction: Mapped[int] = mapped_column(BigInteger, default=transaction_id())
    # No foreign keys: the log tells of what was, and is read for an hour.
    job_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    batch_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    album_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    image_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    state: Mapped[JobState | None] = mapped_column(one_of(JobState))
    steps_done: Mapped[int | None]
    steps: Mapped[int | None]
    attempts: Mapped[int | None]
    cancel_requested: Mapped[bool | None]
    failure_code: Mapped[FailureCode | None] = mapped_column(one_of(FailureCode))
    failure_reason: Mapped[str | None] = mapped_column(String(JOB_FAILURE_REASON_MAX_LENGTH))
    at: Mapped[datetime]


EVENTS = cast(Table, Event.__table__)

Place = tuple[int, int]
"""How far a reader has come: the transaction and id of the last event that it saw."""

OF_A_JOB = (
    *("batch_id", "album_id", "image_id", "state", "steps_done", "steps", "attempts"),
    *("cancel_requested", "failure_code", "failure_reason"),
)


def tell(work: Work, jobs: Iterable[Any]) -> None:
    """Write down how these jobs are now."""
    rows = [
        {"job_id": job.id, "at": work.now, **{name: getattr(job, name) for name in OF_A_JOB}}
        for job in jobs
    ]
    if rows:
        work.session.connection().execute(insert(EVENTS), rows)


def tell_of_queue(work: Work) -> None:
    """Write down that the queue as a whole has changed."""
    work.session.connection().execute(insert(EVENTS), [{"at": work.now}])


def _after(select_from: Select[Any]) -> Select[Any]:
    place = tuple_(Event.transaction, Event.id)
    return (
        select_from.where(
            place > tuple_(bindparam("transaction", type_=BigInteger), bindparam("id")),
            Event.transaction < oldest_open(),
        )
        .order_by(Event.transaction, Event.id)
        .limit(AT_ONCE)
    )


ALL = _after(select(*EVENTS.columns))
OF_JOB = _after(select(*EVENTS.columns).where(Event.job_id == bindparam("job_id")))
LAST = (
    select(Event.transaction, Event.id)
    .where(Event.transaction < oldest_open())
    .order_by(Event.transaction.desc(), Event.id.desc())
    .limit(1)
)
AT = select(Event.id).where(
    Event.transaction == bindparam("transaction"), Event.id == bindparam("id")
)
FIRST = select(Event.transaction, Event.id).order_by(Event.transaction, Event.id).limit(1)


def last(work: Work) -> Place:
    """Give the place of the newest event: whoever begins now begins after it."""
    for row in work.rows(LAST):
        return row.transaction, row.id
    return 0, 0


def after(work: Work, place: Place, job_id: str | None = None) -> list[Any]:
    """Give the events after a place, oldest first, at most `AT_ONCE`; of one job or of all."""
    values = {"transaction": place[0], "id": place[1]}
    if job_id is None:
        return work.rows(ALL, values)
    return work.rows(OF_JOB, {**values, "job_id": job_id})


def reaches_back_to(work: Work, place: Place) -> bool:
    """Tell whether the log still has all that came after this place."""
    if place == (0, 0):  # before the first of all
        return all(row.id == 1 for row in work.rows(FIRST))
    return bool(work.rows(AT, {"transaction": place[0], "id": place[1]}))


def read_place(event_id: str) -> Place:
    """Read a place out of an event's id, which the contract has checked."""
    transaction, _, number = event_id.partition(".")
    return int(transaction), int(number)


def event_id(place: Place) -> str:
    """Write a place as an event's id."""
    return f"{place[0]}.{place[1]}"


def forget_old(work: Work) -> int:
    """Delete events that no reader comes back for any more; give how many."""
    old = delete(Event).where(Event.at < work.now - KEPT)
    return work.session.execute(old).rowcount  # type: ignore[attr-defined, no-any-return]
