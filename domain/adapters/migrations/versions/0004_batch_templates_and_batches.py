"""Batch templates and batches"""

import sqlalchemy as sa
from alembic import op

from domain import entity

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "batch_templates",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=2000), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("base_prompt", sa.String(length=2000), nullable=False),
        sa.Column("prompt_template", sa.String(length=2000), nullable=False),
        sa.Column("style_suffix", sa.String(length=2000), nullable=False),
        sa.Column("example_theme", sa.String(length=500), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("guidance_scale", sa.Double(), nullable=False),
        sa.Column("negative_prompt", sa.String(length=2000), nullable=False),
        sa.Column("adapters", sa.JSON(), nullable=False),
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
        sa.Column("builtin", sa.String(length=64), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("updated_at", entity.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_templates")),
        sa.UniqueConstraint("name", name=op.f("uq_batch_templates_name")),
    )
    op.create_table(
        "seeded_classics",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("seeded_at", entity.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_seeded_classics")),
    )
    op.create_table(
        "batch_template_rows",
        sa.Column("template_id", sa.String(length=30), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["batch_templates.id"],
            name=op.f("fk_batch_template_rows_template_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("template_id", "number", name=op.f("pk_batch_template_rows")),
    )
    op.create_table(
        "batches",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("theme", sa.String(length=500), nullable=False),
        sa.Column("template_id", sa.String(length=30), nullable=False),
        sa.Column("template", sa.JSON(), nullable=False),
        sa.Column("album_id", sa.String(length=30), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("guidance_scale", sa.Double(), nullable=False),
        sa.Column("negative_prompt", sa.String(length=2000), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(length=30), nullable=False),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["album_id"], ["albums.id"], name=op.f("fk_batches_album_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_batches_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    op.create_index(op.f("ix_batches_template_id"), "batches", ["template_id"])

    with op.batch_alter_table("images") as batch_op:
        batch_op.add_column(sa.Column("template_id", sa.String(length=30), nullable=True))
        batch_op.add_column(sa.Column("batch_id", sa.String(length=30), nullable=True))
        batch_op.add_column(sa.Column("row_number", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("row_values", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("albums") as batch_op:
        batch_op.drop_constraint(op.f("ck_albums_albumkind"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_albums_albumkind"), "kind IN ('manual', 'monthly', 'batch')"
        )


def downgrade() -> None:
    # An album that a batch has filled is an album like any other.
    op.execute("UPDATE albums SET kind = 'manual' WHERE kind = 'batch'")
    with op.batch_alter_table("albums") as batch_op:
        batch_op.drop_constraint(op.f("ck_albums_albumkind"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_albums_albumkind"), "kind IN ('manual', 'monthly')"
        )

    with op.batch_alter_table("images") as batch_op:
        batch_op.drop_column("row_values")
        batch_op.drop_column("row_number")
        batch_op.drop_column("batch_id")
        batch_op.drop_column("template_id")

    op.drop_table("batches")
    op.drop_table("batch_template_rows")
    op.drop_table("seeded_classics")
    op.drop_table("batch_templates")
