"""The worker inside the server's process: what is queued is drawn, what is begun is finished."""

import threading
import time
from dataclasses import replace
from datetime import timedelta

import dramatiq
import pytest

from domain import queue, rendering, schedule_runs
from domain.adapters.queue import DramatiqQueue, open_broker
from domain.adapters.studio import ReliableQueue
from domain.events import Event
from domain.holds import Holds
from domain.images import Image
from domain.leases import LEASE, RETRY_AFTER
from domain.ports import QUEUES, Task
from domain.schedule_runs import ScheduleRun
from domain.vocabulary import JobState, ScheduleName, ScheduleRunState
from tests.domain.hand import Hand, Quick
from workers import app
from workers.app import working
from workers.imports import Importer


@pytest.fixture
def broker():
    broker = open_broker(None)
    yield broker
    broker.close()


@pytest.fixture
def at_work(hand, broker):
    """The hand in a studio whose messages go to the worker."""
    studio = replace(hand.studio, queue=DramatiqQueue(broker))
    return Hand(studio, hand.clock, hand.queue)


class Gate:
    """An engine that waits in the middle of its picture until it is let through."""

    def __init__(self):
        self.reached, self.open = threading.Event(), threading.Event()
        self.engine = Quick(self._wait)

    def _wait(self, step):
        if step == 2:
            self.reached.set()
            assert self.open.wait(60)


def succeeded(hand, jobs):
    return lambda: all(hand.job(job_id).state == JobState.SUCCEEDED for job_id in jobs)


def test_queued_jobs_are_drawn_from_before_the_start_and_after_it(
    hand, at_work, broker, engine, until
):
    before = [hand.ask() for _ in range(2)]  # their messages went to another process, and died
    with working(at_work.studio, broker, engine, alone=True):
        after = [at_work.ask() for _ in range(2)]
        until(succeeded(at_work, before + after))
    assert at_work.count(Image) == 4
    assert [at_work.job(job_id).attempts for job_id in before + after] == [1] * 4


def test_jobs_that_a_dead_process_left_running_are_drawn_at_the_next_start(
    hand, at_work, broker, until
):
    job_id = hand.ask()
    hand.claim()
    with working(at_work.studio, broker, Quick(), alone=True):
        until(succeeded(at_work, [job_id]))
    job = at_work.job(job_id)
    assert (job.attempts, job.crashes) == (2, 1)


@pytest.mark.parametrize("alone", [True, False])
def test_runs_that_a_dead_process_left_are_written_off_where_no_other_can_be_alive(
    at_work, broker, alone
):
    name = ScheduleName.PURGE_TRASH
    begun = at_work.do(schedule_runs.begin, name, timedelta(hours=1))
    with working(at_work.studio, broker, Quick(), alone=alone, queues={"gpu"}):
        state = at_work.one(ScheduleRun, begun.run_id).state
    assert state == (ScheduleRunState.FAILED if alone else ScheduleRunState.RUNNING)


def test_a_worker_beside_others_takes_no_job_from_them_until_their_lease_is_over(
    hand, at_work, broker, until
):
    theirs, waiting = hand.ask(), hand.ask()
    hand.claim()
    with working(at_work.studio, broker, Quick(), alone=False):
        until(succeeded(at_work, [waiting, at_work.ask()]))
        assert at_work.job(theirs).state == JobState.RUNNING
        hand.clock.turn(seconds=LEASE.total_seconds() + 1)
        until(succeeded(at_work, [theirs]))
    assert at_work.job(theirs).crashes == 1


def test_several_threads_draw_several_pictures_and_each_once(at_work, broker, until):
    jobs = [at_work.ask() for _ in range(8)]
    for _ in jobs:
        at_work.studio.queue.wake(Task.RENDER)  # every message twice
    with working(at_work.studio, broker, Quick(), alone=False, threads=4):
        until(succeeded(at_work, jobs))
    assert at_work.count(Image) == 8
    assert {at_work.job(job_id).attempts for job_id in jobs} == {1}


def test_a_message_that_cannot_be_worked_off_does_not_stop_the_worker(
    at_work, broker, until, monkeypatch, caplog
):
    jobs, work_off, tries = [at_work.ask(), at_work.ask()], rendering.work_off, []

    def sometimes(studio, engine, holds):
        tries.append(True)
        if len(tries) <= 2:
            raise RuntimeError("the database was away")
        return work_off(studio, engine, holds)

    monkeypatch.setattr(rendering, "work_off", sometimes)
    with working(at_work.studio, broker, Quick(), alone=False):
        until(succeeded(at_work, jobs))
    assert "the database was away" in caplog.text


def test_a_job_that_failed_is_tried_again_when_its_time_has_come_without_any_message(
    hand, at_work, broker, until
):
    job_id = at_work.ask()
    broken = [True]

    def sometimes(step):
        if broken:
            broken.pop()
            raise RuntimeError("out of order")

    with working(at_work.studio, broker, Quick(sometimes), alone=False):
        until(lambda: at_work.job(job_id).failures == 1)
        until(lambda: at_work.job(job_id).state == JobState.QUEUED)
        hand.clock.turn(seconds=RETRY_AFTER[0].total_seconds())
        until(succeeded(at_work, [job_id]))
    assert at_work.job(job_id).attempts == 2


