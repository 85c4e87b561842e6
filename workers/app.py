"""Assembly for the queue: broker + actors + engine + studio. Holds no rule."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import dramatiq
from dramatiq import Broker

from domain import rendering
from domain.adapters.queue import QUEUES
from domain.ports import ImageEngine, Task
from domain.work import Studio
from workers import jobs
from workers.schedules import Scheduler

IDLE_MS = 100
"""How often an idle worker looks whether there is a message, or whether it should stop."""

DRAIN_MS = 10_000
"""How long running jobs may take to end when the worker stops; after that they start over."""


def declare_actors(studio: Studio, broker: Broker, engine: ImageEngine) -> None:
    """Say which function answers to which task."""
    actors = {Task.RENDER: partial(jobs.render, studio, engine)}
    for task, function in actors.items():
        dramatiq.Actor(
            function,
            broker=broker,
            actor_name=task.value,
            queue_name=QUEUES[task],
            priority=0,
            options={},
        )


@contextmanager
def working(
    studio: Studio, broker: Broker, engine: ImageEngine, *, alone: bool, threads: int = 1
) -> Iterator[None]:
    """Work on the queue while the block lasts.

    `alone`: no other process can hold a job, so whatever is running was left by a dead one, and
    every queued job needs a new message.
    """
    declare_actors(studio, broker, engine)
    if alone:
        rendering.rescue(studio, everything=True)
        rendering.wake(studio, everything=True)
    worker = dramatiq.Worker(broker, worker_threads=threads, worker_timeout=IDLE_MS)
    scheduler = Scheduler(studio)
    worker.start()
    scheduler.start()
    try:
        yield
    finally:
        scheduler.stop()
        worker.stop(timeout=DRAIN_MS)
