"""What the tests of imports share: a desk in a studio on SQLite, or on each kind of database."""

from pathlib import Path

import pytest

from domain.imports import grouping
from tests.domain.hand import Hand
from tests.imports.desk import Desk


@pytest.fixture
def desk(hand: Hand, tmp_path: Path) -> Desk:
    return Desk(hand, tmp_path / "source")


@pytest.fixture
def desk_anywhere(anywhere: Hand, tmp_path: Path) -> Desk:
    return Desk(anywhere, tmp_path / "source")


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two files make a batch."""
    monkeypatch.setattr(grouping, "AT_ONCE", 2)
