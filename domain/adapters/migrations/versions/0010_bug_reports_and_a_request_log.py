"""Bug reports and a request log"""

import sqlalchemy as sa
from alembic import op

from domain import entity

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "noted_requests",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("operation_id", sa.String(length=100), nullable=True),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("duration_ms", sa.Double(), nullable=False),
        sa.Column("trace_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=30), nullable=False),
        sa.Column("proof_id", sa.String(length=30), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_noted_requests")),
    )
    with op.batch_alter_table("noted_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_noted_requests_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_noted_requests_proof_id"), ["proof_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_noted_requests_trace_id"), ["trace_id"], unique=False)

    op.create_table(
        "bug_reports",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "in_progress",
                "resolved",
                "wont_fix",
                "duplicate",
                name="bugreportstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("description", sa.String(length=10000), nullable=False),
        sa.Column("author_id", sa.String(length=30), nullable=False),
        sa.Column("author_name", sa.String(length=255), nullable=False),
        sa.Column(
            "author_role",
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
        sa.Column("trace_id", sa.String(length=32), nullable=False),
        sa.Column("traces", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.Column("duplicate_of", sa.String(length=30), nullable=True),
        sa.Column("resolution_note", sa.String(length=2000), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("byte_size", sa.Integer(), nullable=False),
        sa.Column("redactions", sa.Integer(), nullable=False),
        sa.Column("screenshot_sha256", sa.String(length=64), nullable=True),
        sa.Column(
            "screenshot_media_type",
            sa.Enum(
                "image/png",
                "image/jpeg",
                "image/webp",
                name="imagemediatype",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("screenshot_width", sa.Integer(), nullable=True),
        sa.Column("screenshot_height", sa.Integer(), nullable=True),
        sa.Column("screenshot_byte_size", sa.Integer(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("updated_at", entity.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["duplicate_of"],
            ["bug_reports.id"],
            name=op.f("fk_bug_reports_duplicate_of"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["screenshot_sha256"],
            ["contents.sha256"],
            name=op.f("fk_bug_reports_screenshot_sha256"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bug_reports")),
    )
    with op.batch_alter_table("bug_reports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_bug_reports_author_id_id"), ["author_id", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_bug_reports_duplicate_of"), ["duplicate_of"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_bug_reports_fingerprint_id"), ["fingerprint", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_bug_reports_screenshot_sha256"), ["screenshot_sha256"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_bug_reports_status_created_at"), ["status", "created_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_bug_reports_trace_id"), ["trace_id"], unique=False)

    op.create_table(
        "bug_report_changes",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("report_id", sa.String(length=30), nullable=False),
        sa.Column("at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=30), nullable=True),
        sa.Column("actor_name", sa.String(length=255), nullable=True),
        sa.Column("from_status", sa.String(length=32), nullable=True),
        sa.Column("to_status", sa.String(length=32), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["bug_reports.id"],
            name=op.f("fk_bug_report_changes_report_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bug_report_changes")),
    )
    with op.batch_alter_table("bug_report_changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_bug_report_changes_report_id"), ["report_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("bug_report_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bug_report_changes_report_id"))

    op.drop_table("bug_report_changes")
    with op.batch_alter_table("bug_reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bug_reports_trace_id"))
        batch_op.drop_index(batch_op.f("ix_bug_reports_status_created_at"))
        batch_op.drop_index(batch_op.f("ix_bug_reports_screenshot_sha256"))
        batch_op.drop_index(batch_op.f("ix_bug_reports_fingerprint_id"))
        batch_op.drop_index(batch_op.f("ix_bug_reports_duplicate_of"))
        batch_op.drop_index(batch_op.f("ix_bug_reports_author_id_id"))

    op.drop_table("bug_reports")
    with op.batch_alter_table("noted_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_noted_requests_trace_id"))
        batch_op.drop_index(batch_op.f("ix_noted_requests_proof_id"))
        batch_op.drop_index(batch_op.f("ix_noted_requests_at"))

    op.drop_table("noted_requests")
