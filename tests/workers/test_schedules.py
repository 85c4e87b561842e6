"""What runs by the clock: everything at the start, each at its time, and one failure alone."""

import os
import threading
from datetime import timedelta

import pytest

from domain import images, sessions
from domain.events import Event
from domain.images import Image
from domain.sessions import SignInSession
from domain.vocabulary import SignInWay
from workers import schedules
from workers.schedules import SCHEDULES, Schedule, Scheduler


class Table:
    """A table of schedules that note when they ran."""

    def __init__(self, monkeypatch, **every):
        self.ran, self.broken = [], set()
        rows = [Schedule(name, timedelta(seconds=s), self._run(name)) for name, s in every.items()]
        monkeypatch.setattr(schedules, "SCHEDULES", tuple(rows))

    def _run(self, name):
        def run(studio):
            self.ran.append(name)
            if name in self.broken:
                raise RuntimeError(f"{name} is out of order")
            return 1

        return run

    def runs(self, scheduler):
        self.ran.clear()
        scheduler.run_due()
        return list(self.ran)


def test_everything_runs_at_the_start_and_then_at_its_interval(studio, clock, monkeypatch):
    table, scheduler = Table(monkeypatch, often=1, seldom=10), Scheduler(studio)
    assert table.runs(scheduler) == ["often", "seldom"]
    assert table.runs(scheduler) == []
    clock.turn(seconds=1)
    assert table.runs(scheduler) == ["often"]
    clock.turn(seconds=8)
    assert table.runs(scheduler) == ["often"]
    clock.turn(seconds=1)
    assert table.runs(scheduler) == ["often", "seldom"]


def test_what_was_missed_runs_once_and_not_for_every_time_it_was_missed(studio, clock, monkeypatch):
    table, scheduler = Table(monkeypatch, often=1), Scheduler(studio)
    table.runs(scheduler)
    clock.turn(days=3)
    assert table.runs(scheduler) == ["often"]
    assert table.runs(scheduler) == []


def test_a_clock_that_is_set_back_holds_nothing_up(studio, clock, monkeypatch):
    table, scheduler = Table(monkeypatch, often=1, seldom=10), Scheduler(studio)
    table.runs(scheduler)
    clock.turn(hours=-5)
    assert table.runs(scheduler) == ["often", "seldom"]
    assert table.runs(scheduler) == []
    clock.turn(seconds=1)
    assert table.runs(scheduler) == ["often"]


def test_a_schedule_that_fails_stops_no_other_and_is_tried_at_its_next_time(
    studio, clock, monkeypatch, caplog
):
    table, scheduler = Table(monkeypatch, first=1, second=1, third=1), Scheduler(studio)
    table.broken = {"first", "second"}
    assert table.runs(scheduler) == ["first", "second", "third"]
    assert "first is out of order" in caplog.text
    assert table.runs(scheduler) == []
    clock.turn(seconds=1)
    table.broken = set()
    assert table.runs(scheduler) == ["first", "second", "third"]


def test_the_thread_runs_what_is_due_and_ends_when_it_is_stopped(studio, monkeypatch):
    ran = threading.Event()

    def run(studio):
        ran.set()
        return 0

    rows = (Schedule("it", timedelta(seconds=1), run),)
    monkeypatch.setattr(schedules, "SCHEDULES", rows)
    scheduler = Scheduler(studio)
    scheduler.start()
    assert ran.wait(30)
    scheduler.stop()
    assert "scheduler" not in {thread.name for thread in threading.enumerate()}


def test_the_names_of_schedules_differ():
    assert len({schedule.name for schedule in SCHEDULES}) == len(SCHEDULES)


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("forget_old_events", timedelta(minutes=1)),
        ("forget_ended_sessions", timedelta(hours=1)),
        ("purge_trash", timedelta(hours=1)),
        ("sweep_files", timedelta(hours=1)),
    ],
)
def test_what_the_studio_promises_to_do_by_itself_is_in_the_table(name, within):
    (every,) = [schedule.every for schedule in SCHEDULES if schedule.name == name]
    assert every <= within


def test_the_real_table_forgets_and_sweeps(hand, tmp_path):
    scheduler = Scheduler(hand.studio)
    scheduler.run_due()
    hand.do(sessions.start, hand.user, SignInWay.LINK)
    sha256 = hand.one(Image, hand.picture()).sha256
    orphan = images.file_name("f" * 64)
    hand.studio.files.put(orphan, b"")
    hand.clock.turn(minutes=3)
    scheduler.run_due()
    assert hand.count(SignInSession) == 1
    assert hand.count(Event) > 0
    hand.clock.turn(hours=1)
    scheduler.run_due()
    assert hand.count(Event) == 0

    hand.clock.turn(days=30)
    old = (hand.clock.now() - timedelta(hours=2)).timestamp()
    for path in (tmp_path / "files").rglob("*.*"):
        os.utime(path, (old, old))
    scheduler.run_due()
    assert hand.count(SignInSession) == 0
    with pytest.raises(FileNotFoundError):
        hand.studio.files.get(orphan)
    assert hand.studio.files.get(images.file_name(sha256))
