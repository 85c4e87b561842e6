"""Lists in pages: a stable order, and a cursor that says where the next page begins.

Keyset paging: the database is asked for rows after a key, never to skip rows, so page 1,000 costs
what page 1 does and nothing is skipped or repeated when rows come and go between pages.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from domain.errors import BadCursor
from domain.vocabulary import PAGE_LIMIT_DEFAULT
from domain.work import Work


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and where the next ones begin (None after the last page)."""

    items: Sequence[Any]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Order:
    """The order of one list: columns that together are unique, all rising or all falling.

    `name` is part of each cursor, so that a cursor of one list is refused by another.
    """

    name: str
    columns: tuple[InstrumentedAttribute[Any], ...]
    falling: bool = False

    def page(
        self, work: Work, query: Select[Any], cursor: str | None, limit: int = PAGE_LIMIT_DEFAULT
    ) -> Page:
        """Run `query` in this order for one page. Raises BadCursor."""
        key = tuple_(*self.columns)
        if cursor is not None:
            last = tuple_(*self._read(cursor))
            query = query.where(key < last if self.falling else key > last)
        query = query.order_by(*(c.desc() if self.falling else c.asc() for c in self.columns))
        keyed = query.add_columns(*(c.label(f"key_{i}") for i, c in enumerate(self.columns)))
        rows = work.session.execute(keyed.limit(limit + 1)).all()
        more = len(rows) > limit
        rows = rows[:limit]
        after = (
            self._write([getattr(rows[-1], f"key_{i}") for i in range(len(self.columns))])
            if more
            else None
        )
        return Page(rows, after)

    def _write(self, values: list[Any]) -> str:
        text = json.dumps([self.name, *values], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def _read(self, cursor: str) -> list[Any]:
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            name, *values = json.loads(base64.urlsafe_b64decode(padded))
        except (binascii.Error, ValueError, TypeError):
            raise BadCursor("This is not a cursor that a list gave.") from None
        fits = len(values) == len(self.columns) and all(
            type(value) is column.type.python_type and _comparable(value)
            for value, column in zip(values, self.columns, strict=True)
        )
        if name != self.name or not fits:
            raise BadCursor("This cursor belongs to another list.")
        return list(values)


def _comparable(value: str | int) -> bool:
    """Whether any database can compare with it: no NUL, lone surrogate or giant, as no key has."""
    if isinstance(value, str):
        return value.isascii() and value.isprintable()
    return 0 <= value < 2**63
