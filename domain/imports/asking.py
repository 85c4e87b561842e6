"""Asking for imports: plans, and carrying them out. Whatever is asked for waits in the queue."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from sqlalchemy import bindparam, select

from domain import audit, leased_rows, leases, trace
from domain.entity import new_id
from domain.errors import ImportNotReady, PlanOutdated, RuleBroken
from domain.imports import sources
from domain.imports.metadata import dating
from domain.imports.run import ImportRun
from domain.imports.source import ImportSource
from domain.leases import OVER
from domain.users import User
from domain.vocabulary import (
    JOB_REQUEST_PRIORITY_DEFAULT,
    AlbumVisibility,
    ImportMode,
    ImportProfileName,
    ImportStaging,
    JobState,
)
from domain.work import Studio, Work

BEFORE = (
    select(ImportRun.id)
    .where(
        ImportRun.mode == bindparam("of_mode"),
        ImportRun.source == bindparam("of_source"),
        ImportRun.profile == bindparam("by_profile"),
    )
    .order_by(ImportRun.id.desc())
    .limit(1)
)
TAKEN = (
    select(ImportRun.state)
    .where(
        ImportRun.mode == ImportMode.APPLY,
        ImportRun.source == bindparam("of_source"),
        ImportRun.profile == bindparam("by_profile"),
        ImportRun.id > bindparam("since"),
        ImportRun.based_on_id == bindparam("since"),
        ImportRun.state.in_((JobState.QUEUED, JobState.RUNNING, JobState.SUCCEEDED)),
    )
    .limit(1)
)


def plan(
    work: Work,
    studio: Studio,
    *,
    asked_by: User,
    source: str,
    profile: ImportProfileName,
    staging: ImportStaging,
    visibility: AlbumVisibility | None,
    require_sidecar: bool,
    time_zone: str,
    deep: bool,
) -> ImportRun:
    """Ask for a plan. Raises RuleBroken for a source, a zone or a staging that cannot be.

    Whether the source can be read now, `must_be_readable` tells; a plan that finds it away fails.
    """
    must_be_there(work, source)
    if not dating.is_zone(time_zone):
        raise RuleBroken(f"There is no time zone {time_zone!r}; `Europe/Prague` would be one.")
    if refusal := studio.staging.refusal(staging):
        raise RuleBroken(refusal)
    return promise(
        work,
        ImportMode.PLAN,
        source,
        profile,
        asked_by=asked_by,
        dry_run=True,
        options={
            "staging": ImportStaging(staging).value,
            "visibility": None if visibility is None else AlbumVisibility(visibility).value,
            "require_sidecar": require_sidecar,
            "time_zone": time_zone,
            "deep": deep,
        },
    )


def apply(work: Work, import_id: str, *, plan_hash: str, asked_by: User) -> ImportRun:
    """Ask for a plan to be carried out, once.

    Raises NotFound, ImportNotReady for what is no finished plan, and PlanOutdated.
    """
    found = work.get(ImportRun, import_id, lock=True)
    if found.mode != ImportMode.PLAN:
        raise ImportNotReady(f"Only a plan can be carried out, and this is of mode {found.mode}.")
    if found.state != JobState.SUCCEEDED:
        raise ImportNotReady(f"Only a finished plan can be carried out, and it is {found.state}.")
    if found.plan_hash != plan_hash:
        raise PlanOutdated("This is not the plan's hash: look at the plan again.")
    values = {"of_source": found.source, "by_profile": found.profile, "since": found.id}
    if taken := work.rows(TAKEN, values):
        over = taken[0].state == JobState.SUCCEEDED
        so = "has been carried out" if over else "is being carried out"
        raise PlanOutdated(f"This plan {so} already; plan again to go on.")
    return promise(
        work,
        ImportMode.APPLY,
        found.source,
        found.profile,
        asked_by=asked_by,
        dry_run=False,
        options=found.options,
        based_on=found,
    )


def cancel(work: Work, import_id: str) -> ImportRun:
    """Cancel a queued run; tell a running one to stop at its next step; give it as it is then.

    Raises NotFound, and ImportNotReady once it has failed or succeeded.
    """
    run = work.get(ImportRun, import_id, lock=True)
    if run.state == JobState.CANCELLED or (run.state not in OVER and run.cancel_requested):
        audit.changed_nothing()
        return run
    if run.state in OVER:
        raise ImportNotReady(f"The import has {run.state} and cannot be cancelled.")
    leased_rows.cancel_where(work, ImportRun, ImportRun.id == import_id)
    work.session.refresh(run)
    return run


def must_be_there(work: Work, name: str) -> ImportSource:
    """Give the source of this name. Raises RuleBroken when there is none."""
    source = work.find(ImportSource, name)
    if source is None:
        raise RuleBroken(f"There is no source {name!r}; `list_import_sources` lists them.")
    return source


def must_be_readable(studio: Studio, name: str) -> None:
    """Raise RuleBroken when there is no source of this name, or its folder cannot be read.

    To be asked in no transaction: a disk that does not answer would hold up everybody who writes.
    """
    with studio.look() as work:
        folder = must_be_there(work, name).folder
    if not sources.can_be_read(studio.sources, folder):
        raise RuleBroken(f"The folder of source {name!r} cannot be read by the server.")


def promise(
    work: Work,
    mode: ImportMode,
    source: str,
    profile: ImportProfileName,
    *,
    asked_by: User | None,
    dry_run: bool,
    options: Mapping[str, Any],
    based_on: ImportRun | None = None,
) -> ImportRun:
    """Put a run of any mode into the queue, and wake a worker after the commit."""
    before = {"of_mode": mode, "of_source": source, "by_profile": profile}
    previous = work.rows(BEFORE, before)
    run_id = new_id("imp", work.now)
    row: dict[str, Any] = {
        "id": run_id,
        "mode": mode,
        "source": source,
        "profile": profile,
        "dry_run": dry_run,
        "options": dict(options),
        "based_on_id": None if based_on is None else based_on.id,
        "previous_id": previous[0].id if previous else None,
        "plan_hash": based_on.plan_hash if based_on and mode is ImportMode.APPLY else None,
        "files_total": based_on.files_total if based_on and mode is ImportMode.APPLY else None,
        "images": {},
        "moved": [],
        "discrepancies": [],
        "asked_by": None if asked_by is None else asked_by.id,
        "asked_by_name": None if asked_by is None else asked_by.name,
        "trace_id": trace.current() or trace.drawn(),
        "span_id": trace.span(),
        "tool_version": version("spolvero"),
        "priority": JOB_REQUEST_PRIORITY_DEFAULT,
        "run_at": work.now,
        "created_at": work.now,
    }
    leases.promise(work, ImportRun, [row])
    subject = run_id if based_on is None else based_on.id
    audit.tell(subject, source=source, profile=profile, dry_run=dry_run, run_id=run_id)
    return work.get(ImportRun, run_id)
