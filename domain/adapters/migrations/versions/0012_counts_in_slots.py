"""Counts in slots"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.rename_table("waiting_counts", "counts_before")
    _drop_key_postgresql("counts_before")
    op.create_table(
        "waiting_counts",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("waiting", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "priority", "slot", name=op.f("pk_waiting_counts")),
    )
    op.execute(
        "INSERT INTO waiting_counts (kind, priority, slot, waiting) "
        "SELECT kind, priority, 0, waiting FROM counts_before"
    )
    op.drop_table("counts_before")


def downgrade() -> None:
    op.rename_table("waiting_counts", "counts_after")
    _drop_key_postgresql("counts_after")
    op.create_table(
        "waiting_counts",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "priority", name=op.f("pk_waiting_counts")),
    )
    op.execute(
        "INSERT INTO waiting_counts (kind, priority, waiting) "
        "SELECT kind, priority, sum(waiting) FROM counts_after GROUP BY kind, priority"
    )
    op.drop_table("counts_after")


def _drop_key_postgresql(table: str) -> None:
    # There a constraint keeps its name when its table is renamed, and is in the way of the new one.
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint("pk_waiting_counts", table, type_="primary")
