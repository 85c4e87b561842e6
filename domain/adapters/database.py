"""The database behind a URL: SQLite by default, PostgreSQL by the same code."""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import InvalidatePoolError, SQLAlchemyError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from domain.adapters.settings import NAMES, BadSetting
from domain.work import Sessions

MIGRATIONS = Path(__file__).with_name("migrations")
SILENCE = timedelta(seconds=25)
"""So long may a process say nothing within a transaction. One that was frozen, or cut off, in the
middle of it would hold up every writer until it is back; it finds its transaction undone instead.
Less than a lease, and more than any request to a file store, for which a sweep's transaction waits.
"""

ALIVE = {
    **{"connect_timeout": 5, "tcp_user_timeout": 20_000},
    **{"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3},
}
"""What libpq does about a network that swallows everything: within half a minute, which is a lease,
it says that the connection is lost. By default it would wait for hours.
"""

POOL: dict[str, Any] = {"pool_size": 16, "max_overflow": 16, "hide_parameters": True}
"""More connections than the threads of one process can use at once; and no values of a statement
in the text of an error, which goes to the log.
"""

RESTED = 1.0
"""Seconds in the pool after which a connection is asked whether it is alive before it is used."""

WRITER = 0x5350_4F4C  # any number that no other program on this database takes: "SPOL"


class NotMigrated(Exception):
    """Raised when the database is not at the newest migration."""


def open_database(url: str) -> Engine:
    """Connect (lazily) and set the connection up; a SQLite file's folder is made if it lacks.

    Raises BadSetting.
    """
    try:
        if make_url(url).get_backend_name() != "sqlite":
            engine = create_engine(url, connect_args=ALIVE, **POOL)
            event.listen(engine, "connect", _set_up_postgresql)
            _see_to_the_lost(engine)
            event.listen(engine, "begin", _begin_postgresql)
            return engine
        if path := make_url(url).database:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
    except ImportError as missing:
        needs = f"needs the Python package {missing.name}: install spolvero[postgresql]"
        raise BadSetting(f"{NAMES['database_url']} {needs}.") from None
    except OSError as wrong:
        raise BadSetting(f"{NAMES['database_url']}: no folder for it ({wrong.strerror}).") from None
    engine = create_engine(url, **POOL)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver would begin transactions when it sees fit
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # a commit survives a power cut
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA busy_timeout = 30000")


def _set_up_postgresql(connection: Any, _record: ConnectionPoolEntry) -> None:
    milliseconds = round(SILENCE.total_seconds() * 1000)
    connection.execute(f"SET idle_in_transaction_session_timeout = {milliseconds}")
    connection.commit()


def _see_to_the_lost(engine: Engine) -> None:
    """Let nobody have a connection whose server has gone since: it and the older ones are replaced.

    Asking a server whether it is there costs as much as a statement, so one that was just used is
    asked only if it has said something unasked: its farewell, or that the connection has ended.
    """

    def put_back(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    def taken(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
        if (since := record.info.get("rests_since")) is None:  # it is new
            return
        if time.monotonic() - since < RESTED and not _says_something(connection):
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as lost:
            raise InvalidatePoolError(str(lost)) from None

    event.listen(engine, "checkin", put_back)
    event.listen(engine, "checkout", taken)


def _says_something(connection: Any) -> bool:
    if connection.closed:
        return True
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock when it begins: one that began as a reader could not wait for it.
    reads = connection.get_execution_options().get("reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    # That no image is without an album, for one, is a rule over many rows, which locks on single
    # rows do not keep: whoever may touch such a rule goes one after the other, as on SQLite.
    options = connection.get_execution_options()
    if not options.get("reads", False) and not options.get("beside", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")


def sessions(engine: Engine) -> Sessions:
    """Give the makers of sessions on this database."""
    return Sessions(
        writing=sessionmaker(engine, expire_on_commit=False),
        beside=sessionmaker(engine.execution_options(beside=True), expire_on_commit=False),
        reading=sessionmaker(engine.execution_options(reads=True), expire_on_commit=False),
    )


def alembic_config() -> Config:
    """Give Alembic its settings: where the migrations are."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _reach(engine: Engine) -> Connection:
    """Connect. Raises BadSetting, with the first line of what the driver says."""
    try:
        return engine.connect()
    except SQLAlchemyError as wrong:
        said = str(getattr(wrong, "orig", None) or wrong).partition("\n")[0]
        raise BadSetting(f"{NAMES['database_url']}: no database answers there ({said}).") from None


def migrate(engine: Engine) -> None:
    """Bring the database to the newest migration; nothing happens when it is there.

    Raises BadSetting, and NotMigrated for a database that a newer program has migrated.
    """
    config = alembic_config()
    with _reach(engine) as connection, _tables_replaceable(connection), connection.begin():
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise NotMigrated("The database is of a newer version than this program.") from None
        _must_refer(connection)


@cache
def empty() -> bytes:
    """Give the file of an empty SQLite database at the newest migration, for studios of a moment:
    to migrate anew takes longer than all else that starts with them."""
    with TemporaryDirectory(prefix="spolvero-") as folder:
        path = Path(folder) / "studio.db"
        engine = open_database(f"sqlite:///{path}")
        migrate(engine)
        engine.dispose()  # whoever closes it last brings the write-ahead log home
        return path.read_bytes()


@contextmanager
def _tables_replaceable(connection: Connection) -> Iterator[None]:
    """Keep SQLite from deleting what refers to a table that a migration drops to replace it.

    It has to be said outside of a transaction (https://sqlite.org/lang_altertable.html, 7).
    """
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _must_refer(connection: Connection) -> None:
    """Raise RuntimeError when a migration has left rows on SQLite that refer to nothing."""
    if connection.dialect.name == "sqlite" and (
        lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    ):
        raise RuntimeError(f"The migration left rows of {lost[0]} that refer to no {lost[2]}.")


def must_be_migrated(engine: Engine) -> None:
    """Raise NotMigrated unless the database is at the newest migration; BadSetting without one."""
    newest = ScriptDirectory.from_config(alembic_config()).get_current_head()
    with _reach(engine) as connection:
        if MigrationContext.configure(connection).get_current_revision() != newest:
            raise NotMigrated("The database is not at the newest version; run `spolvero migrate`.")
