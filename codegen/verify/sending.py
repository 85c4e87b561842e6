"""From arguments to a request: parameters written in their styles (OpenAPI 3.1, 4.8.12)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from codegen.spec import Operation, Parameter, Part
from codegen.verify.exchange import Identity, Request
from codegen.verify.proofs import proved
from codegen.verify.trial import ABSENT

BOUNDARY = "spolvero-9f2c1d"
"""Between the parts of a form; no drawn value contains it."""


def request(
    operation: Operation,
    base: str,
    *,
    path: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    headers: Mapping[str, Any] | None = None,
    body: Any = ABSENT,
    media_type: str | None = None,
    identity: Identity,
) -> Request:
    """The request that carries these arguments to `base`, which ends without a slash, and what the
    operation asks of the identity's proofs."""
    path, query, headers = path or {}, query or {}, headers or {}
    written = {name: _header(operation, name, value) for name, value in headers.items()}
    content = None
    if body is not ABSENT:
        media_type = media_type or default_media_type(operation) or "application/json"
        content, header = encoded(body, media_type, _part(operation, media_type))
        if not any(name.lower() == "content-type" for name in written):
            written["Content-Type"] = header
    pairs = [pair for name, value in query.items() for pair in _query(operation, name, value)]
    text = "&".join(f"{quote(name, safe='[]')}={value}" for name, value in pairs)
    url = base + _path(operation, path) + (f"?{text}" if text else "")
    plain = Request(
        operation=operation.key,
        method=operation.method,
        url=url,
        headers=written,
        body=content,
        parameters={**headers, **query, **path},
        value=None if body is ABSENT or isinstance(body, bytes) else body,
    )
    return proved(plain, operation, identity)


def needs_condition(operation: Operation, header: str) -> bool:
    """Whether a request is refused without a header of a precondition: one that is required, or
    that 428 asks for (RFC 6585, 3)."""
    declared = operation.parameter(header, "header")
    asked = header.lower() == "if-match" and "428" in operation.answers
    return declared is not None and (declared.required or asked)


def in_any_state(operation: Operation) -> dict[str, str]:
    """The headers with which a write is taken whatever has been written before."""
    return {"If-Match": "*"} if needs_condition(operation, "If-Match") else {}


def default_media_type(operation: Operation) -> str | None:
    """The media type that a body is sent in: JSON where that is possible."""
    names = list(operation.body.content) if operation.body else []
    return next((name for name in names if is_json(name)), names[0] if names else None)


def is_json(media_type: str) -> bool:
    """Whether a media type is of JSON (RFC 6839, 3.1)."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence in ("application/json", "text/json") or essence.endswith("+json")


def encoded(body: Any, media_type: str, part: Part | None = None) -> tuple[bytes, str]:
    """A body's bytes and its Content-Type. Bytes are sent as they are."""
    essence = media_type.partition(";")[0].strip().lower()
    if essence in ("*/*", "application/*"):
        media_type = essence = "application/json"
    if essence == "multipart/form-data" and isinstance(body, Mapping):
        return _multipart(body, part), f"multipart/form-data; boundary={BOUNDARY}"
    if isinstance(body, bytes):
        return body, media_type.replace("*", "plain") if "*" in media_type else media_type
    if essence == "application/x-www-form-urlencoded" and isinstance(body, Mapping):
        pairs = [
            (name, text(each))
            for name, value in body.items()
            for each in (value if isinstance(value, list) else [value])
        ]
        return urlencode(pairs).encode(), media_type
    if is_json(essence) or not isinstance(body, str):
        return json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass"), media_type
    return body.encode("utf-8", "surrogatepass"), media_type.replace("*", "plain")


def text(value: Any) -> str:
    """A value in a place where all is text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _multipart(body: Mapping[str, Any], part: Part | None) -> bytes:
    encoding = (part.raw.get("encoding") or {}) if part else {}
    lines: list[bytes] = []
    for name, value in body.items():
        for each in value if isinstance(value, list) else [value]:
            kind = str((encoding.get(name) or {}).get("contentType", "")).partition(",")[0].strip()
            disposition = f'Content-Disposition: form-data; name="{name}"'
            if isinstance(each, bytes):
                disposition += f'; filename="{name}"'
                kind = kind or "application/octet-stream"
            elif isinstance(each, dict):
                kind = kind or "application/json"
            lines += [b"--" + BOUNDARY.encode(), disposition.encode()]
            lines += [f"Content-Type: {kind}".encode()] if kind else []
            lines += [b"", each if isinstance(each, bytes) else text(each).encode()]
    return b"\r\n".join([*lines, b"--" + BOUNDARY.encode() + b"--", b""])


def _part(operation: Operation, media_type: str) -> Part | None:
    return operation.body.content.get(media_type) if operation.body else None


def _path(operation: Operation, given: Mapping[str, Any]) -> str:
    path = operation.path
    for name, value in given.items():
        hole = "{" + name + "}"
        if hole in path:
            path = path.replace(hole, _segment(name, value, operation.parameter(name, "path")))
    return path


def _segment(name: str, value: Any, parameter: Parameter | None) -> str:
    style = parameter.style if parameter else "simple"
    explode = parameter is not None and parameter.explode
    if parameter is not None and "content" in parameter.raw:
        words = [quote(json.dumps(value, ensure_ascii=False), safe="")]
    elif isinstance(value, list):
        words = [quote(text(each), safe="") for each in value]
    elif isinstance(value, dict):
        between = "=" if explode else ","
        words = [
            f"{quote(str(key), safe='')}{between}{quote(text(each), safe='')}"
            for key, each in value.items()
        ]
    else:
        words = [quote(text(value), safe="")]
    if style == "label":
        return "." + ("." if explode else ",").join(words)
    if style == "matrix":
        if explode and isinstance(value, (list, dict)):
            return "".join(
                f";{each if isinstance(value, dict) else f'{name}={each}'}" for each in words
            )
        return f";{name}={','.join(words)}"
    return ",".join(words)


def _simple(value: Any, parameter: Parameter | None) -> str:
    if parameter is not None and "content" in parameter.raw:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return ",".join(text(each) for each in value)
    if isinstance(value, dict):
        if parameter is not None and parameter.explode:
            return ",".join(f"{name}={text(each)}" for name, each in value.items())
        return ",".join(f"{name},{text(each)}" for name, each in value.items())
    return text(value)


def _header(operation: Operation, name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    return _simple(value, operation.parameter(name, "header"))


def _query(operation: Operation, name: str, value: Any) -> list[tuple[str, str]]:
    """Pairs whose values are encoded already."""
    parameter = operation.parameter(name, "query")
    if parameter is not None and "content" in parameter.raw:
        return [(name, quote(json.dumps(value, ensure_ascii=False), safe=""))]
    style = parameter.style if parameter else "form"
    explode = parameter.explode if parameter else True
    if isinstance(value, list):
        words = [quote(text(each), safe="") for each in value]
        if explode and style == "form":
            return [(name, word) for word in words]
        between = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}.get(style, ",")
        return [(name, between.join(words))]
    if isinstance(value, dict):
        pairs = [(str(key), quote(text(each), safe="")) for key, each in value.items()]
        if style == "deepObject":
            return [(f"{name}[{key}]", word) for key, word in pairs]
        if explode:
            return pairs
        return [(name, ",".join(f"{quote(key, safe='')},{word}" for key, word in pairs))]
    return [(name, quote(text(value), safe=""))]
