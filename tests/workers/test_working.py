"""The worker inside the server's process: what is queued is drawn, what is begun is finished."""

import threading
from dataclasses import replace

import dramatiq
import pytest

from domain import rendering
from domain.adapters.queue import DramatiqQueue, open_broker
from domain.adapters.studio import ReliableQueue
from domain.images import Image
from domain.ports import Task
from domain.vocabulary import JobState
from tests.domain.hand import Hand, Quick
from workers import app
from workers.app import working


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
    rendering.claim(hand.studio, job_id)
    with working(at_work.studio, broker, Quick(), alone=True):
        until(succeeded(at_work, [job_id]))
    assert at_work.job(job_id).attempts == 2


def test_a_worker_beside_others_takes_no_job_from_them(hand, at_work, broker, until):
    theirs, waiting = hand.ask(), hand.ask()
    rendering.claim(hand.studio, theirs)
    with working(at_work.studio, broker, Quick(), alone=False):
        until(succeeded(at_work, [at_work.ask()]))
    assert at_work.job(theirs).state == JobState.RUNNING
    assert at_work.job(waiting).state == JobState.QUEUED


def test_several_threads_draw_several_pictures_and_each_once(at_work, broker, until):
    jobs = [at_work.ask() for _ in range(8)]
    for job_id in jobs:
        at_work.studio.queue.send(Task.RENDER, job_id)  # every message twice
    with working(at_work.studio, broker, Quick(), alone=False, threads=4):
        until(succeeded(at_work, jobs))
    assert at_work.count(Image) == 8
    assert {at_work.job(job_id).attempts for job_id in jobs} == {1}


def test_a_message_that_cannot_be_worked_off_does_not_stop_the_worker(
    at_work, broker, until, monkeypatch, caplog
):
    first, second = at_work.ask(), at_work.ask()
    render = rendering.render

    def sometimes(studio, engine, job_id):
        if job_id == first:
            raise RuntimeError("the database was away")
        render(studio, engine, job_id)

    monkeypatch.setattr(rendering, "render", sometimes)
    with working(at_work.studio, broker, Quick(), alone=False):
        until(succeeded(at_work, [second]))
    assert "the database was away" in caplog.text
    assert at_work.job(first).state == JobState.QUEUED


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
    with working(at_work.studio, broker, gate.engine, alone=True):
        assert gate.reached.wait(60)
    assert at_work.job(job_id).state == JobState.RUNNING
    threads = [each for each in threading.enumerate() if "WorkerThread" in type(each).__name__]

    another = open_broker(None)
    with working(
        replace(at_work.studio, queue=DramatiqQueue(another)), another, Quick(), alone=True
    ):
        until(succeeded(at_work, [job_id]))
    another.close()
    done = at_work.job(job_id)
    assert done.attempts == 2
    gate.open.set()
    for thread in threads:
        thread.join(60)
    assert at_work.job(job_id) == done
    assert at_work.count(Image) == 1


def test_jobs_nobody_has_begun_wait_for_the_next_start(at_work, broker, monkeypatch):
    gate, stop = Gate(), dramatiq.Worker.stop

    def stop_and_let_through(worker, timeout):
        gate.open.set()
        stop(worker, timeout=timeout)

    monkeypatch.setattr(dramatiq.Worker, "stop", stop_and_let_through)
    first = at_work.ask()
    with working(at_work.studio, broker, gate.engine, alone=True):
        assert gate.reached.wait(60)
        rest = [at_work.ask() for _ in range(3)]
    assert at_work.job(first).state == JobState.SUCCEEDED
    assert {at_work.job(job_id).state for job_id in rest} <= {JobState.QUEUED, JobState.SUCCEEDED}


def test_a_queue_that_cannot_be_reached_loses_no_job(hand, caplog):
    class Away:
        def send(self, task, subject_id):
            raise ConnectionError("nobody answers")

    alone = Hand(replace(hand.studio, queue=ReliableQueue(Away())), hand.clock, hand.queue)
    job_id = alone.ask()
    assert alone.job(job_id).state == JobState.QUEUED
    assert "the schedule will send it" in caplog.text
    hand.clock.turn(minutes=1)
    assert rendering.wake(hand.studio) == 1
    assert hand.queue.messages == [(Task.RENDER, job_id)]


def test_every_task_has_an_actor(studio, broker, engine):
    app.declare_actors(studio, broker, engine)
    assert set(broker.get_declared_actors()) == {task.value for task in Task}
