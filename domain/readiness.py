"""Whether the parts that the studio needs answer now."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from domain import queue
from domain.work import Studio

Name = Literal["database", "files", "queue", "workers"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Check:
    """One part, and whether it answers."""

    name: Name
    ok: bool
    detail: str
    required: bool = True
    """Whether the server cannot do its own work without it."""


def checks(studio: Studio) -> list[Check]:
    """Try each part; the log has why one does not answer."""
    database = _try("database", lambda: _ask_database(studio))
    return [
        database,
        _try("files", studio.files.check),
        _try("queue", studio.queue.check),
        _look_for_workers(studio, database),
    ]


def _look_for_workers(studio: Studio, database: Check) -> Check:
    """Say whether anybody takes what waits: a server answers well without, and no picture comes."""
    unknown = Check("workers", False, "Nobody knows: the database does not answer.", False)
    if not database.ok:  # a second wait for it would outlast whoever asks
        return unknown
    try:
        with studio.look() as work:
            left = queue.is_left_alone(work)
    except Exception:
        log.exception("not known: whether anybody takes the jobs that wait")
        return unknown
    if left:
        seconds = round(queue.LEFT_ALONE.total_seconds())
        detail = f"Jobs have waited for {seconds} seconds, and no worker takes any."
        return Check("workers", False, detail, False)
    return Check("workers", True, "No job waits without need.", False)


def _ask_database(studio: Studio) -> None:
    with studio.look() as work:
        work.session.execute(select(1))


def _try(name: Name, part: Callable[[], None]) -> Check:
    try:
        part()
    except Exception:
        log.exception("not ready: the %s does not answer", name)
        return Check(name, False, f"The {name} does not answer; the log says why.")
    return Check(name, True, "It answers.")
