"""One transaction, visible as one block: `with studio.work() as work:`.

It commits when the block ends well and rolls back when it raises. Wake-ups wait for the commit, so
that a worker never wakes up for a row that is not there.
"""

import re
from collections import Counter, namedtuple
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Protocol, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session, sessionmaker

from domain.entity import Entity
from domain.errors import NotFound
from domain.meter import Meter
from domain.ports import (
    Clock,
    FileStore,
    IdentityProvider,
    SafePicture,
    Sources,
    Staging,
    Task,
    TaskQueue,
    Tracing,
)
from domain.request_log import RequestLog
from domain.retention import Retention
from domain.vocabulary import Role

E = TypeVar("E", bound=Entity)


@cache
def _shape(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names)


def _words(name: str) -> str:
    """Write `BatchTemplate` as `batch template`."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()


@dataclass(slots=True)
class Work:
    """What a rule may touch while one transaction lasts."""

    session: Session
    now: datetime
    wake_ups: Counter[Task] = field(default_factory=Counter)
    wake_ups_soon: set[Task] = field(default_factory=set)
    tallies: Counter[tuple[str, int]] = field(default_factory=Counter)
    """What is counted in this transaction, to be written at its end in one go."""
    at_the_end: dict[Callable[["Work"], None], None] = field(default_factory=dict)
    """What to do just before the commit, each once."""

    def find(self, kind: type[E], entity_id: object, *, lock: bool = False) -> E | None:
        """Give the entity, or None; `lock` keeps others from changing it meanwhile."""
        return self.session.get(kind, entity_id, with_for_update=True if lock else None)

    def get(self, kind: type[E], entity_id: object, *, lock: bool = False) -> E:
        """Give the entity; `lock` keeps others from changing it meanwhile. Raises NotFound."""
        entity = self.find(kind, entity_id, lock=lock)
        if entity is None:
            raise NotFound(f"There is no {_words(kind.__name__)} with this id.")
        return entity

    def add(self, entity: E) -> E:
        """Remember a new entity, and find out now whether the database takes it."""
        self.session.add(entity)
        self.session.flush()
        return entity

    def rows(
        self, query: Select[*tuple[Any, ...]], values: Mapping[str, object] | None = None
    ) -> list[Any]:
        """Read columns, each row a named tuple; `values` are for the query's bound parameters.

        Past the ORM and its rows, whose attributes cost ten times as much to read: a page of
        images has two thousand.
        """
        result = self.session.connection().execute(query, values)
        return [*map(_shape(tuple(result.keys()))._make, result.all())]

    def wake(self, task: Task, times: int = 1) -> None:
        """Wake so many workers once the transaction is committed."""
        self.wake_ups[task] += times

    def wake_soon(self, task: Task) -> None:
        """Wake a worker for rows that take next to no time; it need not be one for each."""
        self.wake_ups_soon.add(task)

    def end(self) -> None:
        """Do what waited for the end of the transaction."""
        for deed in self.at_the_end:
            deed(self)


class Witness(Protocol):
    """Who is to see each transaction before its commit, but for those beside others."""

    def see(self, work: Work) -> None:
        """Look at what was done, and write into the same transaction."""


witness: ContextVar[Witness | None] = ContextVar("witness", default=None)
"""Who sees what this thread or task changes; domain/audit.py sets it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What anyone may know of this studio."""

    engine: str
    model: str
    max_body_bytes: int
    max_queued_jobs: int
    adapters: tuple[str, ...] = ()
    max_pictures_per_hour: int | None = None
    stream_seconds: float = 300
    """How long one stream of events lasts; its reader then goes on with the next."""
    trash_days: int = 30
    """How long a deleted image can be restored."""
    provider: str | None = None
    """What people call the OpenID Connect provider, if there is one."""
    tries_per_login: int = 10
    """How many passwords may be wrong within a quarter of an hour."""
    tries_per_address: int = 50
    """How many sign-ins from one client address may fail in that time, whatever the proof."""
    bug_report_retention: Retention = field(default_factory=Retention)
    """How long bug reports are kept."""
    max_bug_reports_per_hour: int = 60
    """So many one person may send: nobody sees more, and cleaning a large one takes a second."""


@dataclass(frozen=True, slots=True)
class Sessions:
    """The makers of database sessions, by what their transactions do."""

    writing: sessionmaker[Session]
    """For what rules over many rows depend on: such writers go one after another."""
    beside: sessionmaker[Session]
    """For writers of single rows, which may go side by side where the database can."""
    reading: sessionmaker[Session]
    """For what changes nothing."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Studio:
    """The whole program's parts, joined once by domain/adapters/studio.py."""

    sessions: Sessions
    files: FileStore
    queue: TaskQueue
    clock: Clock
    shrink: Callable[[bytes], bytes]
    """Makes a thumbnail (WebP) of a picture's bytes."""
    safe_copy: Callable[[bytes], SafePicture]
    """Draws a stranger's picture anew; raises BadPicture. Takes up to seconds: not inside work."""
    facts: Facts
    sources: Sources
    """The folders of this machine, for imports."""
    staging: Staging
    """How their files come into the file store."""
    turn: AbstractContextManager[object] = field(default_factory=nullcontext)
    """Held during each writing transaction. SQLite lets one write and the others poll; a lock makes
    them queue, and nearly twice as many get through."""
    threads: int = 1
    """How many requests that read, and as many that write, may be with the database at once."""
    meter: Meter = field(default_factory=Meter)
    """What this process has done so far."""
    tracing: Tracing | None = None
    """Records spans; None unless an operator has named a collector for them."""
    provider: IdentityProvider | None = None
    """Who else may say who somebody is."""
    admitted: Mapping[str, Role] = field(default_factory=dict)
    """Whom it may let in uninvited, and as what: by email address, or by `@` and a domain."""
    requests: RequestLog = field(default_factory=RequestLog)
    """What this process was asked lately."""

    @contextmanager
    def work(self, *, beside: bool = False) -> Iterator[Work]:
        """Open a transaction that may change things; wake workers after the commit.

        `beside`: it touches rows one by one, and no rule about many of them; on a database that
        lets writers work side by side, it does not wait for the others.
        """
        maker = self.sessions.beside if beside else self.sessions.writing
        with self.turn, maker.begin() as session:
            work = Work(session, self.clock.now())
            yield work
            work.end()
            if not beside and (observer := witness.get()) is not None:
                observer.see(work)
        for task, times in work.wake_ups.items():
            for _ in range(times):
                self.queue.wake(task)
        for task in work.wake_ups_soon - work.wake_ups.keys():
            self.queue.wake_soon(task)

    @contextmanager
    def look(self) -> Iterator[Work]:
        """Open a transaction that only reads; on SQLite it waits for no writer."""
        with self.sessions.reading.begin() as session:
            yield Work(session, self.clock.now())
