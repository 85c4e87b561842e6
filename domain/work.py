"""One transaction, visible as one block: `with studio.work() as work:`.

It commits when the block ends well and rolls back when it raises. Messages wait for the commit, so
that a worker never wakes up for a row that is not there.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session, sessionmaker

from domain.entity import Entity
from domain.errors import NotFound
from domain.ports import Clock, FileStore, SafePicture, Task, TaskQueue

E = TypeVar("E", bound=Entity)


@cache
def _shape(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names)


@dataclass(slots=True)
class Work:
    """What a rule may touch while one transaction lasts."""

    session: Session
    now: datetime
    messages: list[tuple[Task, str]] = field(default_factory=list)

    def find(self, kind: type[E], entity_id: object) -> E | None:
        """Give the entity, or None."""
        return self.session.get(kind, entity_id)

    def get(self, kind: type[E], entity_id: object, *, lock: bool = False) -> E:
        """Give the entity; `lock` keeps others from changing it meanwhile. Raises NotFound."""
        entity = self.session.get(kind, entity_id, with_for_update=True if lock else None)
        if entity is None:
            raise NotFound(f"There is no {kind.__name__.lower()} with this id.")
        return entity

    def add(self, entity: E) -> E:
        """Remember a new entity, and find out now whether the database takes it."""
        self.session.add(entity)
        self.session.flush()
        return entity

    def rows(self, query: Select[Any], values: Mapping[str, object] | None = None) -> list[Any]:
        """Read columns, each row a named tuple; `values` are for the query's bound parameters.

        Past the ORM and its rows, whose attributes cost ten times as much to read: a page of
        images has two thousand.
        """
        result = self.session.connection().execute(query, values)
        return [*map(_shape(tuple(result.keys()))._make, result.all())]

    def afterwards(self, task: Task, subject_id: str) -> None:
        """Send this message once the transaction is committed."""
        self.messages.append((task, subject_id))


@dataclass(frozen=True, slots=True)
class Facts:
    """What anyone may know of this studio."""

    engine: str
    model: str
    max_body_bytes: int
    max_queued_jobs: int
    trash_days: int = 30
    """How long a deleted image can be restored."""


@dataclass(frozen=True, slots=True)
class Studio:
    """The whole program's parts, joined once by domain/adapters/studio.py."""

    writing: sessionmaker[Session]
    reading: sessionmaker[Session]
    files: FileStore
    queue: TaskQueue
    clock: Clock
    shrink: Callable[[bytes], bytes]
    """Makes a thumbnail (WebP) of a picture's bytes."""
    safe_copy: Callable[[bytes], SafePicture]
    """Draws a stranger's picture anew; raises BadPicture. Takes up to seconds: not inside work."""
    facts: Facts
    turn: AbstractContextManager[object] = field(default_factory=nullcontext)
    """Held during each writing transaction. SQLite lets one write and the others poll; a lock makes
    them queue, and nearly twice as many get through."""
    threads: int = 1
    """How many requests that read, and as many that write, may be with the database at once."""

    @contextmanager
    def work(self, *, apart: bool = False) -> Iterator[Work]:
        """Open a transaction that may change things; send its messages after the commit.

        `apart`: where the database can, do not make other writers wait. For a transaction that
        locks every row it depends on, and may last longer than others.
        """
        with self.turn, self.writing.begin() as session:
            if apart:
                session.connection(execution_options={"apart": True})
            work = Work(session, self.clock.now())
            yield work
        for task, subject_id in work.messages:
            self.queue.send(task, subject_id)

    @contextmanager
    def look(self) -> Iterator[Work]:
        """Open a transaction that only reads; on SQLite it waits for no writer."""
        with self.reading.begin() as session:
            yield Work(session, self.clock.now())
