"""The foreign APIs, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tests.foreign.library.app as library
import tests.foreign.library.drifts
import tests.foreign.library.tour
import tests.foreign.tasks.app as tasks
import tests.foreign.tasks.drifts
import tests.foreign.tasks.tour
import tests.foreign.tracker.app as tracker
import tests.foreign.tracker.drifts
import tests.foreign.tracker.tour
from tests.foreign.drift import Drift
from tests.foreign.plain import Api
from tests.foreign.tour import Tour


@dataclass(frozen=True)
class Foreign:
    """An API, how it may lie, and who may use it."""

    contract: Path
    api: Callable[[Drift | None], Api]
    document: Mapping[str, Any]
    drifts: Mapping[str, Drift]
    identities: Mapping[str, Mapping[str, str]]
    """By name, the headers of each."""
    walk: Callable[[Tour], None]

    def application(self, drift: str | None = None) -> Any:
        """Give the ASGI application, with a drift of this name or honest."""
        return self.api(self.drifts[drift] if drift else None).application()


APIS = {
    "library": Foreign(
        library.CONTRACT,
        library.Library,
        library.DOCUMENT,
        tests.foreign.library.drifts.DRIFTS,
        {name: {"Authorization": card} for name, card in library.CARDS.items()},
        tests.foreign.library.tour.walk,
    ),
    "tracker": Foreign(
        tracker.CONTRACT,
        tracker.Tracker,
        tracker.DOCUMENT,
        tests.foreign.tracker.drifts.DRIFTS,
        {name: {"X-Api-Key": key} for name, key in tracker.KEYS.items()},
        tests.foreign.tracker.tour.walk,
    ),
    "tasks": Foreign(
        tasks.CONTRACT,
        tasks.Tasks,
        tasks.DOCUMENT,
        tests.foreign.tasks.drifts.DRIFTS,
        {name: {"Authorization": token} for name, token in tasks.TOKENS.items()},
        tests.foreign.tasks.tour.walk,
    ),
}
