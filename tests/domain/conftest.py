"""What the tests of the domain share: a hand in the studio, on SQLite and on PostgreSQL."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.adapters import database
from domain.adapters.files import open_files
from domain.adapters.settings import read_settings
from domain.ports import FileStore
from domain.work import Studio
from tests.conftest import HeldQueue, TurnedClock
from tests.domain.hand import Hand, empty, hand_on
from tests.servers import S3, postgresql, seaweedfs


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    """An S3 server, which may be used by whoever has its environment."""
    with seaweedfs() as server:
        yield server


@pytest.fixture
def no_power_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be written without waiting for the disk."""
    monkeypatch.setattr("os.fsync", lambda file: None)


@pytest.fixture
def hand(no_power_cut: None, studio: Studio, clock: TurnedClock, queue: HeldQueue) -> Hand:
    """Somebody at work in the test's studio."""
    return Hand(studio, clock, queue)


@pytest.fixture
def bucket(s3: S3, monkeypatch: pytest.MonkeyPatch) -> FileStore:
    """A part of a bucket that no other test uses."""
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    return open_files(s3.url(f"studio/{secrets.token_hex(8)}/files"))


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
def on_postgresql(server: Engine, tmp_path: Path, no_power_cut: None) -> Hand:
    """A hand in an empty studio on PostgreSQL."""
    empty(server)
    return hand_on(server, tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def anywhere(request: pytest.FixtureRequest) -> Hand:
    """A hand in a studio on each kind of database, one after the other."""
    hand: Hand = request.getfixturevalue("hand" if request.param == "sqlite" else "on_postgresql")
    return hand
