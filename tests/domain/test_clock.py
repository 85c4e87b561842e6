"""One clock for all machines on one database, whatever their own say."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from domain.adapters import clock as clocks
from domain.adapters import database
from domain.adapters.clock import SharedClock, SystemClock
from domain.adapters.settings import read_settings
from tests.servers import postgresql

A_MINUTE = timedelta(minutes=1)


def test_the_machines_own_clock_is_aware_and_in_utc():
    before = datetime.now(UTC)
    told = SystemClock().now()
    assert before <= told <= datetime.now(UTC)
    assert told.utcoffset() == timedelta(0)


def test_the_shared_clock_is_the_databases_and_goes_on_while_that_is_away(monkeypatch, caplog):
    class WrongMachine:
        """A machine whose own clock is years off; nobody may ask it."""

        @staticmethod
        def now(zone=None):
            raise AssertionError("the machine was asked for the time")

    with postgresql() as url:
        settings = read_settings({"SPOLVERO_DATABASE_URL": url})
        engine = database.open_database(settings.database_url)

        def of_database():
            with engine.connect() as connection:
                return connection.scalars(select(func.clock_timestamp())).one()

        monkeypatch.setattr(clocks, "datetime", WrongMachine)
        before = of_database()
        clock = SharedClock(engine)
        told = [clock.now() for _ in range(3)]
        assert told == sorted(told)
        assert told[0].utcoffset() == timedelta(0)
        assert before - A_MINUTE < told[0] < of_database() + A_MINUTE

        # As if the machine had slept for an hour, and its database not.
        slept = clocks._seconds() + 3600
        monkeypatch.setattr(clocks, "_seconds", lambda: slept)
        assert of_database() - A_MINUTE < clock.now() < of_database() + A_MINUTE
    engine.dispose()
    monkeypatch.setattr(clocks, "_seconds", lambda: slept + clocks.AGAIN + 1)
    assert clock.now() - told[0] > timedelta(seconds=clocks.AGAIN)
    assert "the database does not tell the time" in caplog.text
