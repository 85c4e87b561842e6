"""Schedules and their runs."""

from typing import Any

from domain.pages import Page
from domain.schedules import Standing
from handlers import wire
from handlers.represent import API
from handlers.represent.moments import time, time_or_null


def schedule_run_url(run: Any) -> str:
    """Say where a run of a schedule is."""
    return f"{API}/schedules/{run.schedule}/runs/{run.id}"


def schedule_run(run: Any) -> wire.ScheduleRun:
    """Show a run of a schedule."""
    return {
        "id": run.id,
        "schedule": run.schedule,
        "state": run.state,
        "trigger": run.trigger,
        "asked_by": run.asked_by,
        "created_at": time(run.created_at),
        "started_at": time_or_null(run.started_at),
        "finished_at": time_or_null(run.finished_at),
        "count": run.count,
        "error": run.error,
        "trace_id": run.trace_id,
    }


def schedule_runs(page: Page) -> wire.ScheduleRunPage:
    """Show a page of a schedule's runs."""
    return {"items": [schedule_run(row) for row in page.items], "next_cursor": page.next_cursor}


def schedule(standing: Standing) -> wire.Schedule:
    """Show a schedule as it stands."""
    told = standing.schedule
    return {
        "name": told.name,
        "description": told.description,
        "interval_seconds": int(told.every.total_seconds()),
        "unit": told.unit,
        "running": standing.running,
        "last_run": schedule_run(standing.last_run) if standing.last_run else None,
        "next_run_at": time_or_null(standing.next_run_at),
    }


def schedules(page: Page) -> wire.SchedulePage:
    """Show a page of schedules."""
    return {"items": [schedule(each) for each in page.items], "next_cursor": page.next_cursor}
