"""Albums: named, ordered collections of images. Who sees which is in domain/gallery.py.

An image is always in at least one album; whatever would leave it in none puts it into the studio's
album of the month it was made in.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    Row,
    String,
    bindparam,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, aliased, mapped_column

from domain.entity import ID_LENGTH, Entity, id_column, new_id, one_of
from domain.errors import Conflict, NotFound
from domain.images import Image
from domain.vocabulary import (
    NAME_MAX_LENGTH,
    NOTE_MAX_LENGTH,
    AlbumKind,
    AlbumVisibility,
    ImageVisibility,
)
from domain.work import Work

AT_ONCE = 500
"""How many ids go into one statement; databases take a few ten thousand parameters at most."""


class Album(Entity):
    """A collection of images in an order."""

    __tablename__ = "albums"

    id: Mapped[str] = id_column()
    name: Mapped[str] = mapped_column(String(NAME_MAX_LENGTH))
    description: Mapped[str] = mapped_column(String(NOTE_MAX_LENGTH))
    kind: Mapped[AlbumKind] = mapped_column(one_of(AlbumKind))
    month: Mapped[str | None] = mapped_column(String(7), unique=True)
    """`2026-11` for the studio's own album of that month, else null."""
    visibility: Mapped[AlbumVisibility] = mapped_column(one_of(AlbumVisibility))
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


def create(work: Work, *, name: str, description: str, visibility: AlbumVisibility) -> Album:
    """Make an empty album."""
    return work.add(
        Album(
            id=new_id("alb", work.now),
            name=name,
            description=description,
            kind=AlbumKind.MANUAL,
            visibility=AlbumVisibility(visibility),
            created_at=work.now,
            updated_at=work.now,
        )
    )


def update_album(
    work: Work,
    album: Album,
    *,
    name: str | None = None,
    description: str | None = None,
    visibility: AlbumVisibility | None = None,
) -> None:
    """Change what is given; None leaves a thing as it is."""
    before = (album.name, album.description, album.visibility)
    if name is not None:
        album.name = name
    if description is not None:
        album.description = description
    if visibility is not None:
        album.visibility = AlbumVisibility(visibility)
    if (album.name, album.description, album.visibility) != before:
        album.touch(work.now)
        work.session.flush()


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
    first = _end(work, album) if position is None else position
    work.session.add_all(
        AlbumImage(album_id=album.id, image_id=image_id, position=first + i, created_at=work.now)
        for i, image_id in enumerate(new)
    )
    album.touch(work.now)
    work.session.flush()


def _end(work: Work, album: Album) -> int:
    """Give the first position after all that is in the album."""
    last = work.session.scalar(
        select(func.max(AlbumImage.position)).where(AlbumImage.album_id == album.id)
    )
    now = position_at(work.now)
    return now if last is None else max(now, last + 1)


def position_at(moment: datetime) -> int:
    """Give the position that a moment stands for."""
    return int(moment.timestamp() * 1_000_000)


def take_out(work: Work, album: Album, image_id: str) -> None:
    """Take an image out of an album, and keep it somewhere. Raises NotFound, Conflict."""
    link = work.find(AlbumImage, (album.id, image_id))
    if link is None:
        raise NotFound("This image is not in the album.")
    _rehouse(work, album, _only_in(work, album, image_id))
    work.session.delete(link)
    album.touch(work.now)
    work.session.flush()


def delete_album(work: Work, album: Album) -> None:
    """Delete an album and keep its images. Raises Conflict when they would have no album left."""
    _rehouse(work, album, _only_in(work, album))
    work.session.delete(album)
    work.session.flush()


def _only_in(work: Work, album: Album, image_id: str | None = None) -> Sequence[Row[str, datetime]]:
    """Find the images (or this one) that are in no other album, in album order."""
    other = aliased(AlbumImage)
    elsewhere = exists().where(other.image_id == AlbumImage.image_id, other.album_id != album.id)
    query = (
        select(Image.id, Image.created_at)
        .join(AlbumImage, AlbumImage.image_id == Image.id)
        .where(AlbumImage.album_id == album.id, ~elsewhere)
        .order_by(AlbumImage.position, AlbumImage.image_id)
    )
    if image_id is not None:
        query = query.where(AlbumImage.image_id == image_id)
    return work.session.execute(query).all()


def _rehouse(work: Work, leaving: Album, images: Sequence[Row[str, datetime]]) -> None:
    """Put images into the studio's albums of their months."""
    by_month: dict[str, list[Row[str, datetime]]] = {}
    for image in images:
        by_month.setdefault(f"{image.created_at:%Y-%m}", []).append(image)
    if leaving.month in by_month:
        raise Conflict(
            "An image is always in an album, and some are only in this one, which is where "
            "images of its month go: add them to another album first."
        )
    for group in by_month.values():
        album = of_month(work, group[0].created_at)
        for start in range(0, len(group), AT_ONCE):
            put(work, album, [image.id for image in group[start : start + AT_ONCE]])


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
    if visibility is not None:
        image.visibility = ImageVisibility(visibility)
    if (image.title, image.visibility) == before:
        return
    image.version += 1
    image.updated_at = work.now
    touch_those_with(work, image.id)
    work.session.flush()


def touch_those_with(work: Work, image_id: str) -> None:
    """Note that every album with this image shows something else now."""
    work.session.execute(
        update(Album)
        .where(Album.id.in_(select(AlbumImage.album_id).where(AlbumImage.image_id == image_id)))
        .values(version=Album.version + 1, updated_at=work.now)
    )


def delete_image(work: Work, image: Image) -> None:
    """Delete an image from every album; its file goes with the next sweep (domain/sweeping.py)."""
    touch_those_with(work, image.id)
    work.session.execute(delete(AlbumImage).where(AlbumImage.image_id == image.id))
    work.session.delete(image)
    work.session.flush()
