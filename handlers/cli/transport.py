"""How a request gets there: over HTTP, by the standard library.

`http.client` streams, waits and fails as it should, and needs nothing to be installed; what
`httpx` adds (HTTP/2, pools, async) a command that sends a handful of requests does not use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import SplitResult, urljoin, urlsplit

from handlers.cli.faults import OUT_OF_REACH, WRONGLY_ASKED, Fault

if TYPE_CHECKING:
    from http.client import HTTPConnection, HTTPResponse

CHUNK = 65_536
MOST_REDIRECTS = 5
DEFAULT_PORTS = {"http": 80, "https": 443}


class Unreachable(Exception):
    """The request did not get there, or its answer broke off; its text says why."""


class Answer(Protocol):
    """What came back. Its body is read once."""

    status: int
    headers: Mapping[str, str]
    """By their names in small letters."""

    def chunks(self) -> Iterator[bytes]:
        """The body as it comes. Raises Unreachable when it breaks off."""

    def read(self) -> bytes:
        """All of the body. Raises Unreachable when it breaks off."""

    def close(self) -> None:
        """Want no more of it."""


class Transport(Protocol):
    """Sends requests to one server."""

    def send(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes | None
    ) -> Answer:
        """Send one request. Raises Unreachable."""

    def close(self) -> None:
        """Send no more."""


class OverHttp:
    """Sends requests to a URL; what stands in its path comes before each target."""

    def __init__(self, url: str, timeout: float) -> None:
        self._url = checked_url(url)
        self._timeout = timeout
        self._connection: HTTPConnection | None = None

    def send(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes | None
    ) -> Answer:
        """Send one request, and follow where it is sent on to if it only reads."""
        url = self._url.geturl().rstrip("/") + target
        answer = self._once(method, url, headers, body)
        for _ in range(MOST_REDIRECTS):
            location = answer.headers.get("location")
            if method not in ("GET", "HEAD") or not 301 <= answer.status <= 308 or not location:
                break
            answer.close()
            onward = urljoin(url, location)
            if urlsplit(onward).scheme not in DEFAULT_PORTS:
                raise Unreachable("the server sends us on to what is no web address")
            if origin(onward) != origin(url):
                # What proves who asks was meant for the first server only.
                headers = {
                    name: value
                    for name, value in headers.items()
                    if name.lower() in ("accept", "range", "user-agent")
                }
            url = onward
            answer = self._once(method, url, headers, body)
        return answer

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _once(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None
    ) -> _HttpAnswer:
        from http.client import HTTPException

        parts = urlsplit(url)
        self.close()
        connection, target = _connect(parts, self._timeout)
        self._connection = connection
        try:
            connection.request(method, target, body=body, headers=dict(headers))
            return _HttpAnswer(connection.getresponse())
        except (OSError, HTTPException) as wrong:
            connection.close()
            raise Unreachable(reason(wrong)) from None


class _HttpAnswer:
    def __init__(self, response: HTTPResponse) -> None:
        self._response = response
        self.status = response.status
        found: dict[str, str] = {}
        for name, value in response.getheaders():
            key = name.lower()
            found[key] = f"{found[key]}, {value}" if key in found else value
        self.headers: Mapping[str, str] = found

    def chunks(self) -> Iterator[bytes]:
        from http.client import HTTPException

        try:
            # `read1` gives what is there, so that an event is seen when it happens.
            while chunk := self._response.read1(CHUNK):
                yield chunk
            # A body that was cut off ends like a whole one, but for what was promised.
            if self._response.length:
                raise Unreachable("the answer broke off")
        except (OSError, HTTPException, ValueError) as wrong:
            raise Unreachable(reason(wrong)) from None

    def read(self) -> bytes:
        return b"".join(self.chunks())

    def close(self) -> None:
        self._response.close()


def checked_url(url: str) -> SplitResult:
    """Take a URL apart. Raises Fault for what is no web address."""
    try:
        parts = urlsplit(url)
        if parts.scheme in DEFAULT_PORTS and parts.hostname and parts.port != 0:
            return parts._replace(query="", fragment="")
    except ValueError:
        pass
    raise Fault(WRONGLY_ASKED, f"{url!r} is no http:// or https:// address.")


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port: whom a secret was meant for."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or DEFAULT_PORTS.get(parts.scheme, 0)


def _connect(parts: SplitResult, timeout: float) -> tuple[HTTPConnection, str]:
    """A connection, through the proxy that the environment names, and the request's target."""
    from http.client import HTTPConnection, HTTPSConnection
    from urllib.request import getproxies, proxy_bypass

    secure = parts.scheme == "https"
    kind: Any = HTTPSConnection if secure else HTTPConnection
    host, port = parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    proxy = None if proxy_bypass(host) else getproxies().get(parts.scheme)
    if proxy is None:
        return kind(host, port, timeout=timeout), target
    via = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    connection = kind(via.hostname or "", via.port or 80, timeout=timeout)
    if secure:
        connection.set_tunnel(host, port)
        return connection, target
    return connection, f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{target}"


def reason(wrong: Exception) -> str:
    """Why, in a person's words."""
    if isinstance(wrong, TimeoutError):
        return "no answer came in time"
    text = getattr(wrong, "strerror", None) or str(wrong) or type(wrong).__name__
    return str(text[:1].lower() + text[1:])


def unreachable(where: str, wrong: Unreachable) -> Fault:
    """The fault of a request that did not get there."""
    return Fault(OUT_OF_REACH, f"{where} cannot be reached: {wrong}.")
