"""Jobs: what can be asked for, and how a job may move. Drawing them is in test_rendering.py."""

import re
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import jobs
from domain.entity import new_id
from domain.errors import (
    BadCursor,
    IdempotencyKeyReused,
    JobNotCancellable,
    NotFound,
    QueueFull,
    RuleBroken,
)
from domain.jobs import FINAL, NEXT, IdempotencyKey, Job
from domain.ports import Task
from domain.rendering import claim
from domain.vocabulary import JOB_FAILURE_REASON_MAX_LENGTH, FailureCode, JobState
from tests.conftest import TurnedClock
from tests.domain.hand import SMALL

STATES = list(JobState)


def listed(hand, states=None, album_id=None):
    """List all jobs in one page; give their ids."""
    page = hand.see(jobs.page, states=states, album_id=album_id, cursor=None, limit=100)
    return [row.id for row in page.items]


def in_state(hand, state):
    """Make a job and bring it to a state along NEXT; give its id."""
    job_id = hand.ask()
    path = {
        JobState.QUEUED: [],
        JobState.RUNNING: [JobState.RUNNING],
        JobState.CANCELLED: [JobState.CANCELLED],
    }.get(state, [JobState.RUNNING, state])

    def go(work):
        for step in path:
            work.get(Job, job_id).move_to(step, work.now)

    hand.do(go)
    return job_id


# How a job moves.


def test_the_last_three_states_are_final():
    assert {JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED} == FINAL


@pytest.mark.parametrize(("state", "to"), list(product(STATES, STATES)))
def test_a_job_moves_along_the_table_and_nowhere_else(state, to):
    now = TurnedClock().now()
    job = Job(id="job", state=state, token="t", lease_until=now)
    if to in NEXT.get(state, ()):
        job.move_to(to, now)
        assert (job.state, job.token, job.lease_until) == (to, None, None)
        assert job.finished_at == (now if to in FINAL else None)
    else:
        with pytest.raises(RuleBroken, match=f"A {state} job cannot become {to}."):
            job.move_to(to, now)
        assert (job.state, job.token, job.lease_until) == (state, "t", now)


@given(st.lists(st.sampled_from(STATES), max_size=12))
def test_a_finished_job_never_moves_again(wishes):
    now = TurnedClock().now()
    job = Job(id="job", state=JobState.QUEUED)
    finished = None
    for wish in wishes:
        try:
            job.move_to(wish, now)
        except RuleBroken:
            pass
        else:
            assert finished is None
        finished = finished or (job.state if job.state in FINAL else None)
        assert finished in (None, job.state)


def test_every_state_can_be_reached_from_the_queue():
    reached = {JobState.QUEUED}
    while more := set().union(*(NEXT.get(state, set()) for state in reached)) - reached:
        reached |= more
    assert reached == set(JobState)


def test_a_failure_keeps_a_code_and_as_much_of_the_reason_as_fits():
    now = TurnedClock().now()
    job = Job(id="job", state=JobState.RUNNING)
    job.fail(FailureCode.ENGINE_FAILED, "x" * 5000, now)
    assert (job.state, job.failure_code) == (JobState.FAILED, FailureCode.ENGINE_FAILED)
    assert job.failure_reason == "x" * JOB_FAILURE_REASON_MAX_LENGTH


# Asking for a picture.


def test_a_job_starts_in_the_queue_with_all_that_was_asked(hand):
    asked = dict(SMALL, prompt="a fox", negative_prompt="text", seed=7, guidance_scale=3.5)
    job = hand.job(hand.ask(**asked))
    assert {name: getattr(job, name) for name in asked} == asked
    assert (job.state, job.steps_done, job.attempts) == (JobState.QUEUED, 0, 0)
    assert (job.image_id, job.failure_code, job.started_at, job.finished_at) == (None,) * 4
    assert job.created_by == hand.user.id


def test_a_job_without_a_seed_is_given_one_that_stays(hand):
    seeds = [hand.one(Job, hand.ask()).seed for _ in range(6)]
    assert all(0 <= seed < 2**31 for seed in seeds)
    assert len(set(seeds)) > 1


def test_seed_zero_and_guidance_zero_are_kept(hand):
    job = hand.one(Job, hand.ask(seed=0, guidance_scale=0))
    assert (job.seed, job.guidance_scale) == (0, 0.0)
    assert (job.recipe.seed, job.recipe.guidance_scale) == (0, 0.0)


