"""Mending: one kind of what a reconciliation found, item by item.

What was found then only says where to look. Each item is looked at again in the transaction that
acts on it; what somebody has put right meanwhile is left alone, and so is a staged file that an
image has by then. A source is never written, and bytes are staged only if they have the right hash.
"""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import delete, exists, func, select

from domain import albums
from domain.albums import Album, AlbumImage
from domain.images import Image
from domain.imports.aftercare import acting, restaging, updating
from domain.imports.aftercare.acting import DONE, WOULD_DO, Came, Step, gone
from domain.imports.aftercare.removing import Removing
from domain.imports.item import ImportDiscrepancy, ImportItem
from domain.imports.progress import Progress
from domain.vocabulary import (
    AlbumVisibility,
    ImportActionKind,
    ImportDiscrepancyCode,
    ImportPhase,
)
from domain.work import Studio, Work
from domain.working import Ending

Steps = Iterator[Step]
FILES_AT_ONCE = 10
"""So many files are staged or deleted in one transaction, which others wait for."""
AT_ONCE = 500


def mend(studio: Studio, progress: Progress, run: Any) -> Ending:
    """Mend one kind of what a reconciliation found, or say what would be done.

    Goes on where a worker before it stopped. Raises Failed, LetGo, Stopped, and what the database
    raises.
    """
    code = ImportDiscrepancyCode(run.options["code"])
    done = acting.already(studio, run)
    progress.enter(ImportPhase.ACTING, done=done, total=_many(studio, run, code))
    found = _found(studio, run, code, done)
    if code in restaging.CODES:
        steps = restaging.steps(studio, progress, run, found)
    elif code is ImportDiscrepancyCode.SIDECAR_NEWER_THAN_ROW:
        steps = updating.steps(studio, progress, run, found)
    elif code is ImportDiscrepancyCode.STAGED_NOT_IN_DATABASE:
        steps = map(Removing(studio).step, found)
    else:
        steps = map(STEPS[code], found)
    in_store = code in restaging.CODES or code is ImportDiscrepancyCode.STAGED_NOT_IN_DATABASE
    acting.take(progress, steps, done=done, at_once=FILES_AT_ONCE if in_store else 100)
    return acting.over()


def _many(studio: Studio, run: Any, code: ImportDiscrepancyCode) -> int:
    many = select(func.count()).where(
        ImportDiscrepancy.run_id == run.based_on_id, ImportDiscrepancy.code == code
    )
    with studio.look() as work:
        return work.session.scalars(many).one()


def _found(studio: Studio, run: Any, code: ImportDiscrepancyCode, skip: int) -> Iterator[Any]:
    """Give what was found, in that order, but for the first few; each is one step."""
    query = (
        select(*ImportDiscrepancy.__table__.columns)
        .where(ImportDiscrepancy.run_id == run.based_on_id, ImportDiscrepancy.code == code)
        .order_by(ImportDiscrepancy.number)
        .limit(AT_ONCE)
    )
    with studio.look() as work:
        some = work.rows(query.offset(skip))
    while some:
        yield from some
        with studio.look() as work:
            some = work.rows(query.where(ImportDiscrepancy.number > some[-1].number))


def _put_into_album(found: Any) -> Step:
    image_id = found.image_id

    def do(work: Work, dry_run: bool) -> Came:
        image = work.find(Image, image_id, lock=True)
        if image is None:
            return gone("The image is not there any more.")
        if image.deleted_at is not None:
            return gone("The image is in the trash now.")
        if work.session.scalar(select(exists().where(AlbumImage.image_id == image_id))):
            return gone("It is in an album again.")
        if dry_run:
            return WOULD_DO
        album = _meant_for(work, image) or albums.of_month(work, image.created_at)
        albums.put(work, album, [image_id])
        return Came(DONE.result, f"It is in {album.name!r} now.")

    return Step(ImportActionKind.PUT_INTO_ALBUM, do, path=found.path, image_id=image_id)


def _meant_for(work: Work, image: Image) -> Album | None:
    """Give the album that an image's import put it into, if it is there still."""
    query = (
        select(Album)
        .join(ImportItem, ImportItem.album_key == Album.import_key)
        .where(
            ImportItem.run_id == image.import_id,
            ImportItem.sha256 == image.sha256,
            ImportItem.image_id == image.id,
        )
        .order_by(ImportItem.number)
        .limit(1)
    )
    return work.session.scalars(query).first()


def _delete_link(found: Any) -> Step:
    album_id, image_id = found.album_id, found.image_id

    def do(work: Work, dry_run: bool) -> Came:
        if work.find(AlbumImage, (album_id, image_id), lock=True) is None:
            return gone("The album does not hold this place any more.")
        if work.find(Image, image_id) is not None:
            return gone("The image is there again.")
        if dry_run:
            return WOULD_DO
        work.session.execute(
            delete(AlbumImage).where(
                AlbumImage.album_id == album_id, AlbumImage.image_id == image_id
            )
        )
        if (album := work.find(Album, album_id, lock=True)) is not None:
            album.touch(work.now)
        return DONE

    return Step(ImportActionKind.DELETE_LINK, do, image_id=image_id, album_id=album_id)


def _delete_album(found: Any) -> Step:
    album_id = found.album_id

    def do(work: Work, dry_run: bool) -> Came:
        album = work.find(Album, album_id, lock=True)
        if album is None:
            return gone("The album is not there any more.")
        if album.import_key is None or albums.has_images(work, album):
            return gone("The album has images again.")
        if dry_run:
            return WOULD_DO
        albums.delete_album(work, album)
        return DONE

    return Step(ImportActionKind.DELETE_ALBUM, do, album_id=album_id)


def _publish_album(found: Any) -> Step:
    album_id = found.album_id

    def do(work: Work, dry_run: bool) -> Came:
        album = work.find(Album, album_id, lock=True)
        if album is None:
            return gone("The album is not there any more.")
        if album.import_visibility != AlbumVisibility.PUBLISHED:
            return gone("Its rule does not make it public any more.")
        if album.visibility == AlbumVisibility.PUBLISHED:
            return gone("The album is public already.")
        if dry_run:
            return WOULD_DO
        albums.update_album(work, album, visibility=AlbumVisibility.PUBLISHED)
        return DONE

    return Step(ImportActionKind.PUBLISH_ALBUM, do, album_id=album_id)


STEPS: dict[ImportDiscrepancyCode, Callable[[Any], Step]] = {
    ImportDiscrepancyCode.IMAGE_WITHOUT_ALBUM: _put_into_album,
    ImportDiscrepancyCode.LINK_WITHOUT_IMAGE: _delete_link,
    ImportDiscrepancyCode.ALBUM_EMPTY: _delete_album,
    ImportDiscrepancyCode.ALBUM_NOT_VISIBLE: _publish_album,
}
"""What needs nothing but the database."""
