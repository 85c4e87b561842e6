"""What can be counted of imports, for whoever watches a studio from afar: read from their rows,
which are never forgotten, so it is the same whoever is asked.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from domain.imports.run import OUTCOMES, ImportRun
from domain.leases import OVER
from domain.vocabulary import (
    ImportDiscrepancyCode,
    ImportMode,
    ImportOutcome,
    ImportProfileName,
    JobState,
)
from domain.work import Work


class Newest(NamedTuple):
    """The newest import of a mode, source and profile that has ended well."""

    mode: ImportMode
    source: str
    profile: ImportProfileName
    started_at: datetime
    finished_at: datetime
    discrepancies: dict[ImportDiscrepancyCode, int]
    """How many it found of each kind; of all kinds, if it was looking for them."""


_RUNS: Select[Any] = (
    select(
        ImportRun.mode,
        ImportRun.state,
        func.count().label("many"),
        *(func.sum(getattr(ImportRun, name)).label(name) for name in OUTCOMES),
    )
    .where(ImportRun.state.in_(OVER))
    .group_by(ImportRun.mode, ImportRun.state)
)
_NEWEST_IDS = (
    select(func.max(ImportRun.id))
    .where(ImportRun.state == JobState.SUCCEEDED)
    .group_by(ImportRun.mode, ImportRun.source, ImportRun.profile)
)
_NEWEST: Select[Any] = select(
    ImportRun.mode,
    ImportRun.source,
    ImportRun.profile,
    ImportRun.started_at,
    ImportRun.finished_at,
    ImportRun.discrepancies,
).where(ImportRun.id.in_(_NEWEST_IDS))


def ended(
    work: Work,
) -> tuple[dict[tuple[ImportMode, JobState], int], dict[tuple[ImportMode, ImportOutcome], int]]:
    """Count the imports that are over by mode and state, and their files by mode and outcome."""
    # Nothing lacks: Prometheus sees no growth from nothing, so the first failure would be none.
    runs = {(mode, state): 0 for mode in ImportMode for state in sorted(OVER)}
    files: dict[tuple[ImportMode, ImportOutcome], int] = {}
    for row in work.rows(_RUNS):
        runs[row.mode, row.state] = row.many
        if row.mode in (ImportMode.PLAN, ImportMode.APPLY):
            for outcome in ImportOutcome:
                known = files.get((row.mode, outcome), 0)
                files[row.mode, outcome] = known + int(getattr(row, f"outcome_{outcome.value}"))
    return runs, files


def newest(work: Work) -> list[Newest]:
    """Give the newest import that has ended well of each mode, source and profile."""
    return [
        Newest(
            row.mode,
            row.source,
            row.profile,
            row.started_at,
            row.finished_at,
            _found(row.discrepancies) if row.mode == ImportMode.RECONCILE else {},
        )
        for row in work.rows(_NEWEST)
    ]


def _found(told: list[dict[str, Any]]) -> dict[ImportDiscrepancyCode, int]:
    counts = {each["code"]: each["count"] for each in told}
    return {code: counts.get(code, 0) for code in ImportDiscrepancyCode}
