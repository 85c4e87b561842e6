"""A studio for each test: real database, files and engine; only the clock is turned by hand."""

import shutil
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, event

from domain import passwords, rendering, tokens
from domain.adapters import database
from domain.adapters.files import Folder
from domain.adapters.pictures import safe_copy, shrink
from domain.adapters.settings import read_settings
from domain.adapters.sources import Folders, open_staging
from domain.holds import Holds
from domain.imports import carrying_out
from domain.ports import ImageEngine, Task
from domain.work import Facts, Studio
from tests.exercised import pytest_sessionfinish, pytest_testnodedown
from tests.servers import postgresql
from workers.engines import open_engine

if TYPE_CHECKING:
    from tests.domain.hand import Hand
    from tests.stage import Stage

__all__ = ["pytest_sessionfinish", "pytest_testnodedown"]

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For plain HTTP; httpx would read all the certificates of the machine for each client."""

ADMIN_TOKEN = "the-admin-token-of-the-tests"


class TurnedClock:
    """A clock that stands until a test turns it; each look moves it a microsecond on."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
        self._look = Lock()

    def now(self) -> datetime:
        with self._look:  # of two threads that look at once, none may set it back
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
    """A migrated, empty SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "studio.db"
    path.write_bytes(database.empty())
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
        sources=Folders(),
        staging=open_staging(Folder(tmp_path / "files")),
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
        tokens.keep_bootstrap_token(work, ADMIN_TOKEN)
    return studio


@pytest.fixture
def no_power_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be written without waiting for the disk."""
    monkeypatch.setattr("os.fsync", lambda file: None)


@pytest.fixture
def hand(no_power_cut: None, studio: Studio, clock: TurnedClock, queue: HeldQueue) -> "Hand":
    """Somebody at work in the test's studio."""
    from tests.domain.hand import Hand

    return Hand(studio, clock, queue)


@pytest.fixture(scope="session")
def server() -> Iterator[Engine]:
    """A migrated PostgreSQL."""
    with postgresql() as url:
        settings = read_settings({"SPOLVERO_DATABASE_URL": url})
        engine = database.open_database(settings.database_url)
        database.migrate(engine)
        yield engine
        engine.dispose()


@pytest.fixture
def on_postgresql(server: Engine, tmp_path: Path, no_power_cut: None) -> "Hand":
    """A hand in an empty studio on PostgreSQL."""
    from tests.domain.hand import empty, hand_on

    empty(server)
    return hand_on(server, tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def anywhere(request: pytest.FixtureRequest) -> "Hand":
    """A hand in a studio on each kind of database, one after the other."""
    hand: Hand = request.getfixturevalue("hand" if request.param == "sqlite" else "on_postgresql")
    return hand


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[PasswordHasher]:
    """Hash passwords as argon2id does, and a thousand times as fast."""
    quick = PasswordHasher(time_cost=2, memory_cost=128, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: quick)
    passwords._nobodys_hash.cache_clear()
    yield quick
    passwords._nobodys_hash.cache_clear()


class Api(httpx.Client):
    """A client of a live server: `admin` by default, `public` for the same without a token."""

    def __init__(self, url: str, studio: Studio, engine: ImageEngine, queue: HeldQueue) -> None:
        super().__init__(
            base_url=f"{url}/api/v1",
            headers={"Authorization": f"Bearer {ADMIN_TOKEN}"},
            verify=NO_TLS,
        )
        self.public = httpx.Client(base_url=f"{url}/api/v1", verify=NO_TLS)
        self.site = httpx.Client(base_url=url, verify=NO_TLS)
        self._studio, self._engine, self._queue = studio, engine, queue

    def work_off(self) -> None:
        """Do now what the queue's messages ask for."""
        while self._queue.messages:
            holds = Holds(time.monotonic)
            if self._queue.messages.pop() is Task.IMPORT:
                carrying_out.work_off(self._studio, holds)
            else:
                rendering.work_off(self._studio, self._engine, holds)

    def picture(self, **asked: Any) -> dict[str, Any]:
        """Queue a small picture, have it drawn, and give its image."""
        recipe = {"prompt": "a red fox", "steps": 1, "width": 64, "height": 64, **asked}
        job_id = self.post("/jobs", json=recipe).raise_for_status().json()["id"]
        self.work_off()
        image_id = self.get(f"/jobs/{job_id}").json()["image_id"]
        return self.get(f"/images/{image_id}").raise_for_status().json()


@pytest.fixture(scope="session")
def stage() -> "Iterator[tuple[Stage, str]]":
    """One server for all tests that have an `api`, and its URL."""
    from tests.stage import on_stage

    with on_stage() as (stage, url):
        yield stage, url


@pytest.fixture
def api(
    stage: "tuple[Stage, str]", studio: Studio, engine: ImageEngine, queue: HeldQueue
) -> Iterator[Api]:
    """A client to a server, over real sockets; the studio behind it is the test's own."""
    on_stage, url = stage
    on_stage.show(studio)
    with Api(url, studio, engine, queue) as api:
        yield api
        api.public.close()
        api.site.close()
    on_stage.clear()
