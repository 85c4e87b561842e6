"""The trash: images that were deleted and can still come back.

A trashed image keeps its row, its links to albums and its labels, and nobody sees it. After
SPOLVERO_TRASH_DAYS its row goes for good, and its files with the next sweep.
"""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, delete, exists, select, update

from domain import albums, audit
from domain.albums import Album, AlbumImage
from domain.errors import NotFound
from domain.images import COLUMNS, Image
from domain.jobs import Job
from domain.pages import Order, Page
from domain.work import Studio, Work

AT_ONCE = 500
"""How many images go for good in one transaction."""

LAST_DELETED_FIRST = Order("trash", (Image.deleted_at, Image.id), falling=True)


@cache
def _trashed() -> Select[Any]:
    return select(*COLUMNS, Image.deleted_at).where(Image.deleted_at.is_not(None))


def page(work: Work, cursor: str | None, limit: int) -> Page:
    """List the trash, what was deleted last first. Raises BadCursor."""
    return LAST_DELETED_FIRST.page(work, _trashed(), cursor, limit)


def purge_at(deleted_at: datetime, days: int) -> datetime:
    """Say when an image goes for good that was deleted then."""
    return deleted_at + timedelta(days=days)


def get(work: Work, image_id: str) -> Image:
    """Give an image that is in the trash, locked. Raises NotFound."""
    image = work.find(Image, image_id)
    if image is not None:
        work.session.refresh(image, with_for_update=True)
    if image is None or image.deleted_at is None:
        raise NotFound("There is no image with this id in the trash.")
    return image


def delete_image(work: Work, image: Image) -> None:
    """Move an image to the trash. It is no album's cover any more, and no job shows it."""
    image.deleted_at = work.now
    image.version += 1
    image.updated_at = work.now
    work.session.flush()
    albums.touch_those_with(work, image.id)
    work.session.execute(
        update(Album).where(Album.chosen_cover_id == image.id).values(chosen_cover_id=None)
    )
    work.session.execute(update(Job).where(Job.image_id == image.id).values(image_id=None))


def restore(work: Work, image: Image) -> None:
    """Take an image out of the trash, to where it was, or to its month's album if that is gone."""
    image.deleted_at = None
    image.version += 1
    image.updated_at = work.now
    work.session.flush()
    albums.touch_those_with(work, image.id)
    linked = select(exists().where(AlbumImage.image_id == image.id))
    if not work.session.scalars(linked).one():
        albums.put(work, albums.of_month(work, image.created_at), [image.id])
    if image.job_id is not None:
        work.session.execute(update(Job).where(Job.id == image.job_id).values(image_id=image.id))


def purge(work: Work, image: Image) -> None:
    """Delete an image for good, with its links and labels; its files go with the next sweep."""
    work.session.execute(delete(AlbumImage).where(AlbumImage.image_id == image.id))
    work.session.delete(image)
    work.session.flush()


def purge_due(studio: Studio) -> int:
    """Delete for good what has been in the trash long enough; give how many images."""
    purged = 0
    while True:
        with studio.work() as work:
            before = work.now - timedelta(days=studio.facts.trash_days)
            due = work.session.scalars(
                select(Image.id).where(Image.deleted_at <= before).limit(AT_ONCE)
            ).all()
            work.session.execute(delete(AlbumImage).where(AlbumImage.image_id.in_(due)))
            work.session.execute(delete(Image).where(Image.id.in_(due)))
            if due:
                told = {"count": len(due), "ids": [*due]}
                audit.note(work, None, "schedule.purge_trash", details=told)
        purged += len(due)
        if len(due) < AT_ONCE:
            return purged
