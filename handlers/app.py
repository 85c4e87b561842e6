"""Assembly for HTTP: contract + handlers + studio -> an ASGI application. Holds no rule."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from domain.work import Studio
from handlers.auth import identify
from handlers.bridge.security import Identify
from handlers.contract import Contract
from handlers.site import site

BUNDLE = Path(__file__).parent.parent / "openapi" / "bundle.json"


@cache
def bundle() -> dict[str, Any]:
    """Read the contract as it was generated: the only form that a running service knows."""
    contract: dict[str, Any] = json.loads(BUNDLE.read_bytes())
    return contract


def create_app(studio: Studio, identify: Identify = identify) -> Contract:
    """Make the application. Raises ValueError when contract and handlers do not fit together."""
    return Contract(
        site(bundle()),
        bundle(),
        studio,
        identify,
        max_body_bytes=studio.facts.max_body_bytes,
        threads=studio.threads,
    )
