"""Migrations of databases with rows in them, on SQLite and on PostgreSQL."""

import json
import secrets
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import MetaData, insert, text

from domain import counts, events
from domain.adapters import database
from domain.entity import new_id
from domain.events import Event
from domain.idempotency import IdempotencyKey
from domain.images import Image
from domain.jobs import Job
from domain.leases import RETRY_AFTER
from domain.vocabulary import FailureCode, JobState
from tests.domain.hand import SMALL, Quick, hand_on

BEFORE = datetime(2026, 11, 20, 8, tzinfo=UTC)
RECIPE = {**SMALL, "seed": 7}


def up_to(engine, revision):
    config = database.alembic_config()
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path):
    """An empty database that nobody has migrated."""
    if request.param == "sqlite":
        engine = database.open_database(f"sqlite:///{tmp_path / 'studio.db'}")
        yield engine
        engine.dispose()
        return
    server = request.getfixturevalue("server")
    name = f"migrated_{secrets.token_hex(8)}"
    outside = server.execution_options(isolation_level="AUTOCOMMIT", beside=True)
    with outside.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = database.open_database(server.url.set(database=name))
    yield engine
    engine.dispose()


class Old:
    """A database of version 0001 with people, albums, images and jobs in every state."""

    def __init__(self, engine):
        up_to(engine, "0001")
        self.tables = MetaData()
        self.tables.reflect(engine)
        self.moment = BEFORE
        self.jobs = {}
        with engine.begin() as connection:
            self.connection = connection
            self.user_id = self._add("users", id=self._id("usr"), name="Ada", role="admin")
            self.album_id = self._add(
                "albums", id=self._id("alb"), name="Foxes", description="", kind="manual",
                visibility="private", version=1,
            )  # fmt: skip
            for state in JobState:
                self.jobs[state] = self._job(state)
            self.jobs["second"] = self._job(JobState.QUEUED)

    def _id(self, prefix):
        self.moment += timedelta(seconds=1)
        return new_id(prefix, self.moment)

    def _add(self, table, **columns):
        known = self.tables.tables[table].columns
        times = {name: self.moment for name in ("created_at", "updated_at") if name in known}
        self.connection.execute(insert(self.tables.tables[table]).values({**times, **columns}))
        return columns.get("id")

    def _job(self, state):
        job_id = self._id("job")
        image_id = None
        if state == JobState.SUCCEEDED:
            image_id = self._add(
                "images", id=self._id("img"), title="", **RECIPE, model="quick-1",
                media_type="image/png", byte_size=1, sha256="0" * 64, source="generation",
                job_id=job_id, visibility="album", version=1,
            )  # fmt: skip
            self._add("album_images", album_id=self.album_id, image_id=image_id, position=1)
        failed, running = state == JobState.FAILED, state == JobState.RUNNING
        over = state not in (JobState.QUEUED, JobState.RUNNING)
        self._add(
            "jobs",
            id=job_id, state=state, **RECIPE, album_id=self.album_id, image_id=image_id,
            steps_done=1 if running else 0, cancel_requested=state == JobState.CANCELLED,
            attempts=0 if state == JobState.QUEUED else 1, created_by=self.user_id,
            token="t" * 32 if running else None,
            lease_until=self.moment + timedelta(minutes=2) if running else None,
            failure_code="engine_failed" if failed else None,
            failure_reason="No." if failed else None,
            woken_at=self.moment, started_at=None if state == JobState.QUEUED else self.moment,
            finished_at=self.moment if over else None,
        )  # fmt: skip
        return job_id


def test_a_database_of_before_the_durable_queue_goes_on_where_it_was(
    engine, tmp_path, no_power_cut
):
    old = Old(engine)
    database.migrate(engine)
    database.must_be_migrated(engine)
    hand = hand_on(engine, tmp_path)

    rows = {row.id: row for row in hand.rows(Job)}
    for name, job_id in old.jobs.items():
        row = rows[job_id]
        assert row.state == (JobState.QUEUED if name == "second" else name)
        assert (row.priority, row.failures, row.crashes, row.adapters) == (5, 0, 0, [])
        assert (row.batch_id, row.row_number, row.row_values, row.position) == (None,) * 4
        assert row.run_at == row.created_at
        assert {asked: getattr(row, asked) for asked in RECIPE} == RECIPE
        assert row.album_id == old.album_id
    failed = rows[old.jobs[JobState.FAILED]]
    assert (failed.failure_code, failed.failure_reason) == (FailureCode.ENGINE_FAILED, "No.")
    assert [image.adapters for image in hand.rows(Image)] == [[]]
    assert hand.see(counts.waiting, "jobs") == 2
    assert hand.see(counts.waiting, "jobs", 4) == 0
    assert hand.count(Event) == 0
    assert hand.see(events.last) == (0, 0)
    assert hand.count(IdempotencyKey) == 0
    done = rows[old.jobs[JobState.SUCCEEDED]]
    assert [image.id for image in hand.rows(Image)] == [done.image_id]
    assert hand.contents(old.album_id) == [done.image_id]

    waiting = [old.jobs[JobState.QUEUED], old.jobs["second"]]
    assert [hand.job(job_id).queue_position for job_id in waiting] == [1, 2]
    assert hand.rescue() == 1  # whose worker died with the version before
    lost = old.jobs[JobState.RUNNING]
    assert hand.job(lost).crashes == 1
    assert hand.work_off() == 3
    assert {hand.job(job_id).state for job_id in [*waiting, lost]} == {JobState.SUCCEEDED}
    assert len(hand.contents(old.album_id)) == 4
    assert hand.see(counts.waiting, "jobs") == 0


def test_every_reference_still_leads_somewhere_and_the_connection_keeps_to_them_again(tmp_path):
    engine = database.open_database(f"sqlite:///{tmp_path / 'studio.db'}")
    Old(engine)
    database.migrate(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_what_the_migration_filled_in_is_no_default_of_the_database(engine):
    """Rows get their values from the domain; a default left behind would hide a missing one."""
    up_to(engine, "head")
    if engine.dialect.name == "sqlite":
        query = "SELECT sql FROM sqlite_master WHERE sql LIKE '% DEFAULT %'"
    else:
        query = (
            "SELECT table_name || '.' || column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND column_default NOT LIKE 'nextval(%'"
        )
    with engine.connect() as connection:
        assert connection.scalars(text(query)).all() == []


def test_a_database_of_before_the_durable_queue_that_was_empty_counts_nothing(engine, tmp_path):
    up_to(engine, "0001")
    database.migrate(engine)
    hand = hand_on(engine, tmp_path)
    assert hand.see(counts.waiting, "jobs") == 0
    first = hand.ask()
    assert hand.job(first).queue_position == 1
    assert json.loads(json.dumps(hand.job(first).adapters)) == []
    hand.render(first, Quick(lambda step: 1 / 0))
    assert hand.job(first).run_at - hand.rows(Event)[-1].at == RETRY_AFTER[0]
