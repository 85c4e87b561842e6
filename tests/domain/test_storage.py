"""The database itself: migrations, entities and contract agree, and it refuses what may not be."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Enum, create_engine, delete, insert, inspect, text, update
from sqlalchemy.exc import IntegrityError

from domain import images, labels, search, sessions, vocabulary
from domain.adapters import database
from domain.albums import Album, AlbumImage
from domain.allowances import Allowance
from domain.audit import AuditEntry
from domain.batch_templates import BatchTemplate, BatchTemplateRow
from domain.batches import Batch
from domain.classics import SeededClassic
from domain.contents import Content
from domain.counts import WaitingCount
from domain.entity import Entity, UtcTime
from domain.events import Event
from domain.idempotency import IdempotencyKey
from domain.images import Image
from domain.jobs import Job
from domain.labels import Label
from domain.links import SignInLink
from domain.pauses import Pause
from domain.sessions import SignInSession
from domain.tokens import ApiToken
from domain.users import User
from domain.vocabulary import LabelKind, SignInWay

BUNDLE = json.loads((Path(__file__).parents[2] / "openapi" / "bundle.json").read_bytes())
SCHEMAS = BUNDLE["components"]["schemas"]
KINDS = (
    *(User, ApiToken, SignInLink, SignInSession, AuditEntry),
    *(Album, Content, Image, AlbumImage, Label),
    *(Job, IdempotencyKey, Allowance, Event, Pause, WaitingCount),
    *(BatchTemplate, BatchTemplateRow, Batch, SeededClassic),
)


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


def test_what_is_there_is_kept_and_found_after_a_migration_that_replaces_tables(tmp_path):
    """SQLite replaces a table by dropping it, which must not delete what refers to its rows."""
    engine = database.open_database(f"sqlite:///{tmp_path / 'old.db'}")
    time = "2026-11-23 09:30:00.000000"
    with engine.begin() as connection:
        config = database.alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for line in (
            f"INSERT INTO albums VALUES ('alb_1', 'ÄPFEL', 'Red', 'manual', NULL, 'private', 1, "
            f"'{time}', '{time}')",
            "INSERT INTO images VALUES ('img_1', '', 'A Straße', '', 1, 1, 64, 64, 8.0, 'm', "
            f"'image/png', 1, 'x', 'generation', NULL, 'album', 1, '{time}', '{time}')",
            f"INSERT INTO album_images VALUES ('alb_1', 'img_1', 5, '{time}')",
        ):
            connection.execute(text(line))
    database.migrate(engine)
    with engine.connect() as connection:
        ask = lambda query: connection.execute(text(query)).all()  # noqa: E731
        assert ask("SELECT album_id, image_id FROM album_images") == [("alb_1", "img_1")]
        assert ask("SELECT name_key, search_text FROM albums") == [("apfel", "äpfel\nred")]
        assert ask("SELECT title_key, search_text FROM images") == [(search.LAST, "a strasse")]
        assert ask("PRAGMA foreign_keys") == [(1,)]
    engine.dispose()


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


def test_a_migration_that_copies_a_table_keeps_what_refers_to_its_rows(tmp_path):
    """SQLite would delete the links of every image together with the old table."""
    engine = database.open_database(f"sqlite:///{tmp_path / 'old.db'}")
    config = database.alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    moment = "2026-11-23 09:30:00.000000"
    old = {
        "albums": {
            **{"id": "alb_1", "name": "Foxes", "description": "", "kind": "manual"},
            **{"visibility": "private", "version": 1, "created_at": moment, "updated_at": moment},
        },
        "images": {
            **{"id": "img_1", "title": "", "prompt": "a fox", "negative_prompt": "", "seed": 1},
            **{"steps": 1, "width": 64, "height": 64, "guidance_scale": 7, "model": "quick-1"},
            **{"media_type": "image/png", "byte_size": 1, "sha256": "a" * 64, "version": 1},
            **{"source": "generation", "visibility": "album"},
            **{"created_at": moment, "updated_at": moment},
        },
        "album_images": {
            **{"album_id": "alb_1", "image_id": "img_1", "position": 1, "created_at": moment}
        },
    }
    with engine.begin() as connection:
        for name, row in old.items():
            columns, values = ", ".join(row), ", ".join(f":{column}" for column in row)
            connection.execute(text(f"INSERT INTO {name} ({columns}) VALUES ({values})"), row)
    database.migrate(engine)
    with engine.connect() as connection:
        for name, row in old.items():
            (now,) = connection.execute(text(f"SELECT * FROM {name}")).mappings()
            assert {column: now[column] for column in row} == row
        assert connection.exec_driver_sql("SELECT sha256 FROM contents").scalar() == "a" * 64
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
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
    hand.template()
    image_id = hand.render(hand.ask()).image_id
    tag = {"by": hand.user, "kind": LabelKind.TAG, "text": "fox"}
    hand.do(lambda work: labels.add(work, images.get(work, image_id), **tag))
    hand.do(sessions.start, hand.user, SignInWay.LINK)
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
    "BatchTemplate": set(),
    "Image": {"file_url", "thumbnail_url", "origin"},
    "Label": set(),
    "Job": {"queue_position", "failure"},
    "User": set(),
    "ApiToken": set(),
    "AuditEntry": set(),
}
STORED_ONLY = {
    "Album": {
        *("month", "version", "chosen_cover_id", "name_key", "search_text"),
        *("import_key", "import_visibility"),
    },
    "BatchTemplate": {"version"},
    "Image": {
        *("version", "title_key", "search_text", "deleted_at"),
        *("import_id", "import_key", "dated_by"),
        *SCHEMAS["ImageOrigin"]["properties"],
    },
    "Label": {"tag_key"},
    "Job": {"token", "lease_until", "position", "failure_code", "failure_reason", "span_id"},
    "User": set(),
    "ApiToken": {"hash"},
    "AuditEntry": set(),
}
ENTITIES = {
    **{"Album": Album, "BatchTemplate": BatchTemplate, "Image": Image},
    **{"Job": Job, "Label": Label, "User": User},
    **{"ApiToken": ApiToken, "AuditEntry": AuditEntry},
}


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
    elif schema["type"] in ("array", "object"):
        assert isinstance(column.type, JSON)
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
