"""Taking an applied import back, file by file, as far as everything is still as it left it.

Images that it made go into the trash, from where they can be restored. One stays that somebody has
changed, labelled or put into another album since, or taken out of the trash again: it is theirs
now. What the import put into albums comes out of them, unless somebody has put it there again;
metadata that it wrote goes back to what stood there, unless something was written since. Albums
that it made and that have no image then are deleted. Nothing of the source is touched.
"""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from domain import albums, trash
from domain.albums import Album, AlbumImage
from domain.images import Image
from domain.imports import making
from domain.imports.aftercare import acting, updating
from domain.imports.aftercare.acting import DONE, WOULD_DO, Came, Do, Step, gone
from domain.imports.item import ImportAction, ImportItem
from domain.imports.knowing import month_key
from domain.imports.progress import Progress
from domain.imports.run import ImportRun
from domain.labels import Label
from domain.vocabulary import (
    ImportActionKind,
    ImportActionResult,
    ImportItemKind,
    ImportOutcome,
    ImportPhase,
    RemoveOutcome,
)
from domain.work import Studio, Work
from domain.working import Ending

AT_ONCE = 500
NOT_THERE = "The image is not there any more."
IN_TRASH = "The image is in the trash."


def undo(studio: Studio, progress: Progress, run: Any) -> Ending:
    """Take back what an import did, or say what would be; go on where a worker before stopped.

    Raises LetGo, Stopped, and what the database raises.
    """
    done = acting.already(studio, run)
    with studio.look() as work:
        base = work.get(ImportRun, run.based_on_id)
        items = work.session.scalars(_to_undo(base.id, func.count())).one()
    progress.enter(ImportPhase.ACTING, done=done, total=max(done, items))
    if done < items:
        steps = _Steps(studio, base)
        done = acting.take(progress, map(steps.of, _items(studio, base.id, done)), done=done)
    steps_left = [*_albums(studio, run, base)]
    progress.note(total=done + len(steps_left))
    acting.take(progress, steps_left, done=done)
    return acting.over()


def _to_undo(base_id: str, *columns: Any) -> Select[Any]:
    """Select the files that changed something; the same ones at any time.

    An image that the import itself had made before goes into the trash with all its places.
    """
    made = aliased(ImportItem)
    here_already = exists().where(
        made.run_id == ImportItem.run_id,
        made.sha256 == ImportItem.sha256,
        made.outcome == ImportOutcome.CREATED,
        made.image_id == ImportItem.image_id,
    )
    return select(*columns).where(
        ImportItem.run_id == base_id,
        ImportItem.kind == ImportItemKind.IMAGE,
        or_(
            ImportItem.outcome.in_((ImportOutcome.CREATED, ImportOutcome.METADATA_UPDATED)),
            (ImportItem.outcome == ImportOutcome.LINKED) & ~here_already,
        ),
    )


def _items(studio: Studio, base_id: str, skip: int) -> Iterator[Any]:
    query = _to_undo(base_id, *ImportItem.__table__.columns)
    query = query.order_by(ImportItem.number).limit(AT_ONCE)
    with studio.look() as work:
        some = work.rows(query.offset(skip))
    while some:
        yield from some
        with studio.look() as work:
            some = work.rows(query.where(ImportItem.number > some[-1].number))


class _Steps:
    """Makes a step of each file."""

    def __init__(self, studio: Studio, base: ImportRun) -> None:
        self._studio, self._base = studio, base
        self._album_ids: dict[str, str | None] = {}

    def of(self, item: Any) -> Step:
        """Give the step that takes back what became of one file."""
        base, about = self._base, {"path": item.path, "image_id": item.image_id}
        if item.outcome is ImportOutcome.CREATED:
            return Step(ImportActionKind.TRASH_IMAGE, _trash(base, item), **about)
        if item.outcome is ImportOutcome.LINKED:
            about["album_id"] = self._album_id(item.album_key)
            return Step(ImportActionKind.TAKE_OUT_OF_ALBUM, _take_out(base, item), **about)
        return Step(ImportActionKind.UPDATE_METADATA, _put_back(base, item), **about)

    def _album_id(self, key: str) -> str | None:
        if key not in self._album_ids:
            with self._studio.look() as work:
                self._album_ids[key] = work.session.scalar(_by_key(key).with_only_columns(Album.id))
        return self._album_ids[key]


def _since(base: ImportRun, image: Image) -> str | None:
    """Say why an image is not as the import left it; None when it is."""
    if base.finished_at is None or image.updated_at > base.finished_at:
        return "It was changed since, so it stays as it is."
    return None


def _trash(base: ImportRun, item: Any) -> Do:
    def do(work: Work, dry_run: bool) -> Came:
        image = work.find(Image, item.image_id, lock=True)
        if image is None:
            return gone(NOT_THERE)
        if image.deleted_at is not None:
            return gone(IN_TRASH)
        if why := _since(base, image) or _taken_up(work, base, image):
            return gone(why)
        if dry_run:
            return WOULD_DO
        trash.delete_image(work, image)
        return DONE

    return do


