"""Deleting bug reports whose time is over: first as a plan, then for good.

A plan and its execution are one function, so that a dry run names exactly what the real run would
delete at that moment; `as_of` and `plan` make it exactly that later on, too.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from domain import audit
from domain.bug_reports.acting import forget
from domain.bug_reports.report import BugReport
from domain.errors import Conflict, RuleBroken
from domain.retention import Retention
from domain.vocabulary import BugReportStatus
from domain.work import Studio, Work

AT_ONCE = 500
"""So many ids stand in one statement."""


@dataclass(frozen=True, slots=True)
class Cutoff:
    """What a purge comes to for one status."""

    status: BugReportStatus
    days: int
    cutoff: datetime | None
    """What is older goes, what is as old stays; None when nothing goes."""
    count: int


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge has deleted, or would."""

    dry_run: bool
    as_of: datetime
    ids: Sequence[str]
    cutoffs: Sequence[Cutoff]

    @property
    def plan(self) -> str:
        """What stands for exactly these reports."""
        return hashlib.sha256("\n".join(self.ids).encode()).hexdigest()


def purge(
    work: Work,
    retention: Retention,
    *,
    dry_run: bool = True,
    older_than_days: int | None = None,
    status: Sequence[str] | None = None,
    as_of: datetime | None = None,
    plan: str | None = None,
) -> Purged:
    """Find what is older than its status may get, pinned ones left out; delete it unless dry.

    `older_than_days` counts instead of `retention`, for every status; 0 is never. Raises RuleBroken
    for an `as_of` to come, Conflict when `plan` stands for other reports.
    """
    if as_of is not None and as_of > work.now:
        raise RuleBroken("The age of reports cannot be counted up to a moment that is to come.")
    moment = work.now if as_of is None else as_of
    ids: list[str] = []
    cutoffs = []
    for each in BugReportStatus:
        if status is not None and each not in status:
            continue
        days = retention.days(each) if older_than_days is None else older_than_days
        cutoff = _before(moment, days)
        found = [] if cutoff is None else _older(work, each, cutoff)
        cutoffs.append(Cutoff(each, days, cutoff, len(found)))
        ids += found
    purged = Purged(dry_run, moment, sorted(ids), cutoffs)
    if plan is not None and plan != purged.plan:
        raise Conflict("Other reports would be deleted now than this plan stands for; look again.")
    if not dry_run:
        for start in range(0, len(purged.ids), AT_ONCE):
            forget(work, purged.ids[start : start + AT_ONCE])
    return purged


def _before(moment: datetime, days: int) -> datetime | None:
    """Give the cutoff. No report is older than the calendar."""
    if days == 0:
        return None
    try:
        return moment - timedelta(days=days)
    except OverflowError:
        return None


def _older(work: Work, status: BugReportStatus, cutoff: datetime) -> Sequence[str]:
    query = select(BugReport.id).where(
        BugReport.status == status, BugReport.created_at < cutoff, ~BugReport.pinned
    )
    return work.session.scalars(query).all()


def _told(purged: Purged) -> dict[str, Any]:
    """Say for the audit log what was deleted."""
    counts = {each.status: each.count for each in purged.cutoffs if each.count}
    return {"count": len(purged.ids), "by_status": counts, "ids": [*purged.ids]}


def purge_by_hand(work: Work, retention: Retention, *, dry_run: bool, **asked: object) -> Purged:
    """Purge because somebody asks for it; a real run leaves an audit entry, whatever came of it."""
    purged = purge(work, retention, dry_run=dry_run, **asked)  # type: ignore[arg-type]
    if dry_run:
        audit.changed_nothing()
    else:
        audit.tell(**_told(purged))
    return purged


def purge_due(studio: Studio) -> int:
    """Delete for good every report whose time is over; give how many, for the schedule."""
    with studio.work() as work:
        purged = purge(work, studio.facts.bug_report_retention, dry_run=False)
        if purged.ids:
            audit.note(work, None, "schedule.purge_bug_reports", details=_told(purged))
    return len(purged.ids)
