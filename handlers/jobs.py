"""Pictures asked for."""

from domain import jobs
from domain.vocabulary import JobSort, JobState
from handlers import following, wire
from handlers.call import NO_STORE, Call, Reply
from handlers.represent import jobs as represent


def queue_job(
    call: Call, body: wire.JobRequest, idempotency_key: str | None
) -> Reply[wire.QueueJob]:
    """Promise a picture."""
    with call.studio.work() as work:
        promised = jobs.queue(
            work, asked_by=call.user, key=idempotency_key, facts=call.studio.facts, **body
        )
        receipt = represent.receipt(promised)
    return Reply(receipt, headers={"Location": receipt["job_url"]})


def list_jobs(
    call: Call,
    state: list[JobState] | None,
    album_id: str | None,
    batch_id: str | None,
    trace_id: str | None,
    sort: JobSort,
    cursor: str | None,
    limit: int,
) -> wire.JobPage:
    """List jobs."""
    with call.studio.look() as work:
        page = jobs.page(
            work,
            states=state,
            album_id=album_id,
            batch_id=batch_id,
            trace_id=trace_id,
            sort=sort,
            cursor=cursor,
            limit=limit,
        )
        return represent.jobs(page)


def get_job(call: Call, job_id: str) -> Reply[wire.Job]:
    """Tell how far a job has got."""
    with call.studio.look() as work:
        job = represent.job(jobs.look_at(work, job_id))
    return Reply(job, headers=NO_STORE)


def update_job(call: Call, job_id: str, body: wire.JobUpdate) -> wire.Job:
    """Change what the body names of a job that waits."""
    with call.studio.work() as work:
        jobs.update_job(work, job_id, **body)
        return represent.job(jobs.look_at(work, job_id))


def cancel_job(call: Call, job_id: str) -> wire.Job:
    """Stop a job that is not over."""
    with call.studio.work() as work:
        jobs.cancel(work, job_id)
        return represent.job(jobs.look_at(work, job_id))


def retry_job(call: Call, job_id: str) -> wire.Job:
    """Put a failed or cancelled job back into the queue."""
    with call.studio.work() as work:
        jobs.retry(work, job_id, asked_by=call.user, facts=call.studio.facts)
        return represent.job(jobs.look_at(work, job_id))


def stream_job_events(
    call: Call, job_id: str, last_event_id: str | None
) -> Reply[following.Events | None]:
    """Tell of one job, as things happen."""
    events = following.job(call.studio, job_id, last_event_id)
    return Reply(events, status=None if events else 204, headers=NO_STORE)


def cancel_jobs(call: Call, body: wire.JobSelection) -> wire.JobsChanged:
    """Stop every job that fits the body and is not over."""
    with call.studio.work() as work:
        return represent.jobs_changed(jobs.cancel_many(work, **body))


def retry_jobs(call: Call, body: wire.JobSelection) -> wire.JobsChanged:
    """Put every failed or cancelled job that fits the body back into the queue."""
    with call.studio.work() as work:
        changed = jobs.retry_many(work, asked_by=call.user, facts=call.studio.facts, **body)
        return represent.jobs_changed(changed)
