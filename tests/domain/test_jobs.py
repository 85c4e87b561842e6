"""Jobs: what can be asked for, how a job may move, and how jobs are listed.

How they wait and come back is in test_leases.py, drawing them in test_rendering.py.
"""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import func, select, update

from domain import counts, jobs
from domain.entity import new_id
from domain.errors import (
    BadCursor,
    Conflict,
    IdempotencyKeyReused,
    JobNotCancellable,
    JobNotRetryable,
    NotFound,
    QueueFull,
    RuleBroken,
)
from domain.events import Event
from domain.idempotency import IdempotencyKey
from domain.jobs import Job
from domain.leases import NEXT, OVER, TRIED_AGAIN
from domain.ports import EngineFailed, Task
from domain.vocabulary import JOB_FAILURE_REASON_MAX_LENGTH, FailureCode, JobState
from tests.conftest import TurnedClock
from tests.domain.hand import ROOMY, SMALL, Quick

STATES = list(JobState)
UNKNOWN_JOB = "job_00000000000000000000000000"


def page(hand, states=None, album_id=None, batch_id=None, limit=100):
    """List jobs in one page; give its rows."""
    more = {"album_id": album_id, "batch_id": batch_id, "cursor": None, "limit": limit}
    return hand.see(jobs.page, states=states, **more).items


def listed(hand, *args, **more):
    """List all jobs in one page; give their ids."""
    return [row.id for row in page(hand, *args, **more)]


def asking(hand, **more):
    """Give what jobs.queue takes, for a small picture."""
    return {**SMALL, "asked_by": hand.user, "key": None, "facts": ROOMY, "priority": 5, **more}


def refuse(step):
    raise EngineFailed("No.")


def in_state(hand, state):
    """Bring a new job to a state, with no other job due before it; give its id."""
    job_id = hand.ask(priority=1)
    match state:
        case JobState.RUNNING:
            assert hand.claim().id == job_id
        case JobState.CANCELLED:
            hand.do(jobs.cancel, job_id)
        case JobState.SUCCEEDED:
            hand.render(job_id)
        case JobState.FAILED:
            hand.render(job_id, Quick(refuse))
    assert hand.job(job_id).state == state
    return job_id


# How a job moves.


def test_a_succeeded_job_never_moves_and_what_failed_or_was_cancelled_moves_back_only():
    assert {JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED} == OVER
    assert JobState.SUCCEEDED not in NEXT
    assert NEXT[JobState.FAILED] == NEXT[JobState.CANCELLED] == {JobState.QUEUED}
    assert {JobState.FAILED, JobState.CANCELLED} == TRIED_AGAIN


@pytest.mark.parametrize(("state", "to"), list(product(STATES, STATES)))
def test_a_job_moves_along_the_table_and_nowhere_else(hand, state, to):
    job_id = hand.ask()
    told = hand.count(Event)

    def pretend(work):
        leased = {"token": "t", "lease_until": work.now}
        work.session.execute(update(Job).values(state=state, **leased))

    hand.do(pretend)
    if to in NEXT.get(state, ()):
        hand.do(lambda work: work.get(Job, job_id).move_to(work, to))
        job = hand.job(job_id)
        assert (job.state, job.token, job.lease_until) == (to, None, None)
        assert (job.finished_at is not None) == (to in OVER)
        assert hand.count(Event) == told + 1
        assert hand.rows(Event)[-1].state == to
        moved = (to == JobState.QUEUED) - (state == JobState.QUEUED)
        assert hand.see(counts.waiting, "jobs") == 1 + moved
    else:
        before = hand.job(job_id)
        with pytest.raises(RuleBroken, match=f"A {state} job cannot become {to}."):
            hand.do(lambda work: work.get(Job, job_id).move_to(work, to))
        assert hand.job(job_id) == replaced(before, hand.job(job_id))
        assert hand.count(Event) == told
        assert hand.see(counts.waiting, "jobs") == 1


def replaced(before, after):
    """Give a row of before with the place in the queue of after, which pretending moves."""
    before.queue_position = after.queue_position
    return before


def test_every_state_can_be_reached_from_the_queue():
    reached = {JobState.QUEUED}
    while more := set().union(*(NEXT.get(state, set()) for state in reached)) - reached:
        reached |= more
    assert reached == set(JobState)


