"""Asking for what comes after an import: comparing it with the world, mending, taking it back."""

from typing import Any

from sqlalchemy import select

from domain.errors import ImportNotReady, RuleBroken
from domain.imports import asking
from domain.imports.report import discrepancies
from domain.imports.run import ImportRun
from domain.leases import OVER
from domain.users import User
from domain.vocabulary import (
    IMPORT_OPTIONS_REQUIRE_SIDECAR_DEFAULT,
    IMPORT_OPTIONS_TIME_ZONE_DEFAULT,
    IMPORT_STAGING_DEFAULT,
    ImportDiscrepancyCode,
    ImportMode,
    ImportProfileName,
    JobState,
)
from domain.work import Work

PLAIN: dict[str, Any] = {
    "staging": IMPORT_STAGING_DEFAULT,
    "visibility": None,
    "require_sidecar": IMPORT_OPTIONS_REQUIRE_SIDECAR_DEFAULT,
    "time_zone": IMPORT_OPTIONS_TIME_ZONE_DEFAULT,
}
"""How to read a source that was never imported from."""


def reconcile(
    work: Work,
    *,
    asked_by: User | None,
    source: str | None,
    profile: ImportProfileName | None,
    deep: bool,
) -> ImportRun:
    """Queue a reconciliation; by default of what the last applied import was of.

    Raises RuleBroken for a source that there is not, or when there is no import to go by.
    """
    last = _last_applied(work, source, profile)
    if last is None and (source is None or profile is None):
        of_it = "" if source is None else f" from {source!r}"
        raise RuleBroken(
            f"Nothing has been imported{of_it} yet, so say which source and which profile to "
            "reconcile."
        )
    source = source or last.source
    asking.must_be_there(work, source)
    options = PLAIN if last is None else last.options
    return asking.promise(
        work,
        ImportMode.RECONCILE,
        source,
        ImportProfileName(profile or last.profile),
        asked_by=asked_by,
        dry_run=True,
        options={**options, "deep": deep},
    )


def _last_applied(work: Work, source: str | None, profile: ImportProfileName | None) -> Any:
    """Give the newest import that was applied, of this source and this profile if they are given.

    One that stopped half way counts: what it brought in is there.
    """
    columns = (ImportRun.source, ImportRun.profile, ImportRun.options)
    query = select(*columns).where(
        ImportRun.mode == ImportMode.APPLY, ImportRun.checked, ImportRun.state.in_(OVER)
    )
    if source is not None:
        query = query.where(ImportRun.source == source)
    if profile is not None:
        query = query.where(ImportRun.profile == profile)
    for row in work.rows(query.order_by(ImportRun.id.desc()).limit(1)):
        return row
    return None


def mend(
    work: Work,
    import_id: str,
    *,
    asked_by: User | None,
    code: ImportDiscrepancyCode,
    dry_run: bool,
) -> ImportRun:
    """Queue the mending of one kind of what a reconciliation found.

    Raises NotFound, ImportNotReady unless it is a reconciliation that has ended well, RuleBroken
    for a kind that only a person can mend.
    """
    found = work.get(ImportRun, import_id, lock=True)
    if found.mode != ImportMode.RECONCILE:
        raise ImportNotReady(
            "Only what a reconciliation found can be mended, and this import is of mode "
            f"{found.mode}; ask for a reconciliation first."
        )
    if found.state != JobState.SUCCEEDED:
        raise ImportNotReady(
            f"Only what a finished reconciliation found can be mended, and it is {found.state}."
        )
    code = ImportDiscrepancyCode(code)
    kind = discrepancies.KINDS[code]
    if not kind.mends:
        raise RuleBroken(f"The studio cannot mend {code} by itself. {kind.action}")
    return asking.promise(
        work,
        ImportMode.MEND,
        found.source,
        found.profile,
        asked_by=asked_by,
        dry_run=dry_run,
        options={**found.options, "code": code.value},
        based_on=found,
    )


def undo(work: Work, import_id: str, *, asked_by: User | None, dry_run: bool) -> ImportRun:
    """Queue the taking back of an applied import.

    Raises NotFound, ImportNotReady unless it is an applied import that is over.
    """
    found = work.get(ImportRun, import_id, lock=True)
    if found.mode != ImportMode.APPLY:
        raise ImportNotReady(
            f"Only an applied import can be taken back, and this one is of mode {found.mode}."
        )
    if found.state not in OVER:
        raise ImportNotReady(
            f"Only an import that is over can be taken back, and it is {found.state}; cancel it or "
            "wait for its end."
        )
    return asking.promise(
        work,
        ImportMode.UNDO,
        found.source,
        found.profile,
        asked_by=asked_by,
        dry_run=dry_run,
        options=found.options,
        based_on=found,
    )
