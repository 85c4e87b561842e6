"""Drawing a job's picture: claim it, draw outside any transaction, keep the file, commit the rest.

Delivery is at least once and a worker may die at any line. What makes that harmless: the claim is
one compare-and-set, every later write is fenced by the attempt's token, the file is complete and in
its final place before anything speaks of it, and the image, its album link and `succeeded` are one
commit.
"""

import hashlib
import json
import logging
import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError

from domain import albums, contents, images
from domain.albums import Album
from domain.entity import new_id
from domain.images import Image
from domain.jobs import Job
from domain.ports import EngineFailed, ImageEngine, Recipe, Stopped, Task
from domain.vocabulary import (
    FailureCode,
    ImageMediaType,
    ImageSource,
    ImageVisibility,
    JobState,
)
from domain.work import Studio, Work

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""How long a worker may be silent before its job is given to another. Longer than any one step."""

MAX_ATTEMPTS = 5
"""So many workers may die on one job before it is taken to be the job's fault."""

REWAKE_AFTER = timedelta(seconds=30)
"""How long a queued job may wait for its message before another is sent."""

REWAKE_AT_ONCE = 10
"""How many jobs at the head of the queue are woken again; those behind them are not due anyway."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One worker's hold on one job."""

    job_id: str
    token: str
    recipe: Recipe


def render(studio: Studio, engine: ImageEngine, job_id: str) -> None:
    """Draw this job's picture, unless another worker has it or it is wanted no more.

    Whatever goes wrong with the picture ends up in the job's row. Raises only what the database
    raises; the job then goes back to the queue when its lease is over.
    """
    attempt = claim(studio, job_id)
    if attempt is None:
        return
    try:
        png = engine.draw(attempt.recipe, lambda step: report(studio, attempt, step))
    except Stopped:
        with studio.work() as work:
            if job := held(work, attempt):
                job.move_to(JobState.CANCELLED, work.now)
        return
    except EngineFailed as reason:
        fail(studio, attempt, FailureCode.ENGINE_FAILED, str(reason))
        return
    except SQLAlchemyError:
        # The database failed while a step was noted, not the engine: the job is not to blame. Its
        # lease runs out, and it is drawn again.
        raise
    except Exception:
        log.exception("engine %s broke on job %s", engine.name, job_id)
        fail(studio, attempt, FailureCode.INTERNAL_ERROR, "The engine broke; the log says how.")
        return
    keep(studio, engine, attempt, png)


def claim(studio: Studio, job_id: str) -> Attempt | None:
    """Take a queued job for this worker, or give None: it is gone, taken, or over."""
    with studio.work() as work:
        token = secrets.token_hex(16)
        taken = work.session.execute(
            update(Job)
            .where(Job.id == job_id, Job.state == JobState.QUEUED)
            .values(
                state=JobState.RUNNING,
                token=token,
                lease_until=work.now + LEASE,
                attempts=Job.attempts + 1,
                steps_done=0,
                started_at=work.now,
            )
            .returning(Job.id)
        ).first()
        return None if taken is None else Attempt(job_id, token, work.get(Job, job_id).recipe)


def held(work: Work, attempt: Attempt) -> Job | None:
    """Give the job, locked, if this attempt still holds it."""
    job = work.find(Job, attempt.job_id)
    if job is None:
        return None
    work.session.refresh(job, with_for_update=True)
    return job if job.token == attempt.token else None


def report(studio: Studio, attempt: Attempt, step: int) -> None:
    """Note progress and renew the lease. Raises Stopped when cancelled or the lease is lost."""
    with studio.work() as work:
        row = work.session.execute(
            update(Job)
            .where(Job.id == attempt.job_id, Job.token == attempt.token)
            .values(steps_done=step, lease_until=work.now + LEASE)
            .returning(Job.cancel_requested)
        ).first()
    if row is None or row.cancel_requested:
        raise Stopped


def fail(studio: Studio, attempt: Attempt, code: FailureCode, reason: str) -> None:
    """End the job as failed, if this attempt still holds it."""
    with studio.work() as work:
        if job := held(work, attempt):
            job.fail(code, reason or "The engine gave no reason.", work.now)


