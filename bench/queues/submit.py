"""How long `queue_job` takes over HTTP when few and when many jobs wait."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.queues.measure import Size, servers

ROOT = Path(__file__).parents[2]
QUEUED = (0, 10_000, 100_000)
DATABASES = {"sqlite": "none", "postgresql": "both"}
TOKEN = "the-admin-token-of-the-bench"
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
BODY = json.dumps({"prompt": "a red fox in an autumn forest", "steps": 20})
WARM_UP = 30
START_SECONDS = 180

Latencies = dict[str, dict[int, np.ndarray]]
"""Database -> jobs queued before -> milliseconds of each request."""


@contextmanager
def _running(where: Mapping[str, str], queued: int, folder: Path) -> Iterator[int]:
    """Start a server with so many jobs in its queue; give its port, perhaps before it listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "uvicorn"]
    command += ["bench.peers.queues.submit_app:app", "--port", str(port), "--loop", "uvloop"]
    command += ["--http", "httptools", "--lifespan", "off", "--no-access-log"]
    command += ["--log-level", "critical"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SPOLVERO_")}
    environment |= {
        "PYTHONPATH": str(ROOT),
        "SPOLVERO_HOME": str(folder / str(queued)),
        "SPOLVERO_ADMIN_TOKEN": TOKEN,
        "SPOLVERO_MAX_QUEUED_JOBS": "1000000",
        "SPOLVERO_MAX_PICTURES_PER_HOUR": "0",
        "BENCH_QUEUED": str(queued),
        **where,
    }
    log = folder / f"{queued}.log"
    with log.open("wb") as out:
        server = subprocess.Popen(command, env=environment, stdout=out, stderr=out, cwd=folder)
    try:
        yield port
    except BaseException:
        print(log.read_text(errors="replace")[-4000:], file=sys.stderr)
        raise
    finally:
        server.kill()
        server.wait()


def _connection(port: int) -> HTTPConnection:
    deadline = time.monotonic() + START_SECONDS
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.connect()
            return connection
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _submit(connection: HTTPConnection, times: int) -> list[float]:
    """Ask for pictures one after the other; give the milliseconds of each."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        connection.request("POST", "/api/v1/jobs", BODY, HEADERS)
        answer = connection.getresponse()
        said = answer.read()
        took.append((time.perf_counter() - began) * 1e3)
        if answer.status != 202:
            raise SystemExit(f"queue_job gave {answer.status}: {said[:500]!r}")
    return took


def measure(size: Size, *, fsync: bool) -> Latencies:
    """Give the times of all requests."""
    found: Latencies = {}
    with servers(fsync=fsync) as empty:
        for database in DATABASES:
            found[database] = _of_one(empty[DATABASES[database]], size)
            print(f"submitting to {database} done", file=sys.stderr)
    return found


def _of_one(
    empty: Callable[[], Mapping[str, str]], size: Size, queued: Sequence[int] = QUEUED
) -> dict[int, np.ndarray]:
    took: dict[int, list[float]] = {many: [] for many in queued}
    with TemporaryDirectory(prefix="spolvero-bench-") as folder, ExitStack() as stack:
        ports = [stack.enter_context(_running(empty(), many, Path(folder))) for many in queued]
        connections = [_connection(port) for port in ports]
        for connection in connections:
            _submit(connection, WARM_UP)
        for _ in range(size.turns):
            # In short turns, so that what else the machine does hits all alike.
            for many, connection in zip(queued, connections, strict=True):
                took[many] += _submit(connection, size.submitted // size.turns)
    return {many: np.array(times) for many, times in took.items()}
