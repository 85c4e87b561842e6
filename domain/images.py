"""Images: one picture each, how it was made, where its file is."""

import hashlib
import logging
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, select, text
from sqlalchemy.orm import Mapped, mapped_column

from domain import search
from domain.contents import SHA256_LENGTH, Content
from domain.entity import ID_LENGTH, Entity, id_column, one_of
from domain.errors import NotFound
from domain.imports.source import ImportSource
from domain.vocabulary import (
    IMAGE_TITLE_MAX_LENGTH,
    MODEL_MAX_LENGTH,
    NEGATIVE_PROMPT_MAX_LENGTH,
    PROMPT_MAX_LENGTH,
    ImageMediaType,
    ImageSource,
    ImageVisibility,
    ImportDatedBy,
)
from domain.work import Studio, Work

log = logging.getLogger(__name__)


def _title_key(context: Any) -> str:
    """Make the sort key of a row that is being inserted."""
    return search.sort_key(context.get_current_parameters().get("title") or "")


def _search_text(context: Any) -> str:
    """Make the search text of a row that is being inserted; it has no labels yet."""
    row = context.get_current_parameters()
    return searchable(row.get("prompt"), row.get("title"))


def searchable(*texts: str | None) -> str:
    """Join what an image is found by: its prompt, its title, the texts of its labels."""
    return search.fold("\n".join(text for text in texts if text))


TRASHED = text("deleted_at IS NOT NULL")


class Image(Entity):
    """A picture. How it was made never changes (null for uploads); its title and visibility may."""

    __tablename__ = "images"
    __table_args__ = (
        Index(None, "sha256"),
        Index(None, "title_key", "id"),
        # Of the trash alone, so that no other query takes it for a way to what is not in the trash.
        Index(None, "deleted_at", "id", sqlite_where=TRASHED, postgresql_where=TRASHED),
    )

    id: Mapped[str] = id_column()
    title: Mapped[str] = mapped_column(String(IMAGE_TITLE_MAX_LENGTH), default="")
    prompt: Mapped[str | None] = mapped_column(String(PROMPT_MAX_LENGTH))
    negative_prompt: Mapped[str | None] = mapped_column(String(NEGATIVE_PROMPT_MAX_LENGTH))
    seed: Mapped[int | None]
    steps: Mapped[int | None]
    width: Mapped[int]
    height: Mapped[int]
    guidance_scale: Mapped[float | None]
    adapters: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    model: Mapped[str | None] = mapped_column(String(MODEL_MAX_LENGTH))
    media_type: Mapped[ImageMediaType] = mapped_column(one_of(ImageMediaType))
    byte_size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(ForeignKey(Content.sha256))
    source: Mapped[ImageSource] = mapped_column(one_of(ImageSource))
    # Unique, so that a job delivered twice cannot make two images. No foreign key: jobs refer to
    # images, and an image may outlive its job.
    job_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), unique=True)
    # The row of a batch that it was drawn for. No foreign keys here either: an image tells where it
    # came from when that is gone.
    template_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    batch_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    row_number: Mapped[int | None]
    row_values: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    # The import that made it, and the file of its source that tells how it was made, by a hash of
    # both names (domain/imports/): another file of the same bytes does not.
    import_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    import_key: Mapped[str | None] = mapped_column(String(SHA256_LENGTH), index=True)
    dated_by: Mapped[ImportDatedBy | None] = mapped_column(one_of(ImportDatedBy))
    visibility: Mapped[ImageVisibility] = mapped_column(one_of(ImageVisibility))
    title_key: Mapped[str] = mapped_column(search.SortKey, default=_title_key)
    search_text: Mapped[str] = mapped_column(Text, default=_search_text)
    """Prompt, title and labels, folded; domain/labels.py keeps it up to date."""
    deleted_at: Mapped[datetime | None]
    """Since when it is in the trash (domain/trash.py), where nobody sees it; else null."""
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


COLUMNS = tuple(
    column
    for column in Image.__table__.columns
    if column.name not in ("title_key", "search_text", "deleted_at")
)
"""What is shown of an image; the rest is for finding and sorting, and as long as all of it."""


def get(work: Work, image_id: str, *, lock: bool = False) -> Image:
    """Give an image that is not in the trash; `lock` keeps others from changing it meanwhile.

    Raises NotFound.
    """
    image = work.get(Image, image_id, lock=lock)
    if image.deleted_at is not None:
        raise NotFound("There is no image with this id.")
    return image


