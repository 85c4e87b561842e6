"""What is known of the bytes that an import is deciding about."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from domain.albums import Album, AlbumImage
from domain.images import Image
from domain.imports.deciding import FOUND, TOLD, Earlier, Known
from domain.imports.item import ImportItem
from domain.imports.reading import Read
from domain.vocabulary import ImportItemKind
from domain.work import Work

COLUMNS = ("id", "sha256", "deleted_at", "import_id", "import_key", "dated_by", "created_at")
IMAGES = (
    select(*(Image.__table__.columns[name] for name in (*COLUMNS, *TOLD, "adapters")))
    .where(Image.sha256.in_(bindparam("hashes", expanding=True)))
    .order_by(Image.id)
)
ALBUMS = (
    select(AlbumImage.image_id, Album.import_key, Album.month)
    .join(Album, Album.id == AlbumImage.album_id)
    .where(AlbumImage.image_id.in_(bindparam("ids", expanding=True)))
)
EARLIER = (
    select(ImportItem.number, ImportItem.sha256, ImportItem.image_id, ImportItem.album_key)
    .where(
        ImportItem.run_id == bindparam("of_run"),
        ImportItem.sha256.in_(bindparam("hashes", expanding=True)),
        ImportItem.number < bindparam("before"),
        ImportItem.kind == ImportItemKind.IMAGE,
        ImportItem.outcome.in_(FOUND),
    )
    .order_by(ImportItem.number)
)


def month_key(month: str) -> str:
    """Give what imports know the studio's own album of a month by."""
    return f"month/{month}"


def of_reads(work: Work, run_id: str, files: Sequence[tuple[int, Read]]) -> Known:
    """Give what is known of files, some that follow each other, by the items of a run before."""
    hashes = {read.sha256 for _, read in files if read.kind is ImportItemKind.IMAGE and read.sha256}
    if not hashes:
        return Known()
    images: dict[str, list[Any]] = {}
    for image in work.rows(IMAGES, {"hashes": [*hashes]}):
        images.setdefault(image.sha256, []).append(image)
    known = Known(images, _albums(work, images.values()))
    values = {"of_run": run_id, "hashes": [*hashes], "before": files[0][0]}
    for each in work.rows(EARLIER, values):
        earlier = Earlier(each.number, each.image_id, each.album_key)
        known.earlier.setdefault(each.sha256, []).append(earlier)
    return known


def _albums(work: Work, images: Iterable[Iterable[Any]]) -> dict[str, set[str]]:
    ids = [image.id for same in images for image in same if image.deleted_at is None]
    albums: dict[str, set[str]] = {}
    if not ids:
        return albums
    for link in work.rows(ALBUMS, {"ids": ids}):
        key = month_key(link.month) if link.month else link.import_key
        if key:
            albums.setdefault(link.image_id, set()).add(key)
    return albums
