"""Bodies that are made while they are sent: streams of bytes, and of server-sent events.

What fails after the first byte cannot become a problem any more. It breaks the connection off, so
that nobody takes half a file for a whole one, and the log has the rest.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Any

from starlette.types import Receive, Send

from handlers.bridge.encoding import ReplyBroken
from handlers.bridge.events import COMMENT, RETRY, EventStream
from handlers.bridge.tally import Tally
from handlers.call import Call, Event, Stream

log = logging.getLogger("spolvero.api")

PULLERS = 8
"""How many streams are pulled at the same moment; any number may be open and wait."""
SILENCE = 15.0
"""After so many seconds without an event a comment is sent, lest a proxy gives up; and so often it
is asked again whether the reader may still read."""

Welcome = Callable[[], Awaitable[bool]]


class BrokenOff(Exception):
    """Raised to make the server drop the connection; the log has said why."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """What is sent in place of a stream that a handler has begun; that one is closed."""

    body: bytes
    instead_of: Any


Streamed = Stream | EventStream | Unsent


class Streams:
    """Sends streams; knows which are open."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(PULLERS, thread_name_prefix="stream")
        self._ends: set[asyncio.Future[None]] = set()
        self._closing = False

    @property
    def open(self) -> int:
        """How many streams of events are being read."""
        return len(self._ends)

    def close(self) -> None:
        """End every stream of events, those too that begin later. Call it on the event loop.

        A stream of bytes goes on to its end: half a file is no file.
        """
        self._closing = True
        for end in self._ends:
            if not end.done():
                end.set_result(None)

    async def send(
        self,
        body: Streamed,
        call: Call,
        operation_id: str,
        tally: Tally,
        receive: Receive,
        send: Send,
        welcome: Welcome,
    ) -> None:
        """Send a body after its headers. Raises BrokenOff when it fails halfway.

        Events end once the reader is not `welcome` any more.
        """
        if isinstance(body, Unsent) or call.method == "HEAD":
            kept, left = (body.body, body.instead_of) if isinstance(body, Unsent) else (b"", body)
            await self._drop(left)
            await _say(send, b"" if call.method == "HEAD" else kept, more=False)
            return
        hung_up = asyncio.create_task(_hung_up(receive))
        fields = {"fields": {"trace_id": call.trace_id, "operation": operation_id}}
        try:
            if isinstance(body, Stream):
                await self._send_bytes(body, hung_up, send)
            else:
                await self._send_events(body, hung_up, send, welcome)
            await _say(send, b"", more=False)
        except ReplyBroken as broken:
            said = "%s broke its contract in mid-stream: %s [trace %s]"
            log.error(said, operation_id, broken, call.trace_id, extra=fields)
            tally.broke()
            raise BrokenOff(f"{operation_id} [trace {call.trace_id}]") from None
        except Exception as error:
            said = "%s failed in mid-stream [trace %s]"
            log.error(said, operation_id, call.trace_id, exc_info=error, extra=fields)
            raise BrokenOff(f"{operation_id} [trace {call.trace_id}]") from None
        finally:
            hung_up.cancel()

    async def _send_bytes(self, body: Stream, hung_up: "asyncio.Task[None]", send: Send) -> None:
        chunks = _Chunks(body.chunks)
        loop = asyncio.get_running_loop()
        left = body.length
        try:
            while (chunk := await loop.run_in_executor(self._pool, chunks.pull)) is not None:
                if hung_up.done():
                    return
                if not isinstance(chunk, bytes):
                    raise ReplyBroken(f"needs bytes, not {type(chunk).__name__}")
                if left is not None:
                    left -= len(chunk)
                    if left < 0:
                        raise ReplyBroken(f"the stream is longer than {body.length} bytes")
                if chunk:
                    await _say(send, chunk, more=True)
            if left:
                raise ReplyBroken(f"the stream is shorter than {body.length} bytes")
        finally:
            await self._close(chunks)

    async def _close(self, chunks: "_Chunks") -> None:
        """Close in a thread, also when the task that waits for it is cancelled."""
        closed = self._pool.submit(chunks.close)
        await asyncio.shield(asyncio.wrap_future(closed))

    async def _send_events(
        self, body: EventStream, hung_up: "asyncio.Task[None]", send: Send, welcome: Welcome
    ) -> None:
        coming: asyncio.Task[Event | None] | None = None
        clock = asyncio.get_running_loop().time
        asked = clock()
        with self._ending() as end:
            try:
                await _say(send, RETRY, more=True)
                while not (hung_up.done() or end.done()):
                    coming = coming or asyncio.create_task(_next(body.events))
                    sooner: set[asyncio.Future[Any]] = {coming, hung_up, end}
                    await asyncio.wait(sooner, timeout=SILENCE, return_when=asyncio.FIRST_COMPLETED)
                    if clock() >= asked + SILENCE:
                        if not await welcome():
                            return
                        asked = clock()
                    if coming.done():
                        event, coming = coming.result(), None
                        if event is None:
                            return
                        await _say(send, body.frame(event), more=True)
                    elif not (hung_up.done() or end.done()):
                        await _say(send, COMMENT, more=True)
            finally:
                if coming is not None:
                    coming.cancel()
                    await asyncio.wait({coming})
                await self._drop(body)

    @contextlib.contextmanager
    def _ending(self) -> Iterator["asyncio.Future[None]"]:
        """Give what is done once the server stops."""
        end: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self._closing:
            end.set_result(None)
        self._ends.add(end)
        try:
            yield end
        finally:
            self._ends.discard(end)

    async def _drop(self, body: Any) -> None:
        """Close what a handler has begun and nobody reads to its end."""
        if isinstance(body, EventStream):
            body = body.events
        try:
            if isinstance(body, Stream):
                await self._close(_Chunks(body.chunks))
            elif hasattr(body, "aclose"):
                await body.aclose()
        except Exception:
            log.exception("A stream failed while it was closed.")


class _Chunks:
    """An iterator that one thread at a time pulls or closes."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._lock = Lock()

    def pull(self) -> Any:
        """Give the next chunk, or None after the last."""
        with self._lock:
            return next(self._chunks, None)

    def close(self) -> None:
        """Let it clean up, if it is a generator or something like one."""
        with self._lock:
            close = getattr(self._chunks, "close", None)
            if close is not None:
                close()


async def _say(send: Send, body: bytes, *, more: bool) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def _hung_up(receive: Receive) -> None:
    """Wait until the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _next(events: AsyncIterator[Event]) -> Event | None:
    try:
        return await anext(events)
    except StopAsyncIteration:
        return None
