"""What the tests of the workers share."""

import threading
from collections.abc import Callable

import pytest


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