def test_a_failure_keeps_a_code_and_as_much_of_the_reason_as_fits(hand):
    job_id = hand.ask()
    hand.claim()
    hand.do(lambda work: work.get(Job, job_id).fail(work, FailureCode.ENGINE_FAILED, "x" * 5000))
    job = hand.job(job_id)
    assert (job.state, job.failure_code) == (JobState.FAILED, FailureCode.ENGINE_FAILED)
    assert job.failure_reason == "x" * JOB_FAILURE_REASON_MAX_LENGTH


# Asking for a picture.


def test_a_job_starts_in_the_queue_with_all_that_was_asked(hand):
    asked = dict(SMALL, prompt="a fox", negative_prompt="text", seed=7, guidance_scale=3.5)
    job = hand.job(hand.ask(**asked, priority=9))
    assert {name: getattr(job, name) for name in asked} == asked
    assert (job.state, job.steps_done, job.priority) == (JobState.QUEUED, 0, 9)
    assert (job.attempts, job.failures, job.crashes) == (0, 0, 0)
    assert (job.image_id, job.failure_code, job.started_at, job.finished_at) == (None,) * 4
    assert (job.batch_id, job.row_number, job.row_values, job.adapters) == (None, None, None, [])
    assert job.created_by == hand.user.id
    assert job.run_at == job.created_at


def test_a_job_without_a_seed_is_given_one_that_stays(hand):
    receipts = [hand.do(jobs.queue, **asking(hand)) for _ in range(6)]
    seeds = [receipt.seed for receipt in receipts]
    assert seeds == [hand.one(Job, receipt.job_id).seed for receipt in receipts]
    assert all(0 <= seed < 2**31 for seed in seeds)
    assert len(set(seeds)) > 1


def test_seed_zero_and_guidance_zero_are_kept(hand):
    job = hand.one(Job, hand.ask(seed=0, guidance_scale=0))
    assert (job.seed, job.guidance_scale) == (0, 0.0)
    assert (jobs.recipe(job).seed, jobs.recipe(job).guidance_scale) == (0, 0.0)


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


def test_adapters_are_kept_in_their_order_with_their_weights(hand):
    facts = replace(ROOMY, adapters=("ink", "oil"))
    asked = [{"name": "oil"}, {"name": "ink", "weight": 0}]
    job = hand.one(Job, hand.ask(adapters=asked, facts=facts))
    assert job.adapters == [{"name": "oil", "weight": 1.0}, {"name": "ink", "weight": 0.0}]
    assert [each.name for each in jobs.recipe(job).adapters] == ["oil", "ink"]


def test_an_adapter_that_the_engine_does_not_have_is_refused_by_name(hand):
    with pytest.raises(RuleBroken, match=r"no adapter 'oil'; the engine has ink\."):
        hand.ask(adapters=[{"name": "ink"}, {"name": "oil"}])
    with pytest.raises(RuleBroken, match=r"the engine has none\."):
        hand.ask(adapters=[{"name": "ink"}], facts=replace(ROOMY, adapters=()))
    assert listed(hand) == []


def test_a_worker_is_woken_once_and_only_after_the_commit(hand):
    with hand.studio.work() as work:
        jobs.queue(work, **asking(hand))
        assert hand.queue.messages == []
    assert hand.queue.messages == [Task.RENDER]


def test_many_rows_wake_many_workers_but_not_any_number(hand):
    hand.ask_many(3)
    assert len(hand.queue.messages) == 3
    hand.queue.messages.clear()
    hand.ask_many(40)
    assert 3 < len(hand.queue.messages) < 40


def test_a_transaction_that_fails_leaves_no_job_and_wakes_nobody(hand):
    def queue_and_fail(work):
        jobs.queue(work, **asking(hand))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        hand.do(queue_and_fail)
    assert listed(hand) == []
    assert hand.queue.messages == []
    assert hand.see(counts.waiting, "jobs") == 0
    assert hand.count(Event) == 0


# A full queue.


def test_the_queue_takes_as_many_jobs_as_may_wait_and_says_when_to_come_back(hand):
    facts = replace(ROOMY, max_queued_jobs=3)
    for _ in range(3):
        hand.ask(facts=facts)
    with pytest.raises(QueueFull, match="3 jobs are waiting, and no more may") as full:
        hand.ask(facts=facts)
    assert full.value.retry_after > 0
    assert len(hand.queue.messages) == 3
    hand.claim()
    assert hand.ask(facts=facts)


