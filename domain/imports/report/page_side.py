"""What the public page shows of imported albums, held against what their rules say.

It is not guessed from columns: the albums are read as somebody who has not signed in gets them, by
the very statements that answer them (domain/gallery.py).
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, func, select

from domain import gallery
from domain.albums import Album, AlbumImage
from domain.errors import NotFound
from domain.images import Image
from domain.imports.report.findings import Finding
from domain.vocabulary import AlbumVisibility, ImageVisibility, ImportDiscrepancyCode
from domain.work import Studio, Work

PAGE = 100
"""So many albums are read at once."""


def to_be_public() -> Select[Any]:
    """Select the albums that their rules make public, each with how many images it should show.

    What somebody made private by hand is meant to be, and so is what lies in the trash.
    """
    shown = (
        select(func.count())
        .select_from(AlbumImage)
        .join(Image, Image.id == AlbumImage.image_id)
        .where(
            AlbumImage.album_id == Album.id,
            Image.deleted_at.is_(None),
            Image.visibility != ImageVisibility.PRIVATE,
        )
        .correlate(Album)
        .scalar_subquery()
    )
    return (
        select(Album.id, Album.name, shown.label("images"))
        .where(Album.import_visibility == AlbumVisibility.PUBLISHED)
        .order_by(Album.id)
    )


def compare(studio: Studio) -> Iterator[Finding]:
    """Find the albums that the public does not see as their rules say."""
    with studio.look() as work:
        wanted = work.rows(to_be_public())
        seen = _seen(work) if wanted else {}
    for album in wanted:
        if seen.get(album.id) != album.images and (detail := _again(studio, album.id)):
            yield Finding(ImportDiscrepancyCode.ALBUM_NOT_VISIBLE, detail, album_id=album.id)


def _seen(work: Work) -> dict[str, int]:
    """Give how many images the public sees in each album that it sees."""
    seen: dict[str, int] = {}
    cursor = None
    while True:
        page = gallery.albums(work, None, cursor, PAGE)
        seen.update({album.id: album.image_count for album in page.items})
        cursor = page.next_cursor
        if cursor is None:
            return seen


def _again(studio: Studio, album_id: str) -> str | None:
    """Look at one album once more, since albums change while they are read; say what is wrong."""
    with studio.look() as work:
        for album in work.rows(to_be_public().where(Album.id == album_id)):
            try:
                shown = gallery.album(work, None, album_id).image_count
            except NotFound:
                return f"The public does not find the album {album.name!r}."
            if shown < album.images:
                return (
                    f"The public finds {shown} of the {album.images} images that the album "
                    f"{album.name!r} should show."
                )
    return None
