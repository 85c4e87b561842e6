"""What is measured of a studio, beside what /metrics shows of requests."""

import time
from datetime import timedelta

import pytest

from domain import leases, measures, queue
from domain.holds import Holds
from domain.jobs import Job
from domain.ports import EngineFailed
from domain.schedules import Schedule
from domain.vocabulary import ScheduleName
from tests.domain.hand import Quick
from workers.dispatcher import Dispatcher
from workers.schedules import Scheduler


def of(studio, name):
    """Give a family's values by labels."""
    (family,) = [each for each in measures.read(studio) if each.name == f"spolvero_{name}"]
    return dict(family.values)


def test_every_attempt_is_counted_by_what_came_of_it(hand):
    def fail(_step):
        raise EngineFailed("No.")

    def break_down(_step):
        raise ValueError("a cable")

    hand.ask()
    hand.work_off()
    hand.ask()
    hand.work_off(Quick(fail))
    hand.ask()
    hand.work_off(Quick(break_down))
    assert of(hand.studio, "worker_jobs_total") == {
        ("succeeded",): 1,
        ("failed",): 1,
        ("again",): 1,
    }
    times = of(hand.studio, "worker_job_seconds")
    assert sum(times["succeeded",].buckets) == 1
    assert of(hand.studio, "jobs_waiting_for_retry") == {(): 1}


def test_a_job_taken_over_from_a_dead_worker_is_counted(hand, clock):
    hand.ask()
    hand.claim()
    clock.turn(seconds=leases.LEASE.total_seconds() + 1)
    dispatcher = Dispatcher(hand.studio, Job, Holds(time.monotonic), 1)
    dispatcher.beat()
    assert of(hand.studio, "worker_rescues_total") == {(): 1}


def test_schedules_are_counted_by_what_came_of_them(studio, clock):
    def fail(_studio):
        raise ValueError("out of order")

    minute, (sweeps, breaks, *_) = timedelta(minutes=1), ScheduleName
    table = (
        Schedule(sweeps, minute, "Sweeps.", "things", lambda studio: 3),
        Schedule(breaks, minute, "Breaks.", "things", fail),
    )
    Scheduler(studio, table).run_due()
    runs = of(studio, "schedule_runs_total")
    assert runs == {(sweeps, "succeeded"): 1, (breaks, "failed"): 1}
    assert of(studio, "schedule_things_total") == {(sweeps,): 3}
    last = of(studio, "schedule_last_success_timestamp_seconds")
    assert last.keys() == {(sweeps,)}
    assert last[sweeps,] == pytest.approx(clock.moment.timestamp(), abs=1)


def left_alone(hand):
    return hand.see(queue.is_left_alone)


def test_jobs_that_nobody_takes_for_a_minute_are_left_alone(hand, clock):
    assert not left_alone(hand)
    hand.ask()
    clock.turn(seconds=queue.LEFT_ALONE.total_seconds() - 1)
    assert not left_alone(hand)
    clock.turn(seconds=2)
    assert left_alone(hand)
    hand.ask()
    hand.claim()
    assert not left_alone(hand), "somebody works"


def test_what_is_paused_or_waits_to_be_tried_again_is_not_left_alone(hand, clock):
    hand.ask()
    clock.turn(hours=1)
    hand.do(queue.pause, hand.somebody_else())
    assert not left_alone(hand)
    hand.do(queue.resume)
    assert left_alone(hand)
