"""Rules about what bodies are made of: limits in bytes, and the events of a stream."""

import re
from collections.abc import Iterator
from typing import Any

from codegen.lint.fault import Fault
from codegen.pointer import follow, join
from codegen.read.contract import Contract

LIMIT = "x-max-bytes"
EVENTS = "x-event-schemas"
EVENT_STREAM = "text/event-stream"
TAKEN = ("open", "error")
"""What a browser calls its own events of a stream."""


def every_limit_is_a_number_of_bytes(contract: Contract) -> Iterator[Fault]:
    for operation in contract.api.operations():
        if operation.body is None:
            continue
        for place, media in _content(contract, operation.body.where):
            most = media.get(LIMIT, 1)
            if not (type(most) is int and most > 0):
                yield Fault(place, f"{LIMIT} is a number of bytes, 1 or more.")


def every_stream_declares_its_events(contract: Contract) -> Iterator[Fault]:
    for operation in contract.api.operations():
        for reply in operation.replies:
            for place, media in _content(contract, reply.where):
                if place.endswith(join("", EVENT_STREAM)):
                    yield from _events(place, media.get(EVENTS))


def _events(place: str, events: Any) -> Iterator[Fault]:
    if not isinstance(events, dict) or not events:
        yield Fault(place, f"{EVENT_STREAM} needs {EVENTS}: the schema of each event by its name.")
        return
    for name, schema in events.items():
        where = join(place, EVENTS, name)
        if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name) or name in TAKEN:
            yield Fault(where, "An event needs a name in snake_case, other than open and error.")
        if not isinstance(schema, dict) or list(schema) != ["$ref"]:
            yield Fault(where, "An event needs a $ref to the schema of its data.")


def _content(contract: Contract, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every media type object of a body, with the place where it stands."""
    content = follow(contract.bundle.document, place).get("content", {})
    for media_type, media in content.items():
        yield join(place, "content", media_type), media
