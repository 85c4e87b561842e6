"""What each viewer sees of albums and images. Every read of either goes through here.

`viewer` is the person who asks, or None for the public. What the public may not see does not exist
for them: not in lists, not by id, not as a file, not in a count.
"""

import hashlib
import json
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    exists,
    func,
    null,
    select,
    true,
)
from sqlalchemy.orm import aliased

from domain import labels, search
from domain.albums import Album, AlbumImage, only_in
from domain.errors import NotFound
from domain.images import COLUMNS, Image
from domain.labels import Label
from domain.pages import Order, Page
from domain.users import User
from domain.vocabulary import (
    AlbumKind,
    AlbumSort,
    AlbumVisibility,
    ImageSort,
    ImageSource,
    ImageVisibility,
)
from domain.work import Work

ALBUM_ORDERS = {
    AlbumSort.NEWEST: Order("albums", (Album.id,), falling=True),
    AlbumSort.OLDEST: Order("albums_oldest", (Album.id,)),
    AlbumSort.NAME: Order("albums_name", (Album.name_key, Album.id)),
}
IMAGE_ORDERS = {
    ImageSort.NEWEST: Order("images", (Image.id,), falling=True),
    ImageSort.OLDEST: Order("images_oldest", (Image.id,)),
    ImageSort.TITLE: Order("images_title", (Image.title_key, Image.id)),
}
IN_ALBUM_ORDER = Order("album_images", (AlbumImage.position, AlbumImage.image_id))


# The statements are built once for the public and once for people: building one takes longer than
# SQLite takes to answer it. Those that filters narrow are built once for each set of filters.


def _may_see_album(public: bool) -> ColumnElement[bool]:
    return true() if not public else Album.visibility == AlbumVisibility.PUBLISHED


def _may_see_in_album(public: bool) -> ColumnElement[bool]:
    """Say which images may be seen inside an album that may be seen."""
    there = Image.deleted_at.is_(None)
    return there if not public else there & (Image.visibility != ImageVisibility.PRIVATE)


