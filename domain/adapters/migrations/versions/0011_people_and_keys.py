"""People and keys"""

import sqlalchemy as sa
from alembic import op

from domain import entity

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

REFUSAL = "audit entries are never changed or deleted"


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    state = one_of("userstate", "active", "disabled")
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", state, server_default="active", nullable=False))
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.alter_column("state", server_default=None)

    # The one token so far is made anew at each start, and who is signed in signs in again: the
    # cookie has another name from now on.
    op.drop_table("sessions")
    op.drop_table("api_tokens")
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("prefix", sa.String(length=12), nullable=True),
        sa.Column("user_id", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=True),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("expires_at", entity.UtcTime(timezone=True), nullable=True),
        sa.Column("last_used_at", entity.UtcTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_api_tokens_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("hash", name=op.f("uq_api_tokens_hash")),
    )
    op.create_index(op.f("ix_api_tokens_user_id"), "api_tokens", ["user_id"])
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=30), nullable=False),
        sa.Column(
            "method", one_of("signinway", "link", "token", "password", "oidc"), nullable=False
        ),
        sa.Column("token_id", sa.String(length=30), nullable=True),
        sa.Column("user_agent", sa.String(length=200), nullable=False),
        sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", entity.UtcTime(timezone=True), nullable=False),
        sa.Column("expires_at", entity.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["token_id"], ["api_tokens.id"], name=op.f("fk_sessions_token_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("hash", name=op.f("uq_sessions_hash")),
    )
    op.create_index(op.f("ix_sessions_token_id"), "sessions", ["token_id"])
    op.create_index(op.f("ix_sessions_user_id"), "sessions", ["user_id"])

    # A later migration that copies this table on SQLite must set them up again.
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER audit_entries_no_{deed} BEFORE {deed} ON audit_entries "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_stay()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_entries_no_update")
        op.execute("DROP TRIGGER audit_entries_no_delete")
    else:
        op.execute("DROP TRIGGER audit_entries_stay ON audit_entries")
        op.execute("DROP FUNCTION audit_entries_stay")
    op.drop_table("sessions")
    op.drop_table("api_tokens")
    for table in ("api_tokens", "sessions"):
        op.create_table(
            table,
            sa.Column("hash", sa.String(length=64), nullable=False),
            sa.Column("user_id", sa.String(length=30), nullable=False),
            *([sa.Column("name", sa.String(255), nullable=False)] if table != "sessions" else []),
            sa.Column("created_at", entity.UtcTime(timezone=True), nullable=False),
            *(
                [sa.Column("expires_at", entity.UtcTime(timezone=True), nullable=False)]
                if table == "sessions"
                else []
            ),
            sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id")),
            sa.PrimaryKeyConstraint("hash", name=op.f(f"pk_{table}")),
        )
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_users_userstate"), type_="check")
        batch_op.drop_column("state")
