"""Assembly for HTTP: contract + handlers + studio -> an ASGI application. Holds no rule."""

import json
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

from domain.work import Studio
from handlers.auth import identify
from handlers.bridge.security import Identify
from handlers.contract import Contract
from handlers.noting import Noting
from handlers.site import site

BUNDLE = Path(__file__).parent.parent / "openapi" / "bundle.json"


@cache
def bundle() -> dict[str, Any]:
    """Read the contract as it was generated: the only form that a running service knows."""
    contract: dict[str, Any] = json.loads(BUNDLE.read_bytes())
    return contract


def create_app(
    studio: Studio,
    identify: Identify = identify,
    beside: ASGIApp | None = None,
    paths: Collection[str] | None = None,
) -> Contract:
    """Make the application. Raises ValueError when contract and handlers do not fit together.

    `beside` answers whatever is not the API's: the site, if not given. `paths`: only operations
    there are made, which for one request is most of the time that it takes to begin.
    """
    contract = bundle()
    if paths is not None:
        contract = {**contract, "paths": {path: contract["paths"][path] for path in paths}}
    return Contract(
        beside or site(contract),
        contract,
        studio,
        identify,
        max_body_bytes=studio.facts.max_body_bytes,
        threads=studio.threads,
        noting=Noting(studio),
    )
