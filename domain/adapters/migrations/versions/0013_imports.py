"""Imports"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from domain import entity

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

CONSERVATION = (
    "state <> 'succeeded' OR mode NOT IN ('plan', 'apply') OR files_total = "
    "outcome_created + outcome_linked + outcome_unchanged + outcome_metadata_updated + "
    "outcome_duplicate_of + outcome_unsupported + outcome_unclassified + "
    "outcome_missing_sidecar + outcome_orphan_sidecar + outcome_unreadable + outcome_error"
)
KINDS = ("manual", "monthly", "batch")
NEW_KINDS = ("singles", "deck", "zodiac", "lora_experiment")
SOURCES = ("generation", "upload")
RECORDS = ("import_items", "import_discrepancies", "import_actions")
REFUSAL = "What an import has recorded is never changed."
OVER = "OLD.state IN ('succeeded', 'failed', 'cancelled')"


def upgrade() -> None:
    op.create_table(
        "import_runs",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "plan",
                "apply",
                "reconcile",
                "mend",
                "undo",
                name="importmode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=63), nullable=False),
        sa.Column(
            "profile",
            sa.Enum(
                "generations",
                "media",
                name="importprofilename",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("based_on_id", sa.String(length=30), nullable=True),
        sa.Column("previous_id", sa.String(length=30), nullable=True),
        sa.Column("plan_hash", sa.String(length=64), nullable=True),
        sa.Column(
            "phase",
            sa.Enum(
                "counting",
                "reading",
                "checking",
                "importing",
                "comparing",
                "acting",
                name="importphase",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.Column("files_total", sa.BigInteger(), nullable=True),
        sa.Column("files_done", sa.BigInteger(), nullable=False),
        sa.Column("rate", sa.Double(), nullable=True),
        sa.Column("outcome_created", sa.BigInteger(), nullable=False),
        sa.Column("outcome_linked", sa.BigInteger(), nullable=False),
        sa.Column("outcome_unchanged", sa.BigInteger(), nullable=False),
        sa.Column("outcome_metadata_updated", sa.BigInteger(), nullable=False),
        sa.Column("outcome_duplicate_of", sa.BigInteger(), nullable=False),
        sa.Column("outcome_unsupported", sa.BigInteger(), nullable=False),
        sa.Column("outcome_unclassified", sa.BigInteger(), nullable=False),
        sa.Column("outcome_missing_sidecar", sa.BigInteger(), nullable=False),
        sa.Column("outcome_orphan_sidecar", sa.BigInteger(), nullable=False),
        sa.Column("outcome_unreadable", sa.BigInteger(), nullable=False),
        sa.Column("outcome_error", sa.BigInteger(), nullable=False),
        sa.Column("images", sa.JSON(), nullable=False),
        sa.Column("images_created", sa.BigInteger(), nullable=False),
        sa.Column("links_created", sa.BigInteger(), nullable=False),
        sa.Column("albums_created", sa.BigInteger(), nullable=False),
        sa.Column("bytes_read", sa.BigInteger(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("discrepancies", sa.JSON(), nullable=False),
        sa.Column("actions", sa.JSON(none_as_null=True), nullable=True),
        sa.Column(
            "why",
            sa.Enum(
                "world_moved",
                "source_unavailable",
                "storage_failed",
                "interrupted",
                "internal_error",
                name="importfailurecode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("asked_by", sa.String(length=30), nullable=True),
        sa.Column("asked_by_name", sa.String(length=255), nullable=True),
        sa.Column("trace_id", sa.String(length=32), nullable=False),
        sa.Column("span_id", sa.String(length=16), nullable=True),
        sa.Column("tool_version", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "succeeded",
                "failed",
                "cancelled",
                name="jobstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("run_at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("crashes", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=True),
        sa.Column("lease_until", entity.UtcTime(timezone=True), nullable=True),
        sa.Column(
            "failure_code",
            sa.Enum(
                "engine_failed",
                "storage_failed",
                "interrupted",
                "internal_error",
                name="failurecode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("failure_reason", sa.String(length=1000), nullable=True),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("started_at", entity.UtcTime(timezone=True), nullable=True),
        sa.Column("finished_at", entity.UtcTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            CONSERVATION,
            name=op.f("ck_import_runs_conservation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
    )
    with op.batch_alter_table("import_runs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_runs_mode_source_profile_id"),
            ["mode", "source", "profile", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_import_runs_state_finished_at"), ["state", "finished_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_import_runs_state_id"), ["state", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_import_runs_state_lease_until"), ["state", "lease_until"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_import_runs_state_priority_run_at_id"),
            ["state", "priority", "run_at", "id"],
            unique=False,
        )

    op.create_table(
        "import_sources",
        sa.Column("name", sa.String(length=63), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_import_sources")),
    )
    op.create_table(
        "import_actions",
        sa.Column("run_id", sa.String(length=30), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "restage",
                "delete_staged",
                "put_into_album",
                "delete_link",
                "delete_album",
                "update_metadata",
                "publish_album",
                "trash_image",
                "take_out_of_album",
                name="importactionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "result",
            sa.Enum(
                "done",
                "would_do",
                "gone",
                "failed",
                name="importactionresult",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("image_id", sa.String(length=30), nullable=True),
        sa.Column("album_id", sa.String(length=30), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_runs.id"], name=op.f("fk_import_actions_run_id")
        ),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_import_actions")),
    )
    with op.batch_alter_table("import_actions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_actions_run_id_result_number"),
            ["run_id", "result", "number"],
            unique=False,
        )

    op.create_table(
        "import_discrepancies",
        sa.Column("run_id", sa.String(length=30), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column(
            "code",
            sa.Enum(
                "staged_not_in_database",
                "database_missing_file",
                "dangling_symlink",
                "checksum_mismatch",
                "image_without_album",
                "link_without_image",
                "album_empty",
                "sidecar_newer_than_row",
                "sidecar_without_image",
                "source_not_classified",
                "album_not_visible",
                "count_mismatch",
                name="importdiscrepancycode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("image_id", sa.String(length=30), nullable=True),
        sa.Column("album_id", sa.String(length=30), nullable=True),
        sa.Column("detail", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_runs.id"], name=op.f("fk_import_discrepancies_run_id")
        ),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_import_discrepancies")),
    )
    with op.batch_alter_table("import_discrepancies", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_discrepancies_run_id_code_number"),
            ["run_id", "code", "number"],
            unique=False,
        )

    op.create_table(
        "import_files",
        sa.Column("source", sa.String(length=63), nullable=False),
        sa.Column("path_key", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mtime_ns", sa.BigInteger(), nullable=False),
        sa.Column("inode", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source"],
            ["import_sources.name"],
            name=op.f("fk_import_files_source"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("source", "path_key", name=op.f("pk_import_files")),
    )
    with op.batch_alter_table("import_files", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_files_source_sha256"), ["source", "sha256"], unique=False
        )

    op.create_table(
        "import_items",
        sa.Column("run_id", sa.String(length=30), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "image",
                "sidecar",
                "other",
                name="importitemkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "created",
                "linked",
                "unchanged",
                "metadata_updated",
                "duplicate_of",
                "unsupported",
                "unclassified",
                "missing_sidecar",
                "orphan_sidecar",
                "unreadable",
                "error",
                name="importoutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "no_rule",
                "thumbnail_folder",
                "hidden_file",
                "not_a_picture",
                "type_not_kept",
                "too_large",
                "empty",
                "truncated",
                "too_costly",
                "permission_denied",
                "symlink_outside",
                "symlink_dangling",
                "symlink_to_folder",
                "not_a_file",
                "name_not_text",
                "io_error",
                "changed_while_read",
                "bad_sidecar",
                "no_metadata",
                "sidecar_unreadable",
                "metadata_partial",
                "wrong_extension",
                "in_trash",
                "made_here",
                "metadata_differs",
                "no_picture",
                "picture_not_imported",
                "storage_failed",
                "moved_since_plan",
                "internal_error",
                name="importreason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("byte_size", sa.BigInteger(), nullable=True),
        sa.Column("mtime_ns", sa.BigInteger(), nullable=True),
        sa.Column("inode", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("image_id", sa.String(length=30), nullable=True),
        sa.Column("duplicate_of", sa.BigInteger(), nullable=True),
        sa.Column("album_key", sa.String(length=300), nullable=True),
        sa.Column("taken_at", entity.UtcTime(timezone=True), nullable=True),
        sa.Column(
            "dated_by",
            sa.Enum(
                "sidecar",
                "name",
                "exif",
                "mtime",
                name="importdatedby",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_runs.id"], name=op.f("fk_import_items_run_id")
        ),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_import_items")),
    )
    with op.batch_alter_table("import_items", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_items_run_id_outcome_number"),
            ["run_id", "outcome", "number"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_import_items_run_id_reason_number"),
            ["run_id", "reason", "number"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_import_items_run_id_sha256"), ["run_id", "sha256"], unique=False
        )

    with op.batch_alter_table("albums", schema=None) as batch_op:
        batch_op.add_column(sa.Column("import_key", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("import_visibility", sa.String(length=32), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_albums_import_key"), ["import_key"])

    with op.batch_alter_table("contents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(length=63), nullable=True))
        batch_op.add_column(sa.Column("source_path", sa.Text(), nullable=True))

    with op.batch_alter_table("images", schema=None) as batch_op:
        batch_op.add_column(sa.Column("import_id", sa.String(length=30), nullable=True))
        batch_op.add_column(sa.Column("import_key", sa.String(length=64), nullable=True))
        batch_op.add_column(
            sa.Column(
                "dated_by",
                sa.Enum(
                    "sidecar",
                    "name",
                    "exif",
                    "mtime",
                    name="importdatedby",
                    native_enum=False,
                    create_constraint=True,
                    length=32,
                ),
                nullable=True,
            )
        )
        batch_op.create_index(batch_op.f("ix_images_import_key"), ["import_key"], unique=False)

    _allow("albums", "kind", "albumkind", (*KINDS, *NEW_KINDS))
    _allow("images", "source", "imagesource", (*SOURCES, "import"))
    _guard_records()


def _allow(table: str, column: str, name: str, words: Sequence[str]) -> None:
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), f"{column} IN ({listed})")


def _guard_records() -> None:
    # A later migration that copies one of these tables on SQLite must set them up again.
    if op.get_bind().dialect.name == "sqlite":
        stop = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table in RECORDS:
            for deed in ("update", "delete"):
                op.execute(f"CREATE TRIGGER {table}_no_{deed} BEFORE {deed} ON {table} {stop}")
        op.execute(f"CREATE TRIGGER import_runs_no_delete BEFORE DELETE ON import_runs {stop}")
        op.execute(
            f"CREATE TRIGGER import_runs_stay BEFORE UPDATE ON import_runs WHEN {OVER} {stop}"
        )
        return
    op.execute(
        "CREATE FUNCTION imports_stay() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for table in RECORDS:
        op.execute(
            f"CREATE TRIGGER {table}_stay BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION imports_stay()"
        )
    op.execute(
        "CREATE TRIGGER import_runs_no_delete BEFORE DELETE ON import_runs "
        "FOR EACH STATEMENT EXECUTE FUNCTION imports_stay()"
    )
    op.execute(
        "CREATE TRIGGER import_runs_stay BEFORE UPDATE ON import_runs "
        f"FOR EACH ROW WHEN ({OVER}) EXECUTE FUNCTION imports_stay()"
    )


def downgrade() -> None:
    for table in reversed(RECORDS):
        op.drop_table(table)
    op.drop_table("import_files")
    op.drop_table("import_sources")
    op.drop_table("import_runs")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION imports_stay")
    # What imports made stays, as what it could have been otherwise.
    op.execute("UPDATE images SET source = 'upload' WHERE source = 'import'")
    op.execute(f"UPDATE albums SET kind = 'manual' WHERE kind IN {NEW_KINDS}")
    _allow("images", "source", "imagesource", SOURCES)
    _allow("albums", "kind", "albumkind", KINDS)
    with op.batch_alter_table("images", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_images_import_key"))
        batch_op.drop_constraint(op.f("ck_images_importdatedby"), type_="check")
        batch_op.drop_column("dated_by")
        batch_op.drop_column("import_key")
        batch_op.drop_column("import_id")

    with op.batch_alter_table("contents", schema=None) as batch_op:
        batch_op.drop_column("source_path")
        batch_op.drop_column("source")

    with op.batch_alter_table("albums", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_albums_import_key"), type_="unique")
        batch_op.drop_column("import_visibility")
        batch_op.drop_column("import_key")
