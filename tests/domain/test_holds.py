"""What a process holds: alive while it moves, and let go when the process stops."""

import threading

import pytest

from domain.holds import Holds, LetGo
from domain.leases import Hold


@pytest.fixture
def seconds():
    return [1000.0]


@pytest.fixture
def holds(seconds):
    return Holds(lambda: seconds[0], silent=60)


FIRST, SECOND = Hold("job_1", "a"), Hold("job_2", "b")


def test_a_hold_is_alive_while_its_work_lasts(holds):
    with holds.during(FIRST), holds.during(SECOND):
        assert holds.alive() == [FIRST, SECOND]
    assert holds.alive() == []


def test_a_hold_ends_with_its_work_however_that_ends(holds):
    with pytest.raises(ZeroDivisionError), holds.at_work(), holds.during(FIRST):
        raise ZeroDivisionError
    assert (holds.alive(), holds.busy) == ([], 0)


def test_work_that_is_silent_for_too_long_is_taken_for_dead_until_its_next_step(holds, seconds):
    with holds.during(FIRST), holds.during(SECOND):
        seconds[0] += 59
        holds.step(SECOND)
        assert holds.alive() == [FIRST, SECOND]
        seconds[0] += 1
        assert holds.alive() == [SECOND]
        holds.step(FIRST)
        assert holds.alive() == [FIRST, SECOND]


def test_a_holder_that_stops_finishes_what_it_has_begun(holds):
    with holds.during(FIRST):
        assert not holds.stopping
        holds.stop()
        assert holds.stopping
        holds.step(FIRST)
        assert holds.alive() == [FIRST]


def test_what_has_to_be_let_go_is_let_go_at_its_next_step_and_nothing_new_begins(holds):
    with holds.during(FIRST):
        holds.let_go()
        assert holds.stopping
        with pytest.raises(LetGo):
            holds.step(FIRST)
        holds.wait(3600)  # at once: there is no time left


def test_threads_at_work_are_counted_and_waited_for(holds):
    begun, go = threading.Event(), threading.Event()

    def work():
        with holds.at_work():
            begun.set()
            assert go.wait(60)

    assert holds.wait_until_idle(0)
    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(60)
    assert holds.busy == 1
    assert not holds.wait_until_idle(0)
    go.set()
    assert holds.wait_until_idle(60)
    thread.join()
    assert holds.busy == 0
