"""Lists in pages: a stable order, and a cursor that says where the next page begins.

Keyset paging: the database is asked for rows after a key, never to skip rows, so page 1,000 costs
what page 1 does and nothing is skipped or repeated when rows come and go between pages.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from domain.entity import ID_LENGTH, UtcTime
from domain.errors import BadCursor
from domain.vocabulary import PAGE_LIMIT_DEFAULT
from domain.work import Work

AT_ONCE = 1000
"""So many rows are read at a time by whoever has to look at each."""


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
        self,
        work: Work,
        query: Select[Any],
        cursor: str | None,
        limit: int = PAGE_LIMIT_DEFAULT,
        narrowed: str = "",
        **values: object,
    ) -> Page:
        """Run `query`, with `values` for its bound parameters, for one page.

        `narrowed` stands for the filters of the list: a cursor is good for the same ones only.
        Raises BadCursor.
        """
        last = None if cursor is None else self._read(cursor, narrowed)
        return self._cut_off(self._after(work, query, last, limit + 1, values), limit, narrowed)

    def sieved(
        self,
        work: Work,
        query: Select[Any],
        keep: Callable[[Any], bool],
        cursor: str | None,
        limit: int,
        narrowed: str = "",
        **values: object,
    ) -> Page:
        """Give one page as `page` does, of the rows that are to be kept: for what no database can
        decide. As many are looked at as it takes, some at a time. Raises BadCursor.
        """
        last = None if cursor is None else self._read(cursor, narrowed)
        kept: list[Any] = []
        at_once = limit + 1
        while True:
            rows = self._after(work, query, last, at_once, values)
            kept += filter(keep, rows)
            if len(kept) > limit or len(rows) < at_once:
                return self._cut_off(kept[: limit + 1], limit, narrowed)
            last = [*rows[-1][-len(self.columns) :]]
            at_once = AT_ONCE

    def _after(
        self,
        work: Work,
        query: Select[Any],
        last: Sequence[Any] | None,
        at_most: int,
        values: Mapping[str, object],
    ) -> list[Any]:
        after = {f"after_{i}": value for i, value in enumerate(last or ())}
        statement = self._statement(query, last is not None)
        return work.rows(statement, {**values, **after, "at_most": at_most})

    def _cut_off(self, rows: list[Any], limit: int, narrowed: str) -> Page:
        """Make a page of rows, of which there is one more if there is a next page."""
        if len(rows) <= limit:
            return Page(rows, None)
        rows.pop()
        return Page(rows, self._write(rows[-1][-len(self.columns) :], narrowed))

    def cut(
        self, items: Sequence[Any], key: Callable[[Any], list[Any]], cursor: str | None, limit: int
    ) -> Page:
        """Give one page of what is at hand already, in this order by `key`. Raises BadCursor."""
        last = [] if cursor is None else self._read(cursor, "")
        rest = items if cursor is None else [item for item in items if key(item) > last]
        if len(rest) <= limit:
            return Page(rest, None)
        return Page(rest[:limit], self._write(key(rest[limit - 1]), ""))

    @lru_cache(maxsize=256)  # noqa: B019 (orders are few and live as long as the program)
    def _statement(self, query: Select[Any], goes_on: bool) -> Select[Any]:
        if goes_on:
            key = tuple_(*self.columns)
            last = tuple_(*(bindparam(f"after_{i}", type_=c.type) for i, c in self._numbered()))
            query = query.where(key < last if self.falling else key > last)
        query = query.order_by(*(c.desc() if self.falling else c.asc() for c in self.columns))
        query = query.add_columns(*(c.label(f"key_{i}") for i, c in self._numbered()))
        return query.limit(bindparam("at_most", type_=Integer))

    def _numbered(self) -> Iterator[tuple[int, InstrumentedAttribute[Any]]]:
        yield from enumerate(self.columns)

    def _write(self, values: Sequence[Any], narrowed: str) -> str:
        plain = [_microseconds(each) if isinstance(each, datetime) else each for each in values]
        text = json.dumps([self.name + narrowed, *plain], separators=(",", ":"), ensure_ascii=False)
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def _read(self, cursor: str, narrowed: str) -> list[Any]:
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            name, *values = json.loads(base64.urlsafe_b64decode(padded))
        except (binascii.Error, ValueError, TypeError):
            raise BadCursor("This is not a cursor that a list gave.") from None
        fits = len(values) == len(self.columns) and all(
            _comparable(value, column) for value, column in zip(values, self.columns, strict=True)
        )
        if name != self.name + narrowed or not fits:
            raise BadCursor("This cursor belongs to another list, or to other filters.")
        return [
            EPOCH + timedelta(microseconds=value) if _is_time(column) else value
            for value, column in zip(values, self.columns, strict=True)
        ]


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_MICROSECOND = 253_402_300_799_999_999  # of the year 9999


def _microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def _is_time(column: InstrumentedAttribute[Any]) -> bool:
    return isinstance(column.type, UtcTime)


def _comparable(value: object, column: InstrumentedAttribute[Any]) -> bool:
    """Whether any database can compare with it: no NUL, lone surrogate or giant, as no key has."""
    if _is_time(column):
        return type(value) is int and 0 <= value <= LAST_MICROSECOND
    if type(value) is not column.type.python_type:
        return False
    if isinstance(value, str):
        if getattr(column.type, "length", None) == ID_LENGTH:
            return value.isascii() and value.isprintable()
        return "\0" not in value and value.encode(errors="replace").decode() == value
    return isinstance(value, int) and 0 <= value < 2**63
