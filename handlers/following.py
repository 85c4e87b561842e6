"""Following jobs as things happen: from the event log (domain/events.py) to server-sent events.

One look at the database serves all readers of a process; each then reads what is new for it. A
reader's place in the log is the id of the last event it got, so whoever comes back with it misses
nothing.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy.exc import SQLAlchemyError

from domain import events, jobs, queue
from domain.away import why
from domain.events import Place
from domain.leases import OVER
from domain.vocabulary import JobState
from domain.work import Studio, Work
from handlers.call import Event
from handlers.represent import jobs as represent_jobs
from handlers.represent import queue as represent_queue

log = logging.getLogger("spolvero.api")

T = TypeVar("T")
Events = AsyncIterator[Event]

LOOK = 0.05
"""Seconds between two looks for new events, while somebody reads."""


class Pulse:
    """Looks for new events, once for all readers, as long as there is one."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self.place: Place = (-1, 0)
        """The newest event's, once that is known."""
        self._news = asyncio.Condition()
        self._readers = 0
        self._task: asyncio.Task[None] | None = None
        self._away = False

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Look for events while the block lasts."""
        self._readers += 1
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._look())
        try:
            yield
        finally:
            self._readers -= 1
            if self._readers == 0:
                self._task.cancel()
                self._task = None

    async def goes_beyond(self, place: Place, seconds: float) -> bool:
        """Wait until there is something after this place, at most so long; tell whether it is."""
        try:
            async with asyncio.timeout(max(seconds, 0)), self._news:
                await self._news.wait_for(lambda: self.place > place)
        except TimeoutError:
            return False
        return True

    async def _look(self) -> None:
        while True:
            try:
                place = await asyncio.to_thread(_seen, self._studio, events.last)
                self._away = False
            except SQLAlchemyError as lost:
                if not self._away:  # once, and not twenty times a second
                    log.warning("no news of jobs: the database does not answer: %s", why(lost))
                self._away, place = True, self.place
            if place != self.place:
                async with self._news:
                    self.place = place
                    self._news.notify_all()
            await asyncio.sleep(LOOK)


_pulses: WeakKeyDictionary[Studio, Pulse] = WeakKeyDictionary()


def _pulse(studio: Studio) -> Pulse:
    return _pulses.setdefault(studio, Pulse(studio))


def _seen(studio: Studio, look: Callable[[Work], T]) -> T:
    with studio.look() as work:
        return look(work)


def job(studio: Studio, job_id: str, last_event_id: str | None) -> Events | None:
    """Follow one job until it is over; None when it is, and its reader knows. Raises NotFound."""
    place = _place(last_event_id)
    with studio.look() as work:
        over = jobs.look_at(work, job_id).state in OVER
        if place is not None and not events.reaches_back_to(work, place):
            place = None
        if over and place is not None and not events.after(work, place, job_id):
            return None
    return _job(studio, job_id, place)


async def _job(studio: Studio, job_id: str, place: Place | None) -> Events:
    if place is None:
        begin, now = await asyncio.to_thread(_seen, studio, lambda work: _job_now(work, job_id))
        yield _told(begin, now)
        if now.state in OVER:
            return
    else:
        begin = place
    async for news in _batches(studio, begin, job_id):
        for each in news:
            yield _told((each.transaction, each.id), each)
        if news[-1].state in OVER:
            return


def _place(event_id: str | None) -> Place | None:
    return None if event_id is None else events.read_place(event_id)


def _job_now(work: Work, job_id: str) -> tuple[Place, Any]:
    """Tell how a job is; the place first, since what comes after it is told once more then."""
    place = events.last(work)
    row = jobs.look_at(work, job_id)
    return place, SimpleNamespace(**{**vars(row), "job_id": row.id, "at": work.now})


def queue_and_jobs(studio: Studio, last_event_id: str | None) -> Events:
    """Follow every job, and the queue as a whole."""
    place = _place(last_event_id)
    with studio.look() as work:
        known = place is not None and events.reaches_back_to(work, place)
    return _queue(studio, place if known else None, None if known else last_event_id)


async def _queue(studio: Studio, place: Place | None, lost: str | None) -> Events:
    newest, now = await asyncio.to_thread(_seen, studio, _queue_now)
    begin = newest if place is None else place
    if lost is not None:
        yield Event(events.event_id(begin), "reset", {"last_event_id": lost})
    yield Event(events.event_id(begin), "queue", now)
    async for news in _batches(studio, begin, None):
        for each in news:
            if each.job_id is not None:
                yield _told((each.transaction, each.id), each)
        if any(_changes_the_queue(each) for each in news):
            _, now = await asyncio.to_thread(_seen, studio, _queue_now)
            yield Event(events.event_id((news[-1].transaction, news[-1].id)), "queue", now)


def _queue_now(work: Work) -> tuple[Place, Any]:
    place = events.last(work)
    return place, represent_queue.queue(queue.look(work))


def _changes_the_queue(event: Any) -> bool:
    """Tell whether more has happened than a step."""
    return bool(event.state != JobState.RUNNING or event.steps_done == 0)


async def _batches(studio: Studio, place: Place, job_id: str | None) -> AsyncIterator[list[Any]]:
    """Give what comes after a place, batch by batch, as long as one stream lasts."""
    loop = asyncio.get_running_loop()
    until = loop.time() + studio.facts.stream_seconds
    pulse = _pulse(studio)
    with pulse.reading():
        while True:
            looked_at = max(place, pulse.place)
            news = await asyncio.to_thread(_seen, studio, partial(_after, place, job_id))
            if news:
                place = news[-1].transaction, news[-1].id
                yield news
            elif not await pulse.goes_beyond(looked_at, until - loop.time()):
                return


def _after(place: Place, job_id: str | None, work: Work) -> list[Any]:
    return events.after(work, place, job_id)


def _told(place: Place, row: Any) -> Event:
    return Event(events.event_id(place), "job", dict(represent_jobs.job_event(row)))
