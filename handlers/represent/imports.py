"""From what is stored of imports to what goes over the wire.

No folder of this machine is in any of it: sources have names.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.imports import looking
from domain.imports.report.discrepancies import KINDS
from domain.pages import Page
from domain.vocabulary import (
    FailureCode,
    ImportActionResult,
    ImportDiscrepancyCode,
    ImportFailureCode,
    ImportOutcome,
    ImportPhase,
    JobState,
)
from handlers import wire
from handlers.represent import API
from handlers.represent.moments import time, time_or_null

FAILURES = {
    FailureCode.STORAGE_FAILED: ImportFailureCode.STORAGE_FAILED,
    FailureCode.INTERRUPTED: ImportFailureCode.INTERRUPTED,
}
"""What the queue itself says of a run that failed; all else is a fault of ours."""


def url(import_id: str) -> str:
    """Say where an import is."""
    return f"{API}/imports/{import_id}"


def run(run: Any) -> wire.ImportRun:
    """Show an import as it is now."""
    return {
        "id": run.id,
        "mode": run.mode,
        "source": run.source,
        "profile": run.profile,
        "dry_run": run.dry_run,
        "options": options(run.options),
        "state": run.state,
        "phase": phase(run),
        "files_total": run.files_total,
        "files_done": run.files_done,
        "files_per_second": rate(run),
        "seconds_left": looking.seconds_left(run),
        "outcomes": outcomes(run),
        "images": counts(run.images),
        "images_created": run.images_created,
        "links_created": run.links_created,
        "albums_created": run.albums_created,
        "bytes_read": run.bytes_read,
        "based_on_id": run.based_on_id,
        "mends": run.options.get("code"),
        "previous_id": run.previous_id,
        "plan_hash": run.plan_hash,
        "moved": [move(each) for each in run.moved],
        "discrepancies": discrepancy_counts(run),
        "actions": action_counts(run.actions),
        "failure": failure(run),
        "cancel_requested": run.cancel_requested,
        "asked_by": actor(run),
        "trace_id": run.trace_id,
        "tool_version": run.tool_version,
        "created_at": time(run.created_at),
        "started_at": time_or_null(run.started_at),
        "finished_at": time_or_null(run.finished_at),
    }


def runs(page: Page) -> wire.ImportRunPage:
    """Show a page of imports."""
    return {"items": [run(row) for row in page.items], "next_cursor": page.next_cursor}


def progress(run: Any, now: datetime) -> wire.ImportProgress:
    """Show how far an import has got."""
    return {
        "import_id": run.id,
        "state": run.state,
        "phase": phase(run),
        "files_total": run.files_total,
        "files_done": run.files_done,
        "files_per_second": rate(run),
        "seconds_left": looking.seconds_left(run),
        "outcomes": outcomes(run),
        "at": time(now),
    }


def summary(run: Any) -> wire.ImportSummary:
    """Show what came of an import, as its scripts write it into a file."""
    return {
        "run_id": run.id,
        "mode": run.mode,
        "source": run.source,
        "profile": run.profile,
        "state": run.state,
        "plan_hash": run.plan_hash,
        "files_total": run.files_total,
        "outcomes": outcomes(run),
        "images": counts(run.images),
        "images_created": run.images_created,
        "links_created": run.links_created,
        "albums_created": run.albums_created,
        "discrepancies": discrepancy_counts(run),
        "trace_id": run.trace_id,
        "tool_version": run.tool_version,
        "started_at": time_or_null(run.started_at),
        "finished_at": time_or_null(run.finished_at),
    }


def options(chosen: Mapping[str, Any]) -> wire.ImportOptions:
    """Show how an import was asked to go about it."""
    return {
        "staging": chosen["staging"],
        "visibility": chosen["visibility"],
        "require_sidecar": chosen["require_sidecar"],
        "time_zone": chosen["time_zone"],
        "deep": chosen["deep"],
    }


def phase(run: Any) -> ImportPhase | None:
    """Tell what an import is doing, while it does something."""
    return run.phase if run.state == JobState.RUNNING else None


def rate(run: Any) -> float | None:
    """Tell how quick an import is, while it is at work."""
    return run.rate if run.state == JobState.RUNNING else None


def outcomes(run: Any) -> wire.ImportCounts:
    """Show how many files came to each outcome."""
    return counts({each: getattr(run, f"outcome_{each.value}") for each in ImportOutcome})


def counts(known: Mapping[str, int]) -> wire.ImportCounts:
    """Show how many there are of each outcome; what is not known of has none."""
    return {
        "created": known.get(ImportOutcome.CREATED, 0),
        "linked": known.get(ImportOutcome.LINKED, 0),
        "unchanged": known.get(ImportOutcome.UNCHANGED, 0),
        "metadata_updated": known.get(ImportOutcome.METADATA_UPDATED, 0),
        "duplicate_of": known.get(ImportOutcome.DUPLICATE_OF, 0),
        "unsupported": known.get(ImportOutcome.UNSUPPORTED, 0),
        "unclassified": known.get(ImportOutcome.UNCLASSIFIED, 0),
        "missing_sidecar": known.get(ImportOutcome.MISSING_SIDECAR, 0),
        "orphan_sidecar": known.get(ImportOutcome.ORPHAN_SIDECAR, 0),
        "unreadable": known.get(ImportOutcome.UNREADABLE, 0),
        "error": known.get(ImportOutcome.ERROR, 0),
    }


def move(move: Mapping[str, Any]) -> wire.ImportMove:
    """Show one thing that is not as a plan found it."""
    return {"path": move["path"], "kind": move["kind"], "detail": move["detail"]}


def discrepancy_counts(run: Any) -> list[wire.ImportDiscrepancyCount]:
    """Show what a reconciliation found and what to do about it, worst first."""
    found = {each["code"]: each for each in run.discrepancies}
    return [
        {
            "code": code,
            "severity": kind.severity,
            "count": found[code]["count"],
            "meaning": kind.meaning,
            "action": kind.advice(run.id, code),
            "sample": found[code]["sample"],
        }
        for code, kind in KINDS.items()
        if code in found
    ]


def action_counts(known: Mapping[str, int] | None) -> wire.ImportActionCounts | None:
    """Show what came of mending or undoing."""
    if known is None:
        return None
    return {
        "done": known.get(ImportActionResult.DONE, 0),
        "would_do": known.get(ImportActionResult.WOULD_DO, 0),
        "gone": known.get(ImportActionResult.GONE, 0),
        "failed": known.get(ImportActionResult.FAILED, 0),
    }


def failure(run: Any) -> wire.ImportFailure | None:
    """Tell why an import failed; of one that did not, nothing."""
    if run.state != JobState.FAILED:
        return None
    code = run.why or FAILURES.get(run.failure_code, ImportFailureCode.INTERNAL_ERROR)
    return {"code": code, "reason": run.failure_reason}


def actor(run: Any) -> wire.ImportActor | None:
    """Tell who asked for an import."""
    if run.asked_by is None:
        return None
    return {"id": run.asked_by, "name": run.asked_by_name}


def items(page: Page) -> wire.ImportItemPage:
    """Show a page of an import's files."""
    items: list[wire.ImportItem] = [
        {
            "number": item.number,
            "path": item.path,
            "kind": item.kind,
            "outcome": item.outcome,
            "reason": item.reason,
            "byte_size": item.byte_size,
            "sha256": item.sha256,
            "image_id": item.image_id,
            "duplicate_of": item.duplicate_of,
            "album_key": item.album_key,
            "taken_at": time_or_null(item.taken_at),
            "dated_by": item.dated_by,
            "notes": item.notes,
        }
        for item in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}


