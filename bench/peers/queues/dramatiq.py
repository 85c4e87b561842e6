"""Dramatiq as it comes."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import dramatiq
from dramatiq.brokers.redis import RedisBroker

from bench.peers.queues import SERVER
from bench.queues.marks import Marks

dramatiq.set_broker(RedisBroker(url=os.environ[SERVER]))
marks = Marks.here()


@dramatiq.actor
def nothing(job: int) -> None:
    """Do nothing."""
    marks.begun(job)


@contextmanager
def enqueuing() -> Iterator[Callable[[int], object]]:
    """Give what asks for a job."""
    yield nothing.send
