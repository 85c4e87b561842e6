"""Submitting a bug report: bounded, cleaned, put into its context, and only then stored."""

import json
import math
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from domain import search, trace
from domain.bug_reports import context, sections
from domain.bug_reports.fingerprint import fingerprint
from domain.bug_reports.history import step
from domain.bug_reports.report import BugReport
from domain.entity import new_id
from domain.errors import RateLimited
from domain.users import Caller, User
from domain.vocabulary import BugReportStatus, LogLevel
from domain.work import Studio, Work

SEARCHED_LENGTH = 20_000
HOUR = timedelta(hours=1)


def submit(
    studio: Studio,
    caller: Caller,
    submission: Mapping[str, Any],
    *,
    known: Iterable[str] = (),
) -> str:
    """Keep a report and give its id.

    Who reports, in which role, session and trace is not asked of the report itself. `known` are
    secrets that the reporter came with. Raises TooLarge, which names the section, and RateLimited.
    """
    sections.must_fit(submission)
    with studio.look() as work:
        _must_allow(work, caller.user, studio.facts.max_bug_reports_per_hour)
    cleaned = sections.cleaned(submission, known)
    trace_id = trace.current() or "0" * 32
    traces = _traces(trace_id, cleaned.sections)
    author = caller.user
    with studio.work() as work:
        report = work.add(
            BugReport(
                id=new_id("bug", work.now),
                description=cleaned.description,
                author_id=author.id,
                author_name=author.name,
                author_role=author.role,
                trace_id=trace_id,
                traces=f" {' '.join(traces)} ",
                fingerprint=fingerprint(cleaned.description, cleaned.sections),
                sections=cleaned.sections,
                context=context.gathered(work, author, caller.proof_id, traces),
                byte_size=_size(cleaned),
                redactions=cleaned.redactions,
                search_text=_searched(cleaned),
                created_at=work.now,
                updated_at=work.now,
            )
        )
        step(work, report, author, None, BugReportStatus.OPEN, "")
        return report.id


def _must_allow(work: Work, author: User, most: int) -> None:
    """Raise RateLimited for somebody who reports more than anybody can have seen."""
    query = (
        select(BugReport.created_at)
        .where(BugReport.author_id == author.id, BugReport.created_at > work.now - HOUR)
        .order_by(BugReport.created_at.desc())
        .limit(most)
    )
    lately = work.session.scalars(query).all()
    if len(lately) == most:
        seconds = math.ceil((lately[-1] + HOUR - work.now).total_seconds())
        raise RateLimited(
            f"You may report {most} bugs an hour; the next one in {seconds} seconds.", seconds
        )


def _traces(own: str, sent: Mapping[str, Any]) -> Collection[str]:
    """Give the traces that a report speaks of, its own first, each once."""
    named = (event["trace_id"] for event in sent["network_events"])
    return dict.fromkeys((own, *filter(None, named)))


def _size(cleaned: sections.Cleaned) -> int:
    whole = {"description": cleaned.description, **cleaned.sections}
    return len(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode())


def _searched(cleaned: sections.Cleaned) -> str:
    """Join what a report is found by: what was written, and its errors."""
    sent = cleaned.sections
    written = (cleaned.description, sent["expected"], sent["actual"], sent["steps"])
    logs = (log["message"] for log in sent["recent_logs"] if log["level"] == LogLevel.ERROR)
    errors = (event["error"] for event in sent["network_events"])
    text = "\n".join(filter(None, (*written, *logs, *errors)))
    return search.fold(text[:SEARCHED_LENGTH])
