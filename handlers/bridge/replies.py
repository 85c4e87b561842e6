"""Replies: what an operation may answer, checked before a byte of it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from handlers.bridge.schemas import Schema, Schemas
from handlers.call import Reply

Headers = list[tuple[bytes, bytes]]
FRAMING = frozenset((b"content-type", b"content-length", b"transfer-encoding"))
TRACE_HEADER = "x-trace-id"  # the bridge itself sends it with everything


class ReplyBroken(Exception):
    """Raised for an answer that the contract does not allow; the text says where, for the log."""


@dataclass(frozen=True, slots=True)
class Wire:
    """An answer as it leaves."""

    status: int
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class _Declared:
    """One declared status, compiled."""

    media_type: bytes | None
    schema: Schema | None
    headers: tuple[tuple[str, Schema], ...]


class Replies:
    """All that one operation may answer."""

    def __init__(self, declared: Mapping[str, Any], schemas: Schemas) -> None:
        self._statuses = {
            int(status): self._compile(schemas.resolve(each), schemas)
            for status, each in declared.items()
        }
        successes = [status for status in self._statuses if 200 <= status < 300]
        if not successes:
            raise ValueError("no 2xx reply is declared")
        self.success = successes[0]
        media_type = self._statuses[self.success].media_type
        self.offered = [media_type.decode()] if media_type else []

    @staticmethod
    def _compile(declared: Mapping[str, Any], schemas: Schemas) -> _Declared:
        content: Mapping[str, Any] = declared.get("content", {})
        if len(content) > 1:
            raise ValueError("more than one media type for one status is not supported")
        media_type = next(iter(content), None)
        media: Mapping[str, Any] = content[media_type] if media_type else {}
        headers = []
        for name, header in declared.get("headers", {}).items():
            header = schemas.resolve(header)
            if name.lower() != TRACE_HEADER and header.get("required", False):
                headers.append((name, schemas.compile(header["schema"])))
        return _Declared(
            media_type=media_type.encode() if media_type else None,
            schema=schemas.compile(media["schema"]) if "schema" in media else None,
            headers=tuple(headers),
        )

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
        body = self._encode(reply.body, declared, status)
        if declared.media_type is not None:
            headers.append((b"content-type", declared.media_type))
        if status not in (204, 304):
            headers.append((b"content-length", b"%d" % len(body)))
        return Wire(status, headers, body)

    @staticmethod
    def _encode(body: Any, declared: _Declared, status: int) -> bytes:
        if declared.media_type is None:
            if body is not None:
                raise ReplyBroken(f"status {status} is declared without a body, and has one")
            return b""
        if declared.schema is None:
            if not isinstance(body, bytes):
                raise ReplyBroken(f"status {status} needs bytes, not {type(body).__name__}")
            return body
        # The object is checked, not its text: a second parse would cost more than all the rest.
        try:
            fits = declared.schema.is_valid(body)
        except ValueError as error:  # holds something that JSON has no word for
            raise ReplyBroken(f"status {status}: {error}") from None
        if not fits:
            first = declared.schema.errors(body, "body")[0]
            raise ReplyBroken(f"status {status}, at {first['pointer'] or '/'}: {first['detail']}")
        return orjson.dumps(body)
