"""procrastinate, woken by PostgreSQL's NOTIFY; a finished job's row is deleted."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from procrastinate import App, PsycopgConnector

from bench.peers.queues import SERVER
from bench.queues.marks import Marks

app = App(connector=PsycopgConnector(conninfo=os.environ[SERVER]))
marks = Marks.here()


@app.task(name="nothing")
async def nothing(job: int) -> None:
    """Do nothing."""
    marks.begun(job)


@contextmanager
def enqueuing() -> Iterator[Callable[[int], object]]:
    """Give what asks for a job, once the tables are there."""
    with app.open():
        app.schema_manager.apply_schema()
        yield lambda job: nothing.defer(job=job)
