"""Jobs: pictures asked for, from the queue to their end. Drawing them is in domain/rendering.py.

The row is the truth; a message is only a wake-up. A job that runs is held by one worker through a
lease: `token` names the attempt, and whoever comes with another token may change nothing.
"""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, case, func, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from domain import albums
from domain.albums import Album
from domain.entity import ID_LENGTH, Entity, id_column, new_id, one_of
from domain.errors import (
    IdempotencyKeyReused,
    JobNotCancellable,
    NotFound,
    QueueFull,
    RuleBroken,
)
from domain.pages import Order, Page
from domain.ports import Recipe, Task
from domain.users import User
from domain.vocabulary import (
    IDEMPOTENCY_KEY_MAX_LENGTH,
    JOB_FAILURE_REASON_MAX_LENGTH,
    NEGATIVE_PROMPT_MAX_LENGTH,
    PROMPT_MAX_LENGTH,
    SEED_MAXIMUM,
    FailureCode,
    JobState,
)
from domain.work import Work

# Every move a job can make; a state that is missing here is final. Back to the queue goes a job
# whose worker died. docs/reference/job-states.md is drawn from this table.
NEXT: dict[JobState, set[JobState]] = {
    JobState.QUEUED: {JobState.RUNNING, JobState.CANCELLED},
    JobState.RUNNING: {
        JobState.SUCCEEDED,
        JobState.FAILED,
        JobState.CANCELLED,
        JobState.QUEUED,
    },
}
FINAL = frozenset(JobState) - NEXT.keys()

RETRY_AFTER = 30
"""Seconds to wait when the queue is full."""


class Job(Entity):
    """One picture asked for: what was asked, how far it got, what came of it."""

    __tablename__ = "jobs"
    __table_args__ = (Index(None, "state", "id"), Index(None, "album_id", "id"))

    id: Mapped[str] = id_column()
    state: Mapped[JobState] = mapped_column(one_of(JobState), default=JobState.QUEUED)
    prompt: Mapped[str] = mapped_column(String(PROMPT_MAX_LENGTH))
    negative_prompt: Mapped[str] = mapped_column(String(NEGATIVE_PROMPT_MAX_LENGTH))
    seed: Mapped[int]
    steps: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    guidance_scale: Mapped[float]
    album_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("albums.id", ondelete="SET NULL")
    )
    image_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("images.id", ondelete="SET NULL"), index=True
    )
    steps_done: Mapped[int] = mapped_column(default=0)
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    token: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[datetime | None]
    failure_code: Mapped[FailureCode | None] = mapped_column(one_of(FailureCode))
    failure_reason: Mapped[str | None] = mapped_column(String(JOB_FAILURE_REASON_MAX_LENGTH))
    created_by: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"))
    created_at: Mapped[datetime]
    woken_at: Mapped[datetime]
    """When a message about this job was last sent."""
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    @property
    def recipe(self) -> Recipe:
        """All that decides the picture."""
        return Recipe(
            prompt=self.prompt,
            negative_prompt=self.negative_prompt,
            seed=self.seed,
            steps=self.steps,
            width=self.width,
            height=self.height,
            guidance_scale=self.guidance_scale,
        )

    def move_to(self, state: JobState, now: datetime) -> None:
        """Move along `NEXT`, and let go of the lease. Raises RuleBroken."""
        if state not in NEXT.get(self.state, ()):
            raise RuleBroken(f"A {self.state} job cannot become {state}.")
        self.state = state
        self.token = None
        self.lease_until = None
        if state in FINAL:
            self.finished_at = now

    def fail(self, code: FailureCode, reason: str, now: datetime) -> None:
        """End it, and keep why: a code for programs, a sentence for people."""
        self.move_to(JobState.FAILED, now)
        self.failure_code = code
        self.failure_reason = reason[:JOB_FAILURE_REASON_MAX_LENGTH]


