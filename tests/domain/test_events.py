"""The event log: one for each change and step, in order, and none lost to who reads on."""

from datetime import timedelta

import pytest

from domain import events, jobs, leases, queue
from domain.events import AT_ONCE, KEPT, Event
from domain.jobs import Job
from domain.ports import EngineFailed
from domain.vocabulary import FailureCode, JobState
from tests.domain.hand import ROOMY, Quick

NOWHERE = (0, 0)


def refuse(step):
    raise EngineFailed("No.")


def break_down(step):
    raise RuntimeError("out of order")


def told(hand, job_id=None, place=NOWHERE):
    return [(row.state, row.steps_done) for row in hand.see(events.after, place, job_id)]


def place_of(row):
    return (row.transaction, row.id)


def read_on(hand, place, job_id=None):
    """Read look by look to the end; give the ids of all events, and the place then."""
    ids = []
    while rows := hand.see(events.after, place, job_id):
        assert len(rows) <= AT_ONCE
        ids += [row.id for row in rows]
        place = place_of(rows[-1])
    return ids, place


# What is written.


def test_each_change_and_each_step_of_a_job_is_told_once_and_in_order(anywhere):
    hand = anywhere
    job_id = hand.ask(steps=3)
    hand.render(job_id)
    running = [(JobState.RUNNING, done) for done in (0, 1, 2, 3)]
    assert told(hand) == [(JobState.QUEUED, 0), *running, (JobState.SUCCEEDED, 3)]
    assert told(hand, job_id) == told(hand)
    last, job = hand.see(events.after, NOWHERE)[-1], hand.job(job_id)
    assert (last.job_id, last.image_id, last.album_id) == (job_id, job.image_id, job.album_id)
    assert (last.attempts, last.steps, last.at) == (1, 3, job.finished_at)
    assert (last.failure_code, last.failure_reason, last.cancel_requested) == (None, None, False)


def test_an_event_tells_all_of_a_job_that_can_change(hand):
    (job_id,) = hand.ask_many(1, batch_id="bat_x")
    for deed in (
        lambda: None,
        hand.claim,
        lambda: hand.rescue(everything=True),
        lambda: hand.render(job_id, Quick(break_down)),
        lambda: hand.do(jobs.cancel, job_id),
        lambda: hand.do(jobs.retry, job_id, asked_by=hand.user, facts=ROOMY),
        lambda: hand.render(job_id),
    ):
        deed()
        event, job = hand.rows(Event)[-1], hand.one(Job, job_id)
        for name in events.OF_A_JOB:
            assert getattr(event, name) == getattr(job, name), name
        assert event.batch_id == "bat_x"


def test_failing_waiting_trying_again_and_giving_up_are_told(hand):
    job_id = hand.ask(steps=1)
    hand.render(job_id, Quick(break_down))
    hand.clock.turn(minutes=1)
    hand.render(job_id, Quick(refuse))
    states = [JobState.QUEUED, JobState.RUNNING] * 2 + [JobState.FAILED]
    assert [row.state for row in hand.rows(Event)] == states
    codes = [row.failure_code for row in hand.rows(Event)]
    internal = FailureCode.INTERNAL_ERROR
    assert codes == [None, None, internal, internal, FailureCode.ENGINE_FAILED]


def test_being_told_to_stop_and_stopping_are_told_apart(hand):
    job_id = hand.ask(steps=5)
    hand.render(job_id, Quick(lambda step: hand.do(jobs.cancel, job_id) if step == 2 else None))
    seen = [(row.state, row.steps_done, row.cancel_requested) for row in hand.rows(Event)][2:]
    assert seen == [
        (JobState.RUNNING, 1, False),
        (JobState.RUNNING, 1, True),
        (JobState.RUNNING, 2, True),
        (JobState.CANCELLED, 2, True),
    ]


def test_dying_and_being_given_back_are_told(hand):
    hand.ask()
    hand.claim()
    hand.rescue(everything=True)
    row = hand.claim()
    hand.do(leases.release, Job, leases.Hold(row.id, row.token))
    states = [JobState.QUEUED, JobState.RUNNING, JobState.QUEUED] * 2
    assert [row.state for row in hand.rows(Event)] == [*states[:3], *states[1:3]]


def test_a_renewed_lease_is_no_news(hand):
    hand.ask()
    row = hand.claim()
    before = hand.count(Event)
    hand.do(leases.renew, Job, leases.Hold(row.id, row.token))
    assert hand.count(Event) == before


def test_news_of_the_queue_as_a_whole_are_of_no_job(hand):
    job_id = hand.ask()
    before = hand.see(events.last)
    hand.do(queue.pause, hand.user)
    hand.do(jobs.update_job, job_id, priority=1)
    hand.do(queue.resume)
    assert [row.job_id for row in hand.see(events.after, before)] == [None] * 3
    assert hand.see(events.after, before, job_id) == []


def test_what_is_rolled_back_is_never_told(hand):
    def ask_and_fail(work):
        events.tell_of_queue(work)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        hand.do(ask_and_fail)
    assert hand.count(Event) == 0


# What a reader gets.


