"""How a request gets to an application in this process: the same bytes, and no socket."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import unquote

from handlers.cli.transport import Unreachable

Message: TypeAlias = "MutableMapping[str, Any]"
Receive: TypeAlias = "Callable[[], Awaitable[Any]]"
Send: TypeAlias = "Callable[[Any], Awaitable[None]]"
App: TypeAlias = "Callable[[Any, Receive, Send], Awaitable[None]]"
PATIENCE = 5.0
"""For how many seconds the end waits for what is being answered."""


class Inside:
    """Sends requests to an ASGI application, on an event loop in a thread of its own."""

    def __init__(self, app: App, prefix: str = "") -> None:
        self._app = app
        self._prefix = prefix
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def send(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes | None
    ) -> InsideAnswer:
        """Send one request; give the answer as soon as it begins."""
        path, _, query = (self._prefix + target).partition("?")
        lines = [
            (name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()
        ]
        lines.append((b"host", b"localhost"))
        if body is not None:
            lines.append((b"content-length", str(len(body)).encode()))
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": lines,
            "client": None,
            "server": None,
        }
        return InsideAnswer(self._app, scope, body or b"", self._loop)

    def call(self, function: Callable[[], None]) -> None:
        """Call a function on the event loop, and wait for it."""

        async def there() -> None:
            function()

        asyncio.run_coroutine_threadsafe(there(), self._loop).result(PATIENCE)

    def close(self) -> None:
        """End the event loop."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()


class InsideAnswer:
    """What came back, piece by piece as the application sends it."""

    def __init__(
        self, app: App, scope: Mapping[str, Any], body: bytes, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._loop = loop
        self._sent: queue.Queue[Message | None] = queue.Queue()
        self._gone = asyncio.Event()
        self._future = asyncio.run_coroutine_threadsafe(self._run(app, scope, body), loop)
        head = self._sent.get()
        if head is None or head["type"] != "http.response.start":
            raise Unreachable("the studio failed, and its log says why")
        self.status = int(head["status"])
        self.headers: Mapping[str, str] = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in head["headers"]
        }

    async def _run(self, app: App, scope: Mapping[str, Any], body: bytes) -> None:
        waiting = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            if waiting:
                return waiting.pop()
            await self._gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            self._sent.put(message)

        try:
            await app(scope, receive, send)
        finally:
            self._sent.put(None)

    def chunks(self) -> Iterator[bytes]:
        """The body as it comes. Raises Unreachable when the application breaks it off."""
        while True:
            message = self._sent.get()
            if message is None:
                raise Unreachable("the answer broke off")
            if message.get("body"):
                yield message["body"]
            if not message.get("more_body", False):
                return

    def read(self) -> bytes:
        """All of the body."""
        return b"".join(self.chunks())

    def close(self) -> None:
        """Hang up, and let the application notice."""
        self._loop.call_soon_threadsafe(self._gone.set)
        try:
            self._future.result(PATIENCE)
        except Exception:
            return  # what it was is in the studio's log
