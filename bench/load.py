"""Load on one address from 16 connections: by wrk, or by asyncio where wrk is not installed."""

import asyncio
import json
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field

CONNECTIONS = 16
WRK = shutil.which("wrk")
TOOL = "wrk -t1" if WRK else "a load generator in Python (install wrk: it is the faster one)"


class LoadFailed(Exception):
    """Raised when not every answer was a 2xx; a rate of refusals is no rate."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, to be repeated."""

    port: int
    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def url(self) -> str:
        """The whole address."""
        return f"http://127.0.0.1:{self.port}{self.path}"


def requests_per_second(ask: Ask, seconds: int) -> float:
    """Load the server and give the rate. Raises LoadFailed."""
    return _by_wrk(ask, seconds) if WRK else asyncio.run(_by_asyncio(ask, seconds))


def _by_wrk(ask: Ask, seconds: int) -> float:
    lua = [f"wrk.method = {json.dumps(ask.method)}"]
    lua += [f"wrk.headers[{json.dumps(k)}] = {json.dumps(v)}" for k, v in ask.headers.items()]
    lua += [f"wrk.body = [==[{ask.body.decode()}]==]"] if ask.body else []
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write("\n".join(lua))
        script.flush()
        command = [str(WRK), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s"]
        command += ["-s", script.name, ask.url]
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 15)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if rate is None or "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise LoadFailed(f"{ask.method} {ask.url}\n{done.stdout}{done.stderr}")
    return float(rate[1])


class _Connection(asyncio.Protocol):
    """Asks again as soon as it is answered. Knows only answers with a Content-Length."""

    def __init__(self, raw: bytes, until: float) -> None:
        self.raw = raw
        self.until = until
        self.answers = 0
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._got = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.raw)

    def data_received(self, data: bytes) -> None:
        self._got += data
        end = self._got.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._got[:end]).lower()
        length = re.search(rb"\r\ncontent-length: *(\d+)", head)
        if head[9:10] != b"2" or length is None:
            self._stop(LoadFailed(bytes(self._got[:500]).decode("latin-1")))
        elif len(self._got) >= end + 4 + int(length[1]):
            self._got.clear()
            self.answers += 1
            if time.perf_counter() < self.until:
                self.transport.write(self.raw)
            else:
                self._stop(None)

    def connection_lost(self, error: Exception | None) -> None:
        self._stop(error or LoadFailed("the server hung up"))

    def _stop(self, error: Exception | None) -> None:
        if not self.over.done():
            self.over.set_exception(error) if error else self.over.set_result(None)
            self.transport.close()


async def _by_asyncio(ask: Ask, seconds: int) -> float:
    headers = {"Host": f"127.0.0.1:{ask.port}", **ask.headers, "Content-Length": str(len(ask.body))}
    lines = [f"{ask.method} {ask.path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
    raw = "\r\n".join([*lines, "", ""]).encode() + ask.body
    loop, began = asyncio.get_running_loop(), time.perf_counter()
    connections = [_Connection(raw, began + seconds) for _ in range(CONNECTIONS)]
    for connection in connections:
        await loop.create_connection(lambda c=connection: c, "127.0.0.1", ask.port)  # type: ignore[misc]
    async with asyncio.timeout(seconds + 15):
        await asyncio.gather(*(connection.over for connection in connections))
    return sum(c.answers for c in connections) / (time.perf_counter() - began)
