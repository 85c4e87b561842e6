"""Who changed what, when: a log that only grows, written in the transaction of the change itself.

What is rolled back is not in it, and what is in it has happened. Nothing secret belongs here: ids
and counts, never a token, a password or the text of a report.

An operation that the contract marks is written down by itself: the bridge says what is being
carried out for whom (`carrying_out`), the domain may add what came of it (`tell`), and the end of
the transaction writes the entry: of the first, if there are several, and of none that goes beside
others (`Studio.work`). What the studio does by itself calls `note`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from sqlalchemy import JSON, Index, Select, String, bindparam, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from domain import trace
from domain.entity import ID_LENGTH, Entity, first_id, id_column, last_id, new_id
from domain.pages import Order, Page
from domain.vocabulary import AUDIT_ACTION_MAX_LENGTH, AUDIT_SUBJECT_MAX_LENGTH, NAME_MAX_LENGTH
from domain.work import Work, witness


class AuditEntry(Entity):
    """One change. The database itself refuses to change or delete it."""

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
    action: Mapped[str] = mapped_column(String(AUDIT_ACTION_MAX_LENGTH))
    """The operation's id, or `schedule.` and the schedule's name."""
    subject: Mapped[str | None] = mapped_column(String(AUDIT_SUBJECT_MAX_LENGTH))
    """The id of what was changed, where it was one thing."""
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Counts, ids, names of what has changed."""
    trace_id: Mapped[str | None] = mapped_column(String(32))


class Actor(Protocol):
    """A person, as far as the log names them."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


def note(
    work: Work,
    actor: Actor | None,
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
    deed = witness.get()
    if isinstance(deed, Deed) and deed.action == action:
        deed.is_noted = True


@dataclass(slots=True)
class Deed:
    """An operation that is being carried out, and what is to be said of it."""

    action: str
    actor: Actor | None
    subject: str | None
    details: dict[str, Any] = field(default_factory=dict)
    is_noted: bool = False

    def see(self, work: Work) -> None:
        """Write it down at the end of the transaction, unless that is done."""
        if not self.is_noted:
            note(work, self.actor, self.action, self.subject, self.details)


@contextmanager
def carrying_out(
    action: str, actor: Actor | None, subject: str | None, details: Mapping[str, Any]
) -> Iterator[None]:
    """While the block lasts, have the transaction that changes things write an entry at its end."""
    token = witness.set(Deed(action, actor, subject, dict(details)))
    try:
        yield
    finally:
        witness.reset(token)


@contextmanager
def beforehand() -> Iterator[None]:
    """While the block lasts, have no entry written: what is done comes to nothing by itself."""
    token = witness.set(None)
    try:
        yield
    finally:
        witness.reset(token)


def tell(subject: str | None = None, *, actor: Actor | None = None, **details: Any) -> None:
    """Say more about what is being carried out; outside of an audited operation, to nobody.

    What is None leaves what is known as it is.
    """
    deed = witness.get()
    if not isinstance(deed, Deed):
        return
    deed.subject = deed.subject if subject is None else subject
    deed.actor = deed.actor if actor is None else actor
    deed.details.update(details)


def changed_nothing() -> None:
    """Say that what is being carried out leaves all as it was: a dry run, a repetition."""
    deed = witness.get()
    if isinstance(deed, Deed):
        deed.is_noted = True


NEWEST_FIRST = Order("audit", (AuditEntry.id,), falling=True)
# An id begins with its time, so the index of the ids finds the moment.
FILTERS = {
    "actor_id": (AuditEntry.actor_id == bindparam("actor_id"),),
    "action": (AuditEntry.action == bindparam("action"),),
    "subject": (AuditEntry.subject == bindparam("subject"),),
    "since": (AuditEntry.id >= bindparam("since_id"), AuditEntry.at >= bindparam("since")),
    "until": (AuditEntry.id <= bindparam("until_id"), AuditEntry.at < bindparam("until")),
}


def page(
    work: Work,
    *,
    cursor: str | None,
    limit: int,
    since: datetime | None,
    until: datetime | None,
    **equal: str | None,
) -> Page:
    """List entries, newest first: those from `since` on and before `until`, and of this actor_id,
    action and subject where they are given. Raises BadCursor.
    """
    asked = {**equal, "since": since, "until": until}
    given = {name: value for name, value in asked.items() if value is not None}
    bounds = {
        "since_id": since and first_id("aud", since),
        "until_id": until and last_id("aud", until),
    }
    narrowed = " ".join(["", *(f"{name}={value}" for name, value in sorted(given.items()))])
    query = _listed(frozenset(given))
    return NEWEST_FIRST.page(work, query, cursor, limit, narrowed, **given, **bounds)


@cache
def _listed(given: frozenset[str]) -> Select[Any]:
    return select(*AuditEntry.__table__.columns).where(
        *(condition for name in sorted(given) for condition in FILTERS[name])
    )
