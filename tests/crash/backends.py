"""What a campaign runs on: SQLite in one process, or PostgreSQL and Valkey behind pulled cables."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import redis
from sqlalchemy import Engine

from domain.adapters import database
from domain.adapters.settings import read_settings
from tests.conftest import ADMIN_TOKEN
from tests.crash.proxy import Proxy, proxy
from tests.servers import postgresql, valkey


class Redis:
    """A Valkey server that can forget everything, and be started again."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._stack = ExitStack()
        self.start()

    def start(self) -> None:
        """Start it, empty."""
        self._stack.enter_context(valkey(self.port))

    def stop(self) -> None:
        """End it."""
        self._stack.close()

    def flush(self) -> None:
        """Make it forget every message."""
        with redis.Redis(port=self.port) as client:
            client.flushall()


@dataclass
class Backend:
    """Where the processes of a campaign meet."""

    name: str
    home: Path
    environment: dict[str, str]
    database: Engine
    """For the harness: past the proxy."""
    redis: Redis | None = None
    cables: dict[str, Proxy] = field(default_factory=dict)

    @property
    def alone(self) -> bool:
        """Whether one process is all there is."""
        return self.redis is None


def free_port() -> int:
    """Find a port that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
        return port


def _environment(home: Path) -> dict[str, str]:
    return {
        "SPOLVERO_HOME": str(home),
        "SPOLVERO_PORT": "0",
        "SPOLVERO_ADMIN_TOKEN": ADMIN_TOKEN,
        "SPOLVERO_MAX_PICTURES_PER_HOUR": "0",
    }


@contextmanager
def sqlite(home: Path) -> Iterator[Backend]:
    """Give an embedded studio."""
    environment = _environment(home)
    engine = database.open_database(read_settings(environment).database_url)
    database.migrate(engine)
    try:
        yield Backend("sqlite", home, environment, engine)
    finally:
        engine.dispose()


@contextmanager
def postgresql_and_valkey(home: Path) -> Iterator[Backend]:
    """Give a studio of several processes; they reach both servers through a proxy each."""
    of_database = free_port()
    with ExitStack() as stack:
        own_url = stack.enter_context(postgresql(of_database))
        valkey_server = Redis(free_port())
        stack.callback(valkey_server.stop)
        cables = {
            "database": stack.enter_context(proxy(of_database)),
            "queue": stack.enter_context(proxy(valkey_server.port)),
        }
        port = cables["database"].port
        environment = {
            **_environment(home),
            "SPOLVERO_DATABASE_URL": f"postgresql://studio@127.0.0.1:{port}/postgres",
            "SPOLVERO_REDIS_URL": f"redis://127.0.0.1:{cables['queue'].port}/0",
        }
        own = {**environment, "SPOLVERO_DATABASE_URL": own_url}
        engine = database.open_database(read_settings(own).database_url)
        stack.callback(engine.dispose)
        database.migrate(engine)
        yield Backend("postgresql", home, environment, engine, valkey_server, cables)


BACKENDS = {"sqlite": sqlite, "postgresql": postgresql_and_valkey}
