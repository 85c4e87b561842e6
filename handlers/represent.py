"""From what is stored to what goes over the wire: one short function per noun.

Each takes a row or an entity, whichever is at hand; wire.py types the result, and the contract
checks it on its way out.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.errors import PreconditionFailed
from domain.jobs import Changed, Receipt
from domain.pages import Page
from domain.queue import Queue
from domain.readiness import Check
from domain.users import Caller, User
from domain.vocabulary import JobState
from handlers import wire
from handlers.bridge.executor import names

API = "/api/v1"


def time(moment: datetime) -> str:
    """Write a UTC moment by RFC 3339, with microseconds and `Z`."""
    return moment.isoformat(timespec="microseconds")[:26] + "Z"


def time_or_null(moment: datetime | None) -> str | None:
    """Write a moment that may not have come."""
    return None if moment is None else time(moment)


def user(user: User) -> wire.User:
    """Show a person."""
    return {"id": user.id, "name": user.name, "role": user.role}


def auth_status(caller: Caller | None) -> wire.AuthStatus:
    """Show who is asking."""
    return {
        "authenticated": caller is not None,
        "user": user(caller.user) if caller else None,
        "method": caller.method if caller else None,
        "expires_at": time_or_null(caller.expires_at) if caller else None,
    }


def job_url(job_id: str) -> str:
    """Say where a job is."""
    return f"{API}/jobs/{job_id}"


def album_url(album_id: str) -> str:
    """Say where an album is."""
    return f"{API}/albums/{album_id}"


def job(job: Any) -> wire.Job:
    """Show a job with its place in the queue."""
    return {
        "id": job.id,
        "state": job.state,
        "prompt": job.prompt,
        "negative_prompt": job.negative_prompt,
        "seed": job.seed,
        "steps": job.steps,
        "width": job.width,
        "height": job.height,
        "guidance_scale": job.guidance_scale,
        "adapters": job.adapters,
        "priority": job.priority,
        "album_id": job.album_id,
        "image_id": job.image_id,
        "batch_id": job.batch_id,
        "row_number": job.row_number,
        "row_values": job.row_values,
        "steps_done": job.steps_done,
        "queue_position": job.queue_position,
        "cancel_requested": job.cancel_requested,
        "attempts": job.attempts,
        "failures": job.failures,
        "crashes": job.crashes,
        "failure": failure(job),
        "created_by": job.created_by,
        "created_at": time(job.created_at),
        "run_at": time(job.run_at),
        "started_at": time_or_null(job.started_at),
        "finished_at": time_or_null(job.finished_at),
    }


def failure(job: Any) -> wire.JobFailure | None:
    """Tell why a job last failed; of what runs or went well, nothing."""
    tells = job.state in (JobState.FAILED, JobState.QUEUED) and job.failure_code is not None
    return {"code": job.failure_code, "reason": job.failure_reason} if tells else None


def job_event(event: Any) -> wire.JobEvent:
    """Show a job as it was after something happened to it."""
    return {
        "job_id": event.job_id,
        "batch_id": event.batch_id,
        "state": event.state,
        "steps_done": event.steps_done,
        "steps": event.steps,
        "attempts": event.attempts,
        "cancel_requested": event.cancel_requested,
        "failure": failure(event),
        "album_id": event.album_id,
        "image_id": event.image_id,
        "at": time(event.at),
    }


def queue(queue: Queue) -> wire.Queue:
    """Show the queue as it is."""
    return {
        "paused": queue.paused_at is not None,
        "paused_at": time_or_null(queue.paused_at),
        "queued": queue.queued,
        "waiting_for_retry": queue.waiting_for_retry,
        "running": queue.running,
        "oldest_queued_at": time_or_null(queue.oldest_queued_at),
        "oldest_age_seconds": queue.oldest_age_seconds,
        "finished_last_hour": {
            "succeeded": queue.finished.get(JobState.SUCCEEDED, 0),
            "failed": queue.finished.get(JobState.FAILED, 0),
            "cancelled": queue.finished.get(JobState.CANCELLED, 0),
        },
        "pictures_per_minute": queue.pictures_per_minute,
        "estimated_seconds": queue.estimated_seconds,
    }


def jobs_changed(changed: Changed) -> wire.JobsChanged:
    """Show what came of acting on many jobs."""
    return {
        "dry_run": changed.dry_run,
        "changed": changed.changed,
        "stopping": changed.stopping,
    }


def receipt(receipt: Receipt) -> wire.QueueJob:
    """Show what whoever queued a job gets in hand; it tells of that moment, ever after."""
    return {
        "id": receipt.job_id,
        "state": JobState.QUEUED,
        "album_id": receipt.album_id,
        "seed": receipt.seed,
        "queue_position": receipt.queue_position,
        "job_url": job_url(receipt.job_id),
        "created_at": time(receipt.created_at),
    }


def jobs(page: Page) -> wire.JobPage:
    """Show a page of jobs."""
    return {"items": [job(row) for row in page.items], "next_cursor": page.next_cursor}


def image(image: Any, viewer: User | None) -> wire.Image:
    """Show an image; the public is not told which job drew it."""
    url = f"{API}/images/{image.id}"
    return {
        "id": image.id,
        "title": image.title,
        "prompt": image.prompt,
        "negative_prompt": image.negative_prompt,
        "seed": image.seed,
        "steps": image.steps,
        "width": image.width,
        "height": image.height,
        "guidance_scale": image.guidance_scale,
        "adapters": image.adapters,
        "model": image.model,
        "media_type": image.media_type,
        "byte_size": image.byte_size,
        "sha256": image.sha256,
        "source": image.source,
        "job_id": image.job_id if viewer else None,
        "visibility": image.visibility,
        "file_url": f"{url}/file",
        "thumbnail_url": f"{url}/thumbnail",
        "created_at": time(image.created_at),
        "updated_at": time(image.updated_at),
    }


def images(page: Page, viewer: User | None) -> wire.ImagePage:
    """Show a page of images."""
    return {"items": [image(row, viewer) for row in page.items], "next_cursor": page.next_cursor}


def album(album: Any) -> wire.Album:
    """Show an album with the count and cover that the viewer may see."""
    return {
        "id": album.id,
        "name": album.name,
        "description": album.description,
        "kind": album.kind,
        "visibility": album.visibility,
        "image_count": album.image_count,
        "cover_image_id": album.cover_image_id,
        "created_at": time(album.created_at),
        "updated_at": time(album.updated_at),
    }


def albums(page: Page) -> wire.AlbumPage:
    """Show a page of albums."""
    return {"items": [album(row) for row in page.items], "next_cursor": page.next_cursor}


def album_detail(row: Any, first: Page, viewer: User | None) -> wire.AlbumDetail:
    """Show an album with the first page of its images."""
    return {
        **album(row),
        "images": [image(each, viewer) for each in first.items],
        "images_next_cursor": first.next_cursor,
    }


def readiness(ready: bool, checks: Sequence[Check]) -> wire.Readiness:
    """Show what was tried and whether it answered."""
    return {
        "ready": ready,
        "checks": [{"name": c.name, "ok": c.ok, "detail": c.detail} for c in checks],
    }


def entity_tag(entity: Any, viewer: User | None) -> str:
    """Name an entity's present state, as this viewer sees it: the public sees less."""
    return f'"{entity.version}{"a" if viewer else "p"}"'


def must_match(condition: str | None, entity: Any, viewer: User) -> None:
    """Raise PreconditionFailed when `If-Match` names states that are past."""
    tag = entity_tag(entity, viewer)
    if condition is not None and not names(condition, tag, weakly=False):
        raise PreconditionFailed("It has changed since you read it.")
