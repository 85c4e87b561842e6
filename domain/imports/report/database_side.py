"""What does not fit within the database: images without an album, albums without images, places for
images that are not there, and albums with other images than the last import left in them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from domain import doctor
from domain.albums import Album, AlbumImage
from domain.images import Image
from domain.imports.item import ImportItem
from domain.imports.report.findings import Finding
from domain.imports.run import ImportRun
from domain.vocabulary import (
    ImportDiscrepancyCode,
    ImportMode,
    ImportOutcome,
    ImportReason,
    JobState,
)
from domain.work import Studio, Work

AT_ONCE = 500
IN_ITS_ALBUM = (
    ImportOutcome.CREATED,
    ImportOutcome.LINKED,
    ImportOutcome.UNCHANGED,
    ImportOutcome.METADATA_UPDATED,
)
"""Outcomes of a file whose image is in the file's album then, unless it is in the trash."""


def compare(studio: Studio, run: Any) -> Iterator[Finding]:
    """Find all of it in the whole studio; of counts, what the source and profile of `run` made."""
    yield from _homeless(studio)
    yield from _links_to_nothing(studio)
    yield from _empty(studio)
    with studio.look() as work:
        last = last_applied(work, run.source, run.profile)
        mismatches = [] if last is None else list(_miscounted(work, last))
    yield from mismatches


def _rows(studio: Studio, query: Select[Any]) -> Iterator[Any]:
    """Give rows a few at a time: there may be one for every image."""
    with studio.look() as work:
        few = {"yield_per": AT_ONCE}
        yield from work.session.connection().execute(query, execution_options=few)


def path_of(image: Any = Image) -> Any:
    """Select the file of a source that an image was made of, as its import wrote it down."""
    return (
        select(ImportItem.path)
        .where(
            ImportItem.run_id == image.import_id,
            ImportItem.sha256 == image.sha256,
            ImportItem.image_id == image.id,
        )
        .order_by(ImportItem.number)
        .limit(1)
        .correlate(image)
        .scalar_subquery()
    )


def _homeless(studio: Studio) -> Iterator[Finding]:
    query = doctor.QUERIES[doctor.HOMELESS].add_columns(Image.title, path_of().label("path"))
    for row in _rows(studio, query):
        named = f"The image {row.title!r}" if row.title else "The image"
        yield Finding(
            ImportDiscrepancyCode.IMAGE_WITHOUT_ALBUM,
            f"{named} is in no album, and not in the trash.",
            image_id=row.id,
            path=row.path,
        )


def _links_to_nothing(studio: Studio) -> Iterator[Finding]:
    query = doctor.QUERIES[doctor.LINK_TO_NO_IMAGE].order_by(
        AlbumImage.album_id, AlbumImage.image_id
    )
    for row in _rows(studio, query):
        yield Finding(
            ImportDiscrepancyCode.LINK_WITHOUT_IMAGE,
            "The album holds a place for an image that the database does not have.",
            image_id=row.image_id,
            album_id=row.album_id,
        )


def _empty(studio: Studio) -> Iterator[Finding]:
    there = exists().where(
        AlbumImage.album_id == Album.id,
        AlbumImage.image_id == Image.id,
        Image.deleted_at.is_(None),
    )
    trashed = (
        select(func.count())
        .select_from(AlbumImage)
        .join(Image, Image.id == AlbumImage.image_id)
        .where(AlbumImage.album_id == Album.id)
        .correlate(Album)
        .scalar_subquery()
    )
    query = (
        select(Album.id, Album.name, trashed.label("trashed"))
        .where(Album.import_key.is_not(None), ~there)
        .order_by(Album.id)
    )
    for row in _rows(studio, query):
        but = f"; {row.trashed} of its images are in the trash" if row.trashed else ""
        yield Finding(
            ImportDiscrepancyCode.ALBUM_EMPTY,
            f"The album {row.name!r} has no image{but}.",
            album_id=row.id,
        )


def last_applied(work: Work, source: str, profile: str) -> Any:
    """Give the newest import of this source and profile that wrote anything and still counts.

    One that somebody has taken back does not count, even if only some of it could be.
    """
    undone = aliased(ImportRun)
    query = (
        select(ImportRun.id, ImportRun.finished_at, ImportRun.files_total)
        .where(
            ImportRun.mode == ImportMode.APPLY,
            ImportRun.source == source,
            ImportRun.profile == profile,
            ImportRun.checked,
            ImportRun.state == JobState.SUCCEEDED,
            ~exists().where(
                undone.mode == ImportMode.UNDO,
                undone.based_on_id == ImportRun.id,
                ~undone.dry_run,
                undone.started_at.is_not(None),
            ),
        )
        .order_by(ImportRun.id.desc())
        .limit(1)
    )
    for row in work.rows(query):
        return row
    return None


