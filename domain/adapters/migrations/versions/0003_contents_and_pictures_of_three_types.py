"""Contents, and pictures of three types"""

import sqlalchemy as sa
from alembic import op
from alembic.operations.base import BatchOperations

from domain import entity

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BEFORE = ("image/png",)
AFTER = ("image/png", "image/jpeg", "image/webp")


def upgrade() -> None:
    op.create_table(
        "contents",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("touched_at", entity.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_contents")),
    )
    op.execute(
        "INSERT INTO contents (sha256, touched_at)"
        " SELECT sha256, max(created_at) FROM images GROUP BY sha256"
    )
    with op.batch_alter_table("images") as images:
        images.create_foreign_key(op.f("fk_images_sha256"), "contents", ["sha256"], ["sha256"])
        allow(images, AFTER)


def downgrade() -> None:
    with op.batch_alter_table("images") as images:
        images.drop_constraint(op.f("fk_images_sha256"), type_="foreignkey")
        allow(images, BEFORE)
    op.drop_table("contents")


def allow(images: BatchOperations, media_types: tuple[str, ...]) -> None:
    """Let the column hold these and nothing else."""
    images.drop_constraint(op.f("ck_images_imagemediatype"), type_="check")
    words = ", ".join(f"'{each}'" for each in media_types)
    images.create_check_constraint(op.f("ck_images_imagemediatype"), f"media_type IN ({words})")
