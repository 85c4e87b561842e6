"""Request bodies: bounded while they are read, and strictly JSON (RFC 8259) once they are there."""

import json
from collections.abc import Mapping
from typing import Any

import orjson
from starlette.types import Receive

from domain.vocabulary import ProblemType
from handlers.bridge.schemas import Schemas
from handlers.call import Call
from handlers.problems import Problem
from handlers.wire import InvalidPart

JSON = "application/json"


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
    while message.get("more_body") and len(body) <= most:
        message = await receive()
        body += message.get("body", b"")
    if message["type"] == "http.disconnect":
        raise Gone
    if len(body) > most:
        raise _too_large(most)
    return body


def _too_large(most: int) -> Problem:
    detail = f"The body may have at most {most} bytes."
    return Problem(ProblemType.PAYLOAD_TOO_LARGE, detail)


class Body:
    """The JSON body of one operation."""

    def __init__(self, declared: Mapping[str, Any], schemas: Schemas) -> None:
        if set(declared["content"]) != {JSON}:
            raise ValueError("a request body other than application/json is not supported")
        self._required = declared.get("required", False)
        self._schema = schemas.compile(declared["content"][JSON]["schema"])

    def read(self, call: Call, invalid: list[InvalidPart]) -> Any:
        """Decode and check the body; add what is wrong to `invalid`. Raises Problem (400, 415)."""
        if not call.raw_body:
            if self._required:
                raise Problem(ProblemType.MALFORMED_BODY, "This operation needs a JSON body.")
            return None
        media_type = call.headers.get(b"content-type", b"")
        if media_type != b"application/json" and not _is_json(media_type.decode("latin-1")):
            raise Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, f"Send the body as {JSON}.")
        value = decode(call.raw_body)
        if not self._schema.is_valid(value):
            try:
                invalid.extend(self._schema.errors(value, "body"))
            except ValueError:  # the validator cannot show what lies 255 levels deep
                detail = "The body is nested too deeply."
                raise Problem(ProblemType.MALFORMED_BODY, detail) from None
            return None
        return self._schema.fit(value)


def _is_json(media_type: str) -> bool:
    essence, *parameters = (part.strip().lower() for part in media_type.split(";"))
    return essence == JSON and all(
        p in ("", "charset=utf-8", 'charset="utf-8"') for p in parameters
    )


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
