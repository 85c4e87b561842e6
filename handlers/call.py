"""One request as a handler sees it, and what a handler may give back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from domain.errors import Unauthenticated
from domain.users import Caller, User
from domain.work import Studio

T = TypeVar("T")
H = TypeVar("H", bound=Callable[..., Any])

NO_STORE = {"Cache-Control": "no-store"}
"""For answers that are true only now."""


@dataclass(slots=True)
class Call:
    """One request. Parameters and body come to the handler as arguments; this is the rest."""

    studio: Studio
    method: str
    path: str
    query: bytes
    headers: Mapping[bytes, bytes]
    """By lower-case name; one that came in several lines is joined."""
    path_values: Mapping[str, str]
    trace_id: str
    span_id: str | None = None
    """The span that records it; None where no traces are recorded."""
    client: str = ""
    """The client's address, as far as it is known; behind a trusted proxy, that of its client."""
    scheme: str = "http"
    """`https` where TLS ends here, or at a proxy that says so and is believed."""
    raw_body: bytes = b""
    caller: Caller | None = None
    """Who is asking; None for the public."""
    conditions: Mapping[str, str | None] | None = None
    """`If-None-Match`, `Range`, `If-Range` as arguments are named, where the operation has any."""
    accepted: str = ""
    """The best of the media types offered for success, by `Accept`; the first one of equals."""

    @property
    def viewer(self) -> User | None:
        """The person who asks, or None for the public."""
        return self.caller.user if self.caller else None

    @property
    def signed_in(self) -> Caller:
        """Who asks and by which proof, where the contract demands one."""
        if self.caller is None:
            raise Unauthenticated("This operation needs a session or an API token.")
        return self.caller

    @property
    def user(self) -> User:
        """The person who asks, where the contract demands one."""
        return self.signed_in.user

    @property
    def user_agent(self) -> str:
        """What the client calls itself; empty when it does not say."""
        return self.headers.get(b"user-agent", b"").decode("latin-1")


@dataclass(frozen=True, slots=True)
class RawBody:
    """A request body that is not JSON, as it was sent."""

    media_type: str
    """Without parameters: `text/csv`."""
    data: bytes


def waits(what: str) -> Callable[[H], H]:
    """Mark a handler that waits between transactions: for another server, or for a slow hash.

    It runs in a thread of a pool for those that wait for the same, so that nobody else waits too.
    """

    def mark(handler: H) -> H:
        handler.waits_for = what  # type: ignore[attr-defined]
        return handler

    return mark


def content_of(body: Any) -> Any:
    """Give what a body that may be raw holds: its bytes, or else its JSON."""
    return body.data if isinstance(body, RawBody) else body


@dataclass(frozen=True, slots=True)
class Stream:
    """A body of bytes that is made while it is sent.

    Each chunk is pulled in a thread, not always the same, and never by two at once; that is a hop,
    so a chunk should have some kilobytes. A generator is closed at its end or as soon as nobody
    reads on; one that was never begun does nothing then.
    """

    chunks: Iterator[bytes]
    length: int | None = None
    """How many bytes they are together, if that is known."""


@dataclass(frozen=True, slots=True)
class Event:
    """One server-sent event (WHATWG HTML, 9.2). A body of them is an async iterator.

    That runs on the event loop, so it must wait for nothing that blocks.
    """

    id: str
    """What the client sends as `Last-Event-ID` when it comes back."""
    event: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ranged:
    """A body of `size` bytes; `read(start, end)` gives those from start up to end, exclusive."""

    size: int
    read: Callable[[int, int], bytes]


@dataclass(slots=True)
class Reply(Generic[T]):
    """An answer that says more than its body: another status than the first 2xx, or headers.

    `media_type` is one of those declared for the status; None means the first of them.
    """

    body: T
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str | None = None


def answer_of(result: Any) -> Reply[Any]:
    """Give what a handler returned as a Reply."""
    return result if isinstance(result, Reply) else Reply(result)