def _may_see_image(public: bool) -> ColumnElement[bool]:
    there = Image.deleted_at.is_(None)
    if not public:
        return there
    shown = exists().where(
        AlbumImage.image_id == Image.id,
        AlbumImage.album_id == Album.id,
        Album.visibility == AlbumVisibility.PUBLISHED,
    )
    return there & (
        (Image.visibility == ImageVisibility.PUBLISHED)
        | ((Image.visibility == ImageVisibility.ALBUM) & shown)
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
    chosen = seen.where(link.image_id == Album.chosen_cover_id).scalar_subquery()
    first = seen.order_by(link.position, link.image_id).limit(1).scalar_subquery()
    return select(
        *(column for column in Album.__table__.columns if column.name not in UNSEEN),
        count.label("image_count"),
        func.coalesce(chosen, first).label("cover_image_id"),
    ).where(_may_see_album(public))


UNSEEN = ("chosen_cover_id", "name_key", "search_text")
"""Columns of an album that no view of it shows."""


@cache
def _album(public: bool) -> Select[Any]:
    """Select the album `one`."""
    return _albums(public).where(Album.id == bindparam("one"))


@cache
def _only_here(public: bool) -> Select[Any]:
    """Select the album `one` with `images_only_here`, which the public is not told."""
    inside = only_in(Album.id).order_by(None).with_only_columns(func.count()).correlate(Album)
    only = null() if public else inside.scalar_subquery()
    return _album(public).add_columns(only.label("images_only_here"))


@cache
def _is_there(public: bool) -> Select[Any]:
    """Select the id of the album `one`."""
    return select(Album.id).where(Album.id == bindparam("one"), _may_see_album(public))


@cache
def _images_of_album(public: bool) -> Select[Any]:
    """Select the images of the album `one`."""
    return (
        select(*COLUMNS)
        .join(AlbumImage, AlbumImage.image_id == Image.id)
        .where(AlbumImage.album_id == bindparam("one"), _may_see_in_album(public))
    )


@cache
def _images(public: bool) -> Select[Any]:
    """Select images, each once."""
    return select(*COLUMNS).where(_may_see_image(public))


@cache
def _image(public: bool) -> Select[Any]:
    """Select the image `one`."""
    return _images(public).where(Image.id == bindparam("one"))


def _has_words(text: Any, many: int) -> list[ColumnElement[bool]]:
    """Say that a text has the words `word_0`, `word_1`, …: patterns of `search.anywhere`."""
    return [text.like(bindparam(f"word_{n}", type_=String), escape="\\") for n in range(many)]


# Filters by name: what each asks of a row, in terms of the parameter of its name.
OF_ALBUMS: dict[str, ColumnElement[bool]] = {
    "kind": Album.kind == bindparam("kind"),
    "visibility": Album.visibility == bindparam("visibility"),
}
OF_IMAGES: dict[str, ColumnElement[bool]] = {
    "tag": Image.id.in_(select(Label.image_id).where(Label.tag_key == bindparam("tag"))),
    "source": Image.source == bindparam("source"),
    "model": Image.model == bindparam("model"),
    "seed": Image.seed == bindparam("seed", type_=Integer),
    "visibility": Image.visibility == bindparam("visibility"),
    "created_after": Image.created_at >= bindparam("created_after"),
    "created_before": Image.created_at < bindparam("created_before"),
}


@lru_cache(maxsize=256)
def _some_albums(public: bool, filters: tuple[str, ...], words: int) -> Select[Any]:
    """Select albums, narrowed by these filters and as many words."""
    query = _albums(public)
    asked = [OF_ALBUMS[name] for name in filters] + _has_words(Album.search_text, words)
    return query.where(*asked) if asked else query


@lru_cache(maxsize=256)
def _some_images(public: bool, filters: tuple[str, ...], words: int) -> Select[Any]:
    """Select images, narrowed by these filters and as many words."""
    query = _images(public)
    # In an album that the public may not see it finds nothing, not even what is seen elsewhere.
    inside = (
        select(AlbumImage.image_id)
        .join(Album, Album.id == AlbumImage.album_id)
        .where(Album.id == bindparam("album_id"), _may_see_album(public))
    )
    narrowing = {**OF_IMAGES, "album_id": Image.id.in_(inside) & _may_see_in_album(public)}
    asked = [narrowing[name] for name in filters] + _has_words(Image.search_text, words)
    return query.where(*asked) if asked else query


def _filters(given: dict[str, Any]) -> tuple[tuple[str, ...], dict[str, Any], str]:
    """Give the names of the filters that are set, their values, and what stands for all of it."""
    values = {name: value for name, value in given.items() if value is not None}
    if not values:
        return (), {}, ""
    text = json.dumps(values, sort_keys=True, default=str)
    return tuple(values), values, "?" + hashlib.sha256(text.encode()).hexdigest()[:16]


def _patterns(q: str | None) -> dict[str, str]:
    """Give the values of `word_0`, `word_1`, …"""
    words = dict.fromkeys(search.words(q or ""))
    return {f"word_{n}": search.anywhere(word) for n, word in enumerate(words)}


def album(work: Work, viewer: User | None, album_id: str) -> Any:
    """Give one album with its count and cover. Raises NotFound."""
    return _one_album(work, _album(viewer is None), album_id)


def open_album(work: Work, viewer: User | None, album_id: str) -> Any:
    """Give one album, and how many images are in no other. Raises NotFound."""
    return _one_album(work, _only_here(viewer is None), album_id)


def _one_album(work: Work, query: Select[Any], album_id: str) -> Any:
    for row in work.rows(query, {"one": album_id}):
        return row
    raise NotFound("There is no album with this id.")


def albums(
    work: Work,
    viewer: User | None,
    cursor: str | None,
    limit: int,
    *,
    sort: AlbumSort = AlbumSort.NEWEST,
    q: str | None = None,
    kind: AlbumKind | None = None,
    visibility: AlbumVisibility | None = None,
) -> Page:
    """List albums, newest first. Raises BadCursor."""
    words = _patterns(q)
    names, values, narrowed = _filters({"kind": kind, "visibility": visibility, **words})
    names = names[: len(names) - len(words)]
    query = _some_albums(viewer is None, names, len(words))
    return ALBUM_ORDERS[AlbumSort(sort)].page(work, query, cursor, limit, narrowed, **values)


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


def images(
    work: Work,
    viewer: User | None,
    cursor: str | None,
    limit: int,
    *,
    sort: ImageSort = ImageSort.NEWEST,
    q: str | None = None,
    tag: str | None = None,
    album_id: str | None = None,
    source: ImageSource | None = None,
    model: str | None = None,
    seed: int | None = None,
    visibility: ImageVisibility | None = None,
    created_after: datetime | None = None,
    created_before: datetime | None = None,
) -> Page:
    """List images, newest first. Raises BadCursor."""
    words = _patterns(q)
    names, values, narrowed = _filters(
        {
            "tag": None if tag is None else labels.tag_key(tag),
            "album_id": album_id,
            "source": source,
            "model": model,
            "seed": seed,
            "visibility": visibility,
            "created_after": created_after,
            "created_before": created_before,
            **words,
        }
    )
    names = names[: len(names) - len(words)]
    query = _some_images(viewer is None, names, len(words))
    return IMAGE_ORDERS[ImageSort(sort)].page(work, query, cursor, limit, narrowed, **values)


def labels_of_image(
    work: Work, viewer: User | None, image_id: str, cursor: str | None, limit: int
) -> Page:
    """List an image's labels, oldest first. Raises NotFound, BadCursor."""
    return labels.page(work, image(work, viewer, image_id).id, cursor, limit)
