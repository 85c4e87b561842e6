"""Bug reports: what people ran into."""

import time

from domain import bug_reports
from domain.bug_reports import screenshots
from domain.vocabulary import BugReportStatus
from handlers import entity_tags, report_page, wire
from handlers.attachments import attachment
from handlers.auth import secrets_of
from handlers.call import NO_STORE, Call, RawBody, Reply
from handlers.represent import bug_reports as represent
from handlers.represent.moments import moment_or_null


def list_bug_reports(
    call: Call,
    status: list[BugReportStatus] | None,
    author: str | None,
    q: str | None,
    trace_id: str | None,
    fingerprint: str | None,
    pinned: bool | None,
    created_after: str | None,
    created_before: str | None,
    cursor: str | None,
    limit: int,
) -> wire.BugReportPage:
    """List bug reports, newest first."""
    with call.studio.look() as work:
        page = bug_reports.page(
            work,
            cursor,
            limit,
            status=status,
            author=author,
            q=q,
            trace_id=trace_id,
            fingerprint=fingerprint,
            pinned=pinned,
            created_after=moment_or_null(created_after),
            created_before=moment_or_null(created_before),
        )
    return represent.bug_reports(page, call.studio.facts.bug_report_retention)


def submit_bug_report(call: Call, body: wire.BugReportSubmission) -> Reply[wire.BugReport]:
    """Keep a bug report without the secrets in it."""
    call.studio.requests.write(call.studio, time.monotonic())
    report_id = bug_reports.submit(call.studio, call.signed_in, body, known=secrets_of(call))
    headers = {"Location": represent.bug_report_url(report_id)}
    return _shown(call, report_id, headers)


def get_bug_report(call: Call, report_id: str) -> Reply[wire.BugReportDetail]:
    """Open a bug report."""
    with call.studio.look() as work:
        report, steps = bug_reports.detail(work, report_id, call.user)
    shown = represent.bug_report_detail(report, steps, call.studio.facts.bug_report_retention)
    return Reply(shown, headers={"ETag": entity_tags.of(report, call.user)})


def update_bug_report(
    call: Call, report_id: str, body: wire.BugReportUpdate, if_match: str | None
) -> Reply[wire.BugReport]:
    """Move a bug report on."""
    with call.studio.work() as work:
        report = bug_reports.get(work, report_id, call.user, lock=True)
        entity_tags.must_match(if_match, report, call.user)
        bug_reports.move(work, report, call.user, **body)
    return _shown(call, report_id)


def delete_bug_report(call: Call, report_id: str, if_match: str | None) -> None:
    """Delete a bug report for good."""
    with call.studio.work() as work:
        report = bug_reports.get(work, report_id, call.user, lock=True)
        entity_tags.must_match(if_match, report, call.user)
        bug_reports.delete_report(work, report)


def pin_bug_report(call: Call, report_id: str) -> Reply[wire.BugReport]:
    """Keep a bug report however old it gets."""
    return _pinned(call, report_id, pinned=True)


def unpin_bug_report(call: Call, report_id: str) -> Reply[wire.BugReport]:
    """Let a bug report go with its time."""
    return _pinned(call, report_id, pinned=False)


def _pinned(call: Call, report_id: str, *, pinned: bool) -> Reply[wire.BugReport]:
    with call.studio.work() as work:
        report = bug_reports.get(work, report_id, call.user, lock=True)
        bug_reports.pin(work, report, pinned=pinned)
    return _shown(call, report_id)


def add_bug_report_screenshot(call: Call, report_id: str, body: RawBody) -> Reply[wire.BugReport]:
    """Keep a picture of what the reporter saw."""
    screenshots.add(call.studio, report_id, call.user, body.data)
    return _shown(call, report_id)


def get_bug_report_screenshot(call: Call, report_id: str) -> Reply[bytes]:
    """Give the picture of what the reporter saw."""
    picture, media_type = screenshots.picture(call.studio, report_id, call.user)
    return Reply(picture, headers={**NO_STORE}, media_type=media_type)


def export_bug_report(call: Call, report_id: str) -> Reply[wire.BugReportExport | bytes]:
    """Give all of a bug report as one file."""
    with call.studio.look() as work:
        report, steps = bug_reports.detail(work, report_id, call.user)
        picture = screenshots.of(call.studio, report)
        shown = represent.bug_report_detail(report, steps, call.studio.facts.bug_report_retention)
        file = represent.bug_report_export(shown, work.now, picture)
    ending, body = report_page.file(file, picture, call.accepted)
    headers = {
        "Content-Disposition": attachment(f"{report_id}.{ending}"),
        **NO_STORE,
    }
    return Reply(body, headers=headers, media_type=call.accepted)


def purge_bug_reports(call: Call, body: wire.BugReportPurge) -> wire.BugReportPurgeResult:
    """Delete bug reports whose time is over, or tell which these are."""
    asked = represent.bug_report_purge(body)
    with call.studio.work() as work:
        retention = call.studio.facts.bug_report_retention
        return represent.bug_reports_purged(bug_reports.purge_by_hand(work, retention, **asked))


def _shown(
    call: Call, report_id: str, headers: dict[str, str] | None = None
) -> Reply[wire.BugReport]:
    """Answer with a report as it is now."""
    with call.studio.look() as work:
        report = bug_reports.look_at(work, report_id, call.user)
    tag = entity_tags.of(report, call.user)
    shown = represent.bug_report(report, call.studio.facts.bug_report_retention)
    return Reply(shown, headers={**(headers or {}), "ETag": tag})