class IdempotencyKey(Entity):
    """That a person sent a request under a key, and which job came of it."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (UniqueConstraint("user_id", "key"),)

    job_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"))
    key: Mapped[str] = mapped_column(String(IDEMPOTENCY_KEY_MAX_LENGTH))
    request: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the request, to tell a repetition from another request."""
    # What the first receipt told, so that a repetition gets the same one, come what may.
    album_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    queue_position: Mapped[int]
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was so when a job was queued."""

    job: Job
    album_id: str
    queue_position: int


NEWEST_FIRST = Order("jobs", (Job.id,), falling=True)


@cache
def _jobs() -> Select[Any]:
    """Select jobs with their place in the queue."""
    ahead = aliased(Job)
    position = (
        select(func.count())
        .where(ahead.state == JobState.QUEUED, ahead.id <= Job.id)
        .correlate(Job)
        .scalar_subquery()
    )
    return select(
        *Job.__table__.columns,
        case((Job.state == JobState.QUEUED, position), else_=None).label("queue_position"),
    )


def look_at(work: Work, job_id: str) -> Any:
    """Give one job with its place in the queue. Raises NotFound."""
    for row in work.rows(_jobs().where(Job.id == job_id)):
        return row
    raise NotFound("There is no job with this id.")


def page(
    work: Work,
    *,
    states: Sequence[str] | None,
    album_id: str | None,
    cursor: str | None,
    limit: int,
) -> Page:
    """List jobs, newest first. Raises BadCursor."""
    query = _jobs()
    if states is not None:
        query = query.where(Job.state.in_(states))
    if album_id is not None:
        query = query.where(Job.album_id == album_id)
    return NEWEST_FIRST.page(work, query, cursor, limit)


def queue(
    work: Work,
    *,
    asked_by: User,
    key: str | None,
    max_queued: int,
    prompt: str,
    negative_prompt: str,
    steps: int,
    width: int,
    height: int,
    guidance_scale: float,
    seed: int | None = None,
    album_id: str | None = None,
) -> Receipt:
    """Promise a picture: remember the job now, wake a worker after the commit.

    A `key` that this person has used for the same request gives the receipt of then, and no job.
    Raises RuleBroken (unknown album), IdempotencyKeyReused, QueueFull.
    """
    asked = {
        "prompt": prompt,
        "negative_prompt": negative_prompt,
        "steps": steps,
        "width": width,
        "height": height,
        "guidance_scale": float(guidance_scale),
    }
    request = _fingerprint({**asked, "seed": seed, "album_id": album_id})
    earlier = None if key is None else _sent_before(work, asked_by, key, request)
    if earlier is not None:
        job = work.get(Job, earlier.job_id)
        return Receipt(job, earlier.album_id, earlier.queue_position)
    waiting = work.session.scalars(select(func.count()).where(Job.state == JobState.QUEUED)).one()
    if waiting >= max_queued:
        raise QueueFull(f"{waiting} jobs are waiting, and no more may.", RETRY_AFTER)
    if album_id is None:
        album_id = albums.of_month(work, work.now).id
    elif work.find(Album, album_id) is None:
        raise RuleBroken("There is no album with this id to put the picture in.")
    job = work.add(
        Job(
            id=new_id("job", work.now),
            seed=secrets.randbelow(SEED_MAXIMUM + 1) if seed is None else seed,
            album_id=album_id,
            created_by=asked_by.id,
            created_at=work.now,
            woken_at=work.now,
            **asked,
        )
    )
    if key is not None:
        work.add(
            IdempotencyKey(
                job_id=job.id,
                user_id=asked_by.id,
                key=key,
                request=request,
                album_id=album_id,
                queue_position=waiting + 1,
                created_at=work.now,
            )
        )
    work.afterwards(Task.RENDER, job.id)
    return Receipt(job, album_id, waiting + 1)


def _fingerprint(request: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()


def _sent_before(work: Work, user: User, key: str, request: str) -> IdempotencyKey | None:
    """Give what is known of an earlier request under this key. Raises IdempotencyKeyReused."""
    found = work.session.scalars(
        select(IdempotencyKey).where(IdempotencyKey.user_id == user.id, IdempotencyKey.key == key)
    ).first()
    if found is None:
        return None
    if found.request != request:
        raise IdempotencyKeyReused("This idempotency key came before with another request.")
    return found


def cancel(work: Work, job_id: str) -> None:
    """Cancel a queued job; tell a running one to stop at its next step.

    Raises NotFound, and JobNotCancellable once it has failed or succeeded.
    """
    job = work.get(Job, job_id, lock=True)
    if job.state == JobState.CANCELLED:
        return
    if job.state in FINAL:
        raise JobNotCancellable(f"A {job.state} job cannot be cancelled.")
    job.cancel_requested = True
    if job.state == JobState.QUEUED:
        job.move_to(JobState.CANCELLED, work.now)
    work.session.flush()
