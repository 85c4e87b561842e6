"""How many rows of a kind wait in the queue, by priority: known without counting them.

Counting a hundred thousand rows for each request would make asking for a picture slower the more
others wait. So every transaction that moves rows into or out of the queue says by how many
(`domain/leases.py` does, and nobody else need), and all of it is written just before the commit, in
a fixed order, so that no two transactions can wait for each other.
"""

from functools import cache
from typing import Any

from sqlalchemy import SmallInteger, String, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from domain.entity import Entity
from domain.work import Work


class WaitingCount(Entity):
    """How many rows of one kind wait with one priority."""

    __tablename__ = "waiting_counts"

    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    """The table of the rows."""
    priority: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    waiting: Mapped[int]


BY_PRIORITY = select(WaitingCount.priority, WaitingCount.waiting).where(
    WaitingCount.kind == bindparam("of")
)


def add(work: Work, kind: str, priority: int, by: int) -> None:
    """Count `by` more rows as waiting (fewer, if it is negative)."""
    work.tallies[kind, priority] += by
    work.at_the_end[_write] = None


def waiting(work: Work, kind: str) -> dict[int, int]:
    """Give how many rows wait, by priority."""
    found = {row.priority: row.waiting for row in work.rows(BY_PRIORITY, {"of": kind})}
    for (other, priority), by in work.tallies.items():
        if other == kind:
            found[priority] = found.get(priority, 0) + by
    return found


@cache
def _add(dialect: str) -> Any:
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect]
    new = insert(WaitingCount.__table__)
    return new.on_conflict_do_update(
        index_elements=["kind", "priority"],
        set_={"waiting": WaitingCount.__table__.c.waiting + new.excluded.waiting},
    )


def _write(work: Work) -> None:
    connection = work.session.connection()
    for (kind, priority), by in sorted(work.tallies.items()):
        if by:
            values = {"kind": kind, "priority": priority, "waiting": by}
            connection.execute(_add(connection.dialect.name), values)