def test_who_reads_on_from_the_last_event_gets_each_event_once(anywhere):
    hand = anywhere
    place = hand.see(events.last)
    assert place == NOWHERE
    seen = []
    for many in (1, 0, 3):
        for _ in range(many):
            hand.ask()
        ids, place = read_on(hand, place)
        seen += ids
        assert place == hand.see(events.last)
    assert seen == [row.id for row in hand.rows(Event)]
    assert len(seen) == 4


def test_more_events_than_come_at_once_are_read_look_by_look(anywhere):
    hand = anywhere
    rows = hand.ask_many(AT_ONCE + 7)
    first = hand.see(events.after, NOWHERE)
    assert len(first) == AT_ONCE
    ids, place = read_on(hand, NOWHERE)
    assert ids == [row.id for row in hand.rows(Event)]
    assert place == hand.see(events.last)
    assert [row.job_id for row in hand.rows(Event)] == rows
    assert hand.see(events.after, place) == []
    assert len(read_on(hand, NOWHERE, rows[-1])[0]) == 1


def test_the_events_of_one_job_leave_out_all_others(hand):
    first, second = hand.ask(steps=1), hand.ask(steps=1)
    hand.work_off()
    for job_id in (first, second):
        rows = hand.see(events.after, NOWHERE, job_id)
        assert {row.job_id for row in rows} == {job_id}
        assert len(rows) == 4
        assert [row.id for row in hand.see(events.after, place_of(rows[1]), job_id)] == [
            row.id for row in rows[2:]
        ]


def test_the_log_reaches_back_to_what_it_has_and_not_to_what_it_never_had(anywhere):
    hand = anywhere
    assert hand.see(events.reaches_back_to, NOWHERE)
    assert not hand.see(events.reaches_back_to, (0, 7))
    hand.ask_many(3)
    assert hand.see(events.reaches_back_to, NOWHERE)
    for row in hand.rows(Event):
        assert hand.see(events.reaches_back_to, place_of(row))
    newest = hand.see(events.last)
    assert not hand.see(events.reaches_back_to, (newest[0], newest[1] + 1))
    assert not hand.see(events.reaches_back_to, (newest[0] + 1, newest[1]))
    assert not hand.see(events.reaches_back_to, (10**18 - 1, 10**18 - 1))


def test_events_are_forgotten_after_their_time_and_numbers_are_not_used_again(anywhere):
    hand = anywhere
    hand.ask_many(2)
    old = [place_of(row) for row in hand.rows(Event)]
    hand.clock.turn(seconds=KEPT.total_seconds() - 1)
    assert hand.do(events.forget_old) == 0
    hand.ask()
    hand.clock.turn(seconds=2)
    assert hand.do(events.forget_old) == 2
    assert not any(hand.see(events.reaches_back_to, place) for place in [NOWHERE, *old])
    (kept,) = hand.rows(Event)
    assert hand.see(events.reaches_back_to, place_of(kept))

    hand.clock.turn(seconds=KEPT.total_seconds() + 1)
    assert hand.do(events.forget_old) == 1
    assert hand.see(events.last) == NOWHERE
    hand.ask()
    (new,) = hand.rows(Event)
    assert new.id > kept.id
    assert not hand.see(events.reaches_back_to, NOWHERE)
    assert timedelta(hours=1) == KEPT  # the contract says so: stream_queue_events


def test_a_place_is_written_as_an_id_and_read_back():
    for place in (NOWHERE, (0, 7), (10**18 - 1, 10**18 - 1)):
        assert events.read_place(events.event_id(place)) == place


# Transactions at the same time.


def test_an_event_of_a_transaction_that_is_still_open_is_not_skipped(on_postgresql):
    """Ids are drawn before the commit: the smaller one may appear after the larger one."""
    hand = on_postgresql
    begun = hand.see(events.last)
    slow = hand.studio.work(beside=True)
    work = slow.__enter__()
    events.tell_of_queue(work)  # draws its id, and commits late
    with hand.studio.work(beside=True) as quick:
        events.tell_of_queue(quick)
    assert hand.see(events.after, begun) == []
    assert hand.see(events.last) == begun
    slow.__exit__(None, None, None)
    rows = hand.see(events.after, begun)
    assert [row.id for row in rows] == [row.id for row in hand.rows(Event)]
    assert len(rows) == 2
    assert hand.see(events.last) == place_of(rows[-1])


def test_who_reads_while_many_write_side_by_side_gets_each_event_once(on_postgresql):
    hand = on_postgresql
    place, seen, slow = hand.see(events.last), [], []
    for turn in range(12):
        beside = hand.studio.work(beside=True)
        work = beside.__enter__()
        events.tell_of_queue(work)
        slow.append(beside)
        if turn % 3 == 2:  # end one of those that are open, not always the oldest
            slow.pop(turn % len(slow)).__exit__(None, None, None)
        ids, place = read_on(hand, place)
        seen += ids
    while slow:
        slow.pop().__exit__(None, None, None)
        ids, place = read_on(hand, place)
        seen += ids
    assert sorted(seen) == [row.id for row in hand.rows(Event)]
    assert len(seen) == len(set(seen)) == 12


def test_an_event_keeps_no_album_from_being_deleted_and_tells_of_what_was(hand):
    album_id = hand.album()
    job_id = hand.ask(album_id=album_id)
    hand.delete_album(album_id)
    assert [row.album_id for row in hand.see(events.after, NOWHERE, job_id)] == [album_id]
