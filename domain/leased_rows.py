"""Many rows of a queue at once: cancelled, or tried again."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, update

from domain import counts, leases
from domain.leases import Leased
from domain.vocabulary import JobState
from domain.work import Work


def cancel_where(work: Work, kind: type[Leased], *which: ColumnElement[bool]) -> tuple[int, int]:
    """Cancel what is queued, and tell what runs to stop; give how many of each."""
    cancelled = _change(
        work,
        update(leases.table(kind))
        .where(kind.state == JobState.QUEUED, *which)
        .values(state=JobState.CANCELLED, cancel_requested=True, finished_at=bindparam("moment"))
        .returning(*leases.told(kind)),
        {"moment": work.now},
    )
    stopping = _change(
        work,
        update(leases.table(kind))
        .where(kind.state == JobState.RUNNING, ~kind.cancel_requested, *which)
        .values(cancel_requested=True)
        .returning(*leases.told(kind)),
        {},
    )
    counts.add_rows(work, kind.__tablename__, cancelled, -1)
    kind.changed(work, [*cancelled, *stopping])
    return len(cancelled), len(stopping)


def retry_where(work: Work, kind: type[Leased], *which: ColumnElement[bool]) -> int:
    """Put what failed or was cancelled back into the queue; give how many."""
    again = _change(
        work,
        update(leases.table(kind))
        .where(kind.state.in_(leases.TRIED_AGAIN), *which)
        .values(
            state=JobState.QUEUED,
            run_at=bindparam("moment"),
            failures=0,
            crashes=0,
            cancel_requested=False,
            failure_code=None,
            failure_reason=None,
            started_at=None,
            finished_at=None,
            **kind.afresh,
        )
        .returning(*leases.told(kind)),
        {"moment": work.now},
    )
    counts.add_rows(work, kind.__tablename__, again, 1)
    leases.wake_for(work, kind, len(again))
    kind.changed(work, again)
    return len(again)


def _change(work: Work, statement: Any, values: Mapping[str, object]) -> Sequence[Any]:
    return work.session.connection().execute(statement, values).all()
