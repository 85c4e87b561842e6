"""What runs by the clock: whatever is due, each at its time, one failure alone, one at a time."""

import os
import threading
from datetime import timedelta

import pytest

from domain import images, schedule_runs, schedules, sessions, trace
from domain.audit import AuditEntry
from domain.events import Event
from domain.images import Image
from domain.leases import LEASE
from domain.schedule_runs import ScheduleHold, ScheduleRun
from domain.schedules import Schedule
from domain.sessions import SignInSession
from domain.vocabulary import ScheduleName, ScheduleRunState, SignInWay
from workers.schedules import Scheduler

FIRST, SECOND, THIRD = [*ScheduleName][:3]


class Table:
    """A table of schedules that note when they ran."""

    def __init__(self, **every):
        self.ran, self.broken, self.traces = [], set(), []
        names = dict(zip(every, ScheduleName, strict=False))
        self.rows = [self._schedule(name, names[name], s) for name, s in every.items()]

    def _schedule(self, name, known_as, seconds):
        def run(studio):
            self.ran.append(name)
            self.traces.append(trace.current())
            if name in self.broken:
                raise RuntimeError(f"{name} is out of order")
            return 1

        return Schedule(known_as, timedelta(seconds=seconds), name, "things", run)

    def runs(self, scheduler):
        self.ran.clear()
        scheduler.run_due()
        return sorted(self.ran)


def test_what_never_ran_runs_at_the_start_and_then_at_its_interval(anywhere):
    clock = anywhere.clock
    table = Table(often=1, seldom=10)
    scheduler = Scheduler(anywhere.studio, table.rows)
    assert table.runs(scheduler) == ["often", "seldom"]
    assert table.runs(scheduler) == []
    clock.turn(seconds=1)
    assert table.runs(scheduler) == ["often"]
    clock.turn(seconds=8)
    assert table.runs(scheduler) == ["often"]
    clock.turn(seconds=1)
    assert table.runs(scheduler) == ["often", "seldom"]


def test_a_new_process_runs_only_what_is_due_and_what_was_missed_once(anywhere):
    table = Table(often=1, seldom=10)
    assert table.runs(Scheduler(anywhere.studio, table.rows)) == ["often", "seldom"]
    anywhere.clock.turn(seconds=5)
    assert table.runs(Scheduler(anywhere.studio, table.rows)) == ["often"]
    anywhere.clock.turn(days=3)
    first, second = (Scheduler(anywhere.studio, table.rows) for _ in range(2))
    assert table.runs(first) == ["often", "seldom"]
    assert table.runs(second) == table.runs(first) == []


def test_a_clock_that_is_set_back_holds_nothing_up(anywhere):
    table = Table(often=1, seldom=10)
    scheduler = Scheduler(anywhere.studio, table.rows)
    table.runs(scheduler)
    anywhere.clock.turn(hours=-5)
    assert table.runs(scheduler) == ["often", "seldom"]
    assert table.runs(scheduler) == []
    anywhere.clock.turn(seconds=1)
    assert table.runs(scheduler) == ["often"]


def test_a_schedule_that_fails_stops_no_other_and_is_tried_at_its_next_time(hand, caplog):
    table = Table(first=1, second=1, third=1)
    scheduler = Scheduler(hand.studio, table.rows)
    table.broken = {"first", "second"}
    assert table.runs(scheduler) == ["first", "second", "third"]
    assert "first is out of order" in caplog.text
    assert {row.schedule: (row.state, row.count, row.error) for row in hand.rows(ScheduleRun)} == {
        FIRST: ("failed", None, "A fault of the studio, which the log explains."),
        SECOND: ("failed", None, "A fault of the studio, which the log explains."),
        THIRD: ("succeeded", 1, None),
    }
    assert table.runs(scheduler) == []
    hand.clock.turn(seconds=1)
    table.broken = set()
    assert table.runs(scheduler) == ["first", "second", "third"]


def test_a_run_works_under_the_trace_id_that_its_row_has(hand):
    table = Table(it=1)
    scheduler = Scheduler(hand.studio, table.rows)
    table.runs(scheduler)
    with trace.under("ab" * 16):
        hand.do(schedule_runs.ask, FIRST, hand.user)
    assert table.runs(scheduler) == ["it"]
    assert table.traces == [row.trace_id for row in hand.rows(ScheduleRun)]
    assert table.traces[1] == "ab" * 16


