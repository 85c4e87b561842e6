"""Labels: captions and tags on images, by people and by models."""

import hashlib
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, bindparam, func, select
from sqlalchemy.orm import Mapped, mapped_column

from domain import audit, images, search
from domain.entity import ID_LENGTH, Entity, id_column, new_id, one_of
from domain.errors import Conflict, NotFound, RuleBroken
from domain.images import Image
from domain.pages import Order, Page
from domain.users import User
from domain.vocabulary import (
    LABEL_COUNT_MAXIMUM,
    LABEL_TEXT_MAX_LENGTH,
    MODEL_MAX_LENGTH,
    TAG_MAX_LENGTH,
    LabelKind,
    LabelSource,
)
from domain.work import Work


class Label(Entity):
    """A caption or a tag of an image."""

    __tablename__ = "labels"
    __table_args__ = (Index(None, "image_id", "id"), Index(None, "tag_key", "image_id"))

    id: Mapped[str] = id_column()
    image_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("images.id", ondelete="CASCADE")
    )
    kind: Mapped[LabelKind] = mapped_column(one_of(LabelKind))
    text: Mapped[str] = mapped_column(String(LABEL_TEXT_MAX_LENGTH))
    tag_key: Mapped[str | None] = mapped_column(String(64))
    """What `tag_key` gives for a tag; null for a caption."""
    source: Mapped[LabelSource] = mapped_column(one_of(LabelSource))
    model: Mapped[str | None] = mapped_column(String(MODEL_MAX_LENGTH))
    confidence: Mapped[float | None]
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"))
    created_at: Mapped[datetime]


OLDEST_FIRST = Order("labels", (Label.id,))


def tag_key(text: str) -> str:
    """Give what two texts have in common that are the same tag, whatever their case and blanks.

    It is a hash, as a folded text may be longer than an index takes.
    """
    return hashlib.sha256(" ".join(search.words(text)).encode()).hexdigest()


@cache
def _of_image() -> Select[Any]:
    return select(*Label.__table__.columns).where(Label.image_id == bindparam("one"))


def page(work: Work, image_id: str, cursor: str | None, limit: int) -> Page:
    """List an image's labels, oldest first. Raises BadCursor."""
    return OLDEST_FIRST.page(work, _of_image(), cursor, limit, one=image_id)


def get(work: Work, image_id: str, label_id: str) -> Label:
    """Give a label of this image, and lock the image. Raises NotFound."""
    images.get(work, image_id, lock=True)
    label = work.find(Label, label_id)
    if label is None or label.image_id != image_id:
        raise NotFound("The image has no label with this id.")
    return label


def add(
    work: Work,
    image: Image,
    *,
    by: User,
    kind: LabelKind,
    text: str,
    model: str | None = None,
    confidence: float | None = None,
) -> tuple[Label, bool]:
    """Give the label, and whether it is new: a tag that is there stays as it is, and a caption
    replaces that of the same person or model. The image must be locked.

    Raises RuleBroken for a confidence without a model, a tag that is too long, one label too many.
    """
    if confidence is not None and model is None:
        raise RuleBroken("A confidence is a model's: say which `model`.")
    key = _key(kind, text)
    query = select(Label).where(Label.image_id == image.id, Label.kind == kind)
    if key is not None:
        query = query.where(Label.tag_key == key)
    else:
        query = query.where(Label.model.is_(None) if model is None else Label.model == model)
    found = work.session.scalars(query).first()
    if found is None:
        found = _new(work, image, by, LabelKind(kind), text, key, model, confidence)
        new = True
    else:
        new = False
        if key is None:
            found.text = text
            found.confidence = confidence
    refresh_search(work, image)
    audit.tell(label_id=found.id)
    return found, new


def _new(
    work: Work,
    image: Image,
    by: User,
    kind: LabelKind,
    text: str,
    key: str | None,
    model: str | None,
    confidence: float | None,
) -> Label:
    many = select(func.count()).where(Label.image_id == image.id)
    if work.session.scalars(many).one() >= LABEL_COUNT_MAXIMUM:
        raise RuleBroken(f"The image has {LABEL_COUNT_MAXIMUM} labels, and no image has more.")
    return work.add(
        Label(
            id=new_id("lbl", work.now),
            image_id=image.id,
            kind=kind,
            text=text,
            tag_key=key,
            source=LabelSource.MANUAL if model is None else LabelSource.MODEL,
            model=model,
            confidence=confidence,
            created_by=by.id,
            created_at=work.now,
        )
    )


def _key(kind: LabelKind, text: str) -> str | None:
    if kind != LabelKind.TAG:
        return None
    if len(text) > TAG_MAX_LENGTH:
        raise RuleBroken(f"A tag has at most {TAG_MAX_LENGTH} characters; this has {len(text)}.")
    return tag_key(text)


def update(
    work: Work, label: Label, *, text: str | None = None, confidence: float | None = None
) -> None:
    """Change what is given; None leaves a thing as it is. The image must be locked.

    Raises RuleBroken (too long for a tag, a person's confidence) and Conflict (has that tag).
    """
    if confidence is not None:
        if label.source != LabelSource.MODEL:
            raise RuleBroken("A confidence is a model's, and a person wrote this label.")
        label.confidence = confidence
    if text is not None:
        key = _key(label.kind, text)
        other = select(Label.id).where(
            Label.image_id == label.image_id, Label.tag_key == key, Label.id != label.id
        )
        if key is not None and work.session.scalars(other).first() is not None:
            raise Conflict("The image has this tag already.")
        label.text, label.tag_key = text, key
    refresh_search(work, work.get(Image, label.image_id))


def delete(work: Work, label: Label) -> None:
    """Take a label away. The image must be locked."""
    work.session.delete(label)
    refresh_search(work, work.get(Image, label.image_id))


def refresh_search(work: Work, image: Image) -> None:
    """Make the image be found by the words that it has now."""
    work.session.flush()
    texts = select(Label.text).where(Label.image_id == image.id).order_by(Label.id)
    image.search_text = images.searchable(image.prompt, image.title, *work.session.scalars(texts))
    work.session.flush()
