"""How many pictures one person may ask for within an hour: as many at once, and then at a pace."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import allowances, jobs
from domain.allowances import Allowance
from domain.errors import QueueFull, RateLimited, RuleBroken
from domain.jobs import Job
from tests.domain.hand import ROOMY, copy_of

FOUR = replace(ROOMY, max_pictures_per_hour=4)
HOUR = 3600


def limited(hand, deed):
    """Be refused; give the seconds to wait."""
    with pytest.raises(RateLimited) as refusal:
        deed()
    assert str(refusal.value.retry_after) in str(refusal.value)
    return refusal.value.retry_after


def test_as_many_as_an_hour_allows_may_come_at_once_and_the_next_when_there_is_room(anywhere):
    hand = anywhere
    for _ in range(4):
        hand.ask(facts=FOUR)
    seconds = limited(hand, lambda: hand.ask(facts=FOUR))
    assert seconds == HOUR / 4
    hand.clock.turn(seconds=seconds - 1)
    assert limited(hand, lambda: hand.ask(facts=FOUR)) == 1
    hand.clock.turn(seconds=1)
    assert hand.ask(facts=FOUR)
    assert limited(hand, lambda: hand.ask(facts=FOUR)) == HOUR / 4
    assert hand.count(Job) == 5


def test_after_an_hour_of_rest_all_of_it_is_free_again_and_no_more(hand):
    hand.ask_many(4, facts=FOUR)
    hand.clock.turn(days=3)
    hand.ask_many(4, facts=FOUR)
    assert limited(hand, lambda: hand.ask(facts=FOUR)) == HOUR / 4


def test_a_batch_costs_as_much_as_its_pictures(hand):
    hand.ask_many(3, facts=FOUR)
    assert limited(hand, lambda: hand.ask_many(2, facts=FOUR)) == HOUR / 4
    hand.ask_many(1, facts=FOUR)
    assert limited(hand, lambda: hand.ask_many(3, facts=FOUR)) == 3 * HOUR / 4


def test_more_than_an_hour_ever_allows_is_refused_for_good(hand):
    with pytest.raises(RuleBroken, match="You may ask for 4 pictures an hour; these are 5"):
        hand.ask_many(5, facts=FOUR)
    hand.ask_many(4, facts=FOUR)


def test_what_is_refused_costs_nothing_whatever_the_reason(hand):
    hand.ask_many(3, facts=FOUR)
    for _ in range(5):
        limited(hand, lambda: hand.ask_many(2, facts=FOUR))
        with pytest.raises(QueueFull):
            hand.ask(facts=replace(FOUR, max_queued_jobs=3))
        with pytest.raises(RuleBroken):
            hand.ask(facts=FOUR, adapters=[{"name": "unknown"}])
    assert hand.ask(facts=FOUR)


def test_a_transaction_that_fails_costs_nothing(hand):
    def spend_and_fail(work):
        allowances.spend(work, hand.user, 4, 4)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        hand.do(spend_and_fail)
    assert hand.count(Allowance) == 0
    hand.ask_many(4, facts=FOUR)


def test_other_people_are_not_affected(hand):
    somebody = hand.somebody_else()
    hand.ask_many(4, facts=FOUR)
    for _ in range(4):
        hand.ask(asked_by=somebody, facts=FOUR)
    limited(hand, lambda: hand.ask(asked_by=somebody, facts=FOUR))
    assert hand.count(Allowance) == 2


def test_without_a_limit_any_number_may_come_and_nothing_is_kept(hand):
    hand.ask_many(500, facts=replace(ROOMY, max_pictures_per_hour=None))
    assert hand.count(Allowance) == 0


def test_the_sentence_is_one_for_one_second_too(hand):
    hand.do(allowances.spend, hand.user, 3600, 3600)
    with pytest.raises(RateLimited, match=r"1 more fit in 1 second\."):
        hand.do(allowances.spend, hand.user, 1, 3600)
    with pytest.raises(RateLimited, match=r"30 more fit in 30 seconds\."):
        hand.do(allowances.spend, hand.user, 30, 3600)


def test_a_repetition_under_its_key_costs_nothing(hand):
    first = hand.ask(key="one", facts=FOUR)
    for _ in range(9):
        assert hand.ask(key="one", facts=FOUR) == first
    hand.ask_many(3, facts=FOUR)


def test_trying_one_job_again_costs_a_picture(hand):
    job_id = hand.ask()
    hand.do(jobs.cancel, job_id)
    hand.do(allowances.spend, hand.user, 4, 4)

    def retry():
        hand.do(jobs.retry, job_id, asked_by=hand.user, facts=FOUR)

    hand.clock.turn(seconds=limited(hand, retry))
    retry()


@pytest.fixture
def homes(tmp_path):
    numbers = count()
    return lambda: tmp_path / f"hour{next(numbers)}"


@settings(
    deadline=None,
    database=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    per_hour=st.integers(1, 50_000),
    tries=st.lists(st.tuples(st.integers(1, 20_000), st.integers(0, 4000)), max_size=15),
)
def test_never_more_than_one_hours_share_above_the_pace_and_waiting_always_helps(
    migrated, homes, per_hour, tries
):
    with copy_of(migrated, homes()) as hand:
        began, taken, waits = hand.clock.moment, 0, []
        for pictures, pause in tries:
            hand.clock.turn(seconds=pause)
            pictures = 1 + pictures % per_hour
            try:
                hand.do(allowances.spend, hand.user, pictures, per_hour)
            except RateLimited as refusal:
                waits.append(refusal.retry_after)
                hand.clock.turn(seconds=refusal.retry_after)
                hand.do(allowances.spend, hand.user, pictures, per_hour)
            taken += pictures
            passed = (hand.clock.moment - began) / timedelta(hours=1)
            assert taken <= per_hour * (1 + passed) + 1e-3
        assert all(1 <= seconds <= HOUR for seconds in waits)


def test_whoever_is_a_moment_behind_may_ask_for_no_more(hand):
    hand.ask_many(4, facts=FOUR)
    hand.clock.turn(seconds=-1)
    assert limited(hand, lambda: hand.ask(facts=FOUR)) == HOUR / 4 + 1


def test_a_clock_that_was_set_back_keeps_nobody_waiting_for_days(hand):
    hand.ask_many(4, facts=FOUR)
    hand.clock.turn(days=-3)
    hand.ask_many(4, facts=FOUR)
    assert limited(hand, lambda: hand.ask(facts=FOUR)) == HOUR / 4
