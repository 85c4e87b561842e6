"""Where an API is: the document's server, or the URL that was given in its place."""

from __future__ import annotations

from urllib.parse import urlsplit

from codegen.asked import WronglyAsked
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Transport
from codegen.verify.sending import request

_LOOKS = 6


def base_url(spec: Spec, url: str | None, transport: Transport, identity: Identity) -> str:
    """The URL that paths are put behind, without a slash at its end.

    A URL without a path may mean the server, below which is the document's own base path, or the
    API itself: whichever knows more of the operations. Raises WronglyAsked, Unreachable.
    """
    if url is None:
        servers = spec.document.get("servers")
        first = servers[0] if isinstance(servers, list) and servers else {}
        own = str(first.get("url", ""))
        for name, variable in (first.get("variables") or {}).items():
            own = own.replace(f"{{{name}}}", str(variable.get("default", "")))
        if urlsplit(own).scheme not in ("http", "https"):
            raise WronglyAsked("the document names no server; say where the API is: --url URL")
        return own.rstrip("/")
    split = urlsplit(url)
    if split.scheme not in ("http", "https") or not split.hostname:
        raise WronglyAsked(f"--url {url} is no URL of HTTP, such as http://localhost:8000")
    url = url.rstrip("/")
    own = spec.base_path
    if not own or split.path.rstrip("/"):
        return url
    return max((url + own, url), key=lambda base: _known(spec, base, transport, identity))


def _known(spec: Spec, base: str, transport: Transport, identity: Identity) -> int:
    """How many of a few operations that change nothing are known there."""
    asked = [
        each for each in spec.operations.values() if each.method == "GET" and "{" not in each.path
    ]
    known = 0
    for operation in asked[:_LOOKS]:
        reply = transport(request(operation, base, identity=identity))
        known += reply.status not in (404, 405)
    return known