def _taken_up(work: Work, base: ImportRun, image: Image) -> str | None:
    """Say what somebody has done with an image that its own row does not tell."""
    if work.session.scalar(select(exists().where(Label.image_id == image.id))):
        return "Somebody has labelled it since, so it stays."
    put_there = set(
        work.session.scalars(
            select(ImportItem.album_key).where(
                ImportItem.run_id == base.id,
                ImportItem.sha256 == image.sha256,
                ImportItem.image_id == image.id,
            )
        )
    )
    query = (
        select(Album.import_key, Album.month)
        .join(AlbumImage, AlbumImage.album_id == Album.id)
        .where(AlbumImage.image_id == image.id)
    )
    if any((row.import_key or month_key(row.month)) not in put_there for row in work.rows(query)):
        return "It has come into another album since, so it stays."
    return None


def _take_out(base: ImportRun, item: Any) -> Do:
    def do(work: Work, dry_run: bool) -> Came:
        album = work.session.scalars(_by_key(item.album_key).with_for_update()).first()
        image = work.find(Image, item.image_id)
        if image is None:
            return gone(NOT_THERE)
        if image.deleted_at is not None:
            return gone(IN_TRASH)
        link = None if album is None else work.find(AlbumImage, (album.id, image.id))
        if album is None or link is None:
            return gone("It is not in this album any more.")
        if base.finished_at is None or not base.created_at <= link.created_at <= base.finished_at:
            return gone("Somebody has put it into this album again since.")
        only_here = work.session.execute(albums.only_in(album.id, [image.id])).first()
        if only_here and f"{image.created_at:%Y-%m}" == album.month:
            return gone("It is in no other album, and this is that of its month, so it stays.")
        if dry_run:
            return WOULD_DO
        (removal,) = albums.remove(work, album, [image.id])
        assert removal.outcome is RemoveOutcome.REMOVED
        moved = removal.rehoused_to is not None
        return Came(DONE.result, "It is in the album of its month now." if moved else None)

    return do


def _by_key(key: str) -> Select[Album]:
    """Select the album that imports know by this key."""
    month = key.removeprefix(month_key(""))
    return select(Album).where(Album.month == month if month != key else Album.import_key == key)


def _put_back(base: ImportRun, item: Any) -> Do:
    def do(work: Work, dry_run: bool) -> Came:
        image = work.find(Image, item.image_id, lock=True)
        if image is None:
            return gone(NOT_THERE)
        if why := _since(base, image):
            return gone(why)
        if dry_run:
            return WOULD_DO
        making.change(work, image, updating.from_json(item.before or {}))
        return DONE

    return do


# Albums come last. A dry run has to know what would be left in them.


def _albums(studio: Studio, run: Any, base: ImportRun) -> Iterator[Step]:
    keys = select(ImportItem.album_key).where(
        ImportItem.run_id == base.id, ImportItem.album_key.is_not(None)
    )
    told = exists().where(
        ImportAction.run_id == run.id,
        ImportAction.action == ImportActionKind.DELETE_ALBUM,
        ImportAction.album_id == Album.id,
    )
    query = (
        select(Album.id)
        .where(
            Album.import_key.in_(keys),
            Album.created_at >= base.created_at,
            Album.created_at <= base.finished_at,
            ~told,
        )
        .order_by(Album.import_key)
    )
    with studio.look() as work:
        made = list(work.session.scalars(query))
        leaving = _leaving(work, run.id) if run.dry_run and made else {}
    for album_id in made:
        with studio.look() as work:
            left = _inside(work, album_id) - leaving.get(None, set())
        if not left - leaving.get(album_id, set()):
            yield Step(ImportActionKind.DELETE_ALBUM, _delete(album_id), album_id=album_id)


def _leaving(work: Work, run_id: str) -> Mapping[str | None, Set[str]]:
    """Give the images that this dry run would trash, as of None, and by album those it takes out.

    Of 350,000 they take some 40 MB.
    """
    query = select(ImportAction.action, ImportAction.image_id, ImportAction.album_id).where(
        ImportAction.run_id == run_id, ImportAction.result == ImportActionResult.WOULD_DO
    )
    leaving: dict[str | None, set[str]] = {}
    for row in work.session.connection().execute(query, execution_options={"yield_per": AT_ONCE}):
        if row.action is ImportActionKind.TRASH_IMAGE:
            leaving.setdefault(None, set()).add(row.image_id)
        elif row.action is ImportActionKind.TAKE_OUT_OF_ALBUM and row.album_id:
            leaving.setdefault(row.album_id, set()).add(row.image_id)
    return leaving


def _inside(work: Work, album_id: str) -> set[str]:
    query = (
        select(AlbumImage.image_id)
        .join(Image, Image.id == AlbumImage.image_id)
        .where(AlbumImage.album_id == album_id, Image.deleted_at.is_(None))
    )
    return set(work.session.scalars(query))


def _delete(album_id: str) -> Do:
    def do(work: Work, dry_run: bool) -> Came:
        album = work.find(Album, album_id, lock=True)
        if album is None:
            return gone("The album is not there any more.")
        if dry_run:
            return WOULD_DO
        if albums.has_images(work, album):
            return gone("Somebody has put an image into it.")
        albums.delete_album(work, album)
        return DONE

    return do
