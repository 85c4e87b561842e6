"""Whether the parts that the studio needs answer now."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from domain.work import Studio

Name = Literal["database", "files", "queue"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Check:
    """One part, and whether it answers."""

    name: Name
    ok: bool
    detail: str


def checks(studio: Studio) -> list[Check]:
    """Try each part; the log has why one does not answer."""
    return [
        _try("database", lambda: _ask_database(studio)),
        _try("files", studio.files.check),
        _try("queue", studio.queue.check),
    ]


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
