"""Asking for what comes after an import: comparing it with the world, mending, taking it back."""

from domain.imports.run import ImportRun
from domain.users import User
from domain.vocabulary import ImportDiscrepancyCode, ImportProfileName
from domain.work import Studio, Work


def reconcile(
    work: Work,
    studio: Studio,
    *,
    asked_by: User | None,
    source: str | None,
    profile: ImportProfileName | None,
    deep: bool,
) -> ImportRun:
    """Queue a reconciliation; by default of what the last applied import was of.

    Raises RuleBroken for a source that is not there, or when there is no import to go by.
    """
    raise NotImplementedError


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
    raise NotImplementedError


def undo(work: Work, import_id: str, *, asked_by: User | None, dry_run: bool) -> ImportRun:
    """Queue the taking back of an applied import.

    Raises NotFound, ImportNotReady unless it is an applied import that is over.
    """
    raise NotImplementedError
