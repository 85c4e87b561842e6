"""Taking due rows and being done with them: one, or some that are quick, by one statement each."""

import secrets
from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, Update, any_, bindparam, func, select, update

from domain import counts, leases
from domain.leases import Hold, Leased
from domain.vocabulary import JobState
from domain.work import Work


def _among(kind: type[Leased], ids: Select[Any], dialect: str) -> ColumnElement[bool]:
    if dialect == "sqlite":
        return kind.id.in_(ids)
    # It may run a subquery of IN once for each row, and lock others each time.
    return kind.id == any_(func.array(ids.scalar_subquery()))


@cache
def _claim(kind: type[Leased], dialect: str) -> Update:
    due = leases.next_due(kind).limit(bindparam("at_most")).with_for_update(skip_locked=True)
    return (
        update(leases.table(kind))
        .where(_among(kind, due, dialect), kind.state == JobState.QUEUED)
        .values(
            state=JobState.RUNNING,
            token=bindparam("new_token"),
            lease_until=bindparam("until"),
            attempts=kind.attempts + 1,
            started_at=bindparam("moment"),
            **kind.afresh,
        )
        .returning(*leases.table(kind).columns)
    )


def claim(work: Work, kind: type[Leased], at_most: int = 1) -> list[Any]:
    """Take the next due rows for this worker, and give them in their order.

    What a worker has died on is taken alone, so that its neighbours do not die with it.
    """
    connection = work.session.connection()
    values = {
        "new_token": secrets.token_hex(16),
        "moment": work.now,
        "until": work.now + leases.LEASE,
        "at_most": at_most,
    }
    rows = connection.execute(_claim(kind, connection.dialect.name), values).all()
    if len(rows) > 1:
        rows = _left_safe(work, kind, sorted(rows, key=attrgetter("priority", "run_at", "id")))
    if rows:
        counts.add_rows(work, kind.__tablename__, rows, -1)
        kind.changed(work, rows)
    return list(rows)


@cache
def _unclaim(kind: type[Leased]) -> Update:
    return (
        update(leases.table(kind))
        .where(kind.id.in_(bindparam("ids", expanding=True)))
        .values(
            state=JobState.QUEUED,
            token=None,
            lease_until=None,
            started_at=None,
            attempts=kind.attempts - 1,
        )
    )


def _left_safe(work: Work, kind: type[Leased], rows: list[Any]) -> list[Any]:
    """Put those back that would be in danger together, before anybody knows of their claim."""
    dangerous = next((nth for nth, row in enumerate(rows) if row.crashes), len(rows))
    kept = max(1, dangerous)
    if back := [row.id for row in rows[kept:]]:
        work.session.connection().execute(_unclaim(kind), {"ids": back})
    return rows[:kept]


@cache
def _finish(kind: type[Leased], dialect: str) -> Update:
    # Who waits for a row while others are locked may be waited for: such a row is left out.
    ours = (
        select(kind.id)
        .where(
            kind.id.in_(bindparam("ids", expanding=True)),
            kind.token.in_(bindparam("tokens", expanding=True)),
        )
        .with_for_update(skip_locked=True)
    )
    return (
        update(leases.table(kind))
        .where(_among(kind, ours, dialect))
        .values(
            state=JobState.SUCCEEDED,
            token=None,
            lease_until=None,
            finished_at=bindparam("moment"),
            failure_code=None,
            failure_reason=None,
        )
        .returning(*leases.told(kind))
    )


def finish(work: Work, kind: type[Leased], holds: Sequence[Hold]) -> set[str]:
    """Let rows that are still held succeed, by one statement; give the ids of those that did.

    The others are held no longer, or somebody else has a hand on them at this moment.
    """
    tokens = [*{hold.token for hold in holds}]
    values = {"ids": [hold.id for hold in holds], "tokens": tokens, "moment": work.now}
    connection = work.session.connection()
    rows = connection.execute(_finish(kind, connection.dialect.name), values).all()
    kind.changed(work, rows)
    return {row.id for row in rows}
