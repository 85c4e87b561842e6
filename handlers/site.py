"""What is served beside the API: the page at `/`, the reference at `/docs`, the contract itself."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""libyaml's, where PyYAML was built with it: it takes a fifth of the time."""

WEB = Path(__file__).parent.parent / "web" / "dist"

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'; style-src 'self'"
)
# The reference's renderer writes style elements and starts a worker; its scripts are files too.
DOCS_POLICY = POLICY + " 'unsafe-inline'; worker-src 'self' blob:"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SafeHeaders:
    """Sends the security headers with every answer of the site."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer through the site."""
        policy = DOCS_POLICY if scope.get("path", "").startswith("/docs") else POLICY
        extra = {**HEADERS, "Content-Security-Policy": policy}

        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                more = [(k.lower().encode(), v.encode()) for k, v in extra.items()]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        await self.app(scope, receive, send_more)


def site(bundle: Mapping[str, Any], web: Path = WEB, more: Sequence[Route] = ()) -> ASGIApp:
    """Make the application for every path that is not the API's; `more` is served beside."""

    @cache
    def as_json() -> bytes:  # not at the start: it takes long, and few ask for it
        return json.dumps(bundle, ensure_ascii=False, indent=2).encode()

    def openapi_json(_request: Request) -> Response:
        return Response(as_json(), media_type="application/json")

    @cache
    def as_yaml() -> bytes:
        given = dict(bundle)
        return yaml.dump(given, Dumper=DUMPER, allow_unicode=True, sort_keys=False).encode()

    def openapi_yaml(_request: Request) -> Response:
        return Response(as_yaml(), media_type="application/yaml")

    def docs(_request: Request) -> Response:
        return RedirectResponse("/docs/")

    def no_page(_request: Request) -> Response:
        text = "The page is not built yet: run `make setup`. The API is at /api/v1.\n"
        return PlainTextResponse(text, status_code=503)

    async def error(_request: Request, exception: Exception) -> Response:
        status = exception.status_code if isinstance(exception, HTTPException) else 500
        headers = exception.headers if isinstance(exception, HTTPException) else None
        return PlainTextResponse("There is nothing here.\n", status_code=status, headers=headers)

    built = (web / "index.html").is_file()
    page = Mount("/", StaticFiles(directory=web, html=True)) if built else Route("/", no_page)
    app = Starlette(
        routes=[
            Route("/openapi.json", openapi_json),
            Route("/openapi.yaml", openapi_yaml),
            Route("/docs", docs),
            *more,
            page,
        ],
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={HTTPException: error},
    )
    app.router.redirect_slashes = False  # it would send people to wherever `Host` says
    return app
