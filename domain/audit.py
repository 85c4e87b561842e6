"""Who changed what, when: a log that only grows, written in the transaction of the change itself.

What is rolled back is not in it, and what is in it has happened. Nothing secret belongs here: ids
and counts, never a token, a password or the text of a report.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, insert
from sqlalchemy.orm import Mapped, mapped_column

from domain import trace
from domain.entity import ID_LENGTH, Entity, id_column, new_id
from domain.users import User
from domain.vocabulary import NAME_MAX_LENGTH
from domain.work import Work


class AuditEntry(Entity):
    """One change."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index(None, "action", "id"),
        Index(None, "actor_id", "id"),
        Index(None, "subject", "id"),
    )

    id: Mapped[str] = id_column()
    at: Mapped[datetime]
    # No foreign key: the log outlives whom it speaks of. None for what the studio does by itself.
    actor_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    actor_name: Mapped[str | None] = mapped_column(String(NAME_MAX_LENGTH))
    """As it was then."""
    action: Mapped[str] = mapped_column(String(64))
    """The operation's id, or `schedule.` and the schedule's name."""
    subject: Mapped[str | None] = mapped_column(String(64))
    """The id of what was changed, where it was one thing."""
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Counts, ids, names of what has changed."""
    trace_id: Mapped[str | None] = mapped_column(String(32))


def note(
    work: Work,
    actor: User | None,
    action: str,
    subject: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write down a change that this transaction makes; `actor` None is the studio itself."""
    entry = {
        "id": new_id("aud", work.now),
        "at": work.now,
        "actor_id": None if actor is None else actor.id,
        "actor_name": None if actor is None else actor.name,
        "action": action,
        "subject": subject,
        "details": dict(details or {}),
        "trace_id": trace.current(),
    }
    work.session.connection().execute(insert(AuditEntry), entry)
