"""Bodies that are forms: `application/x-www-form-urlencoded` and `multipart/form-data`."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from handlers.cli.faults import WRONGLY_ASKED, Fault
from handlers.cli.styles import in_query, text


def urlencoded(value: Mapping[str, Any], encoding: Mapping[str, Any]) -> bytes:
    """Write the fields as a query is written; `encoding` may give each its style."""
    parts = []
    for name, each in value.items():
        said = encoding.get(name, {})
        if isinstance(each, list | dict) and ("style" in said or "explode" in said):
            parts += in_query({"name": name, **said}, each)
        elif isinstance(each, list):
            parts += [f"{quote_plus(name)}={quote_plus(text(one))}" for one in each]
        else:
            parts.append(f"{quote_plus(name)}={quote_plus(text(each))}")
    return "&".join(parts).encode()


def multipart(
    value: Mapping[str, Any], schema: Mapping[str, Any], encoding: Mapping[str, Any]
) -> tuple[bytes, str]:
    """Write a part for each field (RFC 7578); give the body and its media type.

    A field of bytes is a file's name. Raises Fault for one that cannot be read.
    """
    boundary = secrets.token_hex(16)
    body = bytearray()
    fields = schema.get("fields", {})
    for name, each in _each_one(value):
        described = fields.get(name, {"type": "json"})
        described = described.get("items", described)
        said = encoding.get(name, {}).get("contentType")
        disposition = f'form-data; name="{_quoted(name)}"'
        if described.get("format") in ("binary", "byte") and isinstance(each, str):
            content = read_file(each)
            disposition += f'; filename="{_quoted(Path(each).name)}"'
            kind = said or guess(each) or "application/octet-stream"
        elif isinstance(each, dict | list):
            content, kind = (
                json.dumps(each, ensure_ascii=False).encode(),
                said or "application/json",
            )
        else:
            content, kind = text(each).encode(), said
        head = f"--{boundary}\r\nContent-Disposition: {disposition}\r\n"
        if kind:
            head += f"Content-Type: {kind.partition(',')[0]}\r\n"
        body += head.encode() + b"\r\n" + content + b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    return bytes(body), f"multipart/form-data; boundary={boundary}"


def _each_one(value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, each in value.items():
        for one in each if isinstance(each, list) else [each]:
            yield name, one


def _quoted(name: str) -> str:
    """A name inside quotes, as HTML's forms write it."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def guess(name: str) -> str | None:
    """The media type that a file's name speaks of."""
    from mimetypes import guess_type

    return guess_type(name)[0]


def read_file(name: str) -> bytes:
    """A file's bytes, `-` being standard input. Raises Fault."""
    try:
        if name == "-":
            import sys

            return sys.stdin.buffer.read()
        return Path(name).read_bytes()
    except OSError as wrong:
        raise Fault(WRONGLY_ASKED, f"{name}: {wrong.strerror}") from None
