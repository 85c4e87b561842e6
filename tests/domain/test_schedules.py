"""The table of schedules, and their runs: one at a time, caught up once, written off, forgotten."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from domain import jobs, schedule_runs, schedules, trace
from domain.audit import AuditEntry
from domain.entity import new_id
from domain.errors import BadCursor, NotFound, RuleBroken, ScheduleRunning
from domain.idempotency import IdempotencyKey
from domain.leases import LEASE
from domain.ports import SKEW
from domain.schedule_runs import KEPT, ScheduleHold, ScheduleRun
from domain.schedules import SCHEDULES
from domain.vocabulary import ScheduleName, ScheduleRunState, ScheduleTrigger
from tests.domain.hand import ROOMY, SMALL

HOUR = timedelta(hours=1)
NAME = ScheduleName.PURGE_TRASH
OTHER = ScheduleName.SWEEP_FILES


def begin(hand, name=NAME, every=HOUR):
    return hand.do(schedule_runs.begin, name, every)


def ask(hand, name=NAME):
    return hand.carry_out("run_schedule", name, schedule_runs.ask, name, hand.user)


def waiting(hand):
    """The schedules that a scheduler would look at: of two, each an hour long."""
    return hand.see(schedule_runs.with_something_to_do, [(NAME, HOUR), (OTHER, HOUR)])


def run_of(hand, begun):
    return hand.one(ScheduleRun, begun.run_id)


# The table.


def test_every_name_of_the_contract_is_a_schedule_and_each_schedule_has_such_a_name():
    assert [schedule.name for schedule in SCHEDULES] == sorted(ScheduleName)


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("forget_old_events", timedelta(minutes=1)),
        ("forget_ended_sessions", HOUR),
        ("forget_idempotency_keys", HOUR),
        ("purge_trash", HOUR),
        ("sweep_files", HOUR),
    ],
)
def test_what_the_studio_promises_to_do_by_itself_is_done_so_often(name, within):
    assert timedelta(0) < schedules.BY_NAME[name].every <= within


def test_a_key_is_forgotten_after_a_day_and_not_before(anywhere):
    hand = anywhere

    def again():
        return hand.do(
            jobs.queue, **{**SMALL, "asked_by": hand.user, "key": "k", "facts": ROOMY}, priority=5
        ).job_id

    forget = schedules.BY_NAME["forget_idempotency_keys"].run
    first = again()
    hand.clock.turn(hours=23)
    assert forget(hand.studio) == 0
    assert again() == first
    hand.clock.turn(hours=1)
    assert forget(hand.studio) == 1
    assert hand.count(IdempotencyKey) == 0
    assert again() != first


# One at a time.


def test_what_never_ran_is_due_and_then_an_interval_after_its_start(anywhere):
    hand = anywhere
    assert waiting(hand) == [NAME, OTHER]
    begun = begin(hand)
    started = run_of(hand, begun).started_at
    assert waiting(hand) == [OTHER]
    assert begin(hand) is None
    hand.do(schedule_runs.succeed, begun, 3)
    assert begin(hand) is None
    hand.clock.moment = started + HOUR - timedelta(seconds=1)
    assert waiting(hand) == [OTHER]
    assert begin(hand) is None
    hand.clock.moment = started + HOUR
    assert waiting(hand) == [NAME, OTHER]
    assert begin(hand).run_id != begun.run_id
    row = run_of(hand, begun)
    assert (row.state, row.trigger, row.asked_by) == ("succeeded", "clock", None)
    assert (row.count, row.error, row.trace_id) == (3, None, begun.trace_id)
    assert row.created_at == row.started_at < row.finished_at


def test_of_many_processes_exactly_one_begins_what_is_due(anywhere):
    hand = anywhere
    together = threading.Barrier(6)

    def compete(_):
        together.wait()
        return begin(hand)

    with ThreadPoolExecutor(6) as pool:
        begun = [each for each in pool.map(compete, range(6)) if each is not None]
    assert len(begun) == 1
    assert [row.id for row in hand.rows(ScheduleRun)] == [begun[0].run_id]


def test_what_was_missed_is_caught_up_once(anywhere):
    hand = anywhere
    hand.do(schedule_runs.succeed, begin(hand), 0)
    hand.clock.turn(days=10)
    hand.do(schedule_runs.succeed, begin(hand), 0)
    assert begin(hand) is None
    assert hand.count(ScheduleRun) == 2


def test_a_clock_that_is_set_back_holds_nothing_up_and_two_that_differ_a_little_run_it_once(
    anywhere,
):
    hand = anywhere
    hand.do(schedule_runs.succeed, begin(hand), 0)
    hand.clock.turn(seconds=-SKEW.total_seconds() / 2)
    assert begin(hand) is None
    hand.clock.turn(days=-1)
    hand.do(schedule_runs.succeed, begin(hand), 0)
    assert begin(hand) is None
    hand.clock.turn(hours=1)
    left = begin(hand)  # whose process dies, and then the clock is set back again
    hand.clock.turn(days=-1)
    assert begin(hand) is not None
    assert run_of(hand, left).state is ScheduleRunState.FAILED


# Failing and dying.


def test_a_failure_says_why_and_is_tried_again_at_the_next_time(anywhere):
    hand = anywhere
    begun = begin(hand)
    hand.do(schedule_runs.fail, begun, "The file store failed.")
    row = run_of(hand, begun)
    assert (row.state, row.error, row.count) == ("failed", "The file store failed.", None)
    assert begin(hand) is None
    hand.clock.turn(hours=1)
    assert begin(hand) is not None


def test_a_run_whose_lease_is_over_is_written_off_and_its_process_changes_nothing_any_more(
    anywhere,
):
    hand = anywhere
    begun = begin(hand)
    hand.clock.turn(seconds=LEASE.total_seconds() - 1)
    hand.do(schedule_runs.renew, begun)
    hand.clock.turn(seconds=LEASE.total_seconds() - 1)
    assert NAME not in waiting(hand)
    hand.clock.turn(seconds=2)
    assert NAME in waiting(hand)
    assert begin(hand) is None  # it is not due yet
    row = run_of(hand, begun)
    assert (row.state, row.error) == ("failed", "The process that ran it died.")
    assert NAME not in waiting(hand)
    hand.do(schedule_runs.renew, begun)
    hand.do(schedule_runs.succeed, begun, 9)
    hand.do(schedule_runs.fail, begun, "Too late.")
    assert run_of(hand, begun).error == row.error
    assert hand.one(ScheduleHold, NAME).token is None


def test_where_no_other_process_can_be_alive_all_that_goes_on_is_written_off(anywhere):
    hand = anywhere
    begun, other = begin(hand), begin(hand, OTHER)
    hand.do(schedule_runs.succeed, other, 1)
    assert hand.do(schedule_runs.rescue) == 1
    assert hand.do(schedule_runs.rescue) == 0
    assert run_of(hand, begun).state is ScheduleRunState.FAILED
    assert run_of(hand, other).state is ScheduleRunState.SUCCEEDED


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RuleBroken("An album stands in the way."), "An album stands in the way."),
        (
            OSError(28, "No space left on device", "/home/ann/files"),
            "The file store failed (No space left on device); the log has the rest.",
        ),
        (OSError("GET s3://key:secret@host"), "The file store failed; the log has the rest."),
        (
            OperationalError("SELECT 'secret'", {}, Exception("/tmp/studio.db")),
            "The database did not do what it was asked to; the log says why.",
        ),
        (RuntimeError("token=secret"), "A fault of the studio, which the log explains."),
    ],
)
def test_why_it_failed_is_a_sentence_without_secrets_and_paths(error, said):
    assert schedule_runs.reason(error) == said


# Asking for a run.


def test_what_is_asked_for_is_begun_though_it_is_not_due_and_the_next_is_an_interval_later(
    anywhere,
):
    hand = anywhere
    hand.do(schedule_runs.succeed, begin(hand), 0)
    hand.clock.turn(minutes=30)
    with trace.under("ab" * 16):
        asked = ask(hand)
    assert (asked.state, asked.trigger) == (ScheduleRunState.QUEUED, ScheduleTrigger.PERSON)
    assert (asked.asked_by, asked.started_at) == (hand.user.id, None)
    assert NAME in waiting(hand)
    begun = begin(hand)
    assert (begun.run_id, begun.trace_id) == (asked.id, "ab" * 16)
    hand.do(schedule_runs.succeed, begun, 2)
    hand.clock.turn(minutes=59)
    assert begin(hand) is None
    hand.clock.turn(minutes=1)
    assert begin(hand) is not None
    (entry,) = hand.rows(AuditEntry)
    assert (entry.actor_id, entry.action, entry.subject) == (hand.user.id, "run_schedule", NAME)
    assert (entry.details, entry.trace_id) == ({"run_id": asked.id}, "ab" * 16)


def test_what_is_asked_for_and_due_is_begun_once(anywhere):
    hand = anywhere
    asked = ask(hand)
    begun = begin(hand)
    assert begun.run_id == asked.id
    hand.do(schedule_runs.succeed, begun, 0)
    assert begin(hand) is None


def test_a_schedule_that_runs_or_is_about_to_is_not_asked_for_again(anywhere):
    hand = anywhere
    ask(hand)
    with pytest.raises(ScheduleRunning, match="purge_trash has been asked for already"):
        ask(hand)
    ask(hand, OTHER)
    begun = begin(hand)
    with pytest.raises(ScheduleRunning, match="A run of purge_trash goes on already"):
        ask(hand)
    hand.do(schedule_runs.succeed, begun, 0)
    ask(hand)
    assert hand.count(AuditEntry) == 3


def test_a_schedule_whose_process_has_died_can_be_asked_for(anywhere):
    hand = anywhere
    lost = begin(hand)
    hand.clock.turn(seconds=LEASE.total_seconds() + 1)
    asked = ask(hand)
    assert begin(hand).run_id == asked.id
    assert run_of(hand, lost).state is ScheduleRunState.FAILED


# Looking.


def test_schedules_are_listed_by_name_as_they_stand(anywhere):
    hand = anywhere
    nothing = hand.see(schedules.look_at, NAME)
    assert (nothing.running, nothing.last_run, nothing.next_run_at) == (False, None, None)
    begun = begin(hand)
    running = hand.see(schedules.look_at, NAME)
    assert (running.running, running.last_run.id) == (True, begun.run_id)
    hand.do(schedule_runs.succeed, begun, 1)
    rests = hand.see(schedules.look_at, NAME)
    assert (rests.running, rests.last_run.count) == (False, 1)
    assert rests.next_run_at == rests.last_run.started_at + rests.schedule.every
    ask(hand)
    assert hand.see(schedules.look_at, NAME).last_run.id == begun.run_id
    first = hand.see(schedules.page, None, 3)
    rest = hand.see(schedules.page, first.next_cursor, 100)
    names = [each.schedule.name for each in [*first.items, *rest.items]]
    assert (names, rest.next_cursor) == (sorted(ScheduleName), None)
    with pytest.raises(BadCursor):
        hand.see(schedule_runs.page, NAME, first.next_cursor, 9)


def fill(hand, many):
    """Let a schedule have run so often, an hour apart; give the ids of its runs."""

    def write(work):
        begun = [work.now + number * HOUR for number in range(many)]
        rows = [
            ScheduleRun(
                id=new_id("run", moment),
                schedule=NAME,
                state=ScheduleRunState.SUCCEEDED,
                trigger=ScheduleTrigger.CLOCK,
                **{"created_at": moment, "started_at": moment, "finished_at": moment},
                count=0,
                trace_id="0" * 32,
            )
            for moment in begun
        ]
        work.session.add_all(rows)
        return [row.id for row in rows]

    ids = hand.do(write)
    hand.clock.turn(hours=many)
    return ids


def test_runs_are_listed_newest_first_and_only_the_last_hundred_are_kept(anywhere):
    hand = anywhere
    seen = fill(hand, KEPT + 5)
    begun = begin(hand)
    hand.do(schedule_runs.succeed, begun, 0)
    seen.append(begun.run_id)
    other = begin(hand, OTHER)
    page = hand.see(schedule_runs.page, NAME, None, KEPT)
    assert ([row.id for row in page.items], page.next_cursor) == (seen[: -KEPT - 1 : -1], None)
    assert hand.count(ScheduleRun) == KEPT + 1
    assert hand.see(schedule_runs.get, NAME, seen[-1]).id == seen[-1]
    for run_id in (seen[0], other.run_id):
        with pytest.raises(NotFound, match="There is no run of purge_trash with this id"):
            hand.see(schedule_runs.get, NAME, run_id)


def test_a_run_is_kept_while_it_is_the_last_though_the_clock_was_set_back(hand):
    fill(hand, KEPT)
    hand.clock.turn(days=-100)
    hand.do(schedule_runs.succeed, begin(hand), 7)
    assert hand.see(schedules.look_at, NAME).last_run.count == 7
