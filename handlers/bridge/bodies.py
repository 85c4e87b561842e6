"""Request bodies, bounded while they are read: JSON (RFC 8259) is decoded, all else stays raw."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.types import Receive

from domain.vocabulary import ProblemType
from handlers.bridge.schemas import Schema, Schemas
from handlers.call import Call, RawBody
from handlers.problems import Problem
from handlers.wire import InvalidPart

JSON = "application/json"
MOST = "x-max-bytes"
"""How many bytes a body of this media type may have, instead of the server's own limit."""
UTF_8 = ("charset=utf-8", 'charset="utf-8"')
FORMS = ("multipart/", "application/x-www-form-urlencoded")


class Gone(Exception):
    """Raised when the client hangs up before its request is complete."""


class _Twice(ValueError):
    """Raised for an object that has one key twice."""


async def read(receive: Receive, headers: Mapping[bytes, bytes], most: int) -> bytes:
    """Read the whole body. Raises Problem (413) beyond `most` bytes, and Gone."""
    announced = headers.get(b"content-length")
    if announced is not None and announced.isdigit() and int(announced) > most:
        raise _too_large(most)
    message = await receive()
    body: bytes = message.get("body", b"")
    if message.get("more_body"):
        pieces = bytearray(body)  # bytes would be copied whole for every piece
        while message.get("more_body") and len(pieces) <= most:
            message = await receive()
            pieces += message.get("body", b"")
        body = bytes(pieces)
    if message["type"] == "http.disconnect":
        raise Gone
    if len(body) > most:
        raise _too_large(most)
    return body


def _too_large(most: int) -> Problem:
    detail = f"The body may have at most {most} bytes."
    return Problem(ProblemType.PAYLOAD_TOO_LARGE, detail)


@dataclass(frozen=True, slots=True)
class _Media:
    """One declared media type; without a schema its bytes are handed on as they are."""

    essence: str
    schema: Schema | None
    most: int | None


class Body:
    """The body of one operation, in any of its media types."""

    def __init__(self, declared: Mapping[str, Any], schemas: Schemas) -> None:
        """Compile it. Raises ValueError for media types that are not supported."""
        self._required = declared.get("required", False)
        self._media = {
            media_type.lower(): self._compile(media_type.lower(), each, schemas)
            for media_type, each in declared["content"].items()
        }
        self._json = self._media.get(JSON)
        self._read = _listed(list(self._media))
        self.limits = any(media.most is not None for media in self._media.values())
        """Whether a media type has a limit of its own, so that `most` must be asked."""
        self.is_raw = any(media.schema is None for media in self._media.values())

    @staticmethod
    def _compile(media_type: str, declared: Mapping[str, Any], schemas: Schemas) -> _Media:
        if media_type.startswith(FORMS) or "*" in media_type or ";" in media_type:
            raise ValueError(f"a request body in {media_type} is not supported")
        most = declared.get(MOST)
        if most is not None and not (type(most) is int and most > 0):
            raise ValueError(f"{MOST} of {media_type} is not a number of bytes")
        schema = schemas.compile(declared.get("schema", True)) if media_type == JSON else None
        return _Media(media_type, schema, most)

    def most(self, headers: Mapping[bytes, bytes], most: int) -> int:
        """Give how many bytes this body may have, where the server's own limit is `most`."""
        media = self._found(headers.get(b"content-type", b""))
        return most if media is None or media.most is None else media.most

    def read(self, call: Call, invalid: list[InvalidPart]) -> Any:
        """Decode and check the body; add what is wrong to `invalid`. Raises Problem (400, 415)."""
        if not call.raw_body:
            if self._required:
                kind = "" if self.is_raw else "JSON "
                raise Problem(ProblemType.MALFORMED_BODY, f"This operation needs a {kind}body.")
            return None
        media_type = call.headers.get(b"content-type", b"")
        media = self._json if media_type == b"application/json" else self._found(media_type)
        if media is None:
            raise Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, f"Send the body as {self._read}.")
        if media.schema is None:
            return RawBody(media.essence, call.raw_body)
        value = decode(call.raw_body)
        if not media.schema.is_valid(value):
            try:
                invalid.extend(media.schema.errors(value, "body"))
            except ValueError:  # the validator cannot show what lies 255 levels deep
                detail = "The body is nested too deeply."
                raise Problem(ProblemType.MALFORMED_BODY, detail) from None
            return None
        return media.schema.fit(value)

    def _found(self, media_type: bytes) -> _Media | None:
        """Find what is declared for a `Content-Type`; nothing for a charset other than UTF-8."""
        text = media_type.decode("latin-1").lower()
        essence, *parameters = (part.strip() for part in text.split(";"))
        media = self._media.get(essence)
        if media is None:
            return None
        for parameter in parameters:
            ours = media.schema is not None or parameter.startswith("charset")  # others: ignored
            if ours and parameter not in ("", *UTF_8):
                return None
        return media


def _listed(words: list[str]) -> str:
    return " or ".join(word for word in (", ".join(words[:-1]), words[-1]) if word)


def decode(raw: bytes) -> Any:
    """Decode strict JSON. Raises Problem (400)."""
    try:
        # orjson refuses what Python's parser lets pass (NaN, 1e400, lone surrogates, bad UTF-8,
        # deep nesting); Python's sees what orjson mends: doubled keys, integers beyond 64 bits.
        orjson.loads(raw)
        return _loads(raw.decode())
    except _Twice as twice:
        detail = f"The body has the key {json.dumps(str(twice))} twice in one object."
    except orjson.JSONDecodeError as error:
        detail = f"The body is not JSON: {error.msg}, line {error.lineno} column {error.colno}."
    except (ValueError, RecursionError):
        detail = "The body is not JSON that can be read."
    raise Problem(ProblemType.MALFORMED_BODY, detail)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        seen: set[str] = set()
        raise _Twice(next(k for k, _ in pairs if k in seen or seen.add(k)))  # type: ignore[func-returns-value]
    return value


_loads = json.JSONDecoder(object_pairs_hook=_unique).decode