def discrepancies(page: Page) -> wire.ImportDiscrepancyPage:
    """Show a page of what a reconciliation found."""
    items: list[wire.ImportDiscrepancy] = [
        {
            "number": each.number,
            "code": each.code,
            "severity": KINDS[ImportDiscrepancyCode(each.code)].severity,
            "path": each.path,
            "image_id": each.image_id,
            "album_id": each.album_id,
            "detail": each.detail,
        }
        for each in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}


def actions(page: Page) -> wire.ImportActionPage:
    """Show a page of what mending or undoing did."""
    items: list[wire.ImportAction] = [
        {
            "number": each.number,
            "action": each.action,
            "result": each.result,
            "path": each.path,
            "image_id": each.image_id,
            "album_id": each.album_id,
            "note": each.note,
        }
        for each in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}


def sources(page: Page, available: Mapping[str, bool]) -> wire.ImportSourcePage:
    """Show a page of sources, by name alone."""
    items: list[wire.ImportSource] = [
        {
            "name": source.name,
            "available": available[source.name],
            "last_applied_at": time_or_null(source.last_applied_at),
            "created_at": time(source.created_at),
        }
        for source in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}


def profiles(page: Page) -> wire.ImportProfilePage:
    """Show a page of profiles."""
    items: list[wire.ImportProfile] = [
        {
            "name": profile.name,
            "about": profile.about,
            "dated_by": [*profile.dated_by],
            "rules": rules(profile.rules),
        }
        for profile in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}


def rules(rules: Sequence[Any]) -> list[wire.ImportRule]:
    """Show the rules of a profile."""
    return [
        {
            "pattern": rule.pattern,
            "album_key": rule.key,
            "album_name": rule.name,
            "album_kind": rule.kind,
            "visibility": rule.visibility,
            "about": rule.about,
        }
        for rule in rules
    ]