FOLDERS = ("images", "thumbnails")
ENDINGS = {
    ImageMediaType.IMAGE_PNG: "png",
    ImageMediaType.IMAGE_JPEG: "jpg",
    ImageMediaType.IMAGE_WEBP: "webp",
}


def file_name(sha256: str, media_type: ImageMediaType = ImageMediaType.IMAGE_PNG) -> str:
    """Name an image's file by its content, so that no late writer can change what is there."""
    return f"images/{sha256[:2]}/{sha256}.{ENDINGS[media_type]}"


def sidecar_name(sha256: str) -> str:
    """Name the file beside it that tells how it was made."""
    return f"images/{sha256[:2]}/{sha256}.json"


def thumbnail_name(sha256: str) -> str:
    """Name its thumbnail."""
    return f"thumbnails/{sha256[:2]}/{sha256}.webp"


def file_names(sha256: str) -> list[str]:
    """Give every name that a file with this content, or one beside it, may have."""
    pictures = [file_name(sha256, media_type) for media_type in ENDINGS]
    return [*pictures, sidecar_name(sha256), thumbnail_name(sha256)]


GONE = "The picture of this image is not where it should be, or is not what it was."


def original(
    studio: Studio,
    sha256: str,
    media_type: ImageMediaType = ImageMediaType.IMAGE_PNG,
    start: int = 0,
    end: int | None = None,
    *,
    verified: bool = False,
) -> bytes:
    """Give the bytes of an image's picture from `start` to before `end`, wherever it lies.

    `verified`: read all of it, and give nothing of one that is not what it was; so it always is
    with a picture that lies in a source, where we do not know who writes. Raises NotFound for one
    that others took away or changed, FileNotFoundError for one that we lost.
    """
    name = file_name(sha256, media_type)
    try:
        if not verified:
            return studio.files.get(name, start, end)
        data = studio.files.get(name)
    except FileNotFoundError:
        place = _place(studio, sha256)
        if place is None and not verified:
            raise
        data = _in_place(studio, sha256, place)
    if hashlib.sha256(data).hexdigest() != sha256:
        log.warning("the picture of content %s is not what it was", sha256)
        raise NotFound(GONE)
    return data[start:end]


def _place(studio: Studio, sha256: str) -> Any:
    """Give `name` and `folder` of the source where a picture lies, and its `path`; or None."""
    query = (
        select(ImportSource.name, ImportSource.folder, Content.source_path.label("path"))
        .join(ImportSource, ImportSource.name == Content.source)
        .where(Content.sha256 == sha256, Content.source_path.is_not(None))
    )
    with studio.look() as work:
        return next(iter(work.rows(query)), None)


def _in_place(studio: Studio, sha256: str, place: Any) -> bytes:
    """Read a picture where it lies in a source, whatever is there now. Raises NotFound."""
    if place is None:
        log.warning("no picture is there for an image of content %s", sha256)
        raise NotFound(GONE)
    try:
        return studio.sources.tree(place.folder).read(place.path.encode())
    except OSError:  # it is the same to whoever looks: others may take it away, or close it to us
        log.warning("the source %s does not give the content %s", place.name, sha256)
        raise NotFound(GONE) from None


def may_change(image: Any) -> bool:
    """Tell whether others may change an image's picture, so that it is to be verified.

    A link leads to where they write, and so does what lies in place.
    """
    return bool(image.source == ImageSource.IMPORT)


def picture(studio: Studio, image: Any, start: int = 0, end: int | None = None) -> bytes:
    """Give bytes of an image's picture, as `original` does."""
    verified = may_change(image)
    return original(studio, image.sha256, image.media_type, start, end, verified=verified)


def thumbnail(
    studio: Studio,
    sha256: str,
    media_type: ImageMediaType = ImageMediaType.IMAGE_PNG,
    *,
    verified: bool = False,
) -> bytes:
    """Give the image's thumbnail; make it now if it was never kept. Raises as `original` does.

    `verified`: nothing but the very bytes that were found to be a picture gets to the decoder.
    """
    name = thumbnail_name(sha256)
    try:
        return studio.files.get(name)
    except FileNotFoundError:
        small = studio.shrink(original(studio, sha256, media_type, verified=verified))
        studio.files.put(name, small)
        return small
