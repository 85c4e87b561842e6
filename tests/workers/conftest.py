"""What the tests of the workers share."""

import threading
from collections.abc import Callable

import pytest

from domain.work import Studio
from tests.conftest import HeldQueue, TurnedClock
from tests.domain.hand import Hand


@pytest.fixture
def hand(
    monkeypatch: pytest.MonkeyPatch, studio: Studio, clock: TurnedClock, queue: HeldQueue
) -> Hand:
    """Somebody at work in the test's studio, whose files do not wait for the disk."""
    monkeypatch.setattr("os.fsync", lambda file: None)
    return Hand(studio, clock, queue)


@pytest.fixture
def until() -> Callable[[Callable[[], object]], None]:
    """Look again and again until something is so; a minute is enough for anything."""

    def until(so: Callable[[], object]) -> None:
        pause = threading.Event()
        for _ in range(3000):
            if so():
                return
            pause.wait(0.02)
        raise AssertionError("it did not come to be so within a minute")

    return until
