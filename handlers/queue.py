"""The queue as a whole."""

from domain import queue
from handlers import following, wire
from handlers.call import NO_STORE, Call, Reply
from handlers.represent import queue as represent


def get_queue(call: Call) -> Reply[wire.Queue]:
    """Tell what waits and how fast it goes."""
    with call.studio.look() as work:
        return Reply(represent.queue(queue.look(work)), headers=NO_STORE)


def pause_queue(call: Call) -> wire.Queue:
    """Start no job any more."""
    with call.studio.work() as work:
        queue.pause(work, call.user)
        return represent.queue(queue.look(work))


def resume_queue(call: Call) -> wire.Queue:
    """Start jobs again."""
    with call.studio.work() as work:
        queue.resume(work)
        return represent.queue(queue.look(work))


def stream_queue_events(call: Call, last_event_id: str | None) -> Reply[following.Events]:
    """Tell of every job, as things happen."""
    return Reply(following.queue_and_jobs(call.studio, last_event_id), headers=NO_STORE)
