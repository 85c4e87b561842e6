"""Queues that are paused: no row of theirs is claimed, by any worker, until they go on."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, String, exists
from sqlalchemy.orm import Mapped, mapped_column

from domain.entity import ID_LENGTH, Entity
from domain.users import User
from domain.work import Work


class Pause(Entity):
    """That the queue of one kind of rows is paused."""

    __tablename__ = "pauses"

    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    """The table of the rows."""
    paused_by: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"))
    paused_at: Mapped[datetime]


def paused(kind: str) -> ColumnElement[bool]:
    """Say, in a statement, whether the queue of this kind is paused."""
    return exists().where(Pause.kind == kind)


def pause(work: Work, kind: str, by: User) -> None:
    """Pause; nothing happens when it is paused already."""
    if work.find(Pause, kind) is None:
        work.add(Pause(kind=kind, paused_by=by.id, paused_at=work.now))


def resume(work: Work, kind: str) -> None:
    """Go on; nothing happens when it is going."""
    if found := work.find(Pause, kind):
        work.session.delete(found)
        work.session.flush()
