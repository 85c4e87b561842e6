"""The queue as a whole: its switch, and the figures that it is told in."""

import pytest

from domain import jobs, queue
from domain.adapters import database
from domain.jobs import Job
from domain.pauses import Pause
from domain.ports import EngineFailed, Task
from domain.vocabulary import JobState
from tests.domain.hand import Quick, hand_on


def look(hand):
    return hand.see(queue.look)


# The switch.


def test_pausing_and_going_on_twice_is_no_error_and_the_first_pause_counts(anywhere):
    hand = anywhere
    assert look(hand).paused_at is None
    hand.do(queue.pause, hand.user)
    since = look(hand).paused_at
    hand.clock.turn(minutes=5)
    hand.do(queue.pause, hand.somebody_else())
    assert look(hand).paused_at == since
    assert hand.one(Pause, "jobs").paused_by == hand.user.id
    for _ in range(2):
        hand.do(queue.resume)
        assert look(hand).paused_at is None
    hand.do(queue.pause, hand.user)
    assert look(hand).paused_at > since


def test_going_on_wakes_a_worker_and_pausing_none(hand):
    hand.ask()
    hand.queue.messages.clear()
    hand.do(queue.pause, hand.user)
    assert hand.queue.messages == []
    hand.do(queue.resume)
    assert hand.queue.messages == [Task.RENDER]


def test_a_pause_outlives_the_process(hand, tmp_path):
    hand.ask()
    hand.do(queue.pause, hand.user)
    engine = database.open_database(f"sqlite:///{tmp_path / 'studio.db'}")
    restarted = hand_on(engine, tmp_path)
    restarted.rescue(everything=True)
    assert restarted.see(queue.look).paused_at is not None
    assert restarted.claim() is None
    engine.dispose()


def test_jobs_can_be_queued_cancelled_and_changed_while_it_is_paused(hand):
    hand.do(queue.pause, hand.user)
    first, second = hand.ask(), hand.ask()
    hand.do(jobs.update_job, second, priority=1)
    hand.do(jobs.cancel, first)
    assert (look(hand).queued, hand.job(second).queue_position) == (1, 1)


# The figures.


def test_an_empty_queue_knows_no_pace_and_no_age(anywhere):
    found = look(anywhere)
    assert (found.queued, found.waiting_for_retry, found.running) == (0, 0, 0)
    assert (found.oldest_queued_at, found.oldest_age_seconds) == (None, None)
    assert (found.pictures_per_minute, found.estimated_seconds) == (None, None)
    assert dict(found.finished) == {}


def test_what_waits_runs_and_waits_to_be_tried_again_is_counted(anywhere):
    hand = anywhere
    hand.ask_many(5)

    row = hand.claim()
    hand.do(
        lambda work: work.get(Job, row.id).fail(work, "internal_error", "It broke.", again=True)
    )
    hand.claim()
    hand.claim()
    found = look(hand)
    assert (found.queued, found.waiting_for_retry, found.running) == (3, 1, 2)
    hand.clock.turn(seconds=6)
    assert (look(hand).queued, look(hand).waiting_for_retry) == (3, 0)


def test_the_oldest_is_who_could_have_been_started_first_whatever_its_priority(anywhere):
    hand = anywhere
    low = hand.ask(priority=10)
    hand.clock.turn(seconds=100)
    hand.ask(priority=1)
    hand.clock.turn(seconds=50.5)
    found = look(hand)
    assert found.oldest_queued_at == hand.job(low).run_at
    assert found.oldest_age_seconds == 150
    hand.do(jobs.cancel, low)
    assert look(hand).oldest_age_seconds == 50


def test_what_waits_to_be_tried_again_is_no_wait_before_its_time(hand):
    job_id = hand.ask()
    hand.claim()
    late = {"code": "storage_failed", "reason": "Full.", "again": True}
    hand.do(lambda work: work.get(Job, job_id).fail(work, **late))
    assert look(hand).oldest_queued_at is None
    hand.clock.turn(seconds=15)
    found = look(hand)
    assert found.oldest_queued_at == hand.job(job_id).run_at
    assert found.oldest_age_seconds == 10


def test_the_ends_of_the_last_hour_are_counted_by_what_they_were(anywhere):
    hand = anywhere

    def refuse(step):
        raise EngineFailed("No.")

    hand.ask_many(2)
    hand.work_off()
    hand.clock.turn(minutes=50)
    hand.ask_many(3)
    hand.work_off(Quick(refuse))
    hand.ask()
    hand.do(jobs.cancel_many)
    assert look(hand).finished == {
        JobState.SUCCEEDED: 2,
        JobState.FAILED: 3,
        JobState.CANCELLED: 1,
    }
    hand.clock.turn(minutes=11)
    assert look(hand).finished == {JobState.FAILED: 3, JobState.CANCELLED: 1}


def test_the_pace_is_that_of_late_and_tells_when_all_will_be_drawn(anywhere):
    hand = anywhere
    hand.ask_many(10)
    for _ in range(3):
        row = hand.claim()
        hand.clock.turn(seconds=20)
        hand.do(lambda work, row=row: work.get(Job, row.id).move_to(work, JobState.SUCCEEDED))
    found = look(hand)
    assert found.pictures_per_minute == pytest.approx(3, abs=0.01)
    assert (found.queued, found.estimated_seconds) == (7, 140)
    hand.do(queue.pause, hand.user)
    assert look(hand).estimated_seconds is None
    assert look(hand).pictures_per_minute == found.pictures_per_minute
    hand.do(queue.resume)
    assert look(hand).estimated_seconds == 140


def test_the_pace_of_an_earlier_time_within_the_hour_counts_when_nothing_was_finished_of_late(hand):
    hand.ask_many(2)
    hand.work_off(Quick(lambda step: hand.clock.turn(seconds=15)))
    hand.ask_many(3)
    hand.clock.turn(minutes=29)
    found = look(hand)
    assert found.pictures_per_minute == pytest.approx(2 / 30, abs=0.01)
    assert found.estimated_seconds == pytest.approx(3 * 15 * 60, rel=0.02)
    hand.clock.turn(minutes=31)
    assert (look(hand).pictures_per_minute, look(hand).estimated_seconds) == (None, None)


def test_failures_and_cancellations_make_no_pace(hand):
    def refuse(step):
        raise EngineFailed("No.")

    hand.ask_many(3)
    hand.work_off(Quick(refuse))
    hand.ask()
    hand.do(jobs.cancel_many)
    hand.ask()
    assert (look(hand).pictures_per_minute, look(hand).estimated_seconds) == (None, None)


def test_an_empty_queue_with_a_pace_is_done_at_once(hand):
    hand.picture()
    assert look(hand).estimated_seconds == 0


def test_a_clock_that_was_set_back_makes_no_age_negative(hand):
    hand.ask()
    hand.clock.turn(hours=-1)
    assert look(hand).oldest_age_seconds is None
