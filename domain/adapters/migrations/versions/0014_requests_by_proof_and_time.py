"""Requests by proof and time"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("noted_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_noted_requests_proof_id"))
        batch_op.create_index(
            batch_op.f("ix_noted_requests_proof_id_at"), ["proof_id", "at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("noted_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_noted_requests_proof_id_at"))
        batch_op.create_index(batch_op.f("ix_noted_requests_proof_id"), ["proof_id"], unique=False)
