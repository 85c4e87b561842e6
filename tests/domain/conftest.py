"""What only the tests of the domain share: an S3 server, and a part of its bucket."""

import secrets
from collections.abc import Iterator

import pytest

from domain.adapters.files import open_files
from domain.ports import FileStore
from tests.servers import S3, seaweedfs


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    """An S3 server, which may be used by whoever has its environment."""
    with seaweedfs() as server:
        yield server


@pytest.fixture
def bucket(s3: S3, monkeypatch: pytest.MonkeyPatch) -> FileStore:
    """A part of a bucket that no other test uses."""
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    return open_files(s3.url(f"studio/{secrets.token_hex(8)}/files"))
