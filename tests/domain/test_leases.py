"""Leases: what waits, is held, fails, is tried again, and comes back from the dead."""

from datetime import timedelta

import pytest

from domain import counts, jobs, leases, queue
from domain.events import Event
from domain.jobs import Job
from domain.leases import LEASE, MAX_CRASHES, RETRY_AFTER, Hold
from domain.ports import EngineFailed, Task
from domain.vocabulary import FailureCode, JobState
from tests.domain.hand import ROOMY, Quick


def break_down(step):
    raise RuntimeError("out of order")


def refuse(step):
    raise EngineFailed("I cannot draw this.")


def held_by(row):
    return Hold(row.id, row.token)


def waiting(hand):
    return hand.see(counts.waiting, "jobs")


# Claiming.


def test_a_claimed_job_is_held_under_a_token_of_its_own_until_its_lease_is_over(hand):
    hand.ask_many(2)
    first, second = hand.claim(), hand.claim()
    assert len({first.token, second.token}) == 2
    row = hand.one(Job, first.id)
    assert (row.state, row.attempts, row.token) == (JobState.RUNNING, 1, first.token)
    assert row.lease_until == row.started_at + LEASE
    assert (row.priority, row.run_at) == (first.priority, first.run_at)
    assert hand.claim() is None
    assert waiting(hand) == 0


def test_jobs_are_claimed_by_priority_then_by_age(hand):
    common = [hand.ask() for _ in range(2)]
    low, high = hand.ask(priority=10), hand.ask(priority=1)
    later = hand.ask()
    order = [high, *common, later, low]
    assert [hand.job(job_id).queue_position for job_id in order] == [1, 2, 3, 4, 5]
    assert [hand.claim().id for _ in order] == order


def test_nothing_is_claimed_while_the_queue_is_paused_and_all_of_it_afterwards(anywhere):
    hand = anywhere
    asked = [hand.ask() for _ in range(2)]
    hand.do(queue.pause, hand.user)
    assert hand.claim() is None
    assert hand.see(leases.due, Job, 5) == 0
    late = hand.ask()
    assert hand.work_off() == 0
    assert [hand.job(job_id).queue_position for job_id in [*asked, late]] == [1, 2, 3]
    hand.do(queue.resume)
    assert hand.see(leases.due, Job, 5) == 3
    assert hand.work_off() == 3


def test_what_is_being_drawn_when_the_queue_is_paused_is_finished_and_nothing_after_it(hand):
    first, second = hand.ask(), hand.ask()
    assert hand.work_off(Quick(lambda step: hand.do(queue.pause, hand.user))) == 1
    assert hand.job(first).state == JobState.SUCCEEDED
    assert hand.job(second).state == JobState.QUEUED


def test_only_so_many_due_jobs_are_counted_as_somebody_wants_to_know(hand):
    hand.ask_many(4)
    assert [hand.see(leases.due, Job, most) for most in (1, 3, 9)] == [1, 3, 4]
    hand.claim()
    assert hand.see(leases.due, Job, 9) == 3


# Failing, and being tried again.


def test_a_failure_that_may_pass_is_tried_again_after_longer_and_longer_waits(anywhere):
    hand = anywhere
    job_id = hand.ask()
    for failures, wait in enumerate(RETRY_AFTER, start=1):
        job = hand.render(job_id, Quick(break_down))
        failed_at = hand.rows(Event)[-1].at
        assert (job.state, job.failures, job.attempts) == (JobState.QUEUED, failures, failures)
        assert (job.crashes, job.failure_code) == (0, FailureCode.INTERNAL_ERROR)
        assert (job.started_at, job.finished_at, job.steps_done) == (None, None, 0)
        assert job.run_at == failed_at + wait
        assert job.queue_position is None
        assert waiting(hand) == 1
        hand.clock.moment = job.run_at - timedelta(microseconds=3)
        assert hand.claim() is None
        hand.clock.moment = job.run_at
        assert hand.job(job_id).queue_position == 1
    job = hand.render(job_id, Quick(break_down))
    assert (job.state, job.failures) == (JobState.FAILED, len(RETRY_AFTER) + 1)
    assert job.failure_code == FailureCode.INTERNAL_ERROR
    assert job.finished_at is not None
    assert waiting(hand) == 0
    hand.clock.turn(days=1)
    assert hand.work_off() == 0


