"""What each viewer sees of albums and images. Every read of either goes through here.

`viewer` is the person who asks, or None for the public. What the public may not see does not exist
for them: not in lists, not by id, not as a file, not in a count.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select, true
from sqlalchemy.orm import aliased

from domain.albums import Album, AlbumImage
from domain.errors import NotFound
from domain.images import Image
from domain.pages import Order, Page
from domain.users import User
from domain.vocabulary import AlbumVisibility, ImageVisibility
from domain.work import Work

ALBUMS_NEWEST_FIRST = Order("albums", (Album.id,), falling=True)
IMAGES_NEWEST_FIRST = Order("images", (Image.id,), falling=True)
IN_ALBUM_ORDER = Order("album_images", (AlbumImage.position, AlbumImage.image_id))


# The statements are built once for the public and once for people: building one takes longer than
# SQLite takes to answer it.


def _may_see_album(public: bool) -> ColumnElement[bool]:
    return true() if not public else Album.visibility == AlbumVisibility.PUBLISHED


def _may_see_in_album(public: bool) -> ColumnElement[bool]:
    """Say which images may be seen inside an album that may be seen."""
    return true() if not public else Image.visibility != ImageVisibility.PRIVATE


def _may_see_image(public: bool) -> ColumnElement[bool]:
    if not public:
        return true()
    shown = exists().where(
        AlbumImage.image_id == Image.id,
        AlbumImage.album_id == Album.id,
        Album.visibility == AlbumVisibility.PUBLISHED,
    )
    return (Image.visibility == ImageVisibility.PUBLISHED) | (
        (Image.visibility == ImageVisibility.ALBUM) & shown
    )


@cache
def _albums(public: bool) -> Select[Any]:
    """Select albums with what depends on the viewer: `image_count` and `cover_image_id`."""
    link = aliased(AlbumImage)
    seen = (
        select(link.image_id)
        .join(Image, Image.id == link.image_id)
        .where(link.album_id == Album.id, _may_see_in_album(public))
        .correlate(Album)
    )
    count = seen.with_only_columns(func.count()).scalar_subquery()
    cover = seen.order_by(link.position, link.image_id).limit(1).scalar_subquery()
    return select(
        *Album.__table__.columns, count.label("image_count"), cover.label("cover_image_id")
    ).where(_may_see_album(public))


@cache
def _album(public: bool) -> Select[Any]:
    """Select the album `one`."""
    return _albums(public).where(Album.id == bindparam("one"))


@cache
def _is_there(public: bool) -> Select[Any]:
    """Select the id of the album `one`."""
    return select(Album.id).where(Album.id == bindparam("one"), _may_see_album(public))


@cache
def _images_of_album(public: bool) -> Select[Any]:
    """Select the images of the album `one`."""
    return (
        select(*Image.__table__.columns)
        .join(AlbumImage, AlbumImage.image_id == Image.id)
        .where(AlbumImage.album_id == bindparam("one"), _may_see_in_album(public))
    )


@cache
def _images(public: bool) -> Select[Any]:
    """Select images, each once."""
    return select(*Image.__table__.columns).where(_may_see_image(public))


@cache
def _image(public: bool) -> Select[Any]:
    """Select the image `one`."""
    return _images(public).where(Image.id == bindparam("one"))


def album(work: Work, viewer: User | None, album_id: str) -> Any:
    """Give one album with its count and cover. Raises NotFound."""
    for row in work.rows(_album(viewer is None), {"one": album_id}):
        return row
    raise NotFound("There is no album with this id.")


def albums(work: Work, viewer: User | None, cursor: str | None, limit: int) -> Page:
    """List albums, newest first. Raises BadCursor."""
    return ALBUMS_NEWEST_FIRST.page(work, _albums(viewer is None), cursor, limit)


def images_of_album(
    work: Work, viewer: User | None, album_id: str, cursor: str | None, limit: int
) -> Page:
    """List an album's images, in album order. Raises NotFound, BadCursor."""
    if not work.rows(_is_there(viewer is None), {"one": album_id}):
        raise NotFound("There is no album with this id.")
    query = _images_of_album(viewer is None)
    return IN_ALBUM_ORDER.page(work, query, cursor, limit, one=album_id)


def image(work: Work, viewer: User | None, image_id: str) -> Any:
    """Give one image's data. Raises NotFound."""
    for row in work.rows(_image(viewer is None), {"one": image_id}):
        return row
    raise NotFound("There is no image with this id.")


def images(work: Work, viewer: User | None, cursor: str | None, limit: int) -> Page:
    """List images, newest first. Raises BadCursor."""
    return IMAGES_NEWEST_FIRST.page(work, _images(viewer is None), cursor, limit)