def test_what_waits_to_be_tried_again_takes_room_too(hand):
    facts = replace(ROOMY, max_queued_jobs=1)
    job_id = hand.ask(facts=facts)
    hand.claim()
    late = {"code": FailureCode.STORAGE_FAILED, "reason": "No.", "again": True}
    hand.do(lambda work: work.get(Job, job_id).fail(work, **late))
    with pytest.raises(QueueFull):
        hand.ask(facts=facts)


def test_of_many_rows_all_fit_or_none_is_taken(hand):
    facts = replace(ROOMY, max_queued_jobs=5)
    hand.ask_many(3, facts=facts)
    with pytest.raises(QueueFull, match="3 jobs are waiting, and 3 more would be too many"):
        hand.ask_many(3, facts=facts)
    assert len(listed(hand)) == 3
    hand.ask_many(2, facts=facts)
    with pytest.raises(QueueFull):
        hand.ask(facts=facts)


def test_more_rows_than_may_ever_wait_are_refused_for_good(hand):
    with pytest.raises(RuleBroken, match="At most 5 jobs may wait; these are 6"):
        hand.ask_many(6, facts=replace(ROOMY, max_queued_jobs=5))
    assert listed(hand) == []


# Idempotency keys.


def queue(hand, key, user=None, **asked):
    return hand.do(jobs.queue, **asking(hand, key=key, asked_by=user or hand.user, **asked))


def test_the_same_request_under_the_same_key_gives_the_same_receipt_and_no_job(anywhere):
    anywhere.ask()
    first = queue(anywhere, "one")
    anywhere.ask()
    anywhere.clock.turn(hours=5)
    assert queue(anywhere, "one") == first
    assert (first.queue_position, first.album_id) == (2, anywhere.month().id)
    assert len(listed(anywhere)) == 3
    assert len(anywhere.queue.messages) == 3


def test_a_repeated_request_gets_its_receipt_even_when_the_job_is_over_or_the_queue_full(hand):
    facts = replace(ROOMY, max_queued_jobs=1, max_pictures_per_hour=1)
    first = queue(hand, "one", facts=facts)
    assert queue(hand, "one", facts=facts) == first
    hand.render(first.job_id)
    assert queue(hand, "one", facts=facts) == first


def test_a_repeated_request_gets_its_receipt_even_when_its_album_is_gone(hand):
    album_id = hand.album()
    first = queue(hand, "one", album_id=album_id)
    hand.delete_album(album_id)
    assert queue(hand, "one", album_id=album_id) == first
    assert first.album_id == album_id


def test_a_default_weight_said_or_not_is_the_same_request(hand):
    first = queue(hand, "one", adapters=[{"name": "ink"}])
    assert queue(hand, "one", adapters=[{"name": "ink", "weight": 1}]) == first


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
        {"priority": 6},
        {"adapters": [{"name": "ink", "weight": 0.5}]},
        {"album_id": "alb"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_request_under_a_used_key_is_refused(hand, change):
    first = queue(hand, "one")
    if "album_id" in change:
        change = {"album_id": hand.album()}
    with pytest.raises(IdempotencyKeyReused):
        queue(hand, "one", **change)
    assert listed(hand) == [first.job_id]


def test_a_key_is_good_for_another_person_and_another_key_for_another_job(hand):
    somebody = hand.somebody_else()
    mine = queue(hand, "one")
    theirs = queue(hand, "one", user=somebody)
    again = queue(hand, "two")
    assert len({mine.job_id, theirs.job_id, again.job_id}) == 3
    assert queue(hand, "one", user=somebody) == theirs
    assert hand.one(Job, theirs.job_id).created_by == somebody.id
    with pytest.raises(IdempotencyKeyReused):
        queue(hand, "one", user=somebody, prompt="another fox")


def test_a_request_that_was_refused_does_not_use_up_its_key(hand):
    with pytest.raises(RuleBroken):
        queue(hand, "one", album_id="alb_00000000000000000000000000")
    assert queue(hand, "one").queue_position == 1


def test_a_request_is_remembered_by_a_fingerprint_only(hand):
    queue(hand, "one", prompt="a secret fox")
    kept = hand.one(IdempotencyKey, (hand.user.id, "one"))
    assert re.fullmatch("[0-9a-f]{64}", kept.request)
    assert "fox" not in str(kept.answer)


# Cancelling one.


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
    hand.claim()
    hand.do(jobs.cancel, job_id)
    job = hand.job(job_id)
    assert (job.state, job.cancel_requested) == (JobState.RUNNING, True)


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING])
def test_cancelling_twice_is_no_error_and_changes_nothing(hand, state):
    job_id = in_state(hand, state)
    hand.do(jobs.cancel, job_id)
    before, told = hand.job(job_id), hand.count(Event)
    hand.do(jobs.cancel, job_id)
    assert (hand.job(job_id), hand.count(Event)) == (before, told)


