"""Pictures asked for."""

from domain import jobs
from domain.vocabulary import JobState
from handlers import represent, wire
from handlers.call import NO_STORE, Call, Reply


def queue_job(
    call: Call, body: wire.JobRequest, idempotency_key: str | None
) -> Reply[wire.QueueJob]:
    """Promise a picture."""
    with call.studio.work() as work:
        promised = jobs.queue(
            work,
            asked_by=call.user,
            key=idempotency_key,
            max_queued=call.studio.facts.max_queued_jobs,
            **body,
        )
        receipt = represent.receipt(promised)
    return Reply(receipt, headers={"Location": receipt["job_url"]})


def list_jobs(
    call: Call, state: list[JobState] | None, album_id: str | None, cursor: str | None, limit: int
) -> wire.JobPage:
    """List jobs, newest first."""
    with call.studio.look() as work:
        page = jobs.page(work, states=state, album_id=album_id, cursor=cursor, limit=limit)
        return represent.jobs(page)


def get_job(call: Call, job_id: str) -> Reply[wire.Job]:
    """Tell how far a job has got."""
    with call.studio.look() as work:
        job = represent.job(jobs.look_at(work, job_id))
    return Reply(job, headers=NO_STORE)


def cancel_job(call: Call, job_id: str) -> wire.Job:
    """Stop a job that is not over."""
    with call.studio.work() as work:
        jobs.cancel(work, job_id)
        return represent.job(jobs.look_at(work, job_id))
