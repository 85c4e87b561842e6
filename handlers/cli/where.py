"""Where requests go, and what proves who asks."""

from __future__ import annotations

import os
from argparse import Namespace
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeAlias

from handlers.cli import logins
from handlers.cli.client import Target
from handlers.cli.faults import WRONGLY_ASKED, Fault
from handlers.cli.parser import ask_for_secret
from handlers.cli.request import Request
from handlers.cli.table import Command
from handlers.cli.transport import OverHttp, checked_url

URL, TOKEN = "SPOLVERO_URL", "SPOLVERO_TOKEN"
AGENT = {"User-Agent": "spolvero"}

Here: TypeAlias = "Callable[[float, Collection[str], bool], AbstractContextManager[Target]]"
"""Opens the studio of this machine. It gets the timeout, the paths that requests will go to, and
whether jobs are to be drawn meanwhile."""


def plain_url(url: str, base: str) -> str:
    """A studio's address as it is kept: without a slash at its end, and without the API's base."""
    return checked_url(url).geturl().rstrip("/").removesuffix(base.rstrip("/"))


@contextmanager
def own_target(
    chosen: Namespace, head: Mapping[str, Any], here: Here, paths: Collection[str], working: bool
) -> Iterator[Target]:
    """A studio: `--url`, `--here`, SPOLVERO_URL, the last login, or else this machine's."""
    url = chosen.url
    if url is None and not chosen.here:
        url = os.environ.get(URL) or logins.default_url()
    if url is None:
        with here(chosen.timeout, paths, working) as target:
            yield target._replace(headers={**AGENT, **target.headers})
        return
    address = plain_url(url, head["base"])
    token = os.environ.get(TOKEN) or logins.token_for(address)
    transport = OverHttp(address + head["base"], chosen.timeout)
    headers = {**AGENT, **({"Authorization": bearer(token)} if token else {})}
    try:
        yield Target(transport, headers, address)
    finally:
        transport.close()


def bearer(token: str) -> str:
    """Write the header that a token goes in. Raises Fault for what no header can hold."""
    if not token or not all("!" <= each <= "~" for each in token):
        raise Fault(WRONGLY_ASKED, "A token is printable ASCII without spaces.")
    return f"Bearer {token}"


@contextmanager
def foreign_target(
    chosen: Namespace, head: Mapping[str, Any], command: Command, request: Request
) -> Iterator[tuple[Target, Request]]:
    """Somebody's API: `--url`, or where the document says that it is."""
    url = chosen.url or head["base"]
    if "://" not in url:
        raise Fault(
            WRONGLY_ASKED, "The document does not say where the API is: name it with --url."
        )
    headers = dict(AGENT)
    if chosen.basic is not None:
        pair = _proof(chosen.basic, "user:password")
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    elif chosen.token is not None:
        request = _with_token(request, headers, head, command, _proof(chosen.token, "token"))
    transport = OverHttp(url, chosen.timeout)
    try:
        yield Target(transport, headers, url), request
    finally:
        transport.close()


def _with_token(
    request: Request,
    headers: dict[str, str],
    head: Mapping[str, Any],
    command: Command,
    token: str,
) -> Request:
    """Put a token where the operation's security wants it: `Authorization` unless it says else."""
    names = [name for each in command["security"] for name in each]
    schemes = [head["schemes"].get(name, {}) for name in names]
    keys = [each for each in schemes if each.get("type") == "apiKey"]
    if not keys or any(each.get("type") in ("http", "oauth2", "openIdConnect") for each in schemes):
        headers["Authorization"] = bearer(token)
        return request
    key = keys[0]
    if key.get("in") == "query":
        return request.asking(key["name"], token)
    if key.get("in") == "cookie":
        before = request.headers.get("Cookie")
        headers["Cookie"] = "; ".join(filter(None, (before, f"{key['name']}={token}")))
        kept = {name: value for name, value in request.headers.items() if name != "Cookie"}
        return request._replace(headers=kept)
    headers[key["name"]] = bearer(token).removeprefix("Bearer ")
    return request


def _proof(said: str, what: str) -> str:
    if said == "-":
        return ask_for_secret(what)
    if said.startswith("env:"):
        value = os.environ.get(said.removeprefix("env:"))
        if not value:
            raise Fault(WRONGLY_ASKED, f"{said.removeprefix('env:')} is not set.")
        return value
    return said
