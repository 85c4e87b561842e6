"""What the server itself knows about a report at the moment that it comes: requests and jobs.

Of the reporter's own only: a trace id can be made up, and must show nobody what others did.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from domain import request_log
from domain.jobs import Job
from domain.users import User
from domain.vocabulary import BUG_REPORT_CONTEXT_JOBS_MAX_ITEMS as MOST_JOBS
from domain.vocabulary import BUG_REPORT_CONTEXT_REQUESTS_MAX_ITEMS as MOST_REQUESTS
from domain.work import Work


def gathered(work: Work, author: User, proof_id: str, traces: Collection[str]) -> dict[str, Any]:
    """Give the requests of these traces and of the session, and the jobs that came of them."""
    requests = request_log.of(work, author.id, proof_id, traces, at_most=MOST_REQUESTS)
    return {
        "requests": [_request(request) for request in requests],
        "jobs": [_job(job) for job in _jobs(work, author, traces, requests)],
    }


def _jobs(work: Work, author: User, traces: Collection[str], requests: Sequence[Any]) -> list[Any]:
    """Give what the reporter has asked for in these traces, or by these requests."""
    theirs = {*traces, *(request.trace_id for request in requests)}
    columns = (Job.id, Job.state, Job.failure_code, Job.created_at)
    query = select(*columns).where(Job.created_by == author.id, Job.trace_id.in_(theirs))
    return work.rows(query.order_by(Job.id.desc()).limit(MOST_JOBS))


def _request(request: Any) -> dict[str, Any]:
    return {
        "at": request.at.isoformat(),
        "operation_id": request.operation_id,
        "method": request.method,
        "path": request.path,
        "status": request.status,
        "duration_ms": request.duration_ms,
        "trace_id": request.trace_id,
    }


def _job(job: Any) -> dict[str, Any]:
    return {
        "id": job.id,
        "state": job.state,
        "failure_code": job.failure_code,
        "created_at": job.created_at.isoformat(),
    }
