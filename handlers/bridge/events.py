"""Server-sent events (WHATWG HTML, 9.2): each is checked against its own schema, then framed."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.bridge.encoding import ReplyBroken, encode
from handlers.bridge.schemas import Schemas
from handlers.call import Event

EVENT_STREAM = "text/event-stream"
EVENT_SCHEMAS = "x-event-schemas"

RETRY = b"retry: 1000\n\n"
"""A browser that has lost the stream asks for it again after so many milliseconds."""
COMMENT = b": \n\n"
UNSAFE = frozenset("\r\n\0")
"""Would end a line early, or make a browser ignore an id."""


@dataclass(frozen=True, slots=True)
class EventStream:
    """A body of events that a handler has begun, and how to write each."""

    events: AsyncIterator[Event]
    frame: Callable[[Any], bytes]


class Events:
    """All events that one reply may carry."""

    def __init__(self, declared: Mapping[str, Any], schemas: Schemas) -> None:
        """Compile them. Raises ValueError unless each has a name and a schema."""
        named: Mapping[str, Any] = declared.get(EVENT_SCHEMAS) or {}
        if not named or any(not name or UNSAFE & set(name) for name in named):
            raise ValueError(f"{EVENT_STREAM} needs {EVENT_SCHEMAS}: a schema for each event")
        self._schemas = {name: schemas.compile(schema) for name, schema in named.items()}

    def frame(self, event: Any) -> bytes:
        """Check an event and write its lines. Raises ReplyBroken."""
        if not isinstance(event, Event):
            raise ReplyBroken(f"needs events, not {type(event).__name__}")
        schema = self._schemas.get(event.event)
        if schema is None:
            raise ReplyBroken(f"the event {event.event} is not declared")
        if UNSAFE & set(event.id):
            raise ReplyBroken(f"the event {event.event} has an id that is no line of text")
        data = encode(event.data, schema, f"the event {event.event}")
        return b"id: %b\nevent: %b\ndata: %b\n\n" % (event.id.encode(), event.event.encode(), data)
