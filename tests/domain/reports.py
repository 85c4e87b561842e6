"""Bug reports as the tests of the domain send them: whole, as the bridge would hand them on."""

from copy import deepcopy
from typing import Any

from domain import bug_reports, trace
from domain.bug_reports import BugReport
from domain.users import Caller, User
from domain.vocabulary import AuthMethod
from tests.domain.hand import Hand

TRACE = "ab" * 16
WHOLE: dict[str, Any] = {
    "description": "The album opens empty.",
    "expected": None,
    "actual": None,
    "steps": None,
    "environment": {"mode": "test", "app_version": None, "git_sha": None, "build_time": None},
    "client_meta": {"location_href": "http://studio/albums/5", "user_agent": None},
    "app_state": {},
    "recent_logs": [],
    "network_events": [],
}


def log(message: str, **facts: Any) -> dict[str, Any]:
    """Give one line of the console."""
    return {
        "level": "error",
        "message": message,
        "args": [],
        "timestamp": None,
        "serialized_args": [],
        **facts,
    }


def event(**facts: Any) -> dict[str, Any]:
    """Give one request of the page."""
    blank = dict.fromkeys(
        ("completed_at", "duration_ms", "ok", "trace_id", "request_body", "response_body", "error")
    )
    return {
        **blank,
        "id": "1",
        "method": "GET",
        "url": "/api/v1/jobs",
        "started_at": "2026-11-23T09:30:04.5Z",
        "status": 200,
        "request_headers": [],
        "response_headers": [],
        **facts,
    }


def report(
    hand: Hand,
    *,
    by: User | None = None,
    trace_id: str = TRACE,
    proof: str = "ses_1",
    **facts: Any,
) -> str:
    """Send a report; give its id."""
    caller = Caller(by or hand.user, AuthMethod.SESSION, proof_id=proof)
    with trace.under(trace_id):
        return bug_reports.submit(hand.studio, caller, {**deepcopy(WHOLE), **facts})


def move(hand: Hand, report_id: str, **what: Any) -> None:
    """Move a report on, as the admin."""
    hand.carry_out(
        "update_bug_report",
        report_id,
        lambda work: bug_reports.move(work, work.get(BugReport, report_id), hand.user, **what),
    )


def pin(hand: Hand, report_id: str, *, pinned: bool = True) -> None:
    """Pin a report, as the admin."""
    hand.carry_out(
        "pin_bug_report" if pinned else "unpin_bug_report",
        report_id,
        lambda work: bug_reports.pin(work, work.get(BugReport, report_id), pinned=pinned),
    )


def delete(hand: Hand, report_id: str) -> None:
    """Delete a report, as the admin."""
    hand.carry_out(
        "delete_bug_report",
        report_id,
        lambda work: bug_reports.delete_report(work, work.get(BugReport, report_id)),
    )


def ids(hand: Hand, **filters: Any) -> list[str]:
    """List reports; give their ids."""
    return [row.id for row in hand.see(bug_reports.page, None, 100, **filters).items]