def test_a_long_run_holds_up_no_other_and_keeps_its_lease(hand, monkeypatch, until):
    begun, go_on = threading.Event(), threading.Event()

    def last_long(studio):
        begun.set()
        go_on.wait(60)
        return 5

    (short,) = Table(it=3600).rows
    long = Schedule(SECOND, timedelta(hours=1), "Lasts long.", "things", last_long)
    monkeypatch.setattr("workers.schedules.RENEW", timedelta(0))
    scheduler = Scheduler(hand.studio, (short, long))
    scheduler.beat()
    assert begun.wait(60)
    until(lambda: hand.one(ScheduleHold, FIRST).token is None)
    for _ in range(3):
        hand.clock.turn(seconds=LEASE.total_seconds() - 1)
        scheduler.beat()
    assert hand.see(schedules.look_at, SECOND).running
    go_on.set()
    scheduler.run_due()
    standing = hand.see(schedules.look_at, SECOND)
    assert (standing.running, standing.last_run.count) == (False, 5)


def test_the_thread_runs_what_is_asked_for_and_ends_when_it_is_stopped(hand, until):
    table = Table(it=3600)
    assert table.runs(Scheduler(hand.studio, table.rows)) == ["it"]
    scheduler = Scheduler(hand.studio, table.rows)
    scheduler.start()
    asked = hand.do(schedule_runs.ask, FIRST, hand.user)
    until(lambda: hand.one(ScheduleRun, asked.id).state is ScheduleRunState.SUCCEEDED)
    scheduler.stop()
    assert not scheduler.is_alive
    assert table.ran == ["it", "it"]


def test_a_database_that_is_away_at_a_beat_does_not_end_the_beating(hand, monkeypatch, until):
    table = Table(it=1)
    scheduler = Scheduler(hand.studio, table.rows)
    away = iter([RuntimeError("the database is away")])
    look = schedule_runs.with_something_to_do

    def at_first_away(*args):
        for error in away:
            raise error
        return look(*args)

    monkeypatch.setattr(schedule_runs, "with_something_to_do", at_first_away)
    scheduler.start()
    until(lambda: table.ran)
    scheduler.stop()


def test_what_cannot_be_written_down_is_written_off_when_its_lease_is_over(
    hand, monkeypatch, caplog
):
    table = Table(it=1)
    scheduler = Scheduler(hand.studio, table.rows)

    def broken(*_):
        raise RuntimeError("the database is away")

    with monkeypatch.context() as patch:
        patch.setattr(schedule_runs, "succeed", broken)
        assert table.runs(scheduler) == ["it"]
    assert "is not written down" in caplog.text
    assert table.runs(scheduler) == []
    hand.clock.turn(seconds=LEASE.total_seconds() + 1)
    assert table.runs(scheduler) == ["it"]
    assert [row.state for row in hand.rows(ScheduleRun)] == ["failed", "succeeded"]


# The real table.


def test_the_real_table_forgets_and_sweeps(anywhere, tmp_path):
    hand = anywhere
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


def test_the_trash_is_purged_of_exactly_what_is_due_and_the_log_says_which(anywhere):
    hand = anywhere
    scheduler = Scheduler(hand.studio)
    scheduler.run_due()
    gone, last, kept = hand.image(), hand.image(), hand.image()
    for image_id in (gone, last):
        hand.trash_image(image_id)
        hand.clock.turn(seconds=1)
    edge = hand.one(Image, last).deleted_at + timedelta(days=hand.studio.facts.trash_days)
    hand.trash_image(kept)
    hand.clock.moment = edge - timedelta(milliseconds=1)
    scheduler.run_due()
    assert {row.id for row in hand.rows(Image)} == {last, kept}
    hand.clock.moment = edge
    hand.do(schedule_runs.ask, ScheduleName.PURGE_TRASH, hand.user)
    scheduler.run_due()
    assert {row.id for row in hand.rows(Image)} == {kept}
    hand.do(schedule_runs.ask, ScheduleName.PURGE_TRASH, hand.user)
    scheduler.run_due()
    purges = [row for row in hand.rows(AuditEntry) if row.action == "schedule.purge_trash"]
    assert [(row.actor_id, row.details) for row in purges] == [
        (None, {"count": 1, "ids": [gone]}),
        (None, {"count": 1, "ids": [last]}),
    ]
    runs = {row.trace_id: row.count for row in hand.rows(ScheduleRun)}
    assert [runs[row.trace_id] for row in purges] == [1, 1]
