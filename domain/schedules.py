"""What the studio does again and again by itself: one table, a line per schedule.

Whoever adds a line adds its name to the contract's `ScheduleName`. workers/schedules.py goes
through the table by the clock; domain/schedule_runs.py sees to it that one process at a time does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain import (
    bug_reports,
    events,
    idempotency,
    request_log,
    schedule_runs,
    sessions,
    signing_in,
    sweeping,
    trash,
)
from domain.imports.report import daily
from domain.pages import Order, Page
from domain.schedule_runs import ScheduleHold, ScheduleRun
from domain.vocabulary import ScheduleName
from domain.work import Studio, Work


@dataclass(frozen=True, slots=True)
class Schedule:
    """One thing to do again and again."""

    name: ScheduleName
    every: timedelta
    description: str
    """What a run does, in a sentence."""
    unit: str
    """What `run` counts."""
    run: Callable[[Studio], int]
    """Does it, and gives how many things it did something about."""


def _in_one_go(deed: Callable[[Work], int], *, beside: bool = False) -> Callable[[Studio], int]:
    def run(studio: Studio) -> int:
        with studio.work(beside=beside) as work:
            return deed(work)

    return run


SCHEDULES = (
    Schedule(
        ScheduleName.FORGET_ENDED_SESSIONS,
        timedelta(hours=1),
        "Forgets sessions and sign-in links whose time is over.",
        "sessions",
        _in_one_go(sessions.forget_ended),
    ),
    Schedule(
        ScheduleName.FORGET_IDEMPOTENCY_KEYS,
        timedelta(hours=1),
        "Forgets the idempotency keys that came more than a day ago.",
        "keys",
        _in_one_go(idempotency.forget_old, beside=True),
    ),
    Schedule(
        ScheduleName.FORGET_OLD_EVENTS,
        timedelta(minutes=1),
        "Forgets what happened to jobs more than an hour ago, which no reader comes back for.",
        "events",
        _in_one_go(events.forget_old, beside=True),
    ),
    Schedule(
        ScheduleName.FORGET_OLD_REQUESTS,
        timedelta(minutes=1),
        "Forgets which requests came more than an hour ago.",
        "requests",
        _in_one_go(request_log.forget_old, beside=True),
    ),
    Schedule(
        ScheduleName.FORGET_OLD_SIGN_INS,
        timedelta(hours=1),
        "Forgets sign-ins at a provider that were begun and not finished, and failures long past.",
        "sign-ins",
        _in_one_go(signing_in.forget_old),
    ),
    Schedule(
        ScheduleName.PURGE_BUG_REPORTS,
        timedelta(hours=1),
        "Deletes for good the bug reports that are older than their status may get.",
        "reports",
        bug_reports.purge_due,
    ),
    Schedule(
        ScheduleName.PURGE_TRASH,
        timedelta(hours=1),
        "Deletes for good the images that have been in the trash long enough.",
        "images",
        trash.purge_due,
    ),
    Schedule(
        ScheduleName.RECONCILE_IMPORTS,
        timedelta(days=1),
        "Compares what was imported with its source, the files and what the public page shows.",
        "reconciliations",
        daily.reconcile,
    ),
    Schedule(
        ScheduleName.SWEEP_FILES,
        timedelta(hours=1),
        "Deletes files that belong to no image and are more than an hour old.",
        "files",
        sweeping.sweep_files,
    ),
)
BY_NAME = {schedule.name: schedule for schedule in SCHEDULES}
BY_THE_NAME = Order("schedules", (ScheduleHold.name,))


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with a schedule at one moment."""

    schedule: Schedule
    running: bool
    last_run: ScheduleRun | None
    next_run_at: datetime | None


def page(work: Work, cursor: str | None, limit: int) -> Page:
    """List all schedules as they stand, by name. Raises BadCursor."""
    holds = schedule_runs.holds(work)
    standings = [_standing(work, BY_NAME[name], holds.get(name)) for name in sorted(BY_NAME)]
    return BY_THE_NAME.cut(standings, lambda each: [each.schedule.name], cursor, limit)


def look_at(work: Work, name: ScheduleName) -> Standing:
    """Give one schedule as it stands."""
    return _standing(work, BY_NAME[name], work.find(ScheduleHold, name))


def _standing(work: Work, schedule: Schedule, hold: Any) -> Standing:
    if hold is None:
        return Standing(schedule, running=False, last_run=None, next_run_at=None)
    last = None if hold.last_run_id is None else work.get(ScheduleRun, hold.last_run_id)
    begun = hold.started_at
    return Standing(
        schedule,
        running=schedule_runs.is_held(hold, work.now),
        last_run=last,
        next_run_at=None if begun is None else begun + schedule.every,
    )
