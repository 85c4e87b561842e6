"""Measure our API beside FastAPI and bare Starlette: `python bench/api.py [--quick] [--json]`.

What is measured, and what may be concluded from it, is in bench/README.md.
"""

import argparse
import json
import math
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from email.message import Message
from http.client import HTTPConnection
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson
from load import CONNECTIONS, TOOL, Ask, requests_per_second
from peers import data

BENCH = Path(__file__).parent
TOKEN = "the-admin-token-of-the-bench"
ROUNDS = 3
JSON_BODY = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Peer:
    """A server to be measured."""

    name: str
    app: str
    title: str
    refusal: int | None
    """How it answers a bad body; None where nothing is checked, which is then no fault."""
    ours: bool = False
    database: bool = False
    headers: dict[str, str] = field(default_factory=dict)


PEERS = (
    Peer("ours", "peers.ours_app:app", "ours", 400, ours=True),
    Peer("fastapi", "peers.fastapi_app:app", "FastAPI, response_model", 422),
    Peer("starlette", "peers.starlette_app:app", "Starlette + orjson, no checks", None),
    Peer(
        "database",
        "peers.studio_app:app",
        "ours, with database and sign-in",
        400,
        ours=True,
        database=True,
        headers={"Authorization": f"Bearer {TOKEN}"},
    ),
)
METRICS = {
    "album": f"GET album, {len(data.IMAGES)} images, {len(orjson.dumps(data.ALBUM)) / 1000:.0f} KB",
    "job": "POST job",
    "health": "GET health",
}


def ask(peer: Peer, port: int, metric: str) -> Ask:
    """Give the request that measures `metric`."""
    body = json.dumps(data.JOB_REQUEST, ensure_ascii=False).encode()
    match metric:
        case "album" if peer.database:  # an album itself opens with 50 images; so many as for all
            path = f"{data.API}/albums/{data.ALBUM_ID}/images?limit={len(data.IMAGES)}"
            return Ask(port, "GET", path, peer.headers)
        case "album":
            return Ask(port, "GET", f"{data.API}/albums/{data.ALBUM_ID}", peer.headers)
        case "job":
            headers = {**peer.headers, **JSON_BODY}
            return Ask(port, "POST", f"{data.API}/jobs", headers, body)
        case _:
            return Ask(port, "GET", f"{data.API}/health", peer.headers)


@contextmanager
def running(peer: Peer, folder: Path) -> Iterator[tuple[int, int]]:
    """Start the server, give its port and process id once it listens; stop it in any case."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "uvicorn", peer.app]
    command += ["--app-dir", str(BENCH), "--port", str(port), "--loop", "uvloop"]
    command += ["--http", "httptools", "--lifespan", "off", "--no-access-log"]
    command += ["--log-level", "critical"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SPOLVERO_")}
    if peer.database:
        environment["SPOLVERO_HOME"] = str(folder / "studio")
        environment["SPOLVERO_ADMIN_TOKEN"] = TOKEN
        environment["SPOLVERO_MAX_QUEUED_JOBS"] = "1000000"
    log = folder / f"{peer.name}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
        try:
            _wait_for(process, port, log)
            yield port, process.pid
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"{process.args!r} does not listen:\n{log.read_text()[-4000:]}")


def check(peer: Peer, port: int) -> None:
    """Ask each thing once: the answers are right, and who claims to check does check."""

    def must(holds: bool, otherwise: str) -> None:
        if not holds:
            raise SystemExit(f"{peer.name}: {otherwise}")

    def answer(wanted: Ask, status: int) -> tuple[Message, Any]:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        with closing(connection):
            connection.request(wanted.method, wanted.path, wanted.body or None, wanted.headers)
            reply = connection.getresponse()
            raw = reply.read()
        told = f"{wanted.method} {wanted.path} gave {reply.status}, not {status}: {raw[:300]!r}"
        must(reply.status == status, told)
        return reply.headers, json.loads(raw) if "json" in reply.headers["content-type"] else None

    album, job, health = (ask(peer, port, metric) for metric in METRICS)
    _, body = answer(album, 200)
    images = {"items": data.IMAGES, "next_cursor": None}
    must(body == (images if peer.database else data.ALBUM), "other images")
    headers, body = answer(job, 202)
    receipt = data.receipt(data.JOB_REQUEST["seed"])
    must(headers["location"] == body["job_url"], "a Location that is not the job's")
    must(body == receipt or (peer.database and body.keys() == receipt.keys()), "another receipt")
    _, body = answer(health, 200)
    must(body == data.HEALTH or (peer.database and body["status"] == "ok"), "another health")

    if peer.refusal is None:
        return
    for wrong in ({"steps": 0}, {"prompt": " "}, {"width": 511}, {"colour": "red"}):
        bad = json.dumps({**data.JOB_REQUEST, **wrong}).encode()
        _, body = answer(replace(job, body=bad), peer.refusal)
        if peer.ours:
            must(body["errors"][0]["in"] == "body", "refused for another reason")
    if peer.database:
        answer(replace(job, headers=JSON_BODY), 401)
        return
    _, body = answer(replace(album, path=f"{data.API}/albums/{data.BROKEN_ID}"), 500)
    if peer.ours:
        must(body["type"].endswith("/reply-broke-contract"), "500 for another reason")


@dataclass(slots=True)
class Rate:
    """The best that was seen of one peer at one metric."""

    per_second: float = 0.0
    cpu: float = math.inf
    """Microseconds of the server's processor time for one request; NaN where /proc is not."""

    def take(self, per_second: float, seconds: int, cpu: float) -> None:
        """Keep it if it is better."""
        self.per_second = max(self.per_second, per_second)
        self.cpu = min(self.cpu, cpu / (per_second * seconds) * 1e6)


