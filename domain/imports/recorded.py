"""What a run has recorded of files, read in order of their numbers and never all at once."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import bindparam, func, select

from domain.imports.item import ImportItem
from domain.work import Studio

AT_ONCE = 2_000

PAGE = (
    select(*ImportItem.__table__.columns)
    .where(ImportItem.run_id == bindparam("of_run"), ImportItem.number > bindparam("after"))
    .order_by(ImportItem.number)
    .limit(AT_ONCE)
)
LAST = select(func.max(ImportItem.number).label("number")).where(
    ImportItem.run_id == bindparam("of_run")
)


def items(studio: Studio, run_id: str, after: int = 0) -> Iterator[Any]:
    """Give the files of a run whose numbers come after this one."""
    while True:
        with studio.look() as work:
            page = work.rows(PAGE, {"of_run": run_id, "after": after})
        yield from page
        if len(page) < AT_ONCE:
            return
        after = page[-1].number


def last(studio: Studio, run_id: str) -> int:
    """Give the number of the last file that a run has recorded; 0 if none is."""
    with studio.look() as work:
        return work.rows(LAST, {"of_run": run_id})[0].number or 0
