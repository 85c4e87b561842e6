"""A database that goes away under a running server, and comes back."""

import httpx
import pytest
from sqlalchemy import create_engine, text

from domain import tokens
from domain.adapters import database
from handlers.app import create_app
from tests.conftest import ADMIN_TOKEN
from tests.domain.hand import hand_on
from tests.servers import postgresql

ASKED = [
    ("GET", "/albums"),
    ("GET", "/session"),
    ("GET", "/jobs"),
    ("POST", "/jobs"),
    ("GET", "/jobs/job_01kaqz6v1ge8rb3m5n7p9qstvw"),
    ("GET", "/queue/events"),
    ("POST", "/images"),
]
TOKEN = {"Authorization": f"Bearer {ADMIN_TOKEN}"}


@pytest.fixture(scope="module")
def server():
    """A database server, and a database on it that this module may close."""
    with postgresql() as url:
        outside = create_engine(
            url.replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT", pool_size=1
        )
        with outside.connect() as connection:
            connection.execute(text("CREATE DATABASE away"))
            yield connection
        outside.dispose()


@pytest.fixture
def asking(server, tmp_path):
    """Asks an application on that database."""
    engine = database.open_database(server.engine.url.set(database="away"))
    database.migrate(engine)
    studio = hand_on(engine, tmp_path).studio
    with studio.work() as work:
        tokens.keep_bootstrap_token(work, ADMIN_TOKEN)
    transport = httpx.ASGITransport(create_app(studio))
    client = httpx.AsyncClient(transport=transport, base_url="http://studio/api/v1", headers=TOKEN)

    def ask(method, path):
        import asyncio

        body = {"content": b"\x89PNG", "headers": {"Content-Type": "image/png"}}
        if path == "/jobs" and method == "POST":
            body = {"json": {"prompt": "a red fox"}}
        return asyncio.run(client.request(method, path, **(body if method == "POST" else {})))

    yield ask
    engine.dispose()


def test_while_the_database_is_away_requests_are_answered_503_and_again_once_it_is_back(
    asking, server, refused, fits, caplog, subtests
):
    assert asking("GET", "/jobs").status_code == 200
    server.execute(text("ALTER DATABASE away ALLOW_CONNECTIONS false"))
    server.execute(
        text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'away'")
    )
    for method, path in ASKED:
        with subtests.test(f"{method} {path}"):
            answer = asking(method, path)
            assert answer.status_code == 503
            refused(answer, "database-unavailable")
            assert int(answer.headers["retry-after"]) > 0
    assert "found no database" in caplog.text
    assert "Traceback" not in caplog.text  # a line for each request, not a screen
    assert asking("GET", "/health").status_code == 200
    ready = asking("GET", "/readiness")
    assert ready.status_code == 503
    assert fits("Readiness", ready.json())
    server.execute(text("ALTER DATABASE away ALLOW_CONNECTIONS true"))
    assert asking("GET", "/jobs").status_code == 200
    assert asking("POST", "/jobs").status_code == 202