Rates = dict[str, dict[str, Rate]]


def _processor_seconds(process_id: int) -> float:
    """Give how long a process has computed so far."""
    try:
        after_name = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # no Linux
        return math.nan
    user, system = int(after_name[11]), int(after_name[12])
    return (user + system) / os.sysconf("SC_CLK_TCK")


def measure(peers: Sequence[Peer], seconds: int) -> Rates:
    """Give for each metric what each peer did at best."""
    best: Rates = {metric: {peer.name: Rate() for peer in peers} for metric in METRICS}
    with tempfile.TemporaryDirectory(prefix="spolvero-bench-") as folder, ExitStack() as stack:
        servers = {p.name: stack.enter_context(running(p, Path(folder))) for p in peers}
        for peer in peers:
            check(peer, servers[peer.name][0])
        for turn in range(ROUNDS):
            for metric in METRICS:
                # In turns, and never two at once: what else the machine does then hits all alike.
                for peer in peers:
                    port, process_id = servers[peer.name]
                    before = _processor_seconds(process_id)
                    rate = requests_per_second(ask(peer, port, metric), seconds)
                    cpu = _processor_seconds(process_id) - before
                    best[metric][peer.name].take(rate, seconds, cpu)
            print(f"round {turn + 1} of {ROUNDS} done", file=sys.stderr)
    return best


def report(best: Rates) -> dict[str, Any]:
    """Give the object for programs: metric -> ours, peers, ratio to FastAPI, in requests/s."""
    found: dict[str, Any] = {}
    for metric, rates in best.items():
        rate = {name: round(rates[name].per_second, 1) for name in rates}
        peers = {name: rate[name] for name in ("fastapi", "starlette")}
        ratio = round(rate["ours"] / rate["fastapi"], 2)
        found[metric] = {"ours": rate["ours"], "peers": peers, "ratio": ratio}
    for metric, rates in best.items():  # no peer has a database here: nothing to divide by
        ours = round(rates["database"].per_second, 1)
        found[f"{metric}_with_database"] = {"ours": ours, "peers": {}, "ratio": None}
    return found


def table(title: str, best: Rates, value: Callable[[Rate], float]) -> str:
    """Write one number of each rate for people, and how it compares with FastAPI's."""
    lines = [f"| {title} (/ FastAPI) | {' | '.join(METRICS.values())} |", "|---|---|---|---|"]
    for peer in PEERS:
        cells = []
        for metric in METRICS:
            rate = value(best[metric][peer.name])
            times = "" if peer.database else f" ({rate / value(best[metric]['fastapi']):.2f})"
            cells.append(f"{rate:,.0f}{times}")
        lines.append(f"| {peer.title} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, and print one table or one object."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0] + ".")
    parser.add_argument("--quick", action="store_true", help="under a minute, less exact")
    parser.add_argument("--json", action="store_true", help="print one object for programs")
    options = parser.parse_args()
    seconds = 1 if options.quick else 4
    best = measure(PEERS, seconds)
    if options.json:
        print(json.dumps(report(best), indent=2))
        return
    names = ("fastapi", "pydantic", "starlette", "uvicorn", "connexion", "jsonschema-rs", "orjson")
    print(f"One worker each, {TOOL}, {CONNECTIONS} connections, best of {ROUNDS} x {seconds} s.")
    print(f"Python {platform.python_version()}, {', '.join(f'{n} {version(n)}' for n in names)}.\n")
    print(table("requests/s", best, lambda rate: rate.per_second), end="\n\n")
    print(table("processor time per request, µs", best, lambda rate: rate.cpu))


if __name__ == "__main__":
    main()
