"""Drawing pictures: claim a job, draw outside any transaction, keep the file, commit the rest.

Delivery is at least once and a worker may die at any line. What makes that harmless: every write
after the claim is fenced by the hold's token, the file is complete and in its final place before
anything speaks of it, and the image, its album link, `succeeded` and the claim of the next job are
one commit.
"""

import hashlib
import json
import logging
from dataclasses import asdict
from functools import partial
from typing import Any

from sqlalchemy import Update, bindparam, update
from sqlalchemy.exc import SQLAlchemyError

from domain import albums, batches, contents, events, images, leases, trace, working
from domain.albums import Album
from domain.entity import new_id
from domain.holds import Holds, LetGo
from domain.images import Image
from domain.jobs import Job, recipe
from domain.leases import Hold
from domain.ports import EngineFailed, ImageEngine, Recipe, Stopped
from domain.vocabulary import (
    FailureCode,
    ImageMediaType,
    ImageSource,
    ImageVisibility,
    JobState,
)
from domain.work import Studio, Work
from domain.working import Ending, fail

log = logging.getLogger(__name__)


class NotKept(Exception):
    """Raised when a picture's files cannot be kept; what an engine trips over is another matter."""


def work_off(studio: Studio, engine: ImageEngine, holds: Holds) -> int:
    """Draw one due job after the other, until none is due or the worker stops; give how many."""
    return working.work_off(studio, Job, holds, partial(_traced, studio, engine, holds))


def _traced(studio: Studio, engine: ImageEngine, holds: Holds, hold: Hold, job: Any) -> Ending:
    """Draw under the trace of the request that asked for it, as a span of that trace."""
    facts = {"spolvero.job.id": job.id, "spolvero.job.attempt": job.attempts}
    with (
        trace.under(job.trace_id, job.span_id, job_id=job.id),
        trace.spanning(studio.tracing, Job.task.value, "consumer", **facts),
    ):
        return draw(studio, engine, holds, hold, job)


def draw(studio: Studio, engine: ImageEngine, holds: Holds, hold: Hold, job: Any) -> Ending:
    """Draw a claimed job's picture, and give what came of it.

    Raises LetGo when it has to be given back, and what the database raises.
    """
    drawn = recipe(job)
    try:
        facts = {"spolvero.engine": engine.name, "spolvero.model": engine.model}
        with trace.spanning(studio.tracing, "draw", "internal", **facts):
            png = engine.draw(drawn, lambda step: report(studio, holds, hold, step))
        return keep(studio, engine, holds, drawn, png)
    except (LetGo, SQLAlchemyError):
        raise
    except Stopped:
        return _cancel
    except EngineFailed as reason:
        return fail(FailureCode.ENGINE_FAILED, str(reason) or "The engine gave no reason.")
    except NotKept:
        log.exception("the picture of job %s could not be kept", hold.id)
        return fail(FailureCode.STORAGE_FAILED, "The picture could not be stored.", again=True)
    except Exception:
        log.exception("engine %s broke on job %s", engine.name, hold.id)
        broke = "The engine broke; the log says how."
        return fail(FailureCode.INTERNAL_ERROR, broke, again=True)


def _cancel(work: Work, job: Job) -> None:
    # One whose lease was lost has another token by now, and does not come here.
    job.move_to(work, JobState.CANCELLED)


REPORT: Update = (
    update(Job.__table__)  # type: ignore[arg-type]
    .where(Job.id == bindparam("one"), Job.token == bindparam("held_by"))
    .values(steps_done=bindparam("done"), lease_until=bindparam("until"))
    .returning(*Job.__table__.columns)
)


def report(studio: Studio, holds: Holds, hold: Hold, step: int) -> None:
    """Note progress and renew the lease.

    Raises Stopped when the job is cancelled or the lease is lost, LetGo when the worker stops. A
    database that is away costs a picture nothing but its reader's knowledge of this step.
    """
    holds.step(hold)
    try:
        with studio.work(beside=True) as work:
            until = work.now + leases.LEASE
            values = {"one": hold.id, "held_by": hold.token, "done": step, "until": until}
            row = work.session.connection().execute(REPORT, values).first()
            if row is not None:
                events.tell(work, [row])
    except SQLAlchemyError as lost:
        log.warning("step %d of job %s is not noted: %s", step, hold.id, type(lost).__name__)
        return
    if row is None or row.cancel_requested:
        raise Stopped


def keep(studio: Studio, engine: ImageEngine, holds: Holds, drawn: Recipe, png: bytes) -> Ending:
    """Keep a picture's files, and give the ending that makes it an image in its album.

    Raises NotKept when the files cannot be kept.
    """
    small = studio.shrink(png)
    sha256 = hashlib.sha256(png).hexdigest()
    working.patiently(holds, lambda: contents.about_to_put(studio, sha256))
    try:
        studio.files.put(images.sidecar_name(sha256), sidecar(engine, drawn))
        studio.files.put(images.file_name(sha256), png)
        studio.files.put(images.thumbnail_name(sha256), small)
    except OSError as wrong:
        raise NotKept from wrong

    def succeed(work: Work, job: Job) -> None:
        album = work.find(Album, job.album_id, lock=True) if job.album_id else None
        position = job.position
        if album is None:  # deleted while the picture was being drawn
            album, position = albums.of_month(work, work.now), None
        image = work.add(
            Image(
                id=new_id("img", work.now),
                **asdict(drawn),
                **batches.origin(work, job),
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
        albums.put(work, album, [image.id], position)
        job.image_id = image.id
        job.album_id = album.id
        job.failure_code = job.failure_reason = None
        job.move_to(work, JobState.SUCCEEDED)

    return succeed


def sidecar(engine: ImageEngine, drawn: Recipe) -> bytes:
    """Write down how a picture was made, for people and tools that find only the files."""
    facts = {**asdict(drawn), "model": engine.model, "engine": engine.name}
    return json.dumps(facts, indent=2, ensure_ascii=False).encode() + b"\n"
