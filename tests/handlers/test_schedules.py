"""Schedules over HTTP: how they stand, asking for a run, and watching it."""

import pytest

from domain.vocabulary import ScheduleName
from workers.schedules import Scheduler


@pytest.fixture
def scheduler(studio):
    """What a worker has beside; it looks only when it is told to."""
    return Scheduler(studio)


def test_all_schedules_are_listed_before_and_after_they_ran(api, fits, scheduler):
    fresh = api.get("/schedules")
    assert fresh.headers["Cache-Control"] == "no-store"
    assert fits("SchedulePage", fresh.json())
    assert [each["name"] for each in fresh.json()["items"]] == sorted(ScheduleName)
    assert {(each["last_run"], each["next_run_at"]) for each in fresh.json()["items"]} == {
        (None, None)
    }
    scheduler.run_due()
    page = api.get("/schedules", params={"limit": 2}).json()
    assert fits("SchedulePage", page)
    assert len(page["items"]) == 2
    assert page["next_cursor"] is not None
    for each in page["items"]:
        assert (each["running"], each["last_run"]["state"]) == (False, "succeeded")
        assert each["next_run_at"] > each["last_run"]["started_at"]
        assert api.get(f"/schedules/{each['name']}").json() == each


def test_a_run_is_asked_for_watched_and_found_among_the_runs(api, fits, refused, scheduler):
    scheduler.run_due()
    asked = api.post("/schedules/purge_trash/run")
    run = asked.json()
    assert (asked.status_code, run["state"], run["trigger"]) == (202, "queued", "person")
    assert fits("ScheduleRun", run)
    assert run["trace_id"] == asked.headers["X-Trace-Id"]
    problem = refused(api.post("/schedules/purge_trash/run"), "schedule-running")
    assert "purge_trash" in problem["detail"]
    assert api.site.get(asked.headers["Location"], headers=api.headers).json() == run
    scheduler.run_due()
    done = api.get(f"/schedules/purge_trash/runs/{run['id']}").json()
    assert fits("ScheduleRun", done)
    assert (done["state"], done["count"], done["error"]) == ("succeeded", 0, None)
    runs = api.get("/schedules/purge_trash/runs").json()
    assert fits("ScheduleRunPage", runs)
    assert [each["trigger"] for each in runs["items"]] == ["person", "clock"]
    assert runs["items"][0] == done == api.get("/schedules/purge_trash").json()["last_run"]


def test_what_is_not_there_is_not_found(api, refused):
    for method, path in (
        ("GET", "/schedules/brew_coffee"),
        ("POST", "/schedules/brew_coffee/run"),
        ("GET", "/schedules/brew_coffee/runs"),
        ("GET", f"/schedules/purge_trash/runs/run_{'0' * 26}"),
    ):
        refused(api.request(method, path), "not-found")


def test_only_who_is_known_sees_or_runs_schedules(api, refused):
    for method, path in (("GET", "/schedules"), ("POST", "/schedules/purge_trash/run")):
        refused(api.public.request(method, path), "unauthenticated")