@pytest.mark.parametrize("state", [JobState.SUCCEEDED, JobState.FAILED])
def test_a_job_that_came_to_its_end_cannot_be_cancelled(hand, state):
    job_id = in_state(hand, state)
    before = hand.job(job_id)
    with pytest.raises(JobNotCancellable, match=f"A {state} job cannot be cancelled"):
        hand.do(jobs.cancel, job_id)
    assert hand.job(job_id) == before


# Trying one again.


def retry(hand, job_id, facts=ROOMY):
    hand.do(jobs.retry, job_id, asked_by=hand.user, facts=facts)
    return hand.job(job_id)


@pytest.mark.parametrize("state", sorted(TRIED_AGAIN))
def test_a_failed_or_cancelled_job_goes_back_to_the_end_of_the_queue_as_if_new(hand, state):
    job_id = in_state(hand, state)
    before, waiting = hand.job(job_id), hand.ask(priority=1)
    hand.queue.messages.clear()
    job = retry(hand, job_id)
    assert (job.state, job.queue_position, job.steps_done) == (JobState.QUEUED, 2, 0)
    assert (job.failures, job.crashes, job.cancel_requested) == (0, 0, False)
    assert (job.failure_code, job.failure_reason) == (None, None)
    assert (job.started_at, job.finished_at) == (None, None)
    assert job.run_at > hand.job(waiting).run_at
    same = ("seed", "album_id", "position", "prompt", "created_at", "attempts", "priority")
    assert [getattr(job, name) for name in same] == [getattr(before, name) for name in same]
    assert hand.queue.messages == [Task.RENDER]
    assert hand.render(job_id).state == JobState.SUCCEEDED


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING])
def test_a_job_that_is_not_over_is_left_as_it_is_by_a_retry(hand, state):
    job_id = in_state(hand, state)
    before, told = hand.job(job_id), hand.count(Event)
    assert retry(hand, job_id) == before
    assert hand.count(Event) == told


def test_a_running_job_that_was_told_to_stop_is_not_called_back_by_a_retry(hand):
    job_id = in_state(hand, JobState.RUNNING)
    hand.do(jobs.cancel, job_id)
    assert retry(hand, job_id).cancel_requested


def test_a_succeeded_job_cannot_be_tried_again(hand):
    job_id = in_state(hand, JobState.SUCCEEDED)
    before = hand.job(job_id)
    with pytest.raises(JobNotRetryable, match="A succeeded job cannot be tried again"):
        retry(hand, job_id)
    assert hand.job(job_id) == before


def test_a_full_queue_takes_no_job_back(hand):
    facts = replace(ROOMY, max_queued_jobs=1)
    job_id = in_state(hand, JobState.FAILED)
    hand.ask()
    with pytest.raises(QueueFull):
        retry(hand, job_id, facts)
    assert hand.job(job_id).state == JobState.FAILED
    hand.claim()
    assert retry(hand, job_id, facts).state == JobState.QUEUED


def test_no_unknown_job_is_found_cancelled_retried_or_changed(hand):
    for deed in (
        lambda: hand.job(UNKNOWN_JOB),
        lambda: hand.do(jobs.cancel, UNKNOWN_JOB),
        lambda: retry(hand, UNKNOWN_JOB),
        lambda: hand.do(jobs.update_job, UNKNOWN_JOB, priority=1),
    ):
        with pytest.raises(NotFound, match="no job with this id"):
            deed()


# Changing one.


