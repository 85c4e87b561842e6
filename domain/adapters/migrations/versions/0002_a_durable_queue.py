"""A durable queue"""

import sqlalchemy as sa
from alembic import op

from domain import entity

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("transaction", sa.BigInteger(), nullable=False),
        sa.Column("job_id", sa.String(length=30), nullable=True),
        sa.Column("batch_id", sa.String(length=30), nullable=True),
        sa.Column("album_id", sa.String(length=30), nullable=True),
        sa.Column("image_id", sa.String(length=30), nullable=True),
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
            nullable=True,
        ),
        sa.Column("steps_done", sa.Integer(), nullable=True),
        sa.Column("steps", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("cancel_requested", sa.Boolean(), nullable=True),
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
        sa.Column("at", entity.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_events_job_id_transaction_id"),
            ["job_id", "transaction", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_events_transaction_id"), ["transaction", "id"], unique=False
        )

    op.create_table(
        "waiting_counts",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "priority", name=op.f("pk_waiting_counts")),
    )
    op.create_table(
        "allowances",
        sa.Column("user_id", sa.String(length=30), nullable=False),
        sa.Column("used_until", entity.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_allowances_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_allowances")),
    )
    op.create_table(
        "pauses",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("paused_by", sa.String(length=30), nullable=False),
        sa.Column("paused_at", entity.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["paused_by"], ["users.id"], name=op.f("fk_pauses_paused_by")),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_pauses")),
    )
    # The keys of before cannot be kept: what they were compared with is written otherwise now.
    op.drop_table("idempotency_keys")
    op.create_table(
        "idempotency_keys",
        sa.Column("user_id", sa.String(length=30), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_idempotency_keys_user_id")
        ),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_idempotency_keys")),
    )
    with op.batch_alter_table("images", schema=None) as batch_op:
        batch_op.add_column(sa.Column("adapters", sa.JSON(), nullable=False, server_default="[]"))

    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("adapters", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("position", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("batch_id", sa.String(length=30), nullable=True))
        batch_op.add_column(sa.Column("row_number", sa.SmallInteger(), nullable=True))
        batch_op.add_column(sa.Column("row_values", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(
            sa.Column("priority", sa.SmallInteger(), nullable=False, server_default="5")
        )
        batch_op.add_column(sa.Column("run_at", entity.UtcTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("crashes", sa.Integer(), nullable=False, server_default="0"))
        batch_op.drop_column("woken_at")
    op.execute("UPDATE jobs SET run_at = created_at")
    op.execute(
        "INSERT INTO waiting_counts (kind, priority, waiting) "
        "SELECT 'jobs', priority, count(*) FROM jobs WHERE state = 'queued' GROUP BY priority"
    )
    with op.batch_alter_table("images", schema=None) as batch_op:
        batch_op.alter_column("adapters", server_default=None)
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        for name in ("adapters", "priority", "failures", "crashes"):
            batch_op.alter_column(name, server_default=None)
        batch_op.alter_column("run_at", nullable=False)
        batch_op.create_index(
            batch_op.f("ix_jobs_batch_id_row_number"), ["batch_id", "row_number"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_jobs_state_finished_at"), ["state", "finished_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_jobs_state_lease_until"), ["state", "lease_until"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_jobs_state_priority_run_at_id"),
            ["state", "priority", "run_at", "id"],
            unique=False,
        )
