"""A bug report: what somebody ran into, and what has become of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.contents import Content
from domain.entity import ID_LENGTH, Entity, id_column, one_of
from domain.vocabulary import (
    BUG_REPORT_FINGERPRINT_MAX_LENGTH,
    BUG_REPORT_TEXT_MAX_LENGTH,
    NAME_MAX_LENGTH,
    NOTE_MAX_LENGTH,
    TRACE_ID_MAX_LENGTH,
    BugReportStatus,
    ImageMediaType,
    Role,
)

NEXT: Mapping[BugReportStatus, tuple[BugReportStatus, ...]] = {
    BugReportStatus.OPEN: (
        BugReportStatus.IN_PROGRESS,
        BugReportStatus.RESOLVED,
        BugReportStatus.WONT_FIX,
        BugReportStatus.DUPLICATE,
    ),
    BugReportStatus.IN_PROGRESS: (
        BugReportStatus.OPEN,
        BugReportStatus.RESOLVED,
        BugReportStatus.WONT_FIX,
        BugReportStatus.DUPLICATE,
    ),
    BugReportStatus.RESOLVED: (BugReportStatus.OPEN,),
    BugReportStatus.WONT_FIX: (BugReportStatus.OPEN,),
    BugReportStatus.DUPLICATE: (BugReportStatus.OPEN,),
}
"""What each status may become."""
CLOSED = (BugReportStatus.RESOLVED, BugReportStatus.WONT_FIX, BugReportStatus.DUPLICATE)


class BugReport(Entity):
    """A bug report. What was sent never changes; secrets were taken out before it came here."""

    __tablename__ = "bug_reports"
    __table_args__ = (
        Index(None, "fingerprint", "id"),
        Index(None, "author_id", "id"),
        Index(None, "status", "created_at"),
    )

    id: Mapped[str] = id_column()
    status: Mapped[BugReportStatus] = mapped_column(
        one_of(BugReportStatus), default=BugReportStatus.OPEN
    )
    description: Mapped[str] = mapped_column(String(BUG_REPORT_TEXT_MAX_LENGTH))
    # The author as they were then. No foreign key: a report outlives whoever wrote it.
    author_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    author_name: Mapped[str] = mapped_column(String(NAME_MAX_LENGTH))
    author_role: Mapped[Role] = mapped_column(one_of(Role))
    trace_id: Mapped[str] = mapped_column(String(TRACE_ID_MAX_LENGTH), index=True)
    traces: Mapped[str] = mapped_column(Text)
    """Every trace that it speaks of, its own too, with a space before and behind each."""
    fingerprint: Mapped[str] = mapped_column(String(BUG_REPORT_FINGERPRINT_MAX_LENGTH))
    duplicate_of: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("bug_reports.id", ondelete="SET NULL"), index=True
    )
    resolution_note: Mapped[str | None] = mapped_column(String(NOTE_MAX_LENGTH))
    pinned: Mapped[bool] = mapped_column(default=False)
    sections: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What was sent beside the description, by section."""
    context: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What the server knew at that moment: requests and jobs."""
    byte_size: Mapped[int]
    redactions: Mapped[int]
    screenshot_sha256: Mapped[str | None] = mapped_column(ForeignKey(Content.sha256), index=True)
    screenshot_media_type: Mapped[ImageMediaType | None] = mapped_column(one_of(ImageMediaType))
    screenshot_width: Mapped[int | None]
    screenshot_height: Mapped[int | None]
    screenshot_byte_size: Mapped[int | None]
    search_text: Mapped[str] = mapped_column(Text)
    """What it is found by, folded: what was written, its errors, the notes in its history."""
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class BugReportChange(Entity):
    """One step in the life of a report."""

    __tablename__ = "bug_report_changes"

    id: Mapped[str] = id_column()
    report_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("bug_reports.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    actor_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    actor_name: Mapped[str | None] = mapped_column(String(NAME_MAX_LENGTH))
    from_status: Mapped[BugReportStatus | None] = mapped_column(String(32))
    to_status: Mapped[BugReportStatus] = mapped_column(String(32))
    note: Mapped[str] = mapped_column(String(NOTE_MAX_LENGTH))


HEAVY = ("sections", "context", "search_text", "traces")
COLUMNS = tuple(column for column in BugReport.__table__.columns if column.name not in HEAVY)
"""What a list shows; the rest is all that makes a report large."""
