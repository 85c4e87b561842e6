"""How many rows of a kind wait in the queue, by priority: known without counting them.

Counting a hundred thousand rows for each request would make asking for a picture slower the more
others wait. So every transaction that moves rows into or out of the queue says by how many
(`domain/leases.py` does, and nobody else need), and all of it is written just before the commit, in
a fixed order, so that no two transactions can wait for each other.

A row that every transaction writes would have each wait until the one before it is on the disk. So
there are several for each priority, of which a connection writes its own: their sum is the number.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, SmallInteger, String, bindparam, cast, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.functions import FunctionElement

from domain.entity import Entity
from domain.work import Work

SLOTS = 16
"""Among so many rows the connections are spread."""


class slot(FunctionElement[int]):  # noqa: N801 (SQL functions are in lower case)
    """The slot of the present connection: 0 where writers go one after the other anyway."""

    type = SmallInteger()
    inherit_cache = True


@compiles(slot)
def _first(_element: Any, _compiler: Any, **_: Any) -> str:
    return "0"


@compiles(slot, "postgresql")
def _own(_element: Any, _compiler: Any, **_: Any) -> str:
    return f"mod(pg_backend_pid(), {SLOTS})"


class WaitingCount(Entity):
    """A share of how many rows of one kind wait with one priority; it may be below zero."""

    __tablename__ = "waiting_counts"

    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    """The table of the rows."""
    priority: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    slot: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    waiting: Mapped[int] = mapped_column(BigInteger)
    """In the long run one connection may only add, and another only take away."""


BY_PRIORITY = (
    select(WaitingCount.priority, cast(func.sum(WaitingCount.waiting), BigInteger).label("waiting"))
    .where(WaitingCount.kind == bindparam("of"))
    .group_by(WaitingCount.priority)
)


def add(work: Work, kind: str, priority: int, by: int) -> None:
    """Count `by` more rows as waiting (fewer, if it is negative)."""
    work.tallies[kind, priority] += by
    work.at_the_end[_write] = None


def add_rows(work: Work, kind: str, rows: Iterable[Any], by: int) -> None:
    """Count each of these rows, which have a priority, `by` times more as waiting."""
    for priority, number in Counter(row.priority for row in rows).items():
        add(work, kind, priority, by * number)


def waiting(work: Work, kind: str) -> dict[int, int]:
    """Give how many rows wait, by priority."""
    found = {row.priority: row.waiting for row in work.rows(BY_PRIORITY, {"of": kind})}
    for (other, priority), by in work.tallies.items():
        if other == kind:
            found[priority] = found.get(priority, 0) + by
    return found


@cache
def adding(dialect: str) -> Any:
    """Give the statement that counts; it takes `values`."""
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect]
    new = insert(WaitingCount.__table__).inline()
    new = new.values(
        kind=bindparam("of"),
        priority=bindparam("with_priority"),
        slot=slot(),
        waiting=bindparam("by"),
    )
    return new.on_conflict_do_update(
        index_elements=["kind", "priority", "slot"],
        set_={"waiting": WaitingCount.__table__.c.waiting + new.excluded.waiting},
    )


def values(kind: str, priority: int, by: int) -> dict[str, object]:
    """Give what `adding` takes to count `by` more rows as waiting."""
    return {"of": kind, "with_priority": priority, "by": by}


def _write(work: Work) -> None:
    connection = work.session.connection()
    for (kind, priority), by in sorted(work.tallies.items()):
        if by:
            connection.execute(adding(connection.dialect.name), values(kind, priority, by))