def test_a_job_without_an_album_is_for_the_months_album(hand):
    first, second = hand.ask(), hand.ask()
    assert hand.month().name == "Generations 2026-11"
    assert [hand.job(job).album_id for job in (first, second)] == [hand.month().id] * 2
    hand.clock.turn(days=8)
    assert hand.job(hand.ask()).album_id == hand.month().id != hand.job(first).album_id


def test_a_job_may_name_its_album(hand):
    album_id = hand.album()
    assert hand.job(hand.ask(album_id=album_id)).album_id == album_id


def test_a_job_for_an_unknown_album_is_refused(hand):
    with pytest.raises(RuleBroken, match="no album with this id"):
        hand.ask(album_id="alb_00000000000000000000000000")
    assert listed(hand) == []
    assert hand.queue.messages == []


def test_a_worker_is_woken_once_and_only_after_the_commit(hand):
    with hand.studio.work() as work:
        promised = jobs.queue(work, asked_by=hand.user, key=None, max_queued=9, **SMALL)
        assert hand.queue.messages == []
    assert hand.queue.messages == [(Task.RENDER, promised.job.id)]


def test_a_transaction_that_fails_leaves_no_job_and_wakes_nobody(hand):
    def queue_and_fail(work):
        jobs.queue(work, asked_by=hand.user, key=None, max_queued=9, **SMALL)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        hand.do(queue_and_fail)
    assert listed(hand) == []
    assert hand.queue.messages == []


def test_the_queue_takes_as_many_jobs_as_may_wait_and_says_when_to_come_back(hand):
    waiting = [hand.ask(max_queued=3) for _ in range(3)]
    with pytest.raises(QueueFull, match="3 jobs are waiting") as full:
        hand.ask(max_queued=3)
    assert full.value.retry_after > 0
    assert len(hand.queue.messages) == 3
    hand.render(waiting[0])
    assert hand.ask(max_queued=3)


def test_a_job_knows_its_place_in_the_queue_until_it_leaves(hand):
    first, second, third = (hand.ask() for _ in range(3))
    assert [hand.job(job).queue_position for job in (first, second, third)] == [1, 2, 3]
    hand.render(first)
    hand.do(jobs.cancel, second)
    assert [hand.job(job).queue_position for job in (first, second, third)] == [None, None, 1]


def test_the_receipt_tells_the_place_that_the_job_starts_from(hand):
    more = {"asked_by": hand.user, "key": None, "max_queued": 9, **SMALL}
    assert [hand.do(jobs.queue, **more).queue_position for _ in range(3)] == [1, 2, 3]


# Idempotency keys.


def queue(hand, key, user=None, **asked):
    more = {**SMALL, "key": key, "max_queued": 20, "asked_by": user or hand.user, **asked}
    receipt = hand.do(jobs.queue, **more)
    return receipt.job.id, receipt.queue_position, receipt.album_id


def test_the_same_request_under_the_same_key_gives_the_same_job_and_receipt(hand):
    hand.ask()
    first = queue(hand, "one")
    hand.ask()
    assert queue(hand, "one") == first == (first[0], 2, hand.month().id)
    assert len(listed(hand)) == 3
    assert len(hand.queue.messages) == 3


def test_a_repeated_request_gets_its_receipt_even_when_the_job_is_over_or_the_queue_full(hand):
    first = queue(hand, "one", max_queued=1)
    assert queue(hand, "one", max_queued=1) == first
    hand.render(first[0])
    assert queue(hand, "one") == first


def test_a_repeated_request_gets_its_receipt_even_when_its_album_is_gone(hand):
    album_id = hand.album()
    first = queue(hand, "one", album_id=album_id)
    hand.delete_album(album_id)
    assert queue(hand, "one", album_id=album_id) == first == (first[0], 1, album_id)


def test_a_repeated_request_without_a_seed_keeps_the_seed_that_was_drawn(hand):
    first, *_ = queue(hand, "one")
    seed = hand.job(first).seed
    assert queue(hand, "one")[0] == first
    assert hand.job(first).seed == seed


