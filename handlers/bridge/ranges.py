"""Range requests (RFC 9110, 14): the part of a file that was asked for, read alone."""

import re
from dataclasses import replace
from typing import Any

from domain.vocabulary import ProblemType
from handlers.bridge.encoding import ReplyBroken
from handlers.call import Call, Ranged, Reply, Stream
from handlers.problems import Problem

SPECIFIER = re.compile(r"bytes=[ \t,]*([0-9]*)-([0-9]*)[ \t,]*", re.IGNORECASE)
"""One range of bytes; a list of it alone may have empty places (RFC 9110, 5.6.1.2)."""

RANGE = "range"
IF_RANGE = "if_range"
NEEDED = {"206", "416"}
"""The statuses that an operation declares together with the parameter `Range`."""


def part(call: Call, reply: Reply[Any], *, declared: bool) -> Reply[Any]:
    """Make of a ranged reply the one that answers the call, and read only what that holds.

    `declared` tells whether the operation has the parameter `Range`. Raises Problem (416).
    """
    ranged: Ranged = reply.body
    headers = {**reply.headers, "Accept-Ranges": "bytes"} if declared else reply.headers
    if call.method == "HEAD":  # has no ranges (RFC 9110, 14.2), and needs no byte of it
        return replace(reply, body=Stream(iter(()), ranged.size), headers=headers)
    span = None
    asked = call.conditions or {}
    text = asked.get(RANGE)
    if text is not None and reply.status is None and _is_current(asked.get(IF_RANGE), headers):
        span = selected(text, ranged.size)
    if span is None:
        return replace(reply, body=_read(ranged, 0, ranged.size), headers=headers)
    start, end = span
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{ranged.size}"
    return replace(reply, body=_read(ranged, start, end), status=206, headers=headers)


def selected(text: str, size: int) -> tuple[int, int] | None:
    """Give where the one range begins and ends (exclusive) in `size` bytes.

    None for whatever asks for something else than one range of bytes: then the whole is sent.
    Raises Problem (416) for a range that begins beyond the end.
    """
    match = SPECIFIER.fullmatch(text)
    first, last = match.groups() if match else ("", "")
    if not (first or last) or size == 0:
        return None
    if not first:
        start, end = max(size - _number(last), 0), size
    else:
        start, end = _number(first), min(_number(last) + 1, size) if last else size
        if last and _number(last) < start:
            return None
    if start >= size:
        raise Problem(
            ProblemType.RANGE_NOT_SATISFIABLE,
            f"There are {size} bytes, and the range begins beyond them.",
            headers={"Content-Range": f"bytes */{size}"},
        )
    return start, end


def _number(digits: str) -> int:
    # No file has 10**18 bytes, and Python reads no number of thousands of digits.
    return int(digits.lstrip("0")[:19] or "0")


def _is_current(if_range: str | None, headers: dict[str, str]) -> bool:
    """Tell whether `If-Range` lets the range count: absent, or the very tag (strong, 8.8.3.2)."""
    return if_range is None or (if_range == headers.get("ETag") and if_range.startswith('"'))


def _read(ranged: Ranged, start: int, end: int) -> bytes:
    data = ranged.read(start, end)
    if len(data) != end - start:
        raise ReplyBroken(f"{end - start} bytes were promised, and {len(data)} read")
    return data
