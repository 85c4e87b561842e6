"""Assembly for HTTP: contract + handlers + studio -> an ASGI application. Holds no rule."""

import json
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from starlette.routing import Route
from starlette.types import ASGIApp

from domain.adapters.exposition import expose
from domain.work import Studio
from handlers.auth import identify, remember
from handlers.bridge.security import Identify
from handlers.contract import Contract
from handlers.metrics import PATH, Metrics
from handlers.noting import Noting
from handlers.site import site

BUNDLE = Path(__file__).parent.parent / "openapi" / "bundle.json"


@cache
def bundle() -> dict[str, Any]:
    """Read the contract as it was generated: the only form that a running service knows."""
    contract: dict[str, Any] = json.loads(BUNDLE.read_bytes())
    return contract


def metrics_of(studio: Studio, *, public: bool = False) -> Metrics:
    """Make what answers at `/metrics`."""
    return Metrics(studio, expose, public=public)


def create_app(
    studio: Studio,
    metrics: Metrics | None = None,
    *,
    apart: bool = False,
    identify: Identify = identify,
    beside: ASGIApp | None = None,
    paths: Collection[str] | None = None,
) -> Contract:
    """Make the application; `metrics` are at `/metrics`, or nowhere in it when they are `apart`.

    `beside` answers whatever is not the API's: the site, if not given. `paths`: only operations
    there are made, which for one request is most of the time that it takes to begin.
    Raises ValueError when contract and handlers do not fit together.
    """
    given = bundle()
    if paths is not None:
        given = {**given, "paths": {path: given["paths"][path] for path in paths}}
    more = [Route(PATH, metrics.respond)] if metrics is not None and not apart else []
    contract = Contract(
        beside or site(given, more=more),
        given,
        studio,
        identify,
        remember=remember,
        max_body_bytes=studio.facts.max_body_bytes,
        threads=studio.threads,
        tracing=studio.tracing,
        noting=Noting(studio),
    )
    if metrics is not None:
        metrics.contract = contract
    return contract
