"""What people do with jobs: cancel, try again, put forward; one of them or many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from domain import allowances, audit, counts, events, leased_rows
from domain.errors import Conflict, JobNotCancellable, JobNotRetryable
from domain.jobs.asking import must_have_room
from domain.jobs.job import Job
from domain.leases import OVER, TRIED_AGAIN
from domain.users import User
from domain.vocabulary import JobState
from domain.work import Facts, Work


def cancel(work: Work, job_id: str) -> None:
    """Cancel a queued job; tell a running one to stop at its next step.

    Raises NotFound, and JobNotCancellable once it has failed or succeeded.
    """
    job = work.get(Job, job_id, lock=True)
    if job.state == JobState.CANCELLED:
        return
    if job.state in OVER:
        raise JobNotCancellable(f"A {job.state} job cannot be cancelled.")
    leased_rows.cancel_where(work, Job, Job.id == job_id)


def retry(work: Work, job_id: str, *, asked_by: User, facts: Facts) -> None:
    """Put a failed or cancelled job back into the queue; leave one that is not over as it is.

    Raises NotFound, JobNotRetryable once it has succeeded, QueueFull, RateLimited.
    """
    job = work.get(Job, job_id, lock=True)
    if job.state == JobState.SUCCEEDED:
        raise JobNotRetryable("A succeeded job cannot be tried again.")
    if job.state in TRIED_AGAIN:
        must_have_room(work, 1, facts)
        allowances.spend(work, asked_by, 1, facts.max_pictures_per_hour)
        leased_rows.retry_where(work, Job, Job.id == job_id)


def update_job(work: Work, job_id: str, *, priority: int | None = None) -> None:
    """Change what is given of a job that waits. Raises NotFound, Conflict once it does not."""
    job = work.get(Job, job_id, lock=True)
    if job.state != JobState.QUEUED:
        raise Conflict(f"A {job.state} job does not wait, so there is nothing to change.")
    if priority is not None and priority != job.priority:
        counts.add(work, Job.__tablename__, job.priority, -1)
        counts.add(work, Job.__tablename__, priority, 1)
        job.priority = priority
        work.session.flush()
        events.tell_of_queue(work)


@dataclass(frozen=True, slots=True)
class Changed:
    """How many jobs were changed, or would be."""

    dry_run: bool
    changed: int
    stopping: int


def _which(
    *,
    state: Sequence[str] | None = None,
    batch_id: str | None = None,
    album_id: str | None = None,
    job_ids: Sequence[str] | None = None,
    created_before: str | None = None,
) -> list[ColumnElement[bool]]:
    """Say which jobs fit everything that is given."""
    chosen: list[ColumnElement[bool]] = []
    if state is not None:
        chosen.append(Job.state.in_(state))
    if batch_id is not None:
        chosen.append(Job.batch_id == batch_id)
    if album_id is not None:
        chosen.append(Job.album_id == album_id)
    if job_ids is not None:
        chosen.append(Job.id.in_(job_ids))
    if created_before is not None:
        chosen.append(Job.created_at < datetime.fromisoformat(created_before))
    return chosen


def cancel_many(work: Work, *, dry_run: bool = False, **selection: Any) -> Changed:
    """Cancel every job that fits the selection and is not over, or only count them."""
    chosen = _which(**selection)
    if dry_run:
        audit.changed_nothing()
        queued = _count(work, Job.state == JobState.QUEUED, *chosen)
        running = _count(work, Job.state == JobState.RUNNING, ~Job.cancel_requested, *chosen)
    else:
        queued, running = leased_rows.cancel_where(work, Job, *chosen)
        audit.tell(jobs=queued + running)
    return Changed(dry_run, queued + running, running)


def retry_many(
    work: Work,
    *,
    asked_by: User,
    facts: Facts,
    dry_run: bool = False,
    state: Sequence[str] = (JobState.FAILED,),
    **selection: Any,
) -> Changed:
    """Put every failed or cancelled job that fits back into the queue, or only count them.

    Raises QueueFull, RateLimited, RuleBroken.
    """
    chosen = _which(state=state, **selection)
    many = _count(work, Job.state.in_(TRIED_AGAIN), *chosen)
    if dry_run:
        audit.changed_nothing()
    elif many:
        must_have_room(work, many, facts)
        allowances.spend(work, asked_by, many, facts.max_pictures_per_hour)
        many = leased_rows.retry_where(work, Job, *chosen)
    audit.tell(jobs=many)
    return Changed(dry_run, many, 0)


def _count(work: Work, *chosen: ColumnElement[bool]) -> int:
    return work.session.scalars(select(func.count()).select_from(Job).where(*chosen)).one()
