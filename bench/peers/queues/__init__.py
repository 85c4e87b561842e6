"""The same job, which does nothing, in our queue and in others: how each is started.

Each module here has `enqueuing()`, a context manager that gives the function which asks for a job,
and what its workers import. All talk to their server through a Unix socket.
"""

import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

PROCESSES = 2
"""Worker processes of each."""
THREADS = 8
"""Jobs at once in a process, where it can do several: what Dramatiq comes with."""
OURS_THREADS = 1
"""Ours come with one."""
SERVER = "BENCH_SERVER"
"""The environment variable with the server's URL."""
_BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Peer:
    """A queue to be measured."""

    name: str
    title: str
    packages: tuple[str, ...]
    server: str
    """What it stands on: "valkey", "durable valkey", "postgresql", "both", "both, unhurried" or
    "none"."""
    command: tuple[str, ...]
    """Starts workers; nothing where the process that asks for jobs works, too."""
    copies: int = 1
    """How often, where the command itself does not start PROCESSES."""
    declared_in: str = ""
    """Where its jobs are, when not in the module of its name."""
    extra: bool = False
    """Whether --quick leaves it out."""
    ours: str = ""
    """If it is ours, the end of its figures' names."""

    @property
    def module(self) -> str:
        """Where its jobs are declared."""
        return f"{__name__}.{self.declared_in or self.name}"

    @property
    def embedded(self) -> bool:
        """Whether the process that asks for jobs works, too."""
        return not self.command

    @property
    def asker(self) -> tuple[str, ...]:
        """What the process that asks for jobs is told besides."""
        return ("--embedded",) if self.embedded else ()

    @property
    def versions(self) -> list[str]:
        """What is installed."""
        return [f"{package} {version(package)}" for package in self.packages]


def _module(name: str, *words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name, *words)


def _celery(pool: str, concurrency: int) -> tuple[str, ...]:
    return _module(
        *("celery", "--quiet", "-A", f"{__name__}.celery", "worker", "--loglevel", "ERROR"),
        *("--pool", pool, "--concurrency", str(concurrency), "--prefetch-multiplier", "128"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    )


PEERS = (
    Peer(
        "ours_postgresql",
        "ours on PostgreSQL and Valkey",
        ("sqlalchemy", "psycopg"),
        "both",
        _module(f"{__name__}.ours"),
        copies=PROCESSES,
        declared_in="ours",
        ours="_postgresql",
    ),
    # The same promise as Celery's on a Valkey as it comes, which does not wait for the disk either.
    Peer(
        "ours_unhurried",
        "ours on PostgreSQL, synchronous_commit off",
        ("sqlalchemy", "psycopg"),
        "both, unhurried",
        _module(f"{__name__}.ours"),
        copies=PROCESSES,
        declared_in="ours",
        extra=True,
        ours="_unhurried",
    ),
    Peer(
        "ours_sqlite",
        "ours on SQLite, one process",
        ("sqlalchemy",),
        "none",
        (),
        declared_in="ours",
        ours="_sqlite",
    ),
    Peer(
        "dramatiq",
        "Dramatiq on Valkey",
        ("dramatiq",),
        "valkey",
        _module(
            *("dramatiq", f"{__name__}.dramatiq", "--skip-logging"),
            *("--processes", str(PROCESSES), "--threads", str(THREADS)),
        ),
    ),
    # As it comes, but for its guide "Optimizing": short tasks want many of them fetched ahead.
    Peer(
        "celery",
        "Celery on Valkey",
        ("celery", "kombu"),
        "valkey",
        _celery("prefork", PROCESSES),
    ),
    # What it promises is then as much as ours: nothing that was taken is lost with the power.
    Peer(
        "celery_durable",
        "Celery on Valkey, appendfsync always",
        ("celery", "kombu"),
        "durable valkey",
        _celery("prefork", PROCESSES),
        declared_in="celery",
    ),
    # No process stands between the worker and its jobs: faster, though meant for jobs that wait.
    Peer(
        "celery_threads",
        "Celery on Valkey, in threads",
        ("celery", "kombu"),
        "valkey",
        _celery("threads", THREADS),
        copies=PROCESSES,
        declared_in="celery",
        extra=True,
    ),
    # Of its "Notes on Performance": six times faster than a process for each job, and meant for
    # jobs of a few milliseconds.
    Peer(
        "rq",
        "RQ on Valkey",
        ("rq",),
        "valkey",
        _module(
            *("rq.cli", "worker", "--quiet", "--disable-job-desc-logging"),
            *("--worker-class", "rq.SimpleWorker", "--config", f"{__name__}.rq_settings"),
        ),
        copies=PROCESSES,
    ),
    Peer(
        "procrastinate",
        "procrastinate on PostgreSQL",
        ("procrastinate",),
        "postgresql",
        _module(
            *("procrastinate", "--app", f"{__name__}.procrastinate.app", "worker"),
            *("--concurrency", str(THREADS), "--delete-jobs", "successful"),
        ),
        copies=PROCESSES,
    ),
)