@pytest.mark.parametrize(
    "change",
    [
        {"prompt": "a blue fox"},
        {"negative_prompt": "text"},
        {"steps": 3},
        {"width": 72},
        {"height": 72},
        {"guidance_scale": 0},
        {"seed": 0},
        {"album_id": "alb"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_request_under_a_used_key_is_refused(hand, change):
    first, *_ = queue(hand, "one")
    if "album_id" in change:
        change = {"album_id": hand.album()}
    with pytest.raises(IdempotencyKeyReused):
        queue(hand, "one", **change)
    assert listed(hand) == [first]


def test_a_key_is_good_for_another_person_and_another_key_for_another_job(hand):
    mine, *_ = queue(hand, "one")
    theirs, *_ = queue(hand, "one", user=hand.somebody_else(), prompt="another fox")
    again, *_ = queue(hand, "two")
    assert len({mine, theirs, again}) == 3


def test_a_request_that_was_refused_does_not_use_up_its_key(hand):
    with pytest.raises(RuleBroken):
        queue(hand, "one", album_id="alb_00000000000000000000000000")
    assert queue(hand, "one")[1] == 1


def test_a_request_is_remembered_by_a_fingerprint_only(hand):
    job_id, *_ = queue(hand, "one", prompt="a secret fox")
    kept = hand.one(IdempotencyKey, job_id)
    assert re.fullmatch("[0-9a-f]{64}", kept.request)


# Cancelling.


def test_a_queued_job_is_cancelled_at_once(hand):
    job_id = hand.ask()
    hand.do(jobs.cancel, job_id)
    job = hand.job(job_id)
    assert (job.state, job.queue_position) == (JobState.CANCELLED, None)
    assert job.cancel_requested
    assert job.finished_at is not None
    assert hand.render(job_id).state == JobState.CANCELLED
    assert hand.job(job_id).attempts == 0


def test_a_running_job_is_only_told_to_stop(hand):
    job_id = hand.ask()
    claim(hand.studio, job_id)
    hand.do(jobs.cancel, job_id)
    job = hand.job(job_id)
    assert (job.state, job.cancel_requested) == (JobState.RUNNING, True)


def test_cancelling_twice_is_no_error(hand):
    queued, running = hand.ask(), hand.ask()
    claim(hand.studio, running)
    for job_id in (queued, running):
        hand.do(jobs.cancel, job_id)
        before = hand.job(job_id)
        hand.do(jobs.cancel, job_id)
        assert hand.job(job_id) == before


@pytest.mark.parametrize("state", [JobState.SUCCEEDED, JobState.FAILED])
def test_a_finished_job_cannot_be_cancelled(hand, state):
    job_id = in_state(hand, state)
    before = hand.job(job_id)
    with pytest.raises(JobNotCancellable, match=f"A {state} job cannot be cancelled"):
        hand.do(jobs.cancel, job_id)
    assert hand.job(job_id) == before


def test_no_unknown_job_is_found_or_cancelled(hand):
    with pytest.raises(NotFound):
        hand.do(jobs.cancel, "job_00000000000000000000000000")
    with pytest.raises(NotFound):
        hand.job("job_00000000000000000000000000")


# Listing.


def test_jobs_are_listed_newest_first(hand):
    asked = [hand.ask() for _ in range(5)]
    assert listed(hand) == asked[::-1]


def test_a_list_of_jobs_can_be_narrowed_to_states_and_to_an_album(hand):
    by_state = {state: in_state(hand, state) for state in STATES}
    for state in STATES:
        assert listed(hand, [state]) == [by_state[state]]
    assert listed(hand, ["queued", "failed"]) == [by_state["failed"], by_state["queued"]]
    assert listed(hand, []) == []
    album_id = hand.album()
    mine = hand.ask(album_id=album_id)
    assert listed(hand, None, album_id) == [mine]
    assert listed(hand, ["succeeded"], album_id) == []


def test_a_page_of_jobs_tells_each_place_in_the_whole_queue(hand):
    for _ in range(4):
        hand.ask()
    page = hand.see(jobs.page, states=["queued"], album_id=None, cursor=None, limit=2)
    assert [row.queue_position for row in page.items] == [4, 3]


def test_the_cursor_of_a_list_of_albums_is_not_one_of_jobs(hand):
    with pytest.raises(BadCursor):
        hand.see(jobs.page, states=None, album_id=None, cursor="WyJhbGJ1bXMiLCJhIl0", limit=2)


def test_jobs_asked_for_later_have_ids_that_sort_later():
    clock = TurnedClock()
    clock.turn(days=40 * 365)
    ids = [new_id("job", clock.now()) for _ in range(2000)]
    assert ids == sorted(ids)
    assert new_id("job", clock.now() + timedelta(days=1)) > ids[-1]
