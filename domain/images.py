"""Images: one picture each, how it was made, where its file is."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from domain.entity import ID_LENGTH, Entity, id_column, one_of
from domain.vocabulary import (
    IMAGE_TITLE_MAX_LENGTH,
    MODEL_MAX_LENGTH,
    NEGATIVE_PROMPT_MAX_LENGTH,
    PROMPT_MAX_LENGTH,
    ImageMediaType,
    ImageSource,
    ImageVisibility,
)
from domain.work import Studio


class Image(Entity):
    """A picture. How it was made never changes; its title and visibility may."""

    __tablename__ = "images"
    __table_args__ = (Index(None, "sha256"),)

    id: Mapped[str] = id_column()
    title: Mapped[str] = mapped_column(String(IMAGE_TITLE_MAX_LENGTH), default="")
    prompt: Mapped[str] = mapped_column(String(PROMPT_MAX_LENGTH))
    negative_prompt: Mapped[str] = mapped_column(String(NEGATIVE_PROMPT_MAX_LENGTH))
    seed: Mapped[int]
    steps: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    guidance_scale: Mapped[float]
    adapters: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    model: Mapped[str] = mapped_column(String(MODEL_MAX_LENGTH))
    media_type: Mapped[ImageMediaType] = mapped_column(one_of(ImageMediaType))
    byte_size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    source: Mapped[ImageSource] = mapped_column(one_of(ImageSource))
    # Unique, so that a job delivered twice cannot make two images. No foreign key: jobs refer to
    # images, and an image may outlive its job.
    job_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), unique=True)
    visibility: Mapped[ImageVisibility] = mapped_column(one_of(ImageVisibility))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


def file_name(sha256: str) -> str:
    """Name an image's file by its content, so that no late writer can change what is there."""
    return f"images/{sha256[:2]}/{sha256}.png"


def sidecar_name(sha256: str) -> str:
    """Name the file beside it that tells how it was made."""
    return f"images/{sha256[:2]}/{sha256}.json"


def thumbnail_name(sha256: str) -> str:
    """Name its thumbnail."""
    return f"thumbnails/{sha256[:2]}/{sha256}.webp"


def thumbnail(studio: Studio, sha256: str) -> bytes:
    """Give the image's thumbnail; make it now if it was never kept. Raises FileNotFoundError."""
    name = thumbnail_name(sha256)
    try:
        return studio.files.get(name)
    except FileNotFoundError:
        small = studio.shrink(studio.files.get(file_name(sha256)))
        studio.files.put(name, small)
        return small
