"""How long `queue_job` takes over HTTP when few and when many jobs wait."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.queues import processor
from bench.queues.measure import Servers, Size

ROOT = Path(__file__).parents[2]
DATABASES = {"sqlite": "none", "postgresql": "both"}
TOKEN = "the-admin-token-of-the-bench"
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
BODY = json.dumps({"prompt": "a red fox in an autumn forest", "steps": 20})
WARM_UP = 30
BEST_OF = 4
START_SECONDS = 180


@dataclass(slots=True)
class Submitted:
    """What asking for pictures took while so many jobs waited."""

    milliseconds: list[float] = field(default_factory=list)
    processor_ms: float = 0.0
    """The server's, for all requests together."""

    def percentile(self, percent: int) -> float:
        """Give so many milliseconds that this share of the requests took no longer; at best.

        A shared disk is slow now and then for a second, which is nobody's merit or fault here.
        """
        parts = np.array_split(self.milliseconds, BEST_OF)
        return min(float(np.percentile(part, percent)) for part in parts)

    @property
    def processor(self) -> float:
        """Milliseconds of the server's processor time for one request."""
        return self.processor_ms / len(self.milliseconds)


Latencies = dict[str, dict[int, Submitted]]
"""Database -> jobs queued before -> what was seen."""


@contextmanager
def _running(where: Mapping[str, str], queued: int, folder: Path) -> Iterator[tuple[int, int]]:
    """Start a server with so many jobs in its queue, and do not wait; give its port and process."""
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
        yield port, server.pid
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


def measure(empty: Servers, size: Size) -> Latencies:
    """Give the times of all requests."""
    found: Latencies = {}
    for database, server in DATABASES.items():
        found[database] = _of_one(empty[server], size)
        print(f"submitting to {database} done", file=sys.stderr)
    return found


def _of_one(empty: Callable[[], Mapping[str, str]], size: Size) -> dict[int, Submitted]:
    found = {many: Submitted() for many in size.queued}
    with TemporaryDirectory(prefix="spolvero-bench-") as folder, ExitStack() as stack:
        running = {
            many: stack.enter_context(_running(empty(), many, Path(folder))) for many in found
        }
        connections = {many: _connection(port) for many, (port, _) in running.items()}
        for connection in connections.values():
            _submit(connection, WARM_UP)
        for _ in range(size.turns):
            # In short turns, so that what else the machine does hits all alike.
            for many, connection in connections.items():
                process = running[many][1]
                before = processor.seconds_of(process)
                found[many].milliseconds += _submit(connection, size.submitted // size.turns)
                found[many].processor_ms += (processor.seconds_of(process) - before) * 1e3
    return found
