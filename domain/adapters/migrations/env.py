"""Runs migrations on the connection that database.migrate gives; Alembic imports this by itself."""

from alembic import context

from domain import (  # noqa: F401 (they fill the metadata)
    albums,
    allowances,
    audit,
    batches,
    bug_reports,
    classics,
    contents,
    counts,
    events,
    idempotency,
    identities,
    images,
    imports,
    jobs,
    labels,
    links,
    passwords,
    pauses,
    request_log,
    schedule_runs,
    sessions,
    signing_in,
    tokens,
    tries,
    users,
)
from domain.entity import Entity

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Entity.metadata,
    render_as_batch=connection.dialect.name == "sqlite",  # SQLite alters tables by copying them
    user_module_prefix="entity.",
)
context.run_migrations()
