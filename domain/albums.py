"""Albums: named, ordered collections of images. Who sees which is in domain/gallery.py.

An image is always in at least one album; whatever would leave it in none puts it into the studio's
album of the month it was made in.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from types import EllipsisType
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    Row,
    Select,
    String,
    Text,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, aliased, mapped_column

from domain import audit, labels, search
from domain.entity import ID_LENGTH, Entity, id_column, new_id, one_of
from domain.errors import Conflict, NotFound, RuleBroken
from domain.images import Image
from domain.vocabulary import (
    IMPORT_ITEM_ALBUM_KEY_MAX_LENGTH,
    NAME_MAX_LENGTH,
    NOTE_MAX_LENGTH,
    AddOutcome,
    AlbumKind,
    AlbumVisibility,
    ImageVisibility,
    RemoveOutcome,
)
from domain.work import Work

AT_ONCE = 500
"""How many ids go into one statement; databases take a few ten thousand parameters at most."""


def _name_key(context: Any) -> str:
    """Make the sort key of a row that is being inserted."""
    return search.sort_key(context.get_current_parameters()["name"])


def _search_text(context: Any) -> str:
    """Make the search text of a row that is being inserted."""
    row = context.get_current_parameters()
    return searchable(row["name"], row["description"])


def searchable(name: str, description: str) -> str:
    """Join what an album is found by."""
    return search.fold(f"{name}\n{description}")


class Album(Entity):
    """A collection of images in an order."""

    __tablename__ = "albums"
    __table_args__ = (Index(None, "name_key", "id"),)

    id: Mapped[str] = id_column()
    name: Mapped[str] = mapped_column(String(NAME_MAX_LENGTH))
    description: Mapped[str] = mapped_column(String(NOTE_MAX_LENGTH))
    kind: Mapped[AlbumKind] = mapped_column(one_of(AlbumKind))
    month: Mapped[str | None] = mapped_column(String(7), unique=True)
    """`2026-11` for the studio's own album of that month, else null."""
    visibility: Mapped[AlbumVisibility] = mapped_column(one_of(AlbumVisibility))
    import_key: Mapped[str | None] = mapped_column(
        String(IMPORT_ITEM_ALBUM_KEY_MAX_LENGTH), unique=True
    )
    """What imports know it by, the same in every studio; null: none made it."""
    import_visibility: Mapped[str | None] = mapped_column(String(32))
    """Who was to see it when an import made it."""
    chosen_cover_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("images.id", ondelete="SET NULL"), index=True
    )
    """The image of this album that somebody chose to show for it; null: the first one."""
    name_key: Mapped[str] = mapped_column(search.SortKey, default=_name_key)
    search_text: Mapped[str] = mapped_column(Text, default=_search_text)
    version: Mapped[int] = mapped_column(default=1)
    """Counts the changes to all that an opened album shows; the entity tag is made of it."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    def touch(self, now: datetime) -> None:
        """Note that what the album shows has changed."""
        self.version += 1
        self.updated_at = now


class AlbumImage(Entity):
    """That an image is in an album, and where in its order."""

    __tablename__ = "album_images"
    __table_args__ = (
        Index(None, "album_id", "position", "image_id"),
        Index(None, "image_id"),
    )

    album_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("albums.id", ondelete="CASCADE"), primary_key=True
    )
    image_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("images.id", ondelete="CASCADE"), primary_key=True
    )
    # Microseconds, not 1, 2, 3: a cursor holds it, and must not tell the public how many images
    # before it they may not see.
    position: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]


def create(
    work: Work,
    *,
    name: str,
    description: str,
    visibility: AlbumVisibility,
    kind: AlbumKind = AlbumKind.MANUAL,
) -> Album:
    """Make an empty album."""
    album = work.add(
        Album(
            id=new_id("alb", work.now),
            name=name,
            description=description,
            kind=kind,
            visibility=AlbumVisibility(visibility),
            created_at=work.now,
            updated_at=work.now,
        )
    )
    audit.tell(album.id, name=name, visibility=album.visibility)
    return album


def update_album(
    work: Work,
    album: Album,
    *,
    name: str | None = None,
    description: str | None = None,
    visibility: AlbumVisibility | None = None,
    cover_image_id: str | EllipsisType | None = ...,
) -> None:
    """Change what is given; None leaves a thing as it is, but makes the cover automatic.

    Raises RuleBroken for a cover that is not in the album.
    """
    before = _changeable(album)
    if name is not None:
        album.name = name
        album.name_key = search.sort_key(name)
    if description is not None:
        album.description = description
    if visibility is not None:
        album.visibility = AlbumVisibility(visibility)
        audit.tell(visibility=visibility)
    if not isinstance(cover_image_id, EllipsisType):
        if cover_image_id is not None and not present(work, album, [cover_image_id]):
            raise RuleBroken(f"The cover must be an image of the album; {cover_image_id} is not.")
        album.chosen_cover_id = cover_image_id
    if _changeable(album) != before:
        album.search_text = searchable(album.name, album.description)
        album.touch(work.now)
        work.session.flush()


def _changeable(album: Album) -> tuple[object, ...]:
    return (album.name, album.description, album.visibility, album.chosen_cover_id)


def present(work: Work, album: Album, image_ids: Sequence[str]) -> set[str]:
    """Give which of these images are in the album; those in the trash are in none."""
    return set(
        work.session.scalars(
            select(AlbumImage.image_id)
            .join(Image, Image.id == AlbumImage.image_id)
            .where(
                AlbumImage.album_id == album.id,
                AlbumImage.image_id.in_(image_ids),
                Image.deleted_at.is_(None),
            )
        )
    )


def has_images(work: Work, album: Album) -> bool:
    """Tell whether any image is in the album; those in the trash are in none."""
    inside = exists().where(
        AlbumImage.album_id == album.id,
        AlbumImage.image_id == Image.id,
        Image.deleted_at.is_(None),
    )
    return bool(work.session.scalar(select(inside)))


OF_MONTH = select(Album).where(Album.month == bindparam("month"))


def of_month(work: Work, moment: datetime) -> Album:
    """Give the studio's own album of that month; the month's first picture makes it."""
    month = f"{moment:%Y-%m}"
    found = work.session.scalars(OF_MONTH, {"month": month}).first()
    if found is not None:
        return found
    album = Album(
        id=new_id("alb", work.now),
        name=f"Generations {month}",
        description="",
        kind=AlbumKind.MONTHLY,
        month=month,
        visibility=AlbumVisibility.PRIVATE,
        created_at=work.now,
        updated_at=work.now,
    )
    try:
        with work.session.begin_nested():
            return work.add(album)
    except IntegrityError:  # another transaction made it just now
        return work.session.scalars(OF_MONTH, {"month": month}).one()


def put(work: Work, album: Album, image_ids: Sequence[str], position: int | None = None) -> None:
    """Put images into the album that are not in it yet, in the order given.

    They come to its end, or to the `position` that was decided for them before.
    """
    there = set(
        work.session.scalars(
            select(AlbumImage.image_id).where(
                AlbumImage.album_id == album.id, AlbumImage.image_id.in_(image_ids)
            )
        )
    )
    new = [image_id for image_id in dict.fromkeys(image_ids) if image_id not in there]
    if not new:
        return
    first = _end(work, album.id) if position is None else position
    work.session.add_all(
        AlbumImage(album_id=album.id, image_id=image_id, position=first + i, created_at=work.now)
        for i, image_id in enumerate(new)
    )
    album.touch(work.now)
    work.session.flush()


def put_behind(work: Work, image_ids: Mapping[str, Sequence[str]]) -> int:
    """Put images, by album, at the album's end in the order given; give how many that were.

    None may be in its album yet, nor twice among these. One statement for all of them.
    """
    links = []
    for album_id, new in image_ids.items():
        first = _end(work, album_id)
        for position, image_id in enumerate(new, first):
            link = {"album_id": album_id, "image_id": image_id, "position": position}
            links.append({**link, "created_at": work.now})
    if links:
        work.session.execute(insert(AlbumImage), links)
        work.session.execute(
            update(Album)
            .where(Album.id.in_(image_ids))
            .values(version=Album.version + 1, updated_at=work.now)
        )
    return len(links)


LAST = select(func.max(AlbumImage.position)).where(AlbumImage.album_id == bindparam("album"))


def _end(work: Work, album_id: str) -> int:
    """Give the first position behind all that is in the album."""
    return next_position(work, work.session.scalar(LAST, {"album": album_id}))


def position_at(moment: datetime) -> int:
    """Give the position that a moment stands for."""
    return int(moment.timestamp() * 1_000_000)


def next_position(work: Work, last: int | None) -> int:
    """Give a position behind the last one."""
    now = position_at(work.now)
    return now if last is None else max(now, last + 1)


def add(
    work: Work, album: Album, image_ids: Sequence[str], from_album_id: str | None = None
) -> list[tuple[str, AddOutcome]]:
    """Append images, or move them from another album; give what came of each, in order.

    Raises RuleBroken for a move from an album that is not there, or from the same one.
    """
    source = None
    if from_album_id == album.id:
        raise RuleBroken(
            "They would leave the album that they come to; `reorder_album` moves within it."
        )
    if from_album_id is not None:
        source = work.session.get(Album, from_album_id, with_for_update=True)
        if source is None:
            raise RuleBroken("There is no album with this `from_album_id` to move images from.")
    if source is None:
        known = set(
            work.session.scalars(
                select(Image.id).where(Image.id.in_(image_ids), Image.deleted_at.is_(None))
            )
        )
    else:
        known = present(work, source, image_ids)
    there = present(work, album, image_ids)
    put(work, album, [image_id for image_id in image_ids if image_id in known])
    if source is not None:
        _unlink(work, source, known)

    audit.tell(image_ids=[image_id for image_id in image_ids if image_id in known - there])

    def outcome(image_id: str) -> AddOutcome:
        if image_id not in known:
            return AddOutcome.NOT_FOUND
        if source is not None:
            return AddOutcome.MOVED
        return AddOutcome.ALREADY_THERE if image_id in there else AddOutcome.ADDED

    return [(image_id, outcome(image_id)) for image_id in image_ids]


def take_out(work: Work, album: Album, image_id: str) -> None:
    """Take an image out of an album, and keep it somewhere. Raises NotFound, Conflict."""
    if not present(work, album, [image_id]):
        raise NotFound("This image is not in the album.")
    _rehouse(work, album, work.session.execute(only_in(album.id, [image_id])).all())
    _unlink(work, album, {image_id})


@dataclass(frozen=True, slots=True)
class Removal:
    """What came of taking one image out of an album."""

    image_id: str
    outcome: RemoveOutcome
    rehoused_to: str | None = None
    """The album of its month, if it was in no other."""


def remove(work: Work, album: Album, image_ids: Sequence[str]) -> list[Removal]:
    """Take images out of an album, and keep each somewhere; give what came of each, in order."""
    there = present(work, album, image_ids)
    homeless = work.session.execute(only_in(album.id, image_ids)).all()
    kept = {image.id for image in homeless if _month(image) == album.month}
    homes = _rehouse(work, album, [image for image in homeless if image.id not in kept])
    _unlink(work, album, there - kept)
    audit.tell(image_ids=[image_id for image_id in image_ids if image_id in there - kept])

    def removal(image_id: str) -> Removal:
        if image_id not in there:
            return Removal(image_id, RemoveOutcome.NOT_IN_ALBUM)
        if image_id in kept:
            return Removal(image_id, RemoveOutcome.KEPT)
        return Removal(image_id, RemoveOutcome.REMOVED, homes.get(image_id))

    return [removal(image_id) for image_id in image_ids]


def _unlink(work: Work, album: Album, image_ids: Set[str]) -> None:
    """Take images out that are in the album and have another."""
    if not image_ids:
        return
    work.session.execute(
        delete(AlbumImage).where(
            AlbumImage.album_id == album.id, AlbumImage.image_id.in_(image_ids)
        )
    )
    if album.chosen_cover_id in image_ids:
        album.chosen_cover_id = None
    album.touch(work.now)
    work.session.flush()


def delete_album(work: Work, album: Album) -> None:
    """Delete an album and keep its images. Raises Conflict when they would have no album left."""
    _rehouse(work, album, work.session.execute(only_in(album.id)).all())
    audit.tell(name=album.name)
    work.session.delete(album)
    work.session.flush()


def only_in(album_id: Any, image_ids: Sequence[str] | None = None) -> Select[str, datetime]:
    """Select the images (or those of these) that are in no other album, in album order.

    Those in the trash do not count: if their albums are gone, restoring finds them another.
    """
    other = aliased(AlbumImage)
    elsewhere = exists().where(
        other.image_id == AlbumImage.image_id, other.album_id != AlbumImage.album_id
    )
    query = (
        select(Image.id, Image.created_at)
        .join(AlbumImage, AlbumImage.image_id == Image.id)
        .where(AlbumImage.album_id == album_id, Image.deleted_at.is_(None), ~elsewhere)
        .order_by(AlbumImage.position, AlbumImage.image_id)
    )
    return query if image_ids is None else query.where(AlbumImage.image_id.in_(image_ids))


def _month(image: Row[str, datetime]) -> str:
    return f"{image.created_at:%Y-%m}"


def _rehouse(work: Work, leaving: Album, images: Sequence[Row[str, datetime]]) -> dict[str, str]:
    """Put images into the studio's albums of their months; give the album of each."""
    by_month: dict[str, list[Row[str, datetime]]] = {}
    for image in images:
        by_month.setdefault(_month(image), []).append(image)
    if leaving.month in by_month:
        raise Conflict(
            "An image is always in an album, and some are only in this one, which is where "
            "images of its month go: add them to another album first."
        )
    homes: dict[str, str] = {}
    for group in by_month.values():
        album = of_month(work, group[0].created_at)
        for start in range(0, len(group), AT_ONCE):
            put(work, album, [image.id for image in group[start : start + AT_ONCE]])
        homes |= {image.id: album.id for image in group}
    return homes


def update_image(
    work: Work,
    image: Image,
    *,
    title: str | None = None,
    visibility: ImageVisibility | None = None,
) -> None:
    """Change what is given; None leaves a thing as it is. Its albums then show something else."""
    before = (image.title, image.visibility)
    if title is not None:
        image.title = title
        image.title_key = search.sort_key(title)
    if visibility is not None:
        image.visibility = ImageVisibility(visibility)
        audit.tell(visibility=visibility)
    if (image.title, image.visibility) == before:
        return
    image.version += 1
    image.updated_at = work.now
    labels.refresh_search(work, image)
    touch_those_with(work, image.id)
    work.session.flush()


def touch_those_with(work: Work, image_id: str) -> None:
    """Note that every album with this image shows something else now."""
    work.session.execute(
        update(Album)
        .where(Album.id.in_(select(AlbumImage.album_id).where(AlbumImage.image_id == image_id)))
        .values(version=Album.version + 1, updated_at=work.now)
    )
