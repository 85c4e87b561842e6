"""Bug reports."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.bug_reports import NEXT, BugReportChange, Purged
from domain.pages import Page
from domain.retention import Retention
from handlers import wire
from handlers.represent import API
from handlers.represent.moments import moment_or_null, time, time_or_null


def bug_report_url(report_id: str) -> str:
    """Say where a bug report is."""
    return f"{API}/bug-reports/{report_id}"


def bug_report(report: Any, retention: Retention) -> wire.BugReport:
    """Show a bug report without what was sent along."""
    purge_at = retention.purge_at(report.status, report.created_at, pinned=report.pinned)
    return {
        "id": report.id,
        "status": report.status,
        "next_statuses": list(NEXT[report.status]),
        "description": report.description,
        "author": {
            "id": report.author_id,
            "name": report.author_name,
            "role": report.author_role,
        },
        "trace_id": report.trace_id,
        "fingerprint": report.fingerprint,
        "group": {
            "count": report.group.count,
            "first_seen_at": time(report.group.first_seen_at),
            "last_seen_at": time(report.group.last_seen_at),
        },
        "duplicate_of": report.duplicate_of,
        "resolution_note": report.resolution_note,
        "pinned": report.pinned,
        "has_screenshot": report.screenshot_sha256 is not None,
        "byte_size": report.byte_size,
        "redactions": report.redactions,
        "created_at": time(report.created_at),
        "updated_at": time(report.updated_at),
        "purge_at": time_or_null(purge_at),
    }


def bug_reports(page: Page, retention: Retention) -> wire.BugReportPage:
    """Show a page of bug reports."""
    return {
        "items": [bug_report(row, retention) for row in page.items],
        "next_cursor": page.next_cursor,
    }


def bug_report_detail(
    report: Any, steps: Sequence[BugReportChange], retention: Retention
) -> wire.BugReportDetail:
    """Show all of a bug report."""
    sent, context = report.sections, report.context
    return {
        **bug_report(report, retention),
        "expected": sent["expected"],
        "actual": sent["actual"],
        "steps": sent["steps"],
        "environment": sent["environment"],
        "client_meta": sent["client_meta"],
        "app_state": sent["app_state"],
        "recent_logs": sent["recent_logs"],
        "network_events": sent["network_events"],
        "context": {
            "requests": [noted_request(each) for each in context["requests"]],
            "jobs": [noted_job(each) for each in context["jobs"]],
        },
        "screenshot": bug_report_screenshot(report),
        "history": [bug_report_change(step) for step in steps],
    }


def noted_request(request: Mapping[str, Any]) -> wire.NotedRequest:
    """Show a request as the server saw it."""
    return {
        "at": time(datetime.fromisoformat(request["at"])),
        "operation_id": request["operation_id"],
        "method": request["method"],
        "path": request["path"],
        "status": request["status"],
        "duration_ms": request["duration_ms"],
        "trace_id": request["trace_id"],
    }


def noted_job(job: Mapping[str, Any]) -> wire.NotedJob:
    """Show a job as it was when a bug was reported."""
    return {
        "id": job["id"],
        "state": job["state"],
        "failure_code": job["failure_code"],
        "created_at": time(datetime.fromisoformat(job["created_at"])),
    }


def bug_report_screenshot(report: Any) -> wire.BugReportScreenshot | None:
    """Tell about a bug report's picture."""
    if report.screenshot_sha256 is None:
        return None
    return {
        "media_type": report.screenshot_media_type,
        "width": report.screenshot_width,
        "height": report.screenshot_height,
        "byte_size": report.screenshot_byte_size,
    }


def bug_report_change(step: BugReportChange) -> wire.BugReportChange:
    """Show one step in the life of a bug report."""
    return {
        "at": time(step.at),
        "actor_id": step.actor_id,
        "actor_name": step.actor_name,
        "from": step.from_status,
        "to": step.to_status,
        "note": step.note,
    }


def bug_report_export(
    report: wire.BugReportDetail, now: datetime, picture: tuple[bytes, str] | None
) -> wire.BugReportExport:
    """Show all of a bug report as one file, its picture within."""
    return {
        "exported_at": time(now),
        "report": report,
        "screenshot_base64": b64encode(picture[0]).decode() if picture else None,
    }


def bug_report_purge(asked: wire.BugReportPurge) -> dict[str, Any]:
    """Read what to purge."""
    return {**asked, "as_of": moment_or_null(asked.get("as_of"))}


def bug_reports_purged(purged: Purged) -> wire.BugReportPurgeResult:
    """Show what a purge has come to."""
    return {
        "dry_run": purged.dry_run,
        "as_of": time(purged.as_of),
        "count": len(purged.ids),
        "ids": [*purged.ids],
        "cutoffs": [
            {
                "status": each.status,
                "retention_days": each.days,
                "cutoff": time_or_null(each.cutoff),
                "count": each.count,
            }
            for each in purged.cutoffs
        ],
        "plan": purged.plan,
    }
