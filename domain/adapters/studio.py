"""Joins the outside world to the domain, once, for every program: HTTP, command line, workers."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock

from dramatiq import Broker
from sqlalchemy import make_url

from domain.adapters import database
from domain.adapters.alarm import Alarm
from domain.adapters.clock import SharedClock, SystemClock
from domain.adapters.files import Folder, open_files
from domain.adapters.oidc import Provider
from domain.adapters.pictures import safe_copy, shrink
from domain.adapters.queue import DramatiqQueue, open_broker
from domain.adapters.running import LOCK
from domain.adapters.settings import NAMES, BadSetting, Registration, Settings
from domain.adapters.sources import Folders, open_staging
from domain.adapters.spans import open_tracing
from domain.doctor import Look
from domain.ports import FileStore, ImageEngine, Task
from domain.work import Facts, Studio, Work

log = logging.getLogger(__name__)

CROWDED = 16
"""While so many messages wait for a worker, none of the workers can be idle."""


class ReliableQueue:
    """A queue whose failures are logged and not raised.

    A message is sent after the commit; the row is there, and the next dispatcher finds it.
    """

    def __init__(self, queue: DramatiqQueue) -> None:
        self._queue = queue
        self._alarm = Alarm(self._wake_if_anybody_sleeps)

    def wake(self, task: Task) -> None:
        """Wake a worker, if the broker can be reached."""
        try:
            self._queue.wake(task)
        except Exception:
            log.exception("no worker was woken for %s; the dispatcher will see to it", task)

    def wake_soon(self, task: Task) -> None:
        """Wake a worker, if the broker can be reached, and only one for many who ask at once."""
        self._alarm.ring(task)

    def _wake_if_anybody_sleeps(self, task: Task) -> None:
        try:
            crowded = self._queue.messages(task) >= CROWDED
        except Exception:
            crowded = False  # whoever wakes says what is wrong
        if not crowded:
            self.wake(task)

    def check(self) -> None:
        """Raise when the broker cannot be reached."""
        self._queue.check()


@contextmanager
def open_studio(settings: Settings, drawing: ImageEngine) -> Iterator[tuple[Studio, Broker]]:
    """Open database, files and queue; close them at the end. Raises BadSetting, NotMigrated.

    `drawing` is what draws the pictures. On the embedded default this process takes the home
    folder for itself, so what an earlier process left unfinished can be cleared away safely.
    """
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise BadSetting(f"{NAMES['home']}: {settings.home}: {wrong.strerror}.") from None
    files = open_files(settings.files_url)
    registration = settings.oidc
    provider = None if registration is None else _provider(registration)
    engine = database.open_database(settings.database_url)
    with _alone(settings), open_tracing() as tracing:
        if settings.alone_with_files and isinstance(files, Folder):
            files.forget_unfinished()
        if settings.embedded:
            database.migrate(engine)
        else:
            database.must_be_migrated(engine)
        broker = open_broker(settings.redis_url)
        sqlite = engine.dialect.name == "sqlite"
        try:
            yield (
                Studio(
                    sessions=database.sessions(engine),
                    files=files,
                    queue=ReliableQueue(DramatiqQueue(broker)),
                    clock=SystemClock() if sqlite else SharedClock(engine),
                    shrink=shrink,
                    safe_copy=safe_copy,
                    sources=Folders(),
                    staging=open_staging(files),
                    turn=Lock() if sqlite else nullcontext(),
                    # Threads that wait for a server help. SQLite computes in the thread itself and
                    # hands the interpreter over at each row: two readers get half as much done.
                    threads=1 if sqlite else 8,
                    facts=Facts(
                        engine=settings.engine,
                        model=drawing.model,
                        adapters=drawing.adapters,
                        max_body_bytes=settings.max_body_bytes,
                        max_queued_jobs=settings.max_queued_jobs,
                        max_pictures_per_hour=settings.max_pictures_per_hour or None,
                        trash_days=settings.trash_days,
                        provider=None if provider is None else provider.name,
                        bug_report_retention=settings.bug_report_retention_days,
                    ),
                    provider=provider,
                    admitted=settings.oidc_allow,
                    tracing=tracing,
                ),
                broker,
            )
        finally:
            broker.close()
            engine.dispose()


def _provider(registration: Registration) -> Provider:
    """Make ready to ask the provider; it is asked when somebody signs in. Raises BadSetting."""
    try:
        return Provider(registration, SystemClock())
    except ImportError as missing:
        needs = f"needs the Python package {missing.name}: install spolvero[oidc]"
        raise BadSetting(f"{NAMES['oidc_issuer']} {needs}.") from None


@contextmanager
def open_to_look(settings: Settings) -> Iterator[tuple[Look, FileStore]]:
    """Open database and files beside whatever runs on them, only to read; nothing is made.

    Raises BadSetting, NotMigrated.
    """
    files = open_files(settings.files_url, reads=True)
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise BadSetting(f"{NAMES['database_url']}: no database is there.")
    engine = database.open_database(settings.database_url)
    try:
        database.must_be_migrated(engine)
        reading = database.sessions(engine).reading
        clock = SystemClock() if engine.dialect.name == "sqlite" else SharedClock(engine)

        @contextmanager
        def look() -> Iterator[Work]:
            with reading.begin() as session:
                yield Work(session, clock.now())

        yield look, files
    finally:
        engine.dispose()


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Hold the home folder's lock while embedded; the system frees it however the process ends."""
    if not settings.embedded:
        yield
        return
    with (settings.home / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BadSetting(
                "Another server uses this SPOLVERO_HOME; stop it, or choose another home."
            ) from None
        yield
