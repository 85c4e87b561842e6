"""Recording what became of files: the items of a run, and its sums, which always agree."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from domain.imports.deciding import Decision
from domain.imports.item import ImportItem
from domain.imports.run import ImportRun
from domain.vocabulary import ImportItemKind, ImportReason
from domain.work import Work

NO_FILE = frozenset(
    {
        ImportReason.NOT_A_FILE,
        ImportReason.SYMLINK_DANGLING,
        ImportReason.SYMLINK_OUTSIDE,
        ImportReason.SYMLINK_TO_FOLDER,
    }
)
"""Why something has no size."""


def record(work: Work, run: ImportRun, decisions: Sequence[Decision]) -> None:
    """Add items, and count them."""
    if not decisions:
        return
    work.session.connection().execute(
        insert(ImportItem), [_row(run.id, decision) for decision in decisions]
    )
    for outcome, many in Counter(each.outcome for each in decisions).items():
        column = f"outcome_{outcome.value}"
        setattr(run, column, getattr(run, column) + many)
    pictures = Counter(
        each.outcome.value for each in decisions if each.kind is ImportItemKind.IMAGE
    )
    run.images = dict(pictures + Counter(run.images))


def _row(run_id: str, decision: Decision) -> dict[str, Any]:
    read = decision.read
    return {
        "run_id": run_id,
        "number": decision.number,
        "path": read.found.path,
        "kind": decision.kind,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "byte_size": None if read.reason in NO_FILE else read.found.size,
        "mtime_ns": read.found.mtime_ns,
        "inode": read.found.inode,
        "sha256": read.sha256,
        "image_id": decision.image_id,
        "duplicate_of": decision.duplicate_of,
        "album_key": decision.album_key,
        "taken_at": decision.taken_at,
        "dated_by": decision.dated_by,
        "notes": dict(decision.notes),
        "before": decision.before,
    }
