"""A studio for each test: real database, files and engine; only the clock is turned by hand."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, event

from domain import rendering, users
from domain.adapters import database
from domain.adapters.files import Folder
from domain.adapters.pictures import safe_copy, shrink
from domain.holds import Holds
from domain.ports import ImageEngine, Task
from domain.work import Facts, Studio
from workers.engines import open_engine

ADMIN_TOKEN = "the-admin-token-of-the-tests"


class TurnedClock:
    """A clock that stands until a test turns it; each look moves it a microsecond on."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(microseconds=1)
        return self.moment

    def turn(self, **by: float) -> None:
        self.moment += timedelta(**by)


class HeldQueue:
    """A queue that keeps its messages until a test works them off."""

    def __init__(self) -> None:
        self.messages: list[Task] = []

    def wake(self, task: Task) -> None:
        self.messages.append(task)

    def wake_soon(self, task: Task) -> None:
        self.messages.append(task)

    def check(self) -> None:
        pass


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, to be copied: migrating anew for each test would be slow."""
    path = tmp_path_factory.mktemp("migrated") / "studio.db"
    engine = database.open_database(f"sqlite:///{path}")
    database.migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return path


@pytest.fixture
def db(migrated: Path, tmp_path: Path) -> Iterator[Engine]:
    """A database of the test's own."""
    shutil.copy(migrated, tmp_path / "studio.db")
    engine = database.open_database(f"sqlite:///{tmp_path / 'studio.db'}")

    @event.listens_for(engine, "connect")
    def hurry(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous = OFF")  # no test cuts the power

    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def queue() -> HeldQueue:
    return HeldQueue()


@pytest.fixture(scope="session")
def engine() -> ImageEngine:
    """The engine that ships."""
    return open_engine("sketch")


@pytest.fixture
def studio(
    db: Engine, tmp_path: Path, clock: TurnedClock, queue: HeldQueue, engine: ImageEngine
) -> Studio:
    """A studio with an admin, whose token is ADMIN_TOKEN."""
    studio = Studio(
        sessions=database.sessions(db),
        files=Folder(tmp_path / "files"),
        queue=queue,
        clock=clock,
        shrink=shrink,
        safe_copy=safe_copy,
        facts=Facts(
            engine=engine.name,
            model=engine.model,
            adapters=engine.adapters,
            max_body_bytes=65_536,
            max_queued_jobs=20,
            stream_seconds=2,
        ),
    )
    with studio.work() as work:
        users.keep_bootstrap_token(work, ADMIN_TOKEN)
    return studio


class Api(httpx.Client):
    """A client of a live server: `admin` by default, `public` for the same without a token."""

    def __init__(self, url: str, studio: Studio, engine: ImageEngine, queue: HeldQueue) -> None:
        super().__init__(
            base_url=f"{url}/api/v1", headers={"Authorization": f"Bearer {ADMIN_TOKEN}"}
        )
        self.public = httpx.Client(base_url=f"{url}/api/v1")
        self.site = httpx.Client(base_url=url)
        self._studio, self._engine, self._queue = studio, engine, queue

    def work_off(self) -> None:
        """Do now what the queue's messages ask for."""
        while self._queue.messages:
            self._queue.messages.pop()
            rendering.work_off(self._studio, self._engine, Holds(time.monotonic))

    def picture(self, **asked: Any) -> dict[str, Any]:
        """Queue a small picture, have it drawn, and give its image."""
        recipe = {"prompt": "a red fox", "steps": 1, "width": 64, "height": 64, **asked}
        job_id = self.post("/jobs", json=recipe).raise_for_status().json()["id"]
        self.work_off()
        image_id = self.get(f"/jobs/{job_id}").json()["image_id"]
        return self.get(f"/images/{image_id}").raise_for_status().json()


@pytest.fixture
def api(studio: Studio, engine: ImageEngine, queue: HeldQueue) -> Iterator[Api]:
    """A server on a port of its own, over real sockets, and a client to it."""
    from handlers.app import create_app
    from handlers.server import Server

    server = Server(create_app(studio))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        with Api(f"http://127.0.0.1:{listener.getsockname()[1]}", studio, engine, queue) as api:
            yield api
            api.public.close()
            api.site.close()
        server.should_exit = True
        thread.join()
