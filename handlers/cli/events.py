"""Server-sent events (WHATWG HTML, 9.2), as they come."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from handlers.cli.client import Client
from handlers.cli.request import Request
from handlers.cli.transport import Answer, Unreachable

LAST_EVENT_ID = "Last-Event-ID"
EVENT_STREAM = "text/event-stream"
MOST_ATTEMPTS = 10
"""How often a stream is taken up again with nothing new in between."""


class Event(NamedTuple):
    """One event; `data` is what its JSON says, or its text."""

    id: str
    name: str
    data: Any


def read_events(chunks: Iterable[bytes], told: Callable[[float], None]) -> Iterator[Event]:
    """Read a stream's events; `told` gets how many seconds to wait before coming back."""
    name, last_id = "", ""
    data: list[str] = []
    for line in _lines(chunks):
        if line == "":
            if data:
                yield Event(last_id, name or "message", _json("\n".join(data)))
            name, data = "", []
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        match field:
            case "event":
                name = value
            case "data":
                data.append(value)
            case "id" if "\0" not in value:
                last_id = value
            case "retry" if value.isascii() and value.isdigit():
                told(int(value) / 1000)
            case _:
                pass


def follow(
    client: Client,
    request: Request,
    *,
    comes_back: bool,
    refused: Callable[[Answer], Exception],
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Event]:
    """Give the events of a stream, and go on behind the last one where the connection broke.

    `comes_back`: the operation takes `Last-Event-ID`; its end is then 204, not that of the answer.
    Raises Unreachable, and whatever `refused` makes of an answer that is no stream.
    """
    wait = 1.0
    idle = 0

    def told(seconds: float) -> None:
        nonlocal wait
        wait = min(seconds, 30.0)

    while True:
        answer: Answer | None = None
        try:
            answer = client.send(request)
            if answer.status == 204:
                return
            if answer.status != 200:
                raise refused(answer)
            for event in read_events(answer.chunks(), told):
                idle = 0
                if event.id:
                    headers = {**request.headers, LAST_EVENT_ID: event.id}
                    request = request._replace(headers=headers)
                yield event
        except Unreachable:
            if not comes_back or idle >= MOST_ATTEMPTS:
                raise
        finally:
            if answer is not None:
                answer.close()
        if not comes_back:
            return
        idle += 1
        sleep(wait)


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """The lines of a stream, which end by CR, LF or both. An unfinished last one does not count."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        # A CR at the end may be half of a CRLF.
        usable = rest[:-1] if rest.endswith(b"\r") else rest
        kept = rest[len(usable) :]
        lines = usable.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        rest = lines.pop() + kept
        yield from (line.decode("utf-8", "replace") for line in lines)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
