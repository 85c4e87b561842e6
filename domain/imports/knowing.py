"""What is known of the bytes that an import is deciding about."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, select

from domain.albums import Album, AlbumImage
from domain.images import Image
from domain.imports.among import among
from domain.imports.deciding import FOUND, TOLD, Earlier, Known
from domain.imports.item import ImportItem
from domain.imports.reading import Read
from domain.vocabulary import ImportItemKind, ImportOutcome
from domain.work import Work

COLUMNS = ("id", "sha256", "deleted_at", "import_id", "import_key", "dated_by", "created_at")
IMAGES = select(*(Image.__table__.columns[name] for name in (*COLUMNS, *TOLD, "adapters")))
ALBUMS = select(AlbumImage.image_id, Album.import_key, Album.month).join(
    Album, Album.id == AlbumImage.album_id
)
EARLIER = select(
    ImportItem.number, ImportItem.sha256, ImportItem.image_id, ImportItem.album_key
).where(
    ImportItem.run_id == bindparam("of_run"),
    ImportItem.number < bindparam("before"),
    ImportItem.kind == ImportItemKind.IMAGE,
    ImportItem.outcome.in_(FOUND),
)

WANTED = (
    select(ImportItem.album_key)
    .where(
        ImportItem.run_id == bindparam("of_run"),
        ImportItem.kind == ImportItemKind.IMAGE,
        ImportItem.outcome.in_((ImportOutcome.CREATED, ImportOutcome.LINKED)),
    )
    .distinct()
)


def month_key(month: str) -> str:
    """Give what imports know the studio's own album of a month by."""
    return f"month/{month}"


def of_reads(work: Work, run_id: str, files: Sequence[tuple[int, Read]]) -> Known:
    """Give what is known of files, some that follow each other, by the items of a run before."""
    hashes = {read.sha256 for _, read in files if read.kind is ImportItemKind.IMAGE and read.sha256}
    if not hashes:
        return Known()
    dialect = work.session.connection().dialect.name
    images: dict[str, list[Any]] = {}
    query = among(dialect, Image.__table__.c.sha256, IMAGES)
    for image in sorted(work.rows(query, {"keys": [*hashes]}), key=attrgetter("id")):
        images.setdefault(image.sha256, []).append(image)
    known = Known(images, _albums(work, images.values()))
    values = {"of_run": run_id, "keys": [*hashes], "before": files[0][0]}
    query = among(dialect, ImportItem.__table__.c.sha256, EARLIER)
    for each in sorted(work.rows(query, values), key=attrgetter("number")):
        earlier = Earlier(each.number, each.image_id, each.album_key)
        known.earlier.setdefault(each.sha256, []).append(earlier)
    return known


def lacking_albums(work: Work, run_id: str) -> int:
    """Count the albums that a plan needs and that are not there yet."""
    wanted = {row.album_key for row in work.rows(WANTED, {"of_run": run_id})}
    there = select(Album.import_key, Album.month)
    there = there.where(Album.import_key.is_not(None) | Album.month.is_not(None))
    return len(
        wanted - {month_key(row.month) if row.month else row.import_key for row in work.rows(there)}
    )


def _albums(work: Work, images: Iterable[Iterable[Any]]) -> dict[str, set[str]]:
    ids = [image.id for same in images for image in same if image.deleted_at is None]
    albums: dict[str, set[str]] = {}
    if not ids:
        return albums
    dialect = work.session.connection().dialect.name
    query = among(dialect, AlbumImage.__table__.c.image_id, ALBUMS)
    for link in work.rows(query, {"keys": ids}):
        key = month_key(link.month) if link.month else link.import_key
        if key:
            albums.setdefault(link.image_id, set()).add(key)
    return albums
