"""Replies: what an operation may answer, checked before a byte of it leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.bridge.encoding import ReplyBroken, encode
from handlers.bridge.events import EVENT_STREAM, Events, EventStream
from handlers.bridge.schemas import Schema, Schemas
from handlers.bridge.streams import Streamed
from handlers.call import Reply, Stream

Headers = list[tuple[bytes, bytes]]
FRAMING = frozenset((b"content-type", b"content-length", b"transfer-encoding"))
TRACE_HEADER = "x-trace-id"  # the bridge itself sends it with everything


@dataclass(slots=True)
class Wire:
    """An answer as it leaves."""

    status: int
    headers: Headers
    body: bytes | Streamed


@dataclass(frozen=True, slots=True)
class _Media:
    """One declared media type: JSON with its schema, events with theirs, or else bytes."""

    content_type: bytes
    schema: Schema | None
    events: Events | None
    what: str
    """How a breach of it is named: `status 200`."""


@dataclass(frozen=True, slots=True)
class _Declared:
    """One declared status, compiled."""

    first: _Media | None
    media: Mapping[str, _Media]
    headers: tuple[tuple[str, Schema], ...]


def is_json(media_type: str) -> bool:
    """Tell whether a body of this media type is JSON (RFC 6839, 3.1)."""
    return media_type == "application/json" or media_type.endswith("+json")


class Replies:
    """All that one operation may answer."""

    def __init__(self, declared: Mapping[str, Any], schemas: Schemas) -> None:
        self._statuses = {
            int(status): self._compile(status, schemas.resolve(each), schemas)
            for status, each in declared.items()
        }
        successes = [status for status in self._statuses if 200 <= status < 300]
        successes += [s for s in self._statuses if 300 <= s < 400 and s != 304]
        if not successes:
            raise ValueError("no 2xx reply is declared, nor a redirection")
        self.success = successes[0]
        self.offered = list(self._statuses[self.success].media)

    @staticmethod
    def _compile(status: str, declared: Mapping[str, Any], schemas: Schemas) -> _Declared:
        media = {
            media_type: _Media(
                media_type.encode(),
                schemas.compile(each.get("schema", True)) if is_json(media_type) else None,
                Events(each, schemas) if media_type == EVENT_STREAM else None,
                f"status {status}",
            )
            for media_type, each in declared.get("content", {}).items()
        }
        headers = []
        for name, header in declared.get("headers", {}).items():
            header = schemas.resolve(header)
            if name.lower() != TRACE_HEADER and header.get("required", False):
                headers.append((name, schemas.compile(header["schema"])))
        return _Declared(
            first=next(iter(media.values()), None), media=media, headers=tuple(headers)
        )

    def media_types(self, status: int | None) -> Sequence[str]:
        """Give what a status is declared with, the default first."""
        declared = self._statuses.get(status or self.success)
        return [*declared.media] if declared else []

    def wire(self, reply: Reply[Any]) -> Wire:
        """Check an answer and encode it. Raises ReplyBroken."""
        status = reply.status or self.success
        declared = self._statuses.get(status)
        if declared is None:
            raise ReplyBroken(f"status {status} is not declared")
        headers: Headers = []
        for name, text in reply.headers.items():
            key = name.lower().encode()
            if key in FRAMING:
                raise ReplyBroken(f"status {status}: the header {name} is not the handler's to say")
            headers.append((key, text.encode()))
        for name, schema in declared.headers:
            value = reply.headers.get(name)
            if value is None or not schema.is_valid(value):
                raise ReplyBroken(f"status {status}: the header {name} is missing or wrong")
        media = declared.first
        if reply.media_type is not None:
            media = declared.media.get(reply.media_type)
            if media is None:
                raise ReplyBroken(f"status {status} is not declared with {reply.media_type}")
        if media is not None:
            body = self._encode(reply.body, media)
            headers.append((b"content-type", media.content_type))
        elif reply.body is None:
            body = b""
        else:
            raise ReplyBroken(f"status {status} is declared without a body, and has one")
        if isinstance(body, bytes):
            if status not in (204, 304):
                headers.append((b"content-length", b"%d" % len(body)))
        elif isinstance(body, EventStream):
            headers.append((b"x-accel-buffering", b"no"))  # nginx would wait for more of it
        elif isinstance(body, Stream) and body.length is not None:
            headers.append((b"content-length", b"%d" % body.length))
        return Wire(status, headers, body)

    @staticmethod
    def _encode(body: Any, media: _Media) -> bytes | Streamed:
        if media.schema is not None:
            return encode(body, media.schema, media.what)
        if media.events is not None:
            if not hasattr(body, "__anext__"):
                raise ReplyBroken(f"{media.what} needs events, not {type(body).__name__}")
            return EventStream(body, media.events.frame)
        if not isinstance(body, bytes | Stream):
            raise ReplyBroken(f"{media.what} needs bytes, not {type(body).__name__}")
        return body
