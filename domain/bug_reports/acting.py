"""What an admin does to a bug report: moves it on, pins it, deletes it."""

from collections.abc import Sequence

from sqlalchemy import delete, update

from domain import audit, search
from domain.bug_reports.history import step
from domain.bug_reports.report import CLOSED, NEXT, BugReport, BugReportChange
from domain.errors import Conflict, RuleBroken
from domain.redaction import Redactor
from domain.users import User
from domain.vocabulary import NOTE_MAX_LENGTH, BugReportStatus
from domain.work import Work


def move(
    work: Work,
    report: BugReport,
    actor: User,
    *,
    status: BugReportStatus | None = None,
    duplicate_of: str | None = None,
    note: str = "",
) -> None:
    """Move a report on, and keep who did it and why; nothing changes where nothing is said.

    Raises Conflict for a status that may not follow, RuleBroken for a wrong `duplicate_of`.
    """
    before = report.status
    after = before if status is None else BugReportStatus(status)
    note = Redactor().text(note)[:NOTE_MAX_LENGTH]
    if after != before and after not in NEXT[before]:
        may = " or ".join(NEXT[before])
        raise Conflict(f"A report that is {before} cannot become {after}; it can become {may}.")
    original = _original(work, report, after, duplicate_of)
    if (after, original, note) == (before, report.duplicate_of, ""):
        audit.changed_nothing()
        return
    if after != before:
        report.resolution_note = note if after in CLOSED else None
    report.status = after
    report.duplicate_of = original
    report.search_text = (
        f"{report.search_text}\n{search.fold(note)}" if note else report.search_text
    )
    _touch(work, report)
    step(work, report, actor, before, after, note)
    audit.tell(before=before, after=after, duplicate_of=original)


def _original(
    work: Work, report: BugReport, after: BugReportStatus, duplicate_of: str | None
) -> str | None:
    """Give the report that this one is a duplicate of. Raises RuleBroken."""
    if after != BugReportStatus.DUPLICATE:
        if duplicate_of is not None:
            raise RuleBroken("Only a report that is a duplicate names another one.")
        return None
    if duplicate_of is None:
        if report.status == BugReportStatus.DUPLICATE:
            return report.duplicate_of
        raise RuleBroken("Name the report that this one is a duplicate of.")
    original = work.find(BugReport, duplicate_of)
    if original is None:
        raise RuleBroken("There is no bug report with this id to be a duplicate of.")
    if original.id == report.id:
        raise RuleBroken("A report is no duplicate of itself.")
    if original.status == BugReportStatus.DUPLICATE:
        raise RuleBroken("The report that is named is a duplicate itself; name its original.")
    return original.id


def pin(work: Work, report: BugReport, *, pinned: bool) -> None:
    """Keep a report however old it gets, or no longer; nothing changes where it is so already."""
    if report.pinned == pinned:
        audit.changed_nothing()
        return
    report.pinned = pinned
    _touch(work, report)


def delete_report(work: Work, report: BugReport) -> None:
    """Delete a report for good, with its history; the file of its screenshot is swept."""
    audit.tell(status=report.status, fingerprint=report.fingerprint)
    forget(work, [report.id])


def forget(work: Work, ids: Sequence[str]) -> None:
    """Delete reports with their history; their duplicates stay, and name them no more."""
    work.session.flush()
    work.session.execute(
        update(BugReport)
        .where(BugReport.duplicate_of.in_(ids))
        .values(duplicate_of=None, version=BugReport.version + 1, updated_at=work.now)
        .execution_options(synchronize_session=False)
    )
    gone = (delete(BugReportChange).where(BugReportChange.report_id.in_(ids)),)
    for statement in (*gone, delete(BugReport).where(BugReport.id.in_(ids))):
        work.session.execute(statement.execution_options(synchronize_session=False))


def _touch(work: Work, report: BugReport) -> None:
    report.version += 1
    report.updated_at = work.now
    work.session.flush()
