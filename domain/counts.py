"""How many rows of a kind wait in the queue, by priority: known without counting them.

Counting a hundred thousand rows for each request would make asking for a picture slower the more
others wait. So every transaction that moves rows into or out of the queue says by how many
(`domain/leases.py` does, and nobody else need), and all of it is written just before the commit, in
a fixed order, so that no two transactions can wait for each other.
"""

from typing import Any

from sqlalchemy import SmallInteger, String, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from domain.entity import Entity
from domain.work import Work

UPSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class WaitingCount(Entity):
    """How many rows of one kind wait with one priority."""

    __tablename__ = "waiting_counts"

    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    """The table of the rows."""
    priority: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    waiting: Mapped[int]


WAITING = select(func.coalesce(func.sum(WaitingCount.waiting), 0)).where(
    WaitingCount.kind == bindparam("of"), WaitingCount.priority <= bindparam("up_to")
)


def add(work: Work, kind: str, priority: int, by: int) -> None:
    """Count `by` more rows as waiting (fewer, if it is negative)."""
    work.tallies[kind, priority] += by
    work.at_the_end[_write] = None


def waiting(work: Work, kind: str, up_to: int = 32_767) -> int:
    """Give how many rows wait, with this priority or one that goes before it."""
    _write(work)
    return work.session.scalars(WAITING, {"of": kind, "up_to": up_to}).one()


def _write(work: Work) -> None:
    changes = sorted((key, by) for key, by in work.tallies.items() if by)
    work.tallies.clear()
    if not changes:
        return
    upsert = UPSERTS[work.session.get_bind().dialect.name](WaitingCount)
    upsert = upsert.on_conflict_do_update(
        index_elements=[WaitingCount.kind, WaitingCount.priority],
        set_={"waiting": WaitingCount.waiting + upsert.excluded.waiting},
    )
    for (kind, priority), by in changes:
        work.session.execute(upsert, {"kind": kind, "priority": priority, "waiting": by})