def test_the_waits_are_written_in_the_row_and_grow():
    assert [wait.total_seconds() for wait in RETRY_AFTER] == [5, 30, 180, 900]


def test_what_the_engine_cannot_draw_is_not_tried_again(hand):
    job = hand.render(hand.ask(), Quick(refuse))
    assert (job.state, job.failures) == (JobState.FAILED, 1)
    assert (job.failure_code, job.failure_reason) == (
        FailureCode.ENGINE_FAILED,
        "I cannot draw this.",
    )


def test_what_waits_to_be_tried_again_lets_others_go_first_and_then_takes_its_turn(hand):
    failed, other = hand.ask(), hand.ask()
    hand.render(failed, Quick(break_down))
    assert hand.job(other).queue_position == 1
    hand.clock.turn(seconds=4)
    assert hand.claim().id == other
    younger = hand.ask()
    hand.clock.turn(seconds=2)
    assert hand.job(failed).queue_position == 2
    assert hand.claim().id == younger
    assert hand.claim().id == failed


def test_a_job_that_waits_to_be_tried_again_can_be_cancelled_and_called_at_once(hand):
    job_id = hand.ask()
    hand.render(job_id, Quick(break_down))
    hand.do(jobs.cancel, job_id)
    assert hand.job(job_id).state == JobState.CANCELLED
    hand.do(jobs.retry, job_id, asked_by=hand.user, facts=ROOMY)
    assert hand.job(job_id).queue_position == 1
    assert hand.claim().id == job_id


def test_a_retried_job_has_all_its_tries_again(hand):
    job_id = hand.ask()
    hand.render(job_id, Quick(refuse))
    hand.do(jobs.retry, job_id, asked_by=hand.user, facts=ROOMY)
    job = hand.render(job_id, Quick(break_down))
    assert (job.state, job.failures, job.attempts) == (JobState.QUEUED, 1, 2)


# Leases that last, and leases that are over.


def test_a_job_whose_lease_is_over_goes_back_to_its_place_in_the_queue_as_if_new(anywhere):
    hand = anywhere
    job_id, other = hand.ask(), hand.ask()
    hand.claim()
    hand.queue.messages.clear()
    hand.clock.turn(seconds=LEASE.total_seconds() + 1)
    assert hand.see(leases.is_any_expired, Job)
    assert hand.rescue() == 1
    assert not hand.see(leases.is_any_expired, Job)
    job = hand.job(job_id)
    assert (job.state, job.steps_done, job.started_at) == (JobState.QUEUED, 0, None)
    assert (job.attempts, job.crashes, job.failures) == (1, 1, 0)
    assert (job.failure_code, job.failure_reason) == (
        FailureCode.INTERRUPTED,
        "1 of its workers died.",
    )
    assert (job.queue_position, hand.job(other).queue_position) == (1, 2)
    assert hand.queue.messages == [Task.RENDER]
    assert waiting(hand) == 2
    assert hand.render(job_id).attempts == 2


def test_a_job_whose_lease_lasts_is_rescued_only_when_no_other_process_can_live(hand):
    job_id = hand.ask()
    hand.claim()
    hand.clock.turn(seconds=LEASE.total_seconds() - 1)
    assert not hand.see(leases.is_any_expired, Job)
    assert hand.rescue() == 0
    assert hand.job(job_id).state == JobState.RUNNING
    assert hand.rescue(everything=True) == 1
    assert hand.job(job_id).state == JobState.QUEUED


