"""Assembly for the queue: broker + actors + engine + studio. Holds no rule."""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial

import dramatiq
from dramatiq import Broker

from domain import leases, schedule_runs
from domain.holds import Holds
from domain.imports import ImportRun
from domain.jobs import Job
from domain.ports import HOUSEKEEPING, QUEUES, ImageEngine, Task
from domain.work import Studio
from workers import jobs
from workers.dispatcher import Dispatcher
from workers.imports import Importer
from workers.schedules import Scheduler

IDLE_MS = 100
"""How often an idle worker looks whether there is a message, or whether it should stop."""

FINISH_SECONDS = 7
"""How long running jobs may take to end when the worker stops; after that they are given back."""

DRAIN_MS = 10_000
"""How long the worker waits for that; what has not ended then is rescued by somebody else."""


def declare_actors(
    studio: Studio, broker: Broker, engine: ImageEngine, holds: Holds, importer: Importer
) -> None:
    """Say which function answers to which task."""
    actors: dict[Task, Callable[[], None]] = {
        Task.RENDER: partial(jobs.render, studio, engine, holds),
        Task.IMPORT: importer.poke,
    }
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
    studio: Studio,
    broker: Broker,
    engine: ImageEngine,
    *,
    alone: bool,
    threads: int = 1,
    queues: Collection[str] = (*QUEUES.values(), HOUSEKEEPING),
) -> Iterator[Holds]:
    """Work on these queues while the block lasts; give what can be told to stop before its end.

    `alone`: no other process can hold a job, so whatever is running was left by a dead one.
    """
    holds = Holds(time.monotonic)
    importer = Importer(studio)
    declare_actors(studio, broker, engine, holds, importer)
    if alone:
        with studio.work() as work:
            leases.rescue(work, Job, everything=True)
            leases.rescue(work, ImportRun, everything=True)
            schedule_runs.rescue(work)
    worker = dramatiq.Worker(
        broker, queues={*queues}, worker_threads=threads, worker_timeout=IDLE_MS
    )
    helpers: list[Dispatcher | Scheduler | Importer] = []
    if QUEUES[Task.RENDER] in queues:
        helpers.append(Dispatcher(studio, Job, holds, threads))
    if HOUSEKEEPING in queues:
        helpers += [Scheduler(studio), importer]
    worker.start()
    for helper in helpers:
        helper.start()
    try:
        yield holds
    finally:
        holds.stop(FINISH_SECONDS)
        importer.let_go()
        worker.stop(timeout=DRAIN_MS)
        for helper in helpers:
            helper.stop()