# An album holds another number of images than the last import left in it. What people do is told as
# well, as a notice: nobody can say of a picture that is gone from an album whether it was meant to.
# Some is not told, since it is told already, or is what everybody does all the time:
# - An image in the trash, and one that went for good, is no mismatch: that is what a trash is for.
# - An image that is in no album at all is an image_without_album.
# - The studio's own albums of months are left out: new pictures come there by themselves, and
#   people sort them into albums of their own.
# - What a later import has put into the album is not by hand.
# - An album that somebody deleted holds nothing to be counted; the next import makes it again.


def _miscounted(work: Work, last: Any) -> Iterator[Finding]:
    lacking = _lacking(work, last.id)
    more = _more(work, last.id, last.finished_at)
    held = _held(work, sorted({*lacking, *more}))
    for row in held:
        gone, new = lacking.get(row.id, 0), more.get(row.id, 0)
        yield Finding(
            ImportDiscrepancyCode.COUNT_MISMATCH,
            f"The album {row.name!r} holds {row.many} images; the last import left "
            f"{row.many - new + gone} in it: {_difference(gone, new)}.",
            album_id=row.id,
        )


def _difference(gone: int, new: int) -> str:
    said = [f"{gone} of them are gone from it"] if gone else []
    if new:
        said.append(f"{new} came since")
    return ", and ".join(said)


def _lacking(work: Work, run_id: str) -> dict[str, int]:
    """Count, by album, the images that are gone from where this import left them."""
    in_it = exists().where(AlbumImage.album_id == Album.id, AlbumImage.image_id == Image.id)
    anywhere = exists().where(AlbumImage.image_id == Image.id)
    query = (
        select(Album.id, func.count(Image.id.distinct()).label("many"))
        .select_from(ImportItem)
        .join(Album, Album.import_key == ImportItem.album_key)
        .join(Image, Image.id == ImportItem.image_id)
        .where(
            ImportItem.run_id == run_id,
            ImportItem.outcome.in_(IN_ITS_ALBUM),
            ImportItem.reason.is_distinct_from(ImportReason.IN_TRASH),
            Image.deleted_at.is_(None),
            ~in_it,
            anywhere,
        )
        .group_by(Album.id)
    )
    return {row.id: row.many for row in work.rows(query)}


def _more(work: Work, run_id: str, since: datetime) -> dict[str, int]:
    """Count, by album of this import, the images that came since, and by no import."""
    keys = select(ImportItem.album_key).where(
        ImportItem.run_id == run_id, ImportItem.outcome.in_(IN_ITS_ALBUM)
    )
    # One that goes on at this moment as well: it records a file when it puts its image there.
    later = select(ImportRun.id).where(ImportRun.mode == ImportMode.APPLY, ImportRun.id >= run_id)
    imported = exists().where(
        ImportItem.run_id.in_(later),
        ImportItem.sha256 == Image.sha256,
        ImportItem.album_key == Album.import_key,
    )
    query = (
        select(Album.id, func.count().label("many"))
        .select_from(AlbumImage)
        .join(Album, Album.id == AlbumImage.album_id)
        .join(Image, Image.id == AlbumImage.image_id)
        .where(
            Album.import_key.in_(keys),
            AlbumImage.created_at > since,
            Image.deleted_at.is_(None),
            ~imported,
        )
        .group_by(Album.id)
    )
    return {row.id: row.many for row in work.rows(query)}


def _held(work: Work, album_ids: Sequence[str]) -> Iterator[Any]:
    """Give the name and the number of images of these albums, as people see them."""
    many = (
        select(func.count())
        .select_from(AlbumImage)
        .join(Image, Image.id == AlbumImage.image_id)
        .where(AlbumImage.album_id == Album.id, Image.deleted_at.is_(None))
        .correlate(Album)
        .scalar_subquery()
    )
    query = select(Album.id, Album.name, many.label("many")).order_by(Album.id)
    for start in range(0, len(album_ids), AT_ONCE):
        some = album_ids[start : start + AT_ONCE]
        yield from work.rows(query.where(Album.id.in_(some)))