def test_a_waiting_job_overtakes_the_others_when_its_priority_says_so(hand):
    first, second, third = (hand.ask() for _ in range(3))
    hand.do(jobs.update_job, third, priority=4)
    assert [hand.job(job).queue_position for job in (first, second, third)] == [2, 3, 1]
    hand.do(jobs.update_job, third, priority=6)
    assert [hand.job(job).queue_position for job in (first, second, third)] == [1, 2, 3]
    assert hand.see(counts.waiting, "jobs", 5) == 2
    hand.do(jobs.update_job, first, priority=9)
    assert [hand.claim().id for _ in range(3)] == [second, third, first]


def test_a_change_that_changes_nothing_is_no_error_and_no_news(hand):
    job_id = hand.ask(priority=3)
    before, told = hand.job(job_id), hand.count(Event)
    hand.do(jobs.update_job, job_id)
    hand.do(jobs.update_job, job_id, priority=3)
    assert (hand.job(job_id), hand.count(Event)) == (before, told)


@pytest.mark.parametrize("state", sorted(set(STATES) - {JobState.QUEUED}))
def test_a_job_that_does_not_wait_cannot_be_changed(hand, state):
    job_id = in_state(hand, state)
    before = hand.job(job_id)
    with pytest.raises(Conflict, match=f"A {state} job does not wait"):
        hand.do(jobs.update_job, job_id, priority=2)
    assert hand.job(job_id) == before


# Listing.


def test_jobs_are_listed_newest_first(hand):
    asked = [hand.ask() for _ in range(5)]
    assert listed(hand) == asked[::-1]


def test_a_list_of_jobs_can_be_narrowed_to_states_an_album_and_a_batch(hand):
    by_state = {state: in_state(hand, state) for state in reversed(STATES)}
    for state in STATES:
        assert listed(hand, [state]) == [by_state[state]]
    assert listed(hand, ["queued", "failed"]) == [by_state["queued"], by_state["failed"]]
    assert listed(hand, []) == []
    album_id = hand.album()
    mine = hand.ask(album_id=album_id)
    assert listed(hand, None, album_id) == [mine]
    assert listed(hand, ["succeeded"], album_id) == []
    rows = hand.ask_many(3, batch_id="bat_x")
    assert listed(hand, batch_id="bat_x") == rows[::-1]
    assert listed(hand, None, album_id, "bat_x") == []


def test_a_page_of_jobs_tells_each_place_in_the_whole_queue_whatever_it_is_narrowed_to(hand):
    rows = hand.ask_many(3, priority=7, batch_id="bat_x")
    album_id = hand.album()
    mine = hand.ask(priority=2, album_id=album_id)
    for _ in range(4):
        hand.ask()
    hand.claim()
    hand.ask(album_id=album_id)
    hand.do(jobs.update_job, rows[1], priority=3)
    for narrowed in ({}, {"states": ["queued"]}, {"album_id": album_id}, {"batch_id": "bat_x"}):
        for limit in (2, 100):
            shown = page(hand, **narrowed, limit=limit)
            assert shown
            for row in shown:
                assert row.queue_position == hand.job(row.id).queue_position
    assert [row.queue_position for row in page(hand, batch_id="bat_x")] == [8, 1, 7]
    assert hand.job(mine).queue_position is None


def test_the_cursor_of_a_list_of_albums_is_not_one_of_jobs(hand):
    more = {"states": None, "album_id": None, "batch_id": None, "limit": 2}
    with pytest.raises(BadCursor):
        hand.see(jobs.page, **more, cursor="WyJhbGJ1bXMiLCJhIl0")


def test_jobs_asked_for_later_have_ids_that_sort_later():
    clock = TurnedClock()
    clock.turn(days=40 * 365)
    ids = [new_id("job", clock.now()) for _ in range(2000)]
    assert ids == sorted(ids)
    assert new_id("job", clock.now() + timedelta(days=1)) > ids[-1]


def test_rows_queued_at_once_keep_their_order(hand):
    rows = hand.ask_many(30)
    assert [hand.one(Job, job_id).row_number for job_id in rows] == list(range(1, 31))
    assert [hand.job(job_id).queue_position for job_id in rows] == list(range(1, 31))
    assert [hand.claim().row_number for _ in range(30)] == list(range(1, 31))
    with hand.studio.look() as work:
        assert work.session.scalar(select(func.count()).select_from(Job)) == 30
