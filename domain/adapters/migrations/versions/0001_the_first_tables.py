"""The first tables"""

import sqlalchemy as sa
from alembic import op

from domain import entity

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "albums",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("description", sa.String(length=2000), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "manual",
                "monthly",
                name="albumkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("month", sa.String(length=7), nullable=True),
        sa.Column(
            "visibility",
            sa.Enum(
                "private",
                "published",
                name="albumvisibility",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("updated_at", entity.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_albums")),
        sa.UniqueConstraint("month", name=op.f("uq_albums_month")),
    )
    op.create_table(
        "images",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("prompt", sa.String(length=2000), nullable=False),
        sa.Column("negative_prompt", sa.String(length=2000), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("guidance_scale", sa.Double(), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column(
            "media_type",
            sa.Enum(
                "image/png",
                name="imagemediatype",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("byte_size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "generation",
                name="imagesource",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("job_id", sa.String(length=30), nullable=True),
        sa.Column(
            "visibility",
            sa.Enum(
                "private",
                "album",
                "published",
                name="imagevisibility",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("updated_at", entity.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_images")),
        sa.UniqueConstraint("job_id", name=op.f("uq_images_job_id")),
    )
    with op.batch_alter_table("images", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_images_sha256"), ["sha256"], unique=False)

    op.create_table(
        "users",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "viewer",
                "operator",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
    )
    op.create_table(
        "album_images",
        sa.Column("album_id", sa.String(length=30), nullable=False),
        sa.Column("image_id", sa.String(length=30), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["album_id"], ["albums.id"], name=op.f("fk_album_images_album_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["image_id"], ["images.id"], name=op.f("fk_album_images_image_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("album_id", "image_id", name=op.f("pk_album_images")),
    )
    with op.batch_alter_table("album_images", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_album_images_album_id_position_image_id"),
            ["album_id", "position", "image_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_album_images_image_id"), ["image_id"], unique=False)

    op.create_table(
        "api_tokens",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_api_tokens_user_id")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_api_tokens")),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=30), nullable=False),
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
        sa.Column("prompt", sa.String(length=2000), nullable=False),
        sa.Column("negative_prompt", sa.String(length=2000), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("guidance_scale", sa.Double(), nullable=False),
        sa.Column("album_id", sa.String(length=30), nullable=True),
        sa.Column("image_id", sa.String(length=30), nullable=True),
        sa.Column("steps_done", sa.Integer(), nullable=False),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
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
        sa.Column("created_by", sa.String(length=30), nullable=False),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("woken_at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("started_at", entity.UtcTime(timezone=True), nullable=True),
        sa.Column("finished_at", entity.UtcTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["album_id"], ["albums.id"], name=op.f("fk_jobs_album_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_jobs_created_by")),
        sa.ForeignKeyConstraint(
            ["image_id"], ["images.id"], name=op.f("fk_jobs_image_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jobs_album_id_id"), ["album_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_jobs_image_id"), ["image_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_jobs_state_id"), ["state", "id"], unique=False)

    op.create_table(
        "sessions",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=30), nullable=False),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("expires_at", entity.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_sessions")),
    )
    op.create_table(
        "sign_in_links",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=30), nullable=False),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("expires_at", entity.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sign_in_links_user_id")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_sign_in_links")),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("job_id", sa.String(length=30), nullable=False),
        sa.Column("user_id", sa.String(length=30), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("album_id", sa.String(length=30), nullable=False),
        sa.Column("queue_position", sa.Integer(), nullable=False),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name=op.f("fk_idempotency_keys_job_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_idempotency_keys_user_id")
        ),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_idempotency_keys")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_idempotency_keys_user_id_key")),
    )


def downgrade() -> None:
    op.drop_table("idempotency_keys")
    op.drop_table("sign_in_links")
    op.drop_table("sessions")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_jobs_state_id"))
        batch_op.drop_index(batch_op.f("ix_jobs_image_id"))
        batch_op.drop_index(batch_op.f("ix_jobs_album_id_id"))

    op.drop_table("jobs")
    op.drop_table("api_tokens")
    with op.batch_alter_table("album_images", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_album_images_image_id"))
        batch_op.drop_index(batch_op.f("ix_album_images_album_id_position_image_id"))

    op.drop_table("album_images")
    op.drop_table("users")
    with op.batch_alter_table("images", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_images_sha256"))

    op.drop_table("images")
    op.drop_table("albums")
