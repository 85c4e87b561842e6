"""The queue as a whole: what waits, how fast it goes, and its switch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, exists, func, select

from domain import counts, events, jobs, pauses
from domain.jobs import Job
from domain.leases import OVER
from domain.pauses import Pause
from domain.users import User
from domain.vocabulary import PRIORITY_MAXIMUM, PRIORITY_MINIMUM, JobState
from domain.work import Work

KIND = Job.__tablename__
OF_LATE = timedelta(minutes=10)
"""The pace is that of so long ago until now; of the last hour, when nothing was finished then."""
HOUR = timedelta(hours=1)
LEFT_ALONE = timedelta(seconds=60)
"""A job that is due for so long while nothing runs has no worker to wait for."""

FIRST = (
    select(Job.run_at)
    .where(Job.state == JobState.QUEUED, Job.priority == bindparam("priority"))
    .order_by(Job.run_at)
    .limit(1)
)
RUNNING = select(func.count()).where(Job.state == JobState.RUNNING)
FINISHED = (
    select(Job.state, func.count().label("many"), func.min(Job.started_at).label("since"))
    .where(Job.finished_at > bindparam("since"), Job.state.in_(OVER))
    .group_by(Job.state)
)


DUE_FOR_LONG = (
    select(Job.id)
    .where(
        Job.state == JobState.QUEUED,
        Job.priority.in_(range(PRIORITY_MINIMUM, PRIORITY_MAXIMUM + 1)),  # a look for each
        Job.run_at < bindparam("moment", type_=Job.run_at.type),
        ~pauses.paused(KIND),
        ~exists().where(Job.state == JobState.RUNNING),
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Queue:
    """How the queue is at one moment."""

    paused_at: datetime | None
    queued: int
    waiting_for_retry: int
    running: int
    oldest_queued_at: datetime | None
    oldest_age_seconds: int | None
    finished: Mapping[JobState, int]
    """How many came to each of their ends within the last hour."""
    pictures_per_minute: float | None
    estimated_seconds: int | None


def look(work: Work) -> Queue:
    """Give the queue as it is now; the same time with few jobs and with many."""
    paused = work.find(Pause, KIND)
    waiting = counts.waiting(work, KIND)
    queued = sum(waiting.values())
    oldest = _oldest(work, waiting)
    age = None if oldest is None else max(0, int((work.now - oldest).total_seconds()))
    within_the_hour = _finished(work, HOUR)
    pace = _pace(work)
    estimate = round(queued / pace) if pace and paused is None else None
    return Queue(
        paused_at=paused.paused_at if paused else None,
        queued=queued,
        waiting_for_retry=jobs.later(work),
        running=work.session.scalars(RUNNING).one(),
        oldest_queued_at=oldest,
        oldest_age_seconds=age,
        finished={state: many for state, (many, _) in within_the_hour.items()},
        pictures_per_minute=pace and round(pace * 60, 2),
        estimated_seconds=estimate,
    )


def is_left_alone(work: Work) -> bool:
    """Tell whether jobs are due for long and nobody works: no worker lives, or none can."""
    return bool(work.rows(DUE_FOR_LONG, {"moment": work.now - LEFT_ALONE}))


def _oldest(work: Work, waiting: Mapping[int, int]) -> datetime | None:
    """Find the longest wait by one look per priority, however many wait."""
    firsts = [
        first
        for priority, many in waiting.items()
        if many
        for first in work.session.scalars(FIRST, {"priority": priority})
        if first <= work.now
    ]
    return min(firsts, default=None)


def _finished(work: Work, within: timedelta) -> dict[JobState, tuple[int, datetime | None]]:
    rows = work.rows(FINISHED, {"since": work.now - within})
    return {row.state: (row.many, row.since) for row in rows}


def _pace(work: Work) -> float | None:
    """Give how many pictures a second were finished of late; None when none was."""
    for within in (OF_LATE, HOUR):
        many, began = _finished(work, within).get(JobState.SUCCEEDED, (0, None))
        if many and began is not None:
            seconds = min(within, max(work.now - began, timedelta(seconds=1))).total_seconds()
            return many / seconds
    return None


def pause(work: Work, by: User) -> None:
    """Start no job any more; nothing happens when it is paused already."""
    pauses.pause(work, KIND, by)
    events.tell_of_queue(work)


def resume(work: Work) -> None:
    """Start jobs again; nothing happens when it is going."""
    pauses.resume(work, KIND)
    events.tell_of_queue(work)
    work.wake(Job.task)
