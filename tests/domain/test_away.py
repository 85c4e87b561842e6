"""What means that the database is away for a while, and what means something else."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from domain import away
from domain.adapters import database


def raised(deed):
    with pytest.raises(SQLAlchemyError) as caught:
        deed()
    return caught.value


def test_a_server_that_cannot_be_reached_is_away(tmp_path):
    engine = database.open_database(f"postgresql+psycopg://studio@/studio?host={tmp_path}")
    error = raised(engine.connect)
    refusal = away.unavailable(error)
    assert refusal is not None
    assert refusal.retry_after == away.RETRY_AFTER
    assert str(tmp_path) not in str(refusal)
    assert "\n" not in away.why(error)


def test_a_connection_that_is_cut_is_away_and_a_wrong_statement_is_our_fault(server):
    beside = server.execution_options(beside=True)  # none waits for the other
    with beside.connect() as connection, beside.connect() as other:
        pid = connection.scalar(text("SELECT pg_backend_pid()"))
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        cut = raised(lambda: connection.execute(text("SELECT 1")))
        wrong = raised(lambda: other.execute(text("SELECT * FROM nothing_of_this_name")))
    assert away.unavailable(cut) is not None
    assert away.unavailable(wrong) is None


def test_a_sqlite_file_that_somebody_else_writes_for_long_is_away(db):
    with db.connect() as writer, db.execution_options(reads=True).connect() as other:
        writer.execute(text("SELECT 1"))
        other.exec_driver_sql("PRAGMA busy_timeout = 0")
        locked = raised(lambda: other.exec_driver_sql("INSERT INTO pauses VALUES ('a', 'b', 'c')"))
        missing = raised(lambda: other.exec_driver_sql("SELECT * FROM nothing_of_this_name"))
    assert away.unavailable(locked) is not None
    assert away.unavailable(missing) is None


def test_a_pool_without_a_free_connection_is_away(tmp_path):
    engine = create_engine(
        f"sqlite:///{tmp_path / 'one.db'}", pool_size=1, max_overflow=0, pool_timeout=0.001
    )
    with engine.connect():
        error = raised(engine.connect)
    assert isinstance(error, NoConnectionFree)
    assert away.unavailable(error) is not None
    engine.dispose()


def test_other_errors_are_not_the_databases():
    assert away.unavailable(ValueError("database is locked")) is None


def test_what_goes_to_the_log_has_no_values_of_the_statement(db):
    with db.connect() as connection:
        secret = {"kind": "hunter2" * 9, "by": "nobody"}
        wrong = raised(
            lambda: connection.execute(
                text("INSERT INTO pauses (kind, paused_by) VALUES (:kind, :by)"), secret
            )
        )
    assert "hunter2" not in str(wrong)
    assert "hunter2" not in away.why(wrong)
