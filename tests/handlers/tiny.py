"""Contracts of one operation, for tests of the bridge alone, and requests to them."""

import asyncio
import copy
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from handlers.app import bundle
from handlers.contract import Contract
from handlers.server import Server

PROBLEMS = {
    "400": "Invalid",
    "401": "Unauthenticated",
    "403": "Forbidden",
    "404": "NotFound",
    "405": "MethodNotAllowed",
    "406": "NotAcceptable",
    "413": "PayloadTooLarge",
    "415": "UnsupportedMediaType",
    "500": "InternalError",
}
JSON = "application/json"


def ok(schema: Any = True, **more: Any) -> dict[str, Any]:
    """A reply of JSON that fits `schema`."""
    return {"description": "Good.", "content": {JSON: {"schema": schema}}, **more}


def operation(body: Any = None, **more: Any) -> dict[str, Any]:
    """An operation called make_thing, whose body must fit `body`."""
    made = {
        "operationId": "make_thing",
        "tags": ["things"],
        "security": [],
        "responses": {
            "200": ok(),
            **{s: {"$ref": f"#/components/responses/{n}"} for s, n in PROBLEMS.items()},
        },
    }
    if body is not None:
        made["requestBody"] = {"required": True, "content": {JSON: {"schema": body}}}
    responses = {**made["responses"], **more.pop("responses", {})}
    return {**made, **more, "responses": responses}


def document(paths: dict[str, Any], schemas: dict[str, Any] | None = None) -> dict[str, Any]:
    """A contract of these paths, which refuses as the studio's own does."""
    components = copy.deepcopy(bundle()["components"])
    components["schemas"].update(schemas or {})
    return {
        "openapi": "3.1.1",
        "info": {"title": "Tiny", "version": "1"},
        "servers": [{"url": "/t"}],
        "paths": paths,
        "components": components,
    }


def parameter(name: str, schema: Any, where: str = "query", **more: Any) -> dict[str, Any]:
    return {"name": name, "in": where, "schema": schema, **more}


async def nowhere(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b"not of the contract"})


def ask(app: Contract, path: str = "/things", method: str = "POST", **more: Any) -> httpx.Response:
    """Send one request to the application, without a network."""
    if "json" in more:  # httpx takes None for no body at all
        more = {"content": json.dumps(more.pop("json")), "headers": {"Content-Type": JSON}, **more}

    async def go() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://a/t") as client:
            return await client.request(method, path, **more)

    return asyncio.run(go())


@dataclass(frozen=True, slots=True)
class Running:
    """A server of a tiny contract, on a port of its own."""

    address: tuple[str, int]
    server: Server
    thread: threading.Thread

    def connect(self, line: str = "GET /t/things") -> socket.socket:
        """Send a request, and give the connection on which the answer will come."""
        connection = socket.create_connection(self.address, timeout=20)
        connection.sendall(f"{line} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        return connection

    def get(self, **more: Any) -> httpx.Response:
        """Ask for the thing."""
        return httpx.get(f"http://127.0.0.1:{self.address[1]}/t/things", **more)

    def stop(self) -> None:
        """Ask the server to end, and wait until it has."""
        self.server.should_exit = True
        self.thread.join()


@contextmanager
def running(app: Contract) -> Iterator[Running]:
    """Serve a tiny contract on a real socket while the block lasts."""
    server = Server(app)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        serving = Running(listener.getsockname()[:2], server, thread)
        try:
            yield serving
        finally:
            serving.stop()


def until(connection: socket.socket, *ends: bytes) -> bytes:
    """Read until one of these was sent, or the connection ends."""
    got = b""
    while not any(end in got for end in ends) and (more := connection.recv(65536)):
        got += more
    return got
