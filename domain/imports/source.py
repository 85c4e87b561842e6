"""Sources: the folders that the studio may import from, and what is known of the files in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.contents import SHA256_LENGTH
from domain.entity import Entity
from domain.vocabulary import IMPORT_SOURCE_NAME_MAX_LENGTH


class ImportSource(Entity):
    """A folder by name. Where it lies is told to nobody over HTTP."""

    __tablename__ = "import_sources"

    name: Mapped[str] = mapped_column(String(IMPORT_SOURCE_NAME_MAX_LENGTH), primary_key=True)
    folder: Mapped[str] = mapped_column(Text)
    """Its absolute path, without symbolic links in it."""
    created_at: Mapped[datetime]


class SourceFile(Entity):
    """What was found in a file of a source when it was last read. It may be forgotten any time.

    While size, time and inode are the same, so are the bytes, as far as anybody can tell without
    reading them.
    """

    __tablename__ = "import_files"
    __table_args__ = (Index(None, "source", "sha256"),)

    source: Mapped[str] = mapped_column(
        ForeignKey(ImportSource.name, ondelete="CASCADE"), primary_key=True
    )
    path_key: Mapped[str] = mapped_column(String(SHA256_LENGTH), primary_key=True)
    """SHA-256 of the path's bytes: a path itself may be too long for an index."""
    size: Mapped[int] = mapped_column(BigInteger)
    mtime_ns: Mapped[int] = mapped_column(BigInteger)
    inode: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(SHA256_LENGTH))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What reading it has told, as domain/imports/metadata/facts.py writes it down."""