def test_a_renewed_lease_lasts_from_then_on_and_no_other_with_it(hand):
    first, second = hand.ask(), hand.ask()
    one, _ = hand.claim(), hand.claim()
    hand.clock.turn(seconds=LEASE.total_seconds() - 1)
    hand.do(leases.renew, Job, held_by(one))
    hand.clock.turn(seconds=LEASE.total_seconds() - 1)
    assert hand.rescue() == 1
    assert (hand.job(first).state, hand.job(second).state) == (JobState.RUNNING, JobState.QUEUED)


def test_a_lease_that_is_over_can_be_renewed_until_somebody_else_takes_the_job(hand):
    job_id = hand.ask()
    claimed = hand.claim()
    hand.clock.turn(hours=1)
    hand.do(leases.renew, Job, held_by(claimed))
    assert hand.rescue() == 0
    hand.clock.turn(hours=1)
    assert hand.rescue() == 1
    hand.do(leases.renew, Job, held_by(claimed))
    assert hand.job(job_id).lease_until is None


def test_a_job_on_which_too_many_workers_died_fails_as_interrupted(hand):
    job_id = hand.ask()
    for crashes in range(1, MAX_CRASHES):
        hand.claim()
        assert hand.rescue(everything=True) == 1
        job = hand.job(job_id)
        assert (job.state, job.crashes, job.attempts) == (JobState.QUEUED, crashes, crashes)
    hand.claim()
    hand.queue.messages.clear()
    assert hand.rescue(everything=True) == 1
    job = hand.job(job_id)
    assert (job.state, job.failure_code) == (JobState.FAILED, FailureCode.INTERRUPTED)
    assert job.failure_reason == f"{MAX_CRASHES} of its workers died."
    assert job.failures == 0
    assert hand.queue.messages == []


def test_crashes_and_failures_are_counted_apart(hand):
    job_id = hand.ask()
    for _ in range(MAX_CRASHES - 1):
        hand.claim()
        hand.rescue(everything=True)
    for wait in RETRY_AFTER:
        job = hand.render(job_id, Quick(break_down))
        assert job.state == JobState.QUEUED
        hand.clock.turn(seconds=wait.total_seconds())
    job = hand.render(job_id)
    assert job.state == JobState.SUCCEEDED
    assert (job.crashes, job.failures) == (MAX_CRASHES - 1, len(RETRY_AFTER))
    assert job.attempts == job.crashes + job.failures + 1


def test_a_job_that_was_given_back_has_crashed_no_worker(hand):
    job_id = hand.ask()
    for _ in range(MAX_CRASHES + 1):
        hand.do(leases.release, Job, held_by(hand.claim()))
    job = hand.job(job_id)
    assert (job.state, job.crashes, job.attempts) == (JobState.QUEUED, 0, MAX_CRASHES + 1)


@pytest.mark.parametrize("deaths", [1, MAX_CRASHES])
def test_a_dead_workers_job_that_somebody_cancelled_is_cancelled(hand, deaths):
    job_id = hand.ask()
    for death in range(deaths):
        if death:
            hand.rescue(everything=True)
        hand.claim()
    hand.do(jobs.cancel, job_id)
    assert hand.rescue(everything=True) == 1
    job = hand.job(job_id)
    assert (job.state, job.crashes) == (JobState.CANCELLED, deaths)
    assert waiting(hand) == 0


def test_a_rescue_leaves_waiting_and_finished_jobs_alone(hand):
    made = [hand.ask() for _ in range(4)]
    hand.render(made[0])
    hand.render(made[1], Quick(refuse))
    hand.do(jobs.cancel, made[2])
    before = [hand.job(job_id) for job_id in made]
    hand.clock.turn(hours=1)
    assert hand.rescue() == hand.rescue(everything=True) == 0
    assert [hand.job(job_id) for job_id in made] == before


def test_all_that_a_dead_machine_held_is_rescued_at_once_and_keeps_its_order(anywhere):
    hand = anywhere
    rows = hand.ask_many(20)
    for _ in range(15):
        hand.claim()
    assert hand.rescue(everything=True) == 15
    assert [hand.job(job_id).queue_position for job_id in rows] == list(range(1, 21))
    assert waiting(hand) == 20
