"""What is measured of each queue, in turns."""

import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psycopg
import redis

from bench.peers.queues import SERVER, Peer
from bench.queues import processor
from bench.queues.marks import ASKED, BEGUN
from bench.queues.session import Session, session
from tests.servers import postgresql, valkey


@dataclass(frozen=True, slots=True)
class Size:
    """How much is asked for."""

    rounds: int
    burst: int
    """Jobs at once."""
    steady: int
    """Jobs one by one."""
    per_second: int
    """How many of those in a second."""
    submitted: int
    """Jobs asked for over HTTP, one after the other."""
    turns: int
    """In so many turns."""
    queued: tuple[int, ...]
    """While so many wait."""


WHOLE = Size(
    rounds=3,
    burst=2_000,
    steady=300,
    per_second=50,
    submitted=2_000,
    turns=40,
    queued=(0, 10_000, 100_000),
)
QUICK = Size(
    rounds=1,
    burst=300,
    steady=50,
    per_second=50,
    submitted=160,
    turns=10,
    queued=(0, 10_000),
)

UNHURRIED = "&options=-c%20synchronous_commit%3Doff"
"""Has PostgreSQL promise what Valkey promises as it comes: a power cut may cost what was said to be
done within the last moments, and nothing else."""

Servers = Mapping[str, Callable[[], Mapping[str, str]]]
"""What empties each server, and tells in which environment variable its URL is."""


@dataclass(slots=True)
class Figures:
    """The best that was seen of one queue."""

    jobs_per_second: float = 0.0
    """From the first call that asks for a job to the beginning of the last job."""
    drained_per_second: float = 0.0
    """When all are queued before the workers start: of the middle 80 %."""
    start_ms_p50: float = math.inf
    """From the call that asks for a job to its beginning, while nothing else is to be done."""
    start_ms_p99: float = math.inf
    processor_us: float = math.inf
    """Microseconds of processor time for one job, from the call to its end: in all processes
    together, the server's too."""

    def take(self, one: Session, size: Size) -> None:
        """Measure, and keep what is better than what is known."""
        queued = one.ask(size.burst)
        one.start_workers()
        begun = np.sort(one.finish(queued)[:, BEGUN])
        tenth = size.burst // 10  # workers do not all start in the same moment
        middle = (begun[-tenth - 1] - begun[tenth]) / 1e9
        one.warm_up()
        one_by_one = one.finish(one.ask(size.steady, 1_000_000_000 // size.per_second))
        waited = (one_by_one[:, BEGUN] - one_by_one[:, ASKED]) / 1e6
        cpu = processor.seconds()
        at_once = one.finish(one.ask(size.burst))
        cpu = processor.seconds() - cpu
        seconds = (at_once[:, BEGUN].max() - at_once[:, ASKED].min()) / 1e9
        better = {
            "jobs_per_second": max(self.jobs_per_second, size.burst / seconds),
            "drained_per_second": max(
                self.drained_per_second, (size.burst - 2 * tenth - 1) / middle
            ),
            "start_ms_p50": min(self.start_ms_p50, np.percentile(waited, 50)),
            "start_ms_p99": min(self.start_ms_p99, np.percentile(waited, 99)),
            "processor_us": min(self.processor_us, cpu / size.burst * 1e6),
        }
        for name, value in better.items():
            setattr(self, name, float(value))


@contextmanager
def servers(*, fsync: bool) -> Iterator[Servers]:
    """Run the servers; give for each what empties it and tells where it is."""
    with (
        valkey() as quick_url,
        valkey(fsync=True) as durable_url,
        postgresql(fsync=fsync) as sql_url,
    ):
        databases = iter(range(1_000_000))

        def emptied(url: str) -> str:
            with redis.Redis.from_url(url) as client:
                client.flushall()
            return url

        def new_database() -> str:
            name = f"bench_{next(databases)}"
            with psycopg.connect(sql_url, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
            return sql_url.replace("/postgres?", f"/{name}?")

        yield {
            "valkey": lambda: {SERVER: emptied(quick_url)},
            "durable valkey": lambda: {SERVER: emptied(durable_url)},
            "postgresql": lambda: {SERVER: new_database()},
            "both": lambda: {
                "SPOLVERO_DATABASE_URL": new_database(),
                "SPOLVERO_REDIS_URL": emptied(quick_url),
            },
            "both, unhurried": lambda: {
                "SPOLVERO_DATABASE_URL": new_database() + UNHURRIED,
                "SPOLVERO_REDIS_URL": emptied(quick_url),
            },
            "none": dict,
        }


def measure(
    peers: Sequence[Peer], empty: Servers, size: Size, *, askers: int = 1
) -> dict[str, Figures]:
    """Give what each queue did at best."""
    best = {peer.name: Figures() for peer in peers}
    for turn in range(size.rounds):
        # In turns, and never two at once: what else the machine does then hits all alike.
        for peer in peers:
            with TemporaryDirectory(prefix="spolvero-bench-") as folder:
                room = 2 * size.burst + size.steady + 10_000
                with session(peer, empty[peer.server](), Path(folder), room, askers) as one:
                    best[peer.name].take(one, size)
        print(f"round {turn + 1} of {size.rounds} done", file=sys.stderr)
    return best
