"""One server for the studios of many tests, one after the other.

To compile the contract and to start and end a server takes half a second; every test of HTTP would
pay for it. What is compiled knows nothing of a studio, and is used again.
"""

import asyncio
import copy
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from starlette.types import Receive, Scope, Send

from domain.work import Studio
from handlers.app import create_app
from handlers.bridge.streams import Streams
from handlers.contract import Contract
from handlers.noting import Noting
from handlers.server import Server


@cache
def _compiled(max_body_bytes: int, threads: int) -> Contract:
    facts = SimpleNamespace(max_body_bytes=max_body_bytes)
    nobody = SimpleNamespace(facts=facts, threads=threads, tracing=None)
    return create_app(cast(Studio, nobody))


def _contract_of(studio: Studio) -> Contract:
    """Give the contract as it is served for this studio; it is compiled once for all of them."""
    contract = copy.copy(_compiled(studio.facts.max_body_bytes, studio.threads))
    vars(contract).update(
        _studio=studio, _streams=Streams(), _noting=Noting(studio), _tracing=studio.tracing
    )
    return contract


class Stage:
    """An ASGI application that is whichever test's it is now, so that one server serves all."""

    def __init__(self) -> None:
        self.contract: Contract | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self._open = 0
        self._changed = threading.Condition()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        assert self.contract is not None
        self.loop = asyncio.get_running_loop()
        self._count(1)
        try:
            await self.contract(scope, receive, send)
        finally:
            self._count(-1)

    def _count(self, by: int) -> None:
        with self._changed:
            self._open += by
            self._changed.notify_all()

    def show(self, studio: Studio) -> None:
        """Serve this studio from now on."""
        self.contract = _contract_of(studio)

    def close(self) -> None:
        """End what is streamed."""
        if self.contract is not None:
            self.contract.close()

    def clear(self) -> None:
        """End what is streamed, and wait until nobody is being answered any more."""
        if self.loop is not None and self.contract is not None:
            self.loop.call_soon_threadsafe(self.contract.close)
        with self._changed:
            assert self._changed.wait_for(lambda: self._open == 0, 30)
        self.stop()
        self.contract = None

    def stop(self) -> None:
        """End what is done beside answering."""
        if self.contract is not None:
            self.contract.stop()


@contextmanager
def on_stage() -> Iterator[tuple[Stage, str]]:
    """Run a server on a port of its own; give what it serves, and its URL."""
    stage = Stage()
    server = Server(cast(Any, stage), ["127.0.0.1"])  # a proxy on this machine is believed
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield stage, f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()
