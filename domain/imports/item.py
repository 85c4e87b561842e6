"""What a run says of single things: files, discrepancies, actions. Rows are only ever added."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.contents import SHA256_LENGTH
from domain.entity import ID_LENGTH, Entity, one_of
from domain.imports.run import ImportRun
from domain.vocabulary import (
    IMPORT_ACTION_NOTE_MAX_LENGTH,
    IMPORT_DISCREPANCY_DETAIL_MAX_LENGTH,
    IMPORT_ITEM_ALBUM_KEY_MAX_LENGTH,
    ImportActionKind,
    ImportActionResult,
    ImportDatedBy,
    ImportDiscrepancyCode,
    ImportItemKind,
    ImportOutcome,
    ImportReason,
)


class ImportItem(Entity):
    """One file that a plan or an applied import saw, and what becomes of it."""

    __tablename__ = "import_items"
    __table_args__ = (
        Index(None, "run_id", "outcome", "number"),
        Index(None, "run_id", "reason", "number"),
        Index(None, "run_id", "sha256"),
    )

    run_id: Mapped[str] = mapped_column(ForeignKey(ImportRun.id), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    """From 1, in the order of the walk; a file has the same in a plan and where it is applied."""
    path: Mapped[str] = mapped_column(Text)
    kind: Mapped[ImportItemKind] = mapped_column(one_of(ImportItemKind))
    outcome: Mapped[ImportOutcome] = mapped_column(one_of(ImportOutcome))
    reason: Mapped[ImportReason | None] = mapped_column(one_of(ImportReason))
    byte_size: Mapped[int | None] = mapped_column(BigInteger)
    mtime_ns: Mapped[int | None] = mapped_column(BigInteger)
    inode: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(SHA256_LENGTH))
    image_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    """No foreign keys: the record outlives what it speaks of."""
    duplicate_of: Mapped[int | None] = mapped_column(BigInteger)
    album_key: Mapped[str | None] = mapped_column(String(IMPORT_ITEM_ALBUM_KEY_MAX_LENGTH))
    taken_at: Mapped[datetime | None]
    dated_by: Mapped[ImportDatedBy | None] = mapped_column(one_of(ImportDatedBy))
    notes: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """By field: what the sidecar says and cannot be kept, or what was changed."""
    before: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    """Of an image whose metadata was updated: what stood there, for whoever undoes it."""


class ImportDiscrepancy(Entity):
    """One thing that a reconciliation found."""

    __tablename__ = "import_discrepancies"
    __table_args__ = (Index(None, "run_id", "code", "number"),)

    run_id: Mapped[str] = mapped_column(ForeignKey(ImportRun.id), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    code: Mapped[ImportDiscrepancyCode] = mapped_column(one_of(ImportDiscrepancyCode))
    path: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str | None] = mapped_column(String(SHA256_LENGTH))
    image_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    album_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    detail: Mapped[str] = mapped_column(String(IMPORT_DISCREPANCY_DETAIL_MAX_LENGTH))


class ImportAction(Entity):
    """One thing that mending or undoing did, or would do."""

    __tablename__ = "import_actions"
    __table_args__ = (Index(None, "run_id", "result", "number"),)

    run_id: Mapped[str] = mapped_column(ForeignKey(ImportRun.id), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    action: Mapped[ImportActionKind] = mapped_column(one_of(ImportActionKind))
    result: Mapped[ImportActionResult] = mapped_column(one_of(ImportActionResult))
    path: Mapped[str | None] = mapped_column(Text)
    image_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    album_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    note: Mapped[str | None] = mapped_column(String(IMPORT_ACTION_NOTE_MAX_LENGTH))
