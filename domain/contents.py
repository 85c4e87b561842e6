"""Contents: what has files, by the SHA-256 that names them. Why there is a row for it:

Files are named by content, so a picture that was deleted may be made again, and be put under the
very name that a sweep is deleting. No store can be asked to delete a file only if nobody wants it.
The database can: whoever is about to put files says so here first, the sweep holds the row while it
deletes them, and no image can be made whose content has no row.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

from sqlalchemy import String, Table, Text, bindparam, text, update
from sqlalchemy.orm import Mapped, mapped_column

from domain.entity import Entity, UtcTime
from domain.vocabulary import IMPORT_SOURCE_NAME_MAX_LENGTH
from domain.work import Studio, Work

SHA256_LENGTH = 64


class Content(Entity):
    """That files with this content are there, or will be in a moment."""

    __tablename__ = "contents"

    sha256: Mapped[str] = mapped_column(String(SHA256_LENGTH), primary_key=True)
    touched_at: Mapped[datetime]
    """When somebody last was about to put them."""
    source: Mapped[str | None] = mapped_column(String(IMPORT_SOURCE_NAME_MAX_LENGTH))
    """The import source where a picture lies that was taken over in place; null: in the store."""
    source_path: Mapped[str | None] = mapped_column(Text)
    """Where in that source."""


# Both databases speak this, and SQLAlchemy has no one construct for both.
NOTE = text(
    "INSERT INTO contents (sha256, touched_at) VALUES (:sha256, :now)"
    " ON CONFLICT (sha256) DO UPDATE SET touched_at = excluded.touched_at"
).bindparams(bindparam("now", type_=UtcTime()))


def about_to_put(studio: Studio, sha256: str) -> None:
    """Say that files with this content are about to be put; wait while they are being swept away.

    From now on nothing sweeps them for `sweeping.GRACE`, in which the image has to be made; a
    worker's lease is much shorter. One that comes after they were swept, the database refuses.
    """
    with studio.work(beside=True) as work:
        note(work, sha256)


def note(work: Work, sha256: str) -> None:
    """Say so in a transaction that is open already; it holds from the commit on."""
    work.session.execute(NOTE, {"sha256": sha256, "now": work.now})


PLACE = (
    update(cast(Table, Content.__table__))
    .where(Content.sha256 == bindparam("of"))
    .values(source=bindparam("lies_in"), source_path=bindparam("at_path"))
)


def note_all(work: Work, hashes: Iterable[str]) -> None:
    """Say it of many, in a transaction that goes beside no other."""
    rows = [{"sha256": sha256, "now": work.now} for sha256 in sorted(hashes)]
    if rows:
        work.session.connection().execute(NOTE, rows)


def place(work: Work, source: str | None, paths: Mapping[str, str | None]) -> None:
    """Say where pictures lie, by their hashes: in a source, or in the store."""
    rows = [{"of": sha256, "lies_in": source, "at_path": path} for sha256, path in paths.items()]
    if rows:
        work.session.connection().execute(PLACE, rows)
