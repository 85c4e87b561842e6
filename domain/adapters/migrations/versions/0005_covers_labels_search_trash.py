"""Covers, labels, search, trash, uploads"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations.base import BatchOperations

from domain import entity, search

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

AT_ONCE = 500
OF_A_RECIPE: dict[str, sa.types.TypeEngine[Any]] = {
    "prompt": sa.String(length=2000),
    "negative_prompt": sa.String(length=2000),
    "seed": sa.Integer(),
    "steps": sa.Integer(),
    "guidance_scale": sa.Double(),
    "model": sa.String(length=200),
}


def upgrade() -> None:
    op.create_table(
        "labels",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("image_id", sa.String(length=30), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "caption",
                "tag",
                name="labelkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("tag_key", sa.String(length=64), nullable=True),
        sa.Column(
            "source",
            sa.Enum(
                "manual",
                "model",
                name="labelsource",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("model", sa.String(length=200), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("created_by", sa.String(length=30), nullable=True),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_labels_created_by")),
        sa.ForeignKeyConstraint(
            ["image_id"], ["images.id"], name=op.f("fk_labels_image_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labels")),
    )
    op.create_index(op.f("ix_labels_image_id_id"), "labels", ["image_id", "id"])
    op.create_index(op.f("ix_labels_tag_key_image_id"), "labels", ["tag_key", "image_id"])

    with op.batch_alter_table("albums", schema=None) as batch_op:
        batch_op.add_column(sa.Column("chosen_cover_id", sa.String(length=30), nullable=True))
        batch_op.add_column(
            sa.Column("name_key", search.SortKey, server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("search_text", sa.Text(), server_default="", nullable=False))
        batch_op.create_index(batch_op.f("ix_albums_chosen_cover_id"), ["chosen_cover_id"])
        batch_op.create_index(batch_op.f("ix_albums_name_key_id"), ["name_key", "id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_albums_chosen_cover_id"),
            "images",
            ["chosen_cover_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("images", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("title_key", search.SortKey, server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("search_text", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("deleted_at", entity.UtcTime(timezone=True), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_images_deleted_at_id"),
            ["deleted_at", "id"],
            sqlite_where=sa.text("deleted_at IS NOT NULL"),
            postgresql_where=sa.text("deleted_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_images_title_key_id"), ["title_key", "id"])
        for name, kind in OF_A_RECIPE.items():
            batch_op.alter_column(name, existing_type=kind, nullable=True)
        allow(batch_op, ("generation", "upload"))

    fold("albums", "name", "name_key", ("name", "description"))
    fold("images", "title", "title_key", ("prompt", "title"))


def allow(images: BatchOperations, sources: tuple[str, ...]) -> None:
    """Let images come from there and nowhere else."""
    images.drop_constraint(op.f("ck_images_imagesource"), type_="check")
    words = ", ".join(f"'{each}'" for each in sources)
    images.create_check_constraint(op.f("ck_images_imagesource"), f"source IN ({words})")


def fold(table: str, sorted_by: str, key: str, found_by: tuple[str, ...]) -> None:
    """Fill the columns that lists are sorted by and searched in, for the rows that are there."""
    row = sa.table(
        table, *map(sa.column, dict.fromkeys(("id", sorted_by, key, *found_by, "search_text")))
    )
    connection, last = op.get_bind(), ""
    while rows := connection.execute(
        sa.select(row).where(row.c.id > last).order_by(row.c.id).limit(AT_ONCE)
    ).all():
        last = rows[-1].id
        connection.execute(
            sa.update(row)
            .where(row.c.id == sa.bindparam("one"))
            .values({key: sa.bindparam("folded"), "search_text": sa.bindparam("text")}),
            [
                {
                    "one": each.id,
                    "folded": search.sort_key(getattr(each, sorted_by)),
                    "text": search.fold(
                        "\n".join(text for name in found_by if (text := getattr(each, name)))
                    ),
                }
                for each in rows
            ],
        )


def downgrade() -> None:
    with op.batch_alter_table("images", schema=None) as batch_op:
        allow(batch_op, ("generation",))
        for name, kind in OF_A_RECIPE.items():
            batch_op.alter_column(name, existing_type=kind, nullable=False)
        batch_op.drop_index(batch_op.f("ix_images_title_key_id"))
        batch_op.drop_index(batch_op.f("ix_images_deleted_at_id"))
        batch_op.drop_column("deleted_at")
        batch_op.drop_column("search_text")
        batch_op.drop_column("title_key")

    with op.batch_alter_table("albums", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_albums_chosen_cover_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_albums_name_key_id"))
        batch_op.drop_index(batch_op.f("ix_albums_chosen_cover_id"))
        batch_op.drop_column("search_text")
        batch_op.drop_column("name_key")
        batch_op.drop_column("chosen_cover_id")

    op.drop_table("labels")
