"""Celery with its transport for Redis, and no results."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from celery import Celery

from bench.peers.queues import SERVER
from bench.queues.marks import Marks

app = Celery(broker=os.environ[SERVER].replace("unix://", "redis+socket://"))
app.conf.update(
    task_ignore_result=True,
    task_store_errors_even_if_ignored=False,
    worker_disable_rate_limits=True,
    broker_connection_retry_on_startup=True,
)
marks = Marks.here()


@app.task(name="nothing")
def nothing(job: int) -> None:
    """Do nothing."""
    marks.begun(job)


@contextmanager
def enqueuing() -> Iterator[Callable[[int], object]]:
    """Give what asks for a job."""
    yield nothing.delay
    app.close()
