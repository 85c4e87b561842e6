"""What is known of a source's files from reading them before: nothing is read twice in vain."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.imports.source import SourceFile
from domain.ports import Found
from domain.work import Work

KNOWN = select(*SourceFile.__table__.columns).where(
    SourceFile.source == bindparam("of_source"),
    SourceFile.path_key.in_(bindparam("keys", expanding=True)),
)
LEARNT = ("size", "mtime_ns", "inode", "sha256", "facts")


def key_of(name: bytes) -> str:
    """Give what a file is known by: the hash of its path's bytes."""
    return hashlib.sha256(name).hexdigest()


def known(work: Work, source: str, keys: Sequence[str]) -> dict[str, Any]:
    """Give what is known of files, by their keys; those that are not known are left out."""
    rows = work.rows(KNOWN, {"of_source": source, "keys": [*keys]})
    return {row.path_key: row for row in rows}


def is_same(row: Any, found: Found) -> bool:
    """Tell whether a file seems not to have changed since it was read."""
    return (row.size, row.mtime_ns, row.inode) == (found.size, found.mtime_ns, found.inode)


def remember(work: Work, source: str, files: Iterable[tuple[Found, str | None, Any]]) -> None:
    """Keep what reading files has told: of each its hash, and facts as JSON has them."""
    rows = [
        {
            "source": source,
            "path_key": key_of(found.name),
            "size": found.size,
            "mtime_ns": found.mtime_ns,
            "inode": found.inode,
            "sha256": sha256,
            "facts": facts,
        }
        for found, sha256, facts in files
    ]
    if rows:
        rows.sort(key=lambda row: row["path_key"])  # nobody waits for us while we wait for them
        connection = work.session.connection()
        connection.execute(_keep(connection.dialect.name), rows)


@cache
def _keep(dialect: str) -> Any:
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect]
    new = insert(SourceFile.__table__)
    return new.on_conflict_do_update(
        index_elements=["source", "path_key"],
        set_={name: new.excluded[name] for name in LEARNT},
    )
