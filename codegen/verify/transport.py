"""Requests over a real socket: as they are, without redirects, cookies or second tries."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from socket import socket
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from codegen.verify.exchange import Layer, Reply, Request, Transport

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.connectionpool import HTTPConnectionPool

_PATIENCE: Final = 10.0
"""How many seconds the server may ask for by Retry-After, in all, for one request."""
_MOST: Final = 64 * 1024 * 1024
_STREAM_SECONDS: Final = 0.5


class Unreachable(ConnectionError):
    """There is no server: nothing takes the connection."""


class Late(ConnectionError):
    """No answer came in time, which breaks no contract: it may be a request that waits for news."""


class Http:
    """Sends requests to servers, each over a connection that is kept. Safe for threads."""

    def __init__(self, timeout: float = 10.0) -> None:
        """`timeout` is how many seconds may pass before the server says something."""
        self._timeout = timeout
        self._pools: dict[tuple[str, str, int | None], HTTPConnectionPool] = {}
        self._lock = threading.Lock()
        self.count = 0
        """How many requests were sent."""

    def __call__(self, request: Request) -> Reply:
        """Send; ConnectionError when no answer came, Late when none came in time, Unreachable when
        there is nobody to ask."""
        reply = self._once(request)
        waited = 0.0
        while reply.status in (429, 503) and "retry-after" in reply.headers:
            seconds = _seconds(reply.headers["retry-after"])
            if seconds is None or waited + seconds > _PATIENCE:
                break
            time.sleep(seconds)
            waited += seconds or 0.05
            reply = self._once(request)
        return reply

    def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            pool.close()
        self._pools.clear()

    def _once(self, request: Request) -> Reply:
        from urllib3.exceptions import HTTPError, NewConnectionError, ProtocolError, TimeoutError

        self.count += 1
        url = urlsplit(request.url)
        pool = self._pool(url.scheme, url.hostname or "", url.port)
        target = (url.path or "/") + (f"?{url.query}" if url.query else "")
        headers = {"Accept": "*/*", "User-Agent": "spolvero"}
        lower = {name.lower() for name in request.headers}
        headers = {name: value for name, value in headers.items() if name.lower() not in lower}
        headers.update(request.headers)
        for last in (False, True):
            try:
                answer = pool.urlopen(
                    request.method,
                    target,
                    body=request.body,
                    headers=headers,
                    retries=False,
                    redirect=False,
                    preload_content=False,
                    decode_content=True,
                    assert_same_host=False,
                )
                return _read(answer)
            except NewConnectionError as gone:
                raise Unreachable(f"nothing listens at {url.scheme}://{url.netloc}") from gone
            except ProtocolError as broken:
                # A connection that was idle may be closed as we ask (RFC 9112, 9.3.1).
                if last:
                    raise ConnectionError("the server hung up without an answer") from broken
            except TimeoutError as late:
                raise Late(f"no answer within {self._timeout:g} s") from late
            except (HTTPError, OSError) as fault:
                raise ConnectionError(str(fault)) from fault
        raise AssertionError  # pragma: no cover

    def _pool(self, scheme: str, host: str, port: int | None) -> HTTPConnectionPool:
        from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout

        key = scheme, host, port
        with self._lock:
            if key not in self._pools:
                kind = HTTPSConnectionPool if scheme == "https" else HTTPConnectionPool
                timeout = Timeout(connect=5.0, read=self._timeout)
                self._pools[key] = kind(host, port, timeout=timeout, maxsize=8)
            return self._pools[key]


def _read(answer: BaseHTTPResponse) -> Reply:
    from urllib3.exceptions import HTTPError

    headers = {name.lower(): answer.headers[name] for name in answer.headers}
    if headers.get("content-type", "").startswith("text/event-stream"):
        body = _beginning(answer)
    else:
        try:
            body = answer.read(_MOST)
        except HTTPError as fault:
            answer.close()
            raise ConnectionError(f"the answer broke off: {fault}") from fault
        answer.release_conn()
    return Reply(answer.status, headers, body)


def _beginning(answer: BaseHTTPResponse) -> bytes:
    """What a stream of events says at once; it may go on for ever."""
    from urllib3.exceptions import HTTPError

    found = _socket(answer)
    if found is not None:
        found.settimeout(_STREAM_SECONDS)
    pieces: list[bytes] = []
    ends = time.monotonic() + _STREAM_SECONDS
    try:
        while time.monotonic() < ends and sum(map(len, pieces)) < _MOST:
            piece = answer.read1(65536)
            if not piece:
                break
            pieces.append(piece)
    except (HTTPError, OSError):
        pass  # it said nothing more in time
    answer.close()
    return b"".join(pieces)


def _socket(answer: BaseHTTPResponse) -> socket | None:
    """What is read from; a connection that is not kept has given it to the answer."""
    found: Any = getattr(getattr(answer, "connection", None), "sock", None)
    if found is None:
        found = answer
        for name in ("_fp", "fp", "raw", "_sock"):
            found = getattr(found, name, None)
    return found if isinstance(found, socket) else None


def _seconds(retry_after: str) -> float | None:
    """How long to wait (RFC 9110, 10.2.3); None when it cannot be read."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


@dataclass
class Layered:
    """A transport with layers around it; the first one sees a request first."""

    inner: Transport
    layers: Sequence[Layer] = field(default_factory=tuple)

    def __call__(self, request: Request) -> Reply:
        """Send through all layers."""
        return _through(self.inner, tuple(self.layers), request)


def _through(inner: Transport, layers: tuple[Layer, ...], request: Request) -> Reply:
    if not layers:
        return inner(request)
    return layers[0](request, lambda changed: _through(inner, layers[1:], changed))
