"""What the tests of the domain share: a hand in the studio."""

import pytest

from domain.work import Studio
from tests.conftest import HeldQueue, TurnedClock
from tests.domain.hand import Hand


@pytest.fixture
def no_power_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be written without waiting for the disk."""
    monkeypatch.setattr("os.fsync", lambda file: None)


@pytest.fixture
def hand(no_power_cut: None, studio: Studio, clock: TurnedClock, queue: HeldQueue) -> Hand:
    """Somebody at work in the test's studio."""
    return Hand(studio, clock, queue)
