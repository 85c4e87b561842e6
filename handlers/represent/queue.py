"""The queue."""

from domain.queue import Queue
from domain.vocabulary import JobState
from handlers import wire
from handlers.represent.moments import time_or_null


def queue(queue: Queue) -> wire.Queue:
    """Show the queue as it is."""
    return {
        "paused": queue.paused_at is not None,
        "paused_at": time_or_null(queue.paused_at),
        "queued": queue.queued,
        "waiting_for_retry": queue.waiting_for_retry,
        "running": queue.running,
        "oldest_queued_at": time_or_null(queue.oldest_queued_at),
        "oldest_age_seconds": queue.oldest_age_seconds,
        "finished_last_hour": {
            "succeeded": queue.finished.get(JobState.SUCCEEDED, 0),
            "failed": queue.finished.get(JobState.FAILED, 0),
            "cancelled": queue.finished.get(JobState.CANCELLED, 0),
        },
        "pictures_per_minute": queue.pictures_per_minute,
        "estimated_seconds": queue.estimated_seconds,
    }