def keep(studio: Studio, engine: ImageEngine, attempt: Attempt, png: bytes) -> None:
    """Put the picture in its final place, then commit image, album link and `succeeded` at once."""
    sha256 = hashlib.sha256(png).hexdigest()
    try:
        small = studio.shrink(png)
    except Exception:
        log.exception("engine %s gave no picture for job %s", engine.name, attempt.job_id)
        reason = "The engine gave no picture; the log says more."
        fail(studio, attempt, FailureCode.INTERNAL_ERROR, reason)
        return
    contents.about_to_put(studio, sha256)
    try:
        studio.files.put(images.sidecar_name(sha256), sidecar(engine, attempt.recipe))
        studio.files.put(images.file_name(sha256), png)
        studio.files.put(images.thumbnail_name(sha256), small)
    except OSError:
        log.exception("the picture of job %s could not be kept", attempt.job_id)
        fail(studio, attempt, FailureCode.STORAGE_FAILED, "The picture could not be stored.")
        return
    with studio.work() as work:
        job = held(work, attempt)
        if job is None:
            return
        album = job.album_id and work.find(Album, job.album_id)
        if not album:  # deleted while the picture was being drawn
            album = albums.of_month(work, work.now)
        work.session.refresh(album, with_for_update=True)
        image = work.add(
            Image(
                id=new_id("img", work.now),
                **asdict(attempt.recipe),
                model=engine.model,
                media_type=ImageMediaType.IMAGE_PNG,
                byte_size=len(png),
                sha256=sha256,
                source=ImageSource.GENERATION,
                job_id=job.id,
                visibility=ImageVisibility.ALBUM,
                created_at=work.now,
                updated_at=work.now,
            )
        )
        albums.put(work, album, [image.id])
        job.image_id = image.id
        job.album_id = album.id
        job.move_to(JobState.SUCCEEDED, work.now)


def sidecar(engine: ImageEngine, recipe: Recipe) -> bytes:
    """Write down how a picture was made, for people and tools that find only the files."""
    facts = {**asdict(recipe), "model": engine.model, "engine": engine.name}
    return json.dumps(facts, indent=2, ensure_ascii=False).encode() + b"\n"


# What a worker's death leaves behind.


def rescue(studio: Studio, *, everything: bool = False) -> int:
    """Give jobs of dead workers back to the queue; give how many.

    Dead is whose lease is over; at an embedded start, when no other process can be alive,
    `everything`. A job that was to stop is cancelled; one that outlived `MAX_ATTEMPTS` workers
    fails as interrupted.
    """
    with studio.work() as work:
        lost = select(Job).where(Job.state == JobState.RUNNING).with_for_update(skip_locked=True)
        if not everything:
            lost = lost.where(Job.lease_until < work.now)
        jobs = work.session.scalars(lost).all()
        for job in jobs:
            if job.cancel_requested:
                job.move_to(JobState.CANCELLED, work.now)
            elif job.attempts >= MAX_ATTEMPTS:
                reason = f"{job.attempts} workers died on it."
                job.fail(FailureCode.INTERRUPTED, reason, work.now)
            else:
                job.move_to(JobState.QUEUED, work.now)
                job.steps_done = 0
                job.started_at = None
                job.woken_at = work.now
                work.afterwards(Task.RENDER, job.id)
        return len(jobs)


def wake(studio: Studio, *, everything: bool = False) -> int:
    """Send messages again for queued jobs whose message may be lost; give how many.

    `everything`: at an embedded start, when the messages died with the process.
    """
    with studio.work() as work:
        waiting = select(Job).where(Job.state == JobState.QUEUED).order_by(Job.id)
        if not everything:
            waiting = waiting.limit(REWAKE_AT_ONCE)
        jobs = work.session.scalars(waiting.with_for_update(skip_locked=True)).all()
        if not everything:
            jobs = [job for job in jobs if job.woken_at < work.now - REWAKE_AFTER]
        for job in jobs:
            job.woken_at = work.now
            work.afterwards(Task.RENDER, job.id)
        return len(jobs)
