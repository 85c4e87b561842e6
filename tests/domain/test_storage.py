"""The database itself: migrations, entities and contract agree, and it refuses what may not be."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Enum, create_engine, delete, insert, inspect, text, update
from sqlalchemy.exc import IntegrityError

from domain import vocabulary
from domain.adapters import database
from domain.albums import Album, AlbumImage
from domain.entity import Entity, UtcTime
from domain.idempotency import IdempotencyKey
from domain.images import Image
from domain.jobs import Job
from domain.users import ApiToken, SignInLink, SignInSession, User

BUNDLE = json.loads((Path(__file__).parents[2] / "openapi" / "bundle.json").read_bytes())
SCHEMAS = BUNDLE["components"]["schemas"]
KINDS = (User, Album, Image, AlbumImage, Job, IdempotencyKey, ApiToken, SignInLink, SignInSession)


# Migrations.


def test_the_migrations_make_what_the_entities_say(db):
    with db.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Entity.metadata) == []


def test_the_constraints_have_the_names_that_the_entities_give_them(db, tmp_path):
    """What Alembic does not compare: CHECKs, and the names by which later migrations drop them."""
    plain = create_engine(f"sqlite:///{tmp_path / 'plain.db'}")
    Entity.metadata.create_all(plain)

    def names(engine):
        with engine.connect() as connection:
            look = inspect(connection)
            return {
                (table, kind, constraint["name"], constraint.get("sqltext"))
                for table in Entity.metadata.tables
                for kind, constraints in (
                    ("ck", look.get_check_constraints(table)),
                    ("uq", look.get_unique_constraints(table)),
                    ("fk", look.get_foreign_keys(table)),
                    ("ix", look.get_indexes(table)),
                    ("pk", [look.get_pk_constraint(table)]),
                )
                for constraint in constraints
            }

    migrated, made = names(db), names(plain)
    plain.dispose()
    assert {kind for _, kind, _, _ in made} == {"ck", "uq", "fk", "ix", "pk"}
    assert {each[1:3] for each in migrated} == {each[1:3] for each in made}


def test_a_migrated_database_is_known_to_be_and_migrating_again_changes_nothing(db):
    database.must_be_migrated(db)
    with db.connect() as connection:
        before = connection.exec_driver_sql("SELECT sql FROM sqlite_master").all()
    database.migrate(db)
    with db.connect() as connection:
        assert connection.exec_driver_sql("SELECT sql FROM sqlite_master").all() == before


def test_an_empty_database_is_known_not_to_be_migrated(tmp_path):
    engine = database.open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(database.NotMigrated, match="spolvero migrate"):
        database.must_be_migrated(engine)
    engine.dispose()


def test_the_migrations_form_one_line():
    script = ScriptDirectory.from_config(database.alembic_config())
    revisions = list(script.walk_revisions())
    assert len(script.get_heads()) == len(script.get_bases()) == 1
    assert [r.revision for r in revisions][::-1] == [
        f"{n:04}" for n in range(1, len(revisions) + 1)
    ]


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path, monkeypatch):
    engine = database.open_database(f"sqlite:///{tmp_path / 'new.db'}")

    def stop(*_, **__):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("alembic.op.create_index", stop)
        broken.setattr("alembic.operations.base.BatchOperations.create_index", stop)
        with pytest.raises(ZeroDivisionError):
            database.migrate(engine)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    database.migrate(engine)
    database.must_be_migrated(engine)
    engine.dispose()


# What each connection is set to.


def test_every_connection_keeps_foreign_keys_waits_for_writers_and_survives_a_power_cut(tmp_path):
    engine = database.open_database(f"sqlite:///{tmp_path / 'studio.db'}")
    asked = ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")
    connections = [engine.connect() for _ in range(3)]
    for connection in connections:
        got = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
        assert got == [1, "wal", 2, 30_000]
        connection.rollback()
        connection.close()
    engine.dispose()


def test_who_reads_waits_for_no_writer_and_sees_no_half_of_its_work(hand):
    album_id = hand.album("Before")
    with hand.studio.work() as work:
        work.get(Album, album_id).name = "After"
        work.session.flush()
        assert hand.one(Album, album_id).name == "Before"
    assert hand.one(Album, album_id).name == "After"


# What the database refuses.

ENUMS = [
    column for kind in KINDS for column in kind.__table__.columns if isinstance(column.type, Enum)
]


@pytest.fixture
def full(hand):
    """A studio with at least one row of each kind that has an enum."""
    hand.render(hand.ask())
    return hand


@pytest.mark.parametrize("column", ENUMS, ids=str)
def test_a_column_of_an_enum_refuses_any_other_word_and_has_room_for_its_own(full, column):
    assert max(len(word) for word in column.type.enums) <= column.type.length
    statement = text(f"UPDATE {column.table.name} SET {column.name} = :word")
    with pytest.raises(IntegrityError, match="CHECK constraint failed"):
        full.do(lambda work: work.session.execute(statement, {"word": "nonsense"}))
    for word in column.type.enums:
        full.do(lambda work, word=word: work.session.execute(statement, {"word": word}))


ALWAYS = [
    column
    for kind in (User, Album, Image, Job)
    for column in kind.__table__.columns
    if not column.nullable and not column.primary_key
]


@pytest.mark.parametrize("column", ALWAYS, ids=str)
def test_a_column_that_is_always_told_refuses_null(full, column):
    statement = text(f"UPDATE {column.table.name} SET {column.name} = NULL")
    with pytest.raises(IntegrityError, match="NOT NULL constraint failed"):
        full.do(lambda work: work.session.execute(statement))


def test_what_is_referred_to_must_be_there(full):
    now = datetime(2026, 11, 23, tzinfo=UTC)
    link = {"album_id": full.month().id, "image_id": "img_x", "position": 9, "created_at": now}
    for statement in (
        insert(AlbumImage).values(link),
        update(Job).values(album_id="alb_x"),
        update(Job).values(image_id="img_x"),
        update(Job).values(created_by="usr_x"),
        delete(User),
    ):
        with pytest.raises(IntegrityError, match="FOREIGN KEY constraint failed"):
            full.do(lambda work, statement=statement: work.session.execute(statement))


def test_a_month_has_one_album_and_an_image_is_in_an_album_once(full):
    (image_id,) = full.contents(full.month().id)
    album = full.one(Album, full.month().id)
    columns = {c.name: getattr(album, c.name) for c in Album.__table__.columns}
    with pytest.raises(IntegrityError, match=r"albums\.month"):
        full.do(lambda work: work.add(Album(**{**columns, "id": "alb_x"})))
    now = full.clock.now()
    again = AlbumImage(album_id=album.id, image_id=image_id, position=9, created_at=now)
    with pytest.raises(IntegrityError, match="album_images"):
        full.do(lambda work: work.add(again))


def test_no_attribute_of_an_entity_hides_a_query():
    assert [kind for kind in KINDS if inspect(kind).relationships] == []


# Storage and contract.


def plain(schema):
    """Follow references; give the schema and whether it may be null."""
    nullable = False
    while True:
        if "$ref" in schema:
            schema = SCHEMAS[schema["$ref"].rpartition("/")[2]]
        elif "anyOf" in schema:
            (schema,) = [each for each in schema["anyOf"] if each.get("type") != "null"]
            nullable = True
        else:
            return schema, nullable


def properties(name):
    schema = SCHEMAS[name]
    own = dict(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        own |= properties(part["$ref"].rpartition("/")[2])
    return own


# Only told, not stored; only stored, not told; and stored under another name.
TOLD_ONLY = {
    "Album": {"image_count", "cover_image_id"},
    "Image": {"file_url", "thumbnail_url"},
    "Job": {"queue_position", "failure"},
    "User": set(),
}
STORED_ONLY = {
    "Album": {"month", "version"},
    "Image": {"version"},
    "Job": {"token", "lease_until", "woken_at", "failure_code", "failure_reason"},
    "User": {"created_at"},
}
ENTITIES = {"Album": Album, "Image": Image, "Job": Job, "User": User}


@pytest.mark.parametrize("name", ENTITIES)
def test_storage_and_contract_know_the_same_fields(name):
    columns = {column.name for column in ENTITIES[name].__table__.columns}
    assert columns - STORED_ONLY[name] == properties(name).keys() - TOLD_ONLY[name]
    assert not TOLD_ONLY[name] & columns
    assert STORED_ONLY[name] <= columns


FIELDS = [
    (name, field)
    for name, kind in ENTITIES.items()
    for field in properties(name)
    if field not in TOLD_ONLY[name]
]


@pytest.mark.parametrize(("name", "field"), FIELDS, ids=[".".join(each) for each in FIELDS])
def test_a_field_is_stored_as_the_contract_tells_it(name, field):
    column = ENTITIES[name].__table__.columns[field]
    schema, nullable = plain(properties(name)[field])
    assert column.nullable == nullable
    if "enum" in schema or "const" in schema:
        assert column.type.enums == schema.get("enum", [schema.get("const")])
    elif schema.get("title") == "Timestamp":
        assert isinstance(column.type, UtcTime)
    elif schema["type"] == "string":
        assert column.type.length == schema["maxLength"]
    else:
        stored = {"integer": int, "number": float, "boolean": bool}[schema["type"]]
        assert column.type.python_type is stored


def test_a_failure_is_stored_as_the_contract_tells_it():
    columns = Job.__table__.columns
    assert columns["failure_code"].type.enums == SCHEMAS["FailureCode"]["enum"]
    told = SCHEMAS["JobFailure"]["properties"]["reason"]
    assert columns["failure_reason"].type.length == told["maxLength"]
    assert columns["failure_code"].nullable
    assert columns["failure_reason"].nullable


def test_an_idempotency_key_has_the_room_that_the_contract_gives_it():
    told = SCHEMAS["IdempotencyKey"]["maxLength"]
    assert IdempotencyKey.__table__.columns["key"].type.length == told
    assert told == vocabulary.IDEMPOTENCY_KEY_MAX_LENGTH


def test_the_database_holds_the_largest_numbers_of_the_contract(hand):
    job_id = hand.ask(seed=SCHEMAS["Seed"]["maximum"], guidance_scale=0.1 + 0.2)
    job = hand.one(Job, job_id)
    assert (job.seed, job.guidance_scale) == (2_147_483_647, 0.1 + 0.2)