def test_a_paused_queue_is_worked_on_only_when_it_goes_on(at_work, broker, until):
    at_work.do(queue.pause, at_work.user)
    jobs = [at_work.ask() for _ in range(3)]
    with working(at_work.studio, broker, Quick(), alone=True):
        broker.join(QUEUES[Task.RENDER])  # every message has been worked off
        assert {at_work.job(job_id).attempts for job_id in jobs} == {0}
        at_work.do(queue.resume)
        until(succeeded(at_work, jobs))


def test_a_worker_of_other_queues_draws_nothing_and_minds_the_clock(at_work, broker, until):
    job_id = at_work.ask()
    at_work.clock.turn(hours=2)
    with working(at_work.studio, broker, Quick(), alone=True, queues={"default"}):
        until(lambda: at_work.count(Event) == 0)
        assert at_work.job(job_id).attempts == 0


def test_a_worker_of_the_drawing_queue_alone_draws_and_minds_no_clock(at_work, broker, until):
    old = at_work.ask()
    at_work.clock.turn(hours=2)
    with working(at_work.studio, broker, Quick(), alone=True, queues={"gpu"}):
        until(succeeded(at_work, [old, at_work.ask()]))
    assert at_work.rows(Event)[0].job_id == old


def test_a_picture_that_is_being_drawn_when_the_worker_stops_is_finished(
    at_work, broker, monkeypatch
):
    gate, stop = Gate(), dramatiq.Worker.stop

    def stop_and_let_through(worker, timeout):
        gate.open.set()
        stop(worker, timeout=timeout)

    monkeypatch.setattr(dramatiq.Worker, "stop", stop_and_let_through)
    job_id = at_work.ask()
    with working(at_work.studio, broker, gate.engine, alone=True):
        assert gate.reached.wait(60)
    assert at_work.job(job_id).state == JobState.SUCCEEDED


def test_a_picture_that_takes_too_long_to_finish_starts_over_at_the_next_start(
    at_work, broker, monkeypatch, until
):
    monkeypatch.setattr(app, "DRAIN_MS", 50)
    gate = Gate()
    job_id = at_work.ask()
    others = {*threading.enumerate()}
    with working(at_work.studio, broker, gate.engine, alone=True):
        assert gate.reached.wait(60)
    assert at_work.job(job_id).state == JobState.RUNNING
    threads = {each for each in threading.enumerate() if "WorkerThread" in type(each).__name__}

    another = open_broker(None)
    with working(
        replace(at_work.studio, queue=DramatiqQueue(another)), another, Quick(), alone=True
    ):
        until(succeeded(at_work, [job_id]))
    another.close()
    done = at_work.job(job_id)
    assert done.attempts == 2
    gate.open.set()
    for thread in threads - others:
        thread.join(60)
    assert at_work.job(job_id) == done
    assert at_work.count(Image) == 1


def test_a_picture_that_goes_on_for_too_long_is_given_back_at_its_next_step(
    at_work, broker, monkeypatch
):
    monkeypatch.setattr(app, "FINISH_SECONDS", 0.01)
    begun, pause = threading.Event(), threading.Event()

    def slowly(step):
        begun.set()
        pause.wait(0.05)

    job_id = at_work.ask(steps=150)
    with working(at_work.studio, broker, Quick(slowly), alone=True) as holds:
        assert begun.wait(60)
    job = at_work.job(job_id)
    assert (job.state, job.attempts, job.crashes, job.failures) == (JobState.QUEUED, 1, 0, 0)
    assert (holds.busy, holds.alive()) == (0, [])
    assert at_work.count(Image) == 0


def test_a_worker_that_is_told_to_stop_beforehand_begins_nothing_more(at_work, broker, until):
    gate = Gate()
    first = at_work.ask()
    with working(at_work.studio, broker, gate.engine, alone=True) as holds:
        assert gate.reached.wait(60)
        rest = [at_work.ask() for _ in range(3)]
        holds.stop(60)
        gate.open.set()
        until(lambda: holds.busy == 0)
    assert at_work.job(first).state == JobState.SUCCEEDED
    assert {at_work.job(job_id).state for job_id in rest} == {JobState.QUEUED}


def test_nothing_of_a_worker_is_left_when_it_has_stopped(at_work, broker, until):
    before = threading.active_count()
    with working(at_work.studio, broker, Quick(), alone=True, threads=3):
        until(succeeded(at_work, [at_work.ask()]))
    until(lambda: threading.active_count() <= before)


def test_a_queue_that_cannot_be_reached_loses_no_job(hand, broker, until, caplog):
    class Away:
        def wake(self, task):
            raise ConnectionError("nobody answers")

    alone = Hand(replace(hand.studio, queue=ReliableQueue(Away())), hand.clock, hand.queue)
    job_id = alone.ask()
    assert alone.job(job_id).state == JobState.QUEUED
    assert "the dispatcher will see to it" in caplog.text
    with working(replace(hand.studio, queue=DramatiqQueue(broker)), broker, Quick(), alone=False):
        until(succeeded(hand, [job_id]))


def test_every_task_has_an_actor_and_a_queue(studio, broker, engine):
    app.declare_actors(studio, broker, engine, Holds(time.monotonic), Importer(studio))
    assert set(broker.get_declared_actors()) == {task.value for task in Task} == set(QUEUES)
    assert set(QUEUES.values()) <= broker.get_declared_queues()
