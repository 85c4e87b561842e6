"""The beat of a worker process: keep what it holds, rescue what others lost, wake who is idle."""

import threading
from contextlib import ExitStack
from types import SimpleNamespace

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from domain import queue
from domain.holds import Holds
from domain.jobs import Job
from domain.leases import LEASE, Hold
from domain.ports import Task
from domain.vocabulary import JobState
from workers import dispatcher
from workers.dispatcher import RENEW, Dispatcher


class Process:
    """One worker process, without its threads: what it holds, and its beat."""

    def __init__(self, hand, seconds, threads=1):
        self.hand = hand
        self.holds = Holds(lambda: seconds[0], silent=60)
        self.dispatcher = Dispatcher(hand.studio, Job, self.holds, threads)
        self.work = ExitStack()

    def claim(self):
        """Take the next job and hold it; give its hold."""
        row = self.hand.claim()
        hold = Hold(row.id, row.token)
        self.work.enter_context(self.holds.at_work())
        self.work.enter_context(self.holds.during(hold))
        assert self.holds.begin(hold)
        return hold

    def beat(self):
        self.dispatcher.beat()


@pytest.fixture
def seconds(monkeypatch):
    """The clock that never jumps, turned by hand."""
    seconds = [5000.0]
    monkeypatch.setattr(dispatcher, "time", SimpleNamespace(monotonic=lambda: seconds[0]))
    return seconds


@pytest.fixture
def process(hand, seconds):
    return Process(hand, seconds)


def pass_by(hand, seconds, by):
    hand.clock.turn(seconds=by)
    seconds[0] += by


def test_what_a_process_holds_is_kept_for_as_long_as_its_work_goes_on(hand, process, seconds):
    job_id = hand.ask()
    hold = process.claim()
    for _ in range(20):
        pass_by(hand, seconds, RENEW)
        process.holds.step(hold)
        process.beat()
    job = hand.job(job_id)
    assert (job.state, job.token, job.crashes) == (JobState.RUNNING, hold.token, 0)
    assert job.lease_until > hand.clock.moment
    assert LEASE.total_seconds() > RENEW * 3


def test_a_lease_is_not_written_at_every_beat(hand, process, seconds):
    job_id = hand.ask()
    process.claim()
    process.beat()
    lease = hand.job(job_id).lease_until
    pass_by(hand, seconds, RENEW - 0.1)
    process.beat()
    assert hand.job(job_id).lease_until == lease
    pass_by(hand, seconds, 0.1)
    process.beat()
    assert hand.job(job_id).lease_until > lease


def test_work_that_hangs_is_left_to_be_rescued_by_its_own_process_too(hand, process, seconds):
    job_id = hand.ask()
    process.claim()
    for _ in range(60):
        pass_by(hand, seconds, 2)
        process.beat()
    job = hand.job(job_id)
    assert (job.state, job.crashes) == (JobState.QUEUED, 1)


def test_a_dead_processes_jobs_are_taken_within_a_beat_of_their_leases_end(hand, process, seconds):
    job_id = hand.ask()
    hand.claim()
    pass_by(hand, seconds, LEASE.total_seconds() - 1)
    process.beat()
    assert hand.job(job_id).state == JobState.RUNNING
    pass_by(hand, seconds, 1.1)
    hand.queue.messages.clear()
    process.beat()
    assert (hand.job(job_id).state, hand.job(job_id).crashes) == (JobState.QUEUED, 1)
    assert Task.RENDER in hand.queue.messages


def test_a_clock_that_jumps_ahead_takes_no_job_from_the_process_that_holds_it(
    hand, process, seconds
):
    mine, theirs = hand.ask(), hand.ask()
    hold = process.claim()
    hand.claim()  # somebody else's, who is dead
    process.beat()  # so that it is not time to renew
    seconds[0] += 0.5
    hand.clock.turn(hours=1)
    process.beat()
    job = hand.job(mine)
    assert (job.state, job.token, job.crashes) == (JobState.RUNNING, hold.token, 0)
    assert job.lease_until > hand.clock.moment
    assert hand.job(theirs).state == JobState.QUEUED


def test_a_clock_that_is_set_back_takes_nothing_and_keeps_what_is_held(hand, process, seconds):
    job_id = hand.ask()
    process.claim()
    process.beat()
    hand.clock.turn(hours=-1)
    for _ in range(10):
        seconds[0] += RENEW
        hand.clock.turn(seconds=RENEW)
        process.beat()
    assert hand.job(job_id).state == JobState.RUNNING


def test_what_a_process_has_lost_is_not_renewed_under_its_heir(hand, process, seconds):
    job_id = hand.ask()
    process.claim()
    hand.rescue(everything=True)
    heir = hand.claim()
    pass_by(hand, seconds, RENEW)
    process.beat()
    assert hand.job(job_id).lease_until == heir.lease_until


@pytest.mark.parametrize(
    ("threads", "busy", "due", "woken"),
    [(1, 0, 0, 0), (1, 0, 5, 1), (3, 0, 2, 2), (3, 0, 5, 3), (3, 1, 5, 2), (3, 3, 5, 0)],
)
def test_as_many_are_woken_as_are_idle_and_have_something_to_do(
    hand, seconds, threads, busy, due, woken
):
    process = Process(hand, seconds, threads)
    hand.ask_many(busy + due) if busy + due else None
    for _ in range(busy):
        process.claim()
    hand.queue.messages.clear()
    process.beat()
    assert hand.queue.messages == [Task.RENDER] * woken


def test_nobody_is_woken_while_the_queue_is_paused_or_the_process_stops(hand, process):
    hand.ask()
    hand.queue.messages.clear()
    hand.do(queue.pause, hand.user)
    process.beat()
    assert hand.queue.messages == []
    hand.do(queue.resume)
    hand.queue.messages.clear()
    process.holds.stop(60)
    process.beat()
    assert hand.queue.messages == []


def test_nobody_is_woken_for_what_is_to_be_tried_again_before_its_time(hand, process):
    job_id = hand.ask()
    hand.claim()
    late = {"code": "storage_failed", "reason": "Full.", "again": True}
    hand.do(lambda work: work.get(Job, job_id).fail(work, **late))
    hand.queue.messages.clear()
    process.beat()
    assert hand.queue.messages == []
    hand.clock.turn(seconds=5)
    process.beat()
    assert hand.queue.messages == [Task.RENDER]


def test_a_process_that_stops_still_keeps_what_it_holds(hand, process, seconds):
    job_id = hand.ask()
    process.claim()
    process.holds.stop(60)
    for _ in range(8):
        pass_by(hand, seconds, RENEW)
        process.beat()
    assert hand.job(job_id).state == JobState.RUNNING


def test_a_database_that_is_away_at_a_beat_does_not_end_the_beating(hand, db, until, caplog):
    left = [2]

    def refuse(_conn, _cursor, statement, parameters, *_):
        if left[0] > 0 and threading.current_thread().name == "dispatcher":
            left[0] -= 1
            raise OperationalError(statement, parameters, Exception("the server has gone away"))

    hand.ask()
    hand.queue.messages.clear()
    event.listen(db, "before_cursor_execute", refuse)
    beating = Dispatcher(hand.studio, Job, Holds(lambda: 0.0), threads=1)
    beating.start()
    try:
        until(lambda: hand.queue.messages)
    finally:
        beating.stop()
    assert left == [0]
    assert "the dispatcher could not look after jobs" in caplog.text
