"""Requests and replies with one thing changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from codegen.verify.exchange import Reply

if TYPE_CHECKING:
    from codegen.verify.exchange import Request


def is_json(media_type: str) -> bool:
    """Whether bodies of this media type are JSON values (RFC 6839, 3.1)."""
    name = media_type.partition(";")[0].strip().lower()
    return name == "application/json" or name.endswith("+json")


# Replies


def with_status(reply: Reply, status: int) -> Reply:
    return Reply(status, reply.headers, reply.body)


def with_body(reply: Reply, body: bytes, media_type: str | None = None) -> Reply:
    """The same with other bytes."""
    headers = {**reply.headers, "content-length": str(len(body))}
    if media_type is not None:
        headers["content-type"] = media_type
    for name in ("content-encoding", "transfer-encoding"):
        headers.pop(name, None)
    return Reply(reply.status, headers, body)


def with_json(reply: Reply, value: Any) -> Reply:
    """The same with another JSON value; its media type stays."""
    return with_body(reply, json.dumps(value, ensure_ascii=False).encode())


def with_header(reply: Reply, name: str, value: str | None) -> Reply:
    """The same with a header; without it when `value` is None."""
    headers = {key: each for key, each in reply.headers.items() if key != name.lower()}
    if value is not None:
        headers[name.lower()] = value
    return Reply(reply.status, headers, reply.body)


# Requests


def query(request: Request) -> list[tuple[str, str]]:
    """The pairs of its query, decoded."""
    return parse_qsl(urlsplit(request.url).query, keep_blank_values=True)


def with_query(request: Request, pairs: Iterable[tuple[str, str]]) -> Request:
    """The same with another query."""
    url = urlunsplit(urlsplit(request.url)._replace(query=urlencode([*pairs])))
    return replace(request, url=url)


def given(request: Request, name: str) -> str | None:
    """The value of a query parameter, its first; None when it is absent."""
    for key, value in query(request):
        if key == name:
            return value
    return None


def with_parameter(request: Request, name: str, value: str | None) -> Request:
    """The same with this query parameter once; without it when `value` is None."""
    pairs = [pair for pair in query(request) if pair[0] not in (name, f"{name}[]")]
    return with_query(request, pairs if value is None else [*pairs, (name, value)])


def header(request: Request, name: str) -> str | None:
    """The value of a request's header; names are compared without regard to case."""
    for key, value in request.headers.items():
        if key.lower() == name.lower():
            return value
    return None


def with_headers(request: Request, headers: Mapping[str, str | None]) -> Request:
    """The same with these headers; without those whose value is None."""
    changed = {name.lower() for name in headers}
    kept = {name: value for name, value in request.headers.items() if name.lower() not in changed}
    new = {name: value for name, value in headers.items() if value is not None}
    return replace(request, headers={**kept, **new})


def value_of(request: Request) -> Any:
    """The JSON value of its body; LookupError when it has none."""
    if request.body is None:
        raise LookupError
    try:
        return json.loads(request.body)
    except ValueError:
        raise LookupError from None


def with_value(request: Request, value: Any) -> Request:
    """The same with another JSON value as its body."""
    body = json.dumps(value, ensure_ascii=False).encode()
    without = with_headers(request, {"Content-Length": None})
    return replace(without, body=body, value=value)
