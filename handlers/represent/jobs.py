"""Jobs, and what happens to them."""

from typing import Any

from domain.jobs import Changed, Receipt
from domain.pages import Page
from domain.vocabulary import JobState
from handlers import wire
from handlers.represent import API
from handlers.represent.moments import time, time_or_null


def job_url(job_id: str) -> str:
    """Say where a job is."""
    return f"{API}/jobs/{job_id}"


def job(job: Any) -> wire.Job:
    """Show a job with its place in the queue."""
    return {
        "id": job.id,
        "state": job.state,
        "prompt": job.prompt,
        "negative_prompt": job.negative_prompt,
        "seed": job.seed,
        "steps": job.steps,
        "width": job.width,
        "height": job.height,
        "guidance_scale": job.guidance_scale,
        "adapters": job.adapters,
        "priority": job.priority,
        "album_id": job.album_id,
        "image_id": job.image_id,
        "batch_id": job.batch_id,
        "row_number": job.row_number,
        "row_values": job.row_values,
        "steps_done": job.steps_done,
        "queue_position": job.queue_position,
        "cancel_requested": job.cancel_requested,
        "attempts": job.attempts,
        "failures": job.failures,
        "crashes": job.crashes,
        "failure": failure(job),
        "created_by": job.created_by,
        "trace_id": job.trace_id,
        "created_at": time(job.created_at),
        "run_at": time(job.run_at),
        "started_at": time_or_null(job.started_at),
        "finished_at": time_or_null(job.finished_at),
    }


def failure(job: Any) -> wire.JobFailure | None:
    """Tell why a job last failed; of what runs or went well, nothing."""
    tells = job.state in (JobState.FAILED, JobState.QUEUED) and job.failure_code is not None
    return {"code": job.failure_code, "reason": job.failure_reason} if tells else None


def job_event(event: Any) -> wire.JobEvent:
    """Show a job as it was after something happened to it."""
    return {
        "job_id": event.job_id,
        "batch_id": event.batch_id,
        "state": event.state,
        "steps_done": event.steps_done,
        "steps": event.steps,
        "attempts": event.attempts,
        "cancel_requested": event.cancel_requested,
        "failure": failure(event),
        "album_id": event.album_id,
        "image_id": event.image_id,
        "at": time(event.at),
    }


def jobs_changed(changed: Changed) -> wire.JobsChanged:
    """Show what came of acting on many jobs."""
    return {
        "dry_run": changed.dry_run,
        "changed": changed.changed,
        "stopping": changed.stopping,
    }


def receipt(receipt: Receipt) -> wire.QueueJob:
    """Show what whoever queued a job gets in hand; it tells of that moment, ever after."""
    return {
        "id": receipt.job_id,
        "state": JobState.QUEUED,
        "album_id": receipt.album_id,
        "seed": receipt.seed,
        "queue_position": receipt.queue_position,
        "job_url": job_url(receipt.job_id),
        "created_at": time(receipt.created_at),
    }


def jobs(page: Page) -> wire.JobPage:
    """Show a page of jobs."""
    return {"items": [job(row) for row in page.items], "next_cursor": page.next_cursor}
