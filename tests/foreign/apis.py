"""The foreign APIs, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tests.foreign.library.app as library
import tests.foreign.library.drifts
import tests.foreign.library.tour
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
}
