"""`requests` over our transport, so that Schemathesis meets the same layers as the laws do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from io import BytesIO
from time import perf_counter
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from requests.exceptions import ConnectionError as NoConnection
from urllib3 import HTTPHeaderDict, HTTPResponse

from codegen.verify.exchange import NOBODY, Identity, Reply, Request, Transport

Named = Callable[[PreparedRequest], str]
"""Says which operation a request is meant for; an empty text when that is unknown."""


class Adapter(BaseAdapter):
    """Mount it on a session: `session.mount("http://", Adapter(transport))`."""

    def __init__(
        self,
        transport: Transport,
        named: Named | None = None,
        identity: Identity = NOBODY,
        heard: Callable[[Request, Reply], None] | None = None,
    ) -> None:
        """`named` tells a request's operation; `identity` is who sends; `heard` is told of each."""
        super().__init__()
        self._transport = transport
        self._named = named
        self._identity = identity
        self._heard = heard

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> Response:
        """Send as `requests` wants it sent."""
        began = perf_counter()
        sent = Request(
            operation=self._named(request) if self._named else "",
            method=request.method or "GET",
            url=request.url or "",
            headers={
                name: _text(value)
                for name, value in request.headers.items()
                if name.lower() not in ("content-length", "host", "transfer-encoding")
            },
            body=_bytes(request.body),
            identity=self._identity,
        )
        try:
            reply = self._transport(sent)
        except ConnectionError as fault:
            raise NoConnection(str(fault), request=request) from fault
        if self._heard:
            self._heard(sent, reply)
        return _response(request, reply, perf_counter() - began)

    def close(self) -> None:
        """Nothing is open here: the transport closes its connections itself."""


def _response(request: PreparedRequest, reply: Reply, seconds: float) -> Response:
    headers = HTTPHeaderDict(reply.headers)
    # The body is decoded already.
    headers.discard("content-encoding")
    response = Response()
    response.status_code = reply.status
    response.headers.update(headers)
    response.raw = HTTPResponse(
        body=BytesIO(reply.body),
        headers=headers,
        status=reply.status,
        version=11,
        preload_content=False,
        decode_content=False,
    )
    response._content = reply.body
    response.url = request.url or ""
    response.request = request
    response.elapsed = timedelta(seconds=seconds)
    content_type = reply.headers.get("content-type", "")
    if "charset=" in content_type.lower():
        response.encoding = content_type.lower().partition("charset=")[2].split(";")[0].strip('" ')
    return response


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _bytes(body: Any) -> bytes | None:
    if body is None or isinstance(body, bytes):
        return body
    if isinstance(body, str):
        return body.encode()
    if hasattr(body, "read"):
        read: bytes = body.read()
        return read
    return b"".join(body)
