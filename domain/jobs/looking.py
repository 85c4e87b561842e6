"""Where jobs stand: each by itself and in lists, with its place in the queue."""

from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Select, bindparam, func, select, tuple_

from domain.errors import NotFound
from domain.jobs.job import Job
from domain.pages import Order, Page
from domain.vocabulary import JobSort, JobState
from domain.work import Work

ORDERS = {
    JobSort.NEWEST: Order("jobs", (Job.id,), falling=True),
    JobSort.QUEUE: Order("jobs_queue", (Job.priority, Job.run_at, Job.id)),
}
JOBS = select(*Job.__table__.columns)

# The queue's own order: what a worker takes next comes first.
PLACE = tuple_(Job.priority, Job.run_at, Job.id)
WAITING = select(func.count()).where(
    Job.state == JobState.QUEUED, Job.run_at <= bindparam("moment", type_=Job.run_at.type)
)


def _place(number: str) -> Any:
    return tuple_(
        *(
            bindparam(f"{column.key}_{number}", type_=column.type)
            for column in (Job.priority, Job.run_at, Job.id)
        )
    )


# Written so that the columns come first: SQLite walks along its index for no other form.
UP_TO = WAITING.where(PLACE.op("<=", is_comparison=True)(_place("to")))
BETWEEN = UP_TO.where(PLACE.op(">", is_comparison=True)(_place("from")))


def _values(number: str, job: Any) -> dict[str, Any]:
    names = ("priority", "run_at", "id")
    return {f"{name}_{number}": getattr(job, name) for name in names}


def _positions(work: Work, jobs: Sequence[Any]) -> dict[str, int]:
    """Count each waiting job's place, by one walk through the queue for all of them together."""
    waiting = [job for job in jobs if job.state == JobState.QUEUED and job.run_at <= work.now]
    waiting.sort(key=lambda job: (job.priority, job.run_at, job.id))
    positions: dict[str, int] = {}
    before, place = None, 0
    for job in waiting:
        values = {"moment": work.now, **_values("to", job)}
        if before is None:
            place = work.session.scalars(UP_TO, values).one()
        else:
            place += work.session.scalars(BETWEEN, {**values, **_values("from", before)}).one()
        positions[job.id] = place
        before = job
    return positions


def _with_positions(work: Work, rows: Sequence[Any]) -> list[Any]:
    positions = _positions(work, rows)
    return [SimpleNamespace(**row._asdict(), queue_position=positions.get(row.id)) for row in rows]


@cache
def _one() -> Select[Any]:
    return JOBS.where(Job.id == bindparam("one"))


def look_at(work: Work, job_id: str) -> Any:
    """Give one job with its place in the queue. Raises NotFound."""
    found = work.rows(_one(), {"one": job_id})
    if not found:
        raise NotFound("There is no job with this id.")
    return _with_positions(work, found)[0]


def page(
    work: Work,
    *,
    states: Sequence[str] | None,
    album_id: str | None,
    batch_id: str | None,
    trace_id: str | None = None,
    cursor: str | None,
    limit: int,
    sort: JobSort = JobSort.NEWEST,
) -> Page:
    """List jobs. Raises BadCursor."""
    query = JOBS
    if states is not None:
        query = query.where(Job.state.in_(states))
    if album_id is not None:
        query = query.where(Job.album_id == album_id)
    if batch_id is not None:
        query = query.where(Job.batch_id == batch_id)
    if trace_id is not None:
        query = query.where(Job.trace_id == trace_id)
    found = ORDERS[JobSort(sort)].page(work, query, cursor, limit)
    return Page(_with_positions(work, found.items), found.next_cursor)
