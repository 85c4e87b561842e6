"""Imports: what was there before the studio, brought in with every file accounted for."""

from domain.imports import aftercare, asking, looking, sources
from domain.vocabulary import (
    ImportActionResult,
    ImportDiscrepancyCode,
    ImportItemKind,
    ImportMode,
    ImportOutcome,
    ImportProfileName,
    ImportReason,
    JobState,
)
from handlers import following_imports, wire
from handlers.call import NO_STORE, Call, Reply
from handlers.represent import imports as represent


def plan_import(call: Call, body: wire.ImportRequest) -> Reply[wire.ImportRun]:
    """Ask what would become of each file of a source."""
    asking.must_be_readable(call.studio, body["source"])
    with call.studio.work() as work:
        asked = asking.plan(work, call.studio, asked_by=call.user, **body)
        return _asked(represent.run(asked))


def list_imports(
    call: Call,
    mode: ImportMode | None,
    source: str | None,
    profile: ImportProfileName | None,
    state: list[JobState] | None,
    cursor: str | None,
    limit: int,
) -> Reply[wire.ImportRunPage]:
    """List imports of every mode, newest first."""
    with call.studio.look() as work:
        page = looking.page(
            work,
            mode=mode,
            source=source,
            profile=profile,
            states=state,
            cursor=cursor,
            limit=limit,
        )
    return Reply(represent.runs(page), headers=NO_STORE)


def get_latest_import(
    call: Call, mode: ImportMode, source: str | None, profile: ImportProfileName | None
) -> Reply[wire.ImportRun]:
    """Give the newest import of a mode that has ended well."""
    with call.studio.look() as work:
        run = looking.latest(work, mode=mode, source=source, profile=profile)
    return Reply(represent.run(run), headers=NO_STORE)


def list_import_sources(call: Call, cursor: str | None, limit: int) -> Reply[wire.ImportSourcePage]:
    """List the folders that there are names for."""
    page, available = sources.page(call.studio, cursor, limit)
    return Reply(represent.sources(page, available), headers=NO_STORE)


def list_import_profiles(call: Call, cursor: str | None, limit: int) -> wire.ImportProfilePage:
    """List the rules by which an import finds out where a file belongs."""
    return represent.profiles(looking.profiles(cursor, limit))


def reconcile_imports(call: Call, body: wire.ImportReconcileRequest) -> Reply[wire.ImportRun]:
    """Ask what does not fit between source, staging, database and the public page."""
    with call.studio.work() as work:
        asked = aftercare.reconcile(work, asked_by=call.user, **body)
        return _asked(represent.run(asked))


def get_import(call: Call, import_id: str) -> Reply[wire.ImportRun]:
    """Tell how far an import has got, and what came of it."""
    with call.studio.look() as work:
        run = looking.get(work, import_id)
    return Reply(represent.run(run), headers=NO_STORE)


def apply_import(call: Call, import_id: str, body: wire.ImportApply) -> Reply[wire.ImportRun]:
    """Ask for a plan to be carried out."""
    with call.studio.work() as work:
        asked = asking.apply(work, import_id, asked_by=call.user, **body)
        return _asked(represent.run(asked))


def cancel_import(call: Call, import_id: str) -> wire.ImportRun:
    """Stop an import that is not over."""
    with call.studio.work() as work:
        return represent.run(asking.cancel(work, import_id))


def undo_import(call: Call, import_id: str, body: wire.ImportUndoRequest) -> Reply[wire.ImportRun]:
    """Ask for what an import made to be taken back."""
    with call.studio.work() as work:
        asked = aftercare.undo(work, import_id, asked_by=call.user, **body)
        return _asked(represent.run(asked))


def mend_import_discrepancies(
    call: Call, import_id: str, body: wire.ImportMendRequest
) -> Reply[wire.ImportRun]:
    """Ask for one kind of discrepancy to be mended."""
    with call.studio.work() as work:
        asked = aftercare.mend(work, import_id, asked_by=call.user, **body)
        return _asked(represent.run(asked))


def list_import_items(
    call: Call,
    import_id: str,
    outcome: list[ImportOutcome] | None,
    reason: list[ImportReason] | None,
    kind: list[ImportItemKind] | None,
    path: str | None,
    cursor: str | None,
    limit: int,
) -> Reply[wire.ImportItemPage]:
    """List the files that an import saw."""
    with call.studio.look() as work:
        page = looking.items(
            work,
            import_id,
            outcomes=outcome,
            reasons=reason,
            kinds=kind,
            path=path,
            cursor=cursor,
            limit=limit,
        )
    return Reply(represent.items(page), headers=NO_STORE)


def list_import_discrepancies(
    call: Call,
    import_id: str,
    code: list[ImportDiscrepancyCode] | None,
    cursor: str | None,
    limit: int,
) -> Reply[wire.ImportDiscrepancyPage]:
    """List what a reconciliation found."""
    with call.studio.look() as work:
        page = looking.discrepancies(work, import_id, codes=code, cursor=cursor, limit=limit)
    return Reply(represent.discrepancies(page), headers=NO_STORE)


def list_import_actions(
    call: Call,
    import_id: str,
    result: list[ImportActionResult] | None,
    cursor: str | None,
    limit: int,
) -> Reply[wire.ImportActionPage]:
    """List what mending or undoing did."""
    with call.studio.look() as work:
        page = looking.actions(work, import_id, results=result, cursor=cursor, limit=limit)
    return Reply(represent.actions(page), headers=NO_STORE)


def get_import_summary(call: Call, import_id: str) -> Reply[wire.ImportSummary]:
    """Sum an import up."""
    with call.studio.look() as work:
        run = looking.get(work, import_id)
    return Reply(represent.summary(run), headers=NO_STORE)


def stream_import_events(
    call: Call, import_id: str, last_event_id: str | None
) -> Reply[following_imports.Events | None]:
    """Tell of an import, as it gets on."""
    events = following_imports.one(call.studio, import_id, last_event_id)
    return Reply(events, status=None if events else 204, headers=NO_STORE)


def _asked(run: wire.ImportRun) -> Reply[wire.ImportRun]:
    return Reply(run, headers={"Location": represent.url(run["id"])})
