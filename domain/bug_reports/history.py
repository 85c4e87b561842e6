"""The history of a report: who did what, when, and why."""

from domain.bug_reports.report import BugReport, BugReportChange
from domain.entity import new_id
from domain.users import User
from domain.vocabulary import BugReportStatus
from domain.work import Work


def step(
    work: Work,
    report: BugReport,
    actor: User,
    before: BugReportStatus | None,
    after: BugReportStatus,
    note: str,
) -> None:
    """Write down one step."""
    work.add(
        BugReportChange(
            id=new_id("bch", work.now),
            report_id=report.id,
            at=work.now,
            actor_id=actor.id,
            actor_name=actor.name,
            from_status=before,
            to_status=after,
            note=note,
        )
    )
