"""Wake-ups that are saved up: never none, and few for many."""

import threading

import pytest

from domain.adapters import alarm
from domain.adapters.alarm import Alarm
from domain.adapters.queue import DramatiqQueue, open_broker
from domain.adapters.studio import CROWDED, ReliableQueue
from domain.ports import QUEUES, Task


class Sleeper:
    """Notes each wake-up, and takes its time for it."""

    def __init__(self):
        self.woken, self.begun, self.go = [], threading.Event(), threading.Event()

    def wake(self, task):
        self.woken.append(task)
        self.begun.set()
        assert self.go.wait(60)


def test_who_rings_while_somebody_is_woken_is_answered_by_one_more_wake_up(until):
    sleeper = Sleeper()
    bell = Alarm(sleeper.wake)
    bell.ring(Task.RENDER)
    assert sleeper.begun.wait(60)
    for _ in range(100):
        bell.ring(Task.RENDER)
    sleeper.go.set()
    until(lambda: len(sleeper.woken) == 2)


def test_an_alarm_that_nobody_rings_has_no_thread_and_wakes_again_when_rung(until, monkeypatch):
    monkeypatch.setattr(alarm, "PATIENCE", 0.01)
    woken = []
    bell = Alarm(woken.append)
    for times in (1, 2):
        bell.ring(Task.RENDER)
        until(lambda times=times: len(woken) == times)
        until(lambda: "alarm" not in {thread.name for thread in threading.enumerate()})


def test_many_who_ask_leave_few_messages_and_none_where_enough_wait(until):
    broker = open_broker(None)
    try:
        inner = DramatiqQueue(broker)
        queue = ReliableQueue(inner)
        for _ in range(1000):
            queue.wake_soon(Task.RENDER)
        until(lambda: inner.messages(Task.RENDER) > 0)
        while inner.messages(Task.RENDER) < CROWDED:
            inner.wake(Task.RENDER)
        asked = threading.Event()
        queue._alarm = Alarm(lambda task: (queue._wake_if_anybody_sleeps(task), asked.set()))
        queue.wake_soon(Task.RENDER)
        assert asked.wait(60)
        assert broker.queues[QUEUES[Task.RENDER]].qsize() == CROWDED
    finally:
        broker.close()


@pytest.mark.parametrize("times", [1, 3])
def test_a_broker_that_is_away_stops_no_alarm(times, until, caplog):
    tried = []

    class Away:
        def messages(self, task):
            raise ConnectionError("nobody answers")

        def wake(self, task):
            tried.append(task)
            raise ConnectionError("nobody answers")

    queue = ReliableQueue(Away())
    for nth in range(times):
        queue.wake_soon(Task.RENDER)
        until(lambda nth=nth: len(tried) == nth + 1)
