"""From what is stored to what goes over the wire: one short function per noun.

Each takes a row or an entity, whichever is at hand; wire.py types the result, and the contract
checks it on its way out.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from domain.albums import Removal
from domain.errors import PreconditionFailed
from domain.jobs import Receipt
from domain.pages import Page
from domain.readiness import Check
from domain.trash import purge_at
from domain.users import Caller, User
from domain.vocabulary import AddOutcome, JobState
from handlers import wire
from handlers.bridge.executor import names

API = "/api/v1"

MADE_OR_FOUND = {True: 201, False: 200}
"""The status for a thing that a request made, or that was there."""


def time(moment: datetime) -> str:
    """Write a UTC moment by RFC 3339, with microseconds and `Z`."""
    return moment.isoformat(timespec="microseconds")[:26] + "Z"


def moment_or_null(text: str | None) -> datetime | None:
    """Read a moment that fits the contract and may not have been given."""
    return None if text is None else datetime.fromisoformat(text)


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


def image_url(image_id: str) -> str:
    """Say where an image is."""
    return f"{API}/images/{image_id}"


def attachment(name: str) -> str:
    """Say under which name to keep a body (RFC 6266, 4.3; RFC 8187): twice, for old clients too."""
    plain = "".join(c if " " <= c <= "~" and c not in '"\\%' else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def job(job: Any) -> wire.Job:
    """Show a job with its place in the queue."""
    failure: wire.JobFailure | None = None
    if job.failure_code is not None:
        failure = {"code": job.failure_code, "reason": job.failure_reason}
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
        "album_id": job.album_id,
        "image_id": job.image_id,
        "steps_done": job.steps_done,
        "queue_position": job.queue_position,
        "cancel_requested": job.cancel_requested,
        "attempts": job.attempts,
        "failure": failure,
        "created_by": job.created_by,
        "created_at": time(job.created_at),
        "started_at": time_or_null(job.started_at),
        "finished_at": time_or_null(job.finished_at),
    }


def receipt(receipt: Receipt) -> wire.QueueJob:
    """Show what whoever queued a job gets in hand; it tells of that moment, ever after."""
    job = receipt.job
    return {
        "id": job.id,
        "state": JobState.QUEUED,
        "album_id": receipt.album_id,
        "seed": job.seed,
        "queue_position": receipt.queue_position,
        "job_url": job_url(job.id),
        "created_at": time(job.created_at),
    }


def jobs(page: Page) -> wire.JobPage:
    """Show a page of jobs."""
    return {"items": [job(row) for row in page.items], "next_cursor": page.next_cursor}


def image(image: Any, viewer: User | None) -> wire.Image:
    """Show an image; the public is not told which job drew it."""
    url = image_url(image.id)
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
        "images_only_here": row.images_only_here,
    }


def additions(outcomes: Sequence[tuple[str, AddOutcome]]) -> wire.AlbumAdditionResults:
    """Show what came of putting images into an album."""
    return {"results": [{"image_id": each, "outcome": outcome} for each, outcome in outcomes]}


def removals(removals: Sequence[Removal]) -> wire.AlbumRemovalResults:
    """Show what came of taking images out of an album."""
    return {
        "results": [
            {"image_id": each.image_id, "outcome": each.outcome, "rehoused_to": each.rehoused_to}
            for each in removals
        ]
    }


def label(label: Any, viewer: User | None) -> wire.Label:
    """Show a label; the public is not told who added it."""
    return {
        "id": label.id,
        "image_id": label.image_id,
        "kind": label.kind,
        "text": label.text,
        "source": label.source,
        "model": label.model,
        "confidence": label.confidence,
        "created_by": label.created_by if viewer else None,
        "created_at": time(label.created_at),
    }


def labels(page: Page, viewer: User | None) -> wire.LabelPage:
    """Show a page of labels."""
    return {"items": [label(row, viewer) for row in page.items], "next_cursor": page.next_cursor}


def trashed_images(page: Page, viewer: User, days: int) -> wire.TrashedImagePage:
    """Show a page of the trash, where images stay for so many days."""
    items: list[wire.TrashedImage] = [
        {
            "image": image(row, viewer),
            "deleted_at": time(row.deleted_at),
            "purge_at": time(purge_at(row.deleted_at, days)),
        }
        for row in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}


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
