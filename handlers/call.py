"""One request as a handler sees it, and what a handler may give back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from domain.errors import Unauthenticated
from domain.users import Caller, User
from domain.work import Studio

T = TypeVar("T")

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
    raw_body: bytes = b""
    caller: Caller | None = None
    """Who is asking; None for the public."""
    condition: str | None = None
    """`If-None-Match`, where the operation has it."""
    accepted: str = ""
    """The best of the media types offered for success, by `Accept`; the first one of equals."""

    @property
    def viewer(self) -> User | None:
        """The person who asks, or None for the public."""
        return self.caller.user if self.caller else None

    @property
    def user(self) -> User:
        """The person who asks, where the contract demands one."""
        if self.caller is None:
            raise Unauthenticated("This operation needs a session or an API token.")
        return self.caller.user


@dataclass(frozen=True, slots=True)
class RawBody:
    """A request body that is not JSON, as it was sent."""

    media_type: str
    """Without parameters: `text/csv`."""
    data: bytes


def content_of(body: Any) -> Any:
    """Give what a body that may be raw holds: its bytes, or else its JSON."""
    return body.data if isinstance(body, RawBody) else body


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
