"""Following imports as they get on: from their rows to server-sent events.

An import leaves no log of what happened, as jobs do; its row says all that can change. One look at
the rows serves all readers of a process, and each is told what is new for it. The last event has an
id of its own, so whoever comes back with that has heard the end.
"""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterator
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy.exc import SQLAlchemyError

from domain.away import why
from domain.imports import looking
from domain.leases import OVER
from domain.work import Studio
from handlers.call import Event
from handlers.represent import imports as represent

log = logging.getLogger("spolvero.api")

Events = AsyncIterator[Event]

LOOK = 0.5
"""Seconds between two looks at the rows, while somebody reads."""
GOES_ON, END = "0.1", "1.0"
"""The ids of events: of the last one, and of all others."""


class Watch:
    """Looks at the imports that are followed, once for all readers, as long as there is one."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._readers: Counter[str] = Counter()
        self._seen: dict[str, tuple[Any, datetime]] = {}
        self._news = asyncio.Condition()
        self._looks = 0
        self._task: asyncio.Task[None] | None = None
        self._away = False

    @contextlib.contextmanager
    def reading(self, import_id: str) -> Iterator[None]:
        """Look at this import while the block lasts."""
        self._readers[import_id] += 1
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._look())
        try:
            yield
        finally:
            self._readers -= Counter((import_id,))
            if not self._readers:
                self._task.cancel()
                self._task = None
                self._seen = {}

    async def next(self, import_id: str, seconds: float) -> tuple[Any, datetime] | None:
        """Wait for the next look, at most so long; give the import as it was then, and when."""
        try:
            async with asyncio.timeout(max(seconds, 0)), self._news:
                looks = self._looks
                await self._news.wait_for(lambda: self._looks > looks)
        except TimeoutError:
            return None
        return self._seen.get(import_id)

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            try:
                seen = await asyncio.to_thread(_now, self._studio, [*self._readers])
                self._away = False
            except SQLAlchemyError as lost:
                if not self._away:  # once, and not twice a second
                    log.warning("no news of imports: the database does not answer: %s", why(lost))
                self._away, seen = True, self._seen
            async with self._news:
                self._seen = seen
                self._looks += 1
                self._news.notify_all()


_watches: WeakKeyDictionary[Studio, Watch] = WeakKeyDictionary()


def _now(studio: Studio, import_ids: Collection[str]) -> dict[str, tuple[Any, datetime]]:
    with studio.look() as work:
        return {row.id: (row, work.now) for row in looking.now(work, import_ids)}


def one(studio: Studio, import_id: str, last_event_id: str | None) -> Events | None:
    """Follow an import until it is over; None when it is, and its reader knows. Raises NotFound."""
    with studio.look() as work:
        now = looking.get(work, import_id)
        if now.state in OVER and last_event_id == END:
            return None
        return _one(studio, now, work.now)


async def _one(studio: Studio, run: Any, at: datetime) -> Events:
    loop = asyncio.get_running_loop()
    until = loop.time() + studio.facts.stream_seconds
    watch = _watches.setdefault(studio, Watch(studio))
    yield (told := _told(run, at))
    with watch.reading(run.id):
        while told.id != END:
            found = await watch.next(run.id, until - loop.time())
            if found is None:
                return
            news = _told(*found)
            if {**news.data, "at": None} != {**told.data, "at": None}:
                yield (told := news)


def _told(run: Any, at: datetime) -> Event:
    event_id = END if run.state in OVER else GOES_ON
    return Event(event_id, "import", dict(represent.progress(run, at)))
