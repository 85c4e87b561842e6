"""Ours: a kind of row that does nothing, on the real leases, dispatcher, broker and studio.

As `workers/app.py` assembles it for pictures. Each job is a row, put there by a transaction of its
own; its claim and its end are committed too. Settings come from SPOLVERO_…: without a Redis, who
asks and who works are one process, as `spolvero serve` is.
"""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, ClassVar

import dramatiq
from dramatiq import Broker
from sqlalchemy.orm import Mapped

from bench.peers.queues import OURS_THREADS
from bench.queues.marks import Marks
from domain import leases, working
from domain.adapters import database
from domain.adapters.settings import read_settings
from domain.adapters.studio import open_studio
from domain.entity import id_column, new_id
from domain.holds import Holds
from domain.leases import Hold, Leased
from domain.ports import QUEUES, Task
from domain.vocabulary import JOB_REQUEST_PRIORITY_DEFAULT
from domain.work import Studio
from workers.app import IDLE_MS
from workers.dispatcher import Dispatcher
from workers.engines import open_engine

marks = Marks.here()


class Nothing(Leased):
    """A job that does nothing."""

    __tablename__ = "nothings"
    task: ClassVar[Task] = Task.RENDER
    at_once: ClassVar[int] = 16

    id: Mapped[str] = id_column()
    job: Mapped[int]


def ask(studio: Studio, job: int) -> None:
    """Put a row into the queue."""
    with studio.work(beside=True) as work:
        row = {"id": new_id("nil", work.now), "job": job, "run_at": work.now}
        row |= {"created_at": work.now, "priority": JOB_REQUEST_PRIORITY_DEFAULT}
        leases.promise(work, Nothing, [row])


def do(_hold: Hold, row: Any) -> None:
    """Do a job."""
    marks.begun(row.job)


@contextmanager
def opened() -> Iterator[tuple[Studio, Broker]]:
    """Open the studio of the settings, and see to the table of rows that do nothing."""
    settings = read_settings()
    database.migrate(database.open_database(settings.database_url))
    with open_studio(settings, open_engine(settings.engine)) as (studio, broker):
        with studio.work() as work:
            Nothing.metadata.create_all(work.session.connection())
        yield studio, broker


@contextmanager
def at_work(studio: Studio, broker: Broker) -> Iterator[None]:
    """Work while the block lasts."""
    holds = Holds(time.monotonic)
    dramatiq.Actor(
        partial(working.work_off, studio, Nothing, holds, do),
        broker=broker,
        actor_name=Nothing.task.value,
        queue_name=QUEUES[Nothing.task],
        priority=0,
        options={},
    )
    worker = dramatiq.Worker(
        broker,
        queues={QUEUES[Nothing.task]},
        worker_threads=OURS_THREADS,
        worker_timeout=IDLE_MS,
    )
    dispatcher = Dispatcher(studio, Nothing, holds, OURS_THREADS)
    worker.start()
    dispatcher.start()
    try:
        yield
    finally:
        holds.stop(0)
        worker.stop()
        dispatcher.stop()


@contextmanager
def enqueuing() -> Iterator[Callable[[int], object]]:
    """Give what asks for a job."""
    with opened() as (studio, _):
        yield partial(ask, studio)


@contextmanager
def embedded() -> Iterator[tuple[Callable[[int], object], AbstractContextManager[None]]]:
    """Give what asks for a job, and what works in this process while it is entered."""
    with opened() as (studio, broker):
        yield partial(ask, studio), at_work(studio, broker)


def main() -> None:
    """Be a worker process."""
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    with opened() as (studio, broker), at_work(studio, broker):
        done.wait()


if __name__ == "__main__":
    main()
