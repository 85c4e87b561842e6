"""Bug reports as people see them: one by one, and in lists."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from domain import search
from domain.bug_reports.report import COLUMNS, BugReport, BugReportChange
from domain.errors import NotFound
from domain.pages import Order, Page
from domain.users import User
from domain.vocabulary import Role
from domain.work import Work

NEWEST_FIRST = Order("bug_reports", (BugReport.id,), falling=True)
REPORTS = select(*COLUMNS)


@dataclass(frozen=True, slots=True)
class Group:
    """The reports of one fingerprint."""

    count: int
    first_seen_at: datetime
    last_seen_at: datetime


def groups(work: Work, fingerprints: Collection[str]) -> dict[str, Group]:
    """Count the reports of each fingerprint, and tell when the first and the last of them came."""
    query = (
        select(
            BugReport.fingerprint,
            func.count().label("many"),
            func.min(BugReport.created_at).label("first"),
            func.max(BugReport.created_at).label("last"),
        )
        .where(BugReport.fingerprint.in_(set(fingerprints)))
        .group_by(BugReport.fingerprint)
    )
    return {row.fingerprint: Group(row.many, row.first, row.last) for row in work.rows(query)}


def get(work: Work, report_id: str, viewer: User, *, lock: bool = False) -> BugReport:
    """Give a report that this person may see: an admin any, others their own. Raises NotFound."""
    report = work.find(BugReport, report_id, lock=lock)
    if report is None or not (viewer.role == Role.ADMIN or report.author_id == viewer.id):
        raise NotFound("There is no bug report with this id.")
    return report


def look_at(work: Work, report_id: str, viewer: User) -> Any:
    """Give one report without what was sent along, and its group. Raises NotFound."""
    return _with_groups(work, [get(work, report_id, viewer)])[0]


def detail(work: Work, report_id: str, viewer: User) -> tuple[Any, Sequence[BugReportChange]]:
    """Give all of one report, with its history, the oldest step first. Raises NotFound."""
    report = look_at(work, report_id, viewer)
    steps = select(BugReportChange).where(BugReportChange.report_id == report_id)
    return report, work.session.scalars(steps.order_by(BugReportChange.id)).all()


def page(
    work: Work,
    cursor: str | None,
    limit: int,
    *,
    status: Sequence[str] | None = None,
    author: str | None = None,
    q: str | None = None,
    trace_id: str | None = None,
    fingerprint: str | None = None,
    pinned: bool | None = None,
    created_after: datetime | None = None,
    created_before: datetime | None = None,
) -> Page:
    """List reports, newest first, as far as every filter that is given lets them. Raises BadCursor.

    `created_after` is the first moment that counts, `created_before` the first that does not.
    """
    words = search.words(q) if q is not None else ()
    filters: dict[str, Any] = {
        "status": tuple(sorted(status)) if status is not None else None,
        "author": author,
        "trace_id": trace_id,
        "fingerprint": fingerprint,
        "pinned": pinned,
        "created_after": created_after,
        "created_before": created_before,
    }
    given = {name: value for name, value in filters.items() if value is not None}
    values = {f"is_{name}": value for name, value in given.items()}
    if trace_id is not None:
        values["is_trace_id"] = search.anywhere(f" {trace_id} ")
    values |= {f"word_{i}": search.anywhere(word) for i, word in enumerate(words)}
    narrowed = repr((*given.items(), words)) if given or words else ""
    query = _query(tuple(given), len(words))
    found = NEWEST_FIRST.page(work, query, cursor, limit, _short(narrowed), **values)
    return Page(_with_groups(work, found.items), found.next_cursor)


@cache
def _query(given: tuple[str, ...], words: int) -> Select[Any]:
    conditions: dict[str, Any] = {
        "status": lambda: BugReport.status.in_(bindparam("is_status", expanding=True)),
        "author": lambda: BugReport.author_id == bindparam("is_author"),
        "trace_id": lambda: BugReport.traces.like(bindparam("is_trace_id"), escape="\\"),
        "fingerprint": lambda: BugReport.fingerprint == bindparam("is_fingerprint"),
        "pinned": lambda: BugReport.pinned == bindparam("is_pinned"),
        "created_after": lambda: BugReport.created_at >= _moment("is_created_after"),
        "created_before": lambda: BugReport.created_at < _moment("is_created_before"),
    }
    query = REPORTS
    for name in given:
        query = query.where(conditions[name]())
    for i in range(words):
        query = query.where(BugReport.search_text.like(bindparam(f"word_{i}"), escape="\\"))
    return query


def _moment(name: str) -> Any:
    return bindparam(name, type_=BugReport.created_at.type)


def _short(narrowed: str) -> str:
    """Give what stands for a list's filters in its cursors, which are bounded."""
    return hashlib.sha256(narrowed.encode()).hexdigest()[:16] if narrowed else ""


def _with_groups(work: Work, rows: Sequence[Any]) -> list[Any]:
    found = groups(work, {row.fingerprint for row in rows}) if rows else {}
    shown = []
    for row in rows:
        names = [*row._fields] if hasattr(row, "_fields") else row.__table__.columns.keys()
        facts = {name: getattr(row, name) for name in names}
        shown.append(SimpleNamespace(**facts, group=found[row.fingerprint]))
    return shown
