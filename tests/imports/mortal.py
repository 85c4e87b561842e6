"""The real worker, joined to ports that end it at named points of an import. One process each.

Everything that is special stands here: no line of the studio knows of it.
"""

import json
import logging
import os
import resource
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

import domain.adapters.studio
from domain import claims, leases
from domain.adapters import database
from domain.adapters.settings import read_settings
from domain.ports import Examined, Found, Sources, SourceTree, Staging, ToStage
from domain.work import Studio
from tests.crash.points import Fate, Plan
from workers import dispatcher, imports
from workers.app import working
from workers.engines import open_engine

BATCH = 1 / 500
POINTS: dict[str, dict[str, float]] = {
    "plan": {
        "walk": 2,
        "examined": 0.5,
        "commit.catalog.before": BATCH,
        "commit.catalog.after": BATCH,
        "commit.end.before": 0,
    },
    "apply": {
        "walk": 2,
        "stage.before": BATCH,
        "stage.half": BATCH,
        "stage.after": BATCH,
        "commit.images.before": BATCH,
        "commit.images.after": BATCH,
        "commit.claim.after": 0,
        "commit.end.before": 0,
    },
}
"""The points that each mode passes, and at which passing a process dies there at the latest: so
many for each file, and at least one.

`half`: the kernel ends the process in the middle of writing a file, of the staging or the
database's own.
"""

LABELS = {
    "INSERT INTO images ": "images",
    "INSERT INTO import_items ": "items",
    "INSERT INTO import_files ": "catalog",
    "UPDATE import_files ": "catalog",
}
IDLE, WORKING, STAGED = 0, 1, 2

FAULTS = ("files_after_commit",)
"""Mistakes that can be made on purpose, to see that the harness finds them."""


@dataclass(frozen=True)
class Config:
    """What one process is to be; it travels to it as JSON."""

    environment: dict[str, str]
    folder: str
    """Where it leaves its report and its log."""
    status: str
    lease: float = 2.0
    plan: Plan | None = None
    fault: str | None = None
    """One of `FAULTS`."""

    @classmethod
    def read(cls, text: str) -> "Config":
        """Read what `json.dumps(asdict(…))` wrote."""
        given = json.loads(text)
        plan = given.pop("plan")
        return cls(**given, plan=None if plan is None else Plan(**plan))


class ImportFate(Fate):
    """A fate that also knows whether something is staged and not committed."""

    @property
    def doing(self) -> int:
        """One of IDLE, WORKING and STAGED."""
        return self._status[0]

    @doing.setter
    def doing(self, what: int) -> None:
        self._status[0] = what


class MortalTree:
    """A tree whose reader may die at any file."""

    def __init__(self, tree: SourceTree, fate: ImportFate) -> None:
        self._tree, self._fate = tree, fate

    def walk(self) -> Iterator[Found]:
        for found in self._tree.walk():
            self._fate.passing("walk")
            yield found

    def examine(self, files: Iterable[Found]) -> Iterator[Examined]:
        for examined in self._tree.examine(files):
            self._fate.passing("examined")
            yield examined

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tree, name)


class MortalSources:
    """Sources of such trees."""

    def __init__(self, sources: Sources, fate: ImportFate) -> None:
        self._sources, self._fate = sources, fate

    def tree(self, folder: str) -> SourceTree:
        return MortalTree(self._sources.tree(folder), self._fate)


class MortalStaging:
    """A staging whose process may end before, in the middle of, and after a batch."""

    def __init__(self, staging: Staging, fate: ImportFate) -> None:
        self._staging, self._fate = staging, fate

    def stage(self, tree: SourceTree, files: Sequence[ToStage], how: str) -> list[str | None]:
        self._fate.passing("stage.before")
        if files:
            biggest = max(file.found.size for file in files)
            self._fate.passing("stage.half", bytes_to_write=biggest)
        staged = self._stage(getattr(tree, "_tree", tree), files, how)
        self._fate.doing = STAGED
        self._fate.passing("stage.after")
        return staged

    def _stage(self, tree: SourceTree, files: Sequence[ToStage], how: str) -> list[str | None]:
        return self._staging.stage(tree, files, how)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._staging, name)


class LateStaging(MortalStaging):
    """A staging that is a mistake: it stages a batch when the next one comes."""

    _waiting: tuple[Any, ...] | None = None

    def _stage(self, tree: SourceTree, files: Sequence[ToStage], how: str) -> list[str | None]:
        if self._waiting:
            self._staging.stage(*self._waiting)
        self._waiting = (tree, files, how)
        return [None] * len(files)


class Transactions:
    """Knows what the transaction of each thread is about, and passes the points at its commit."""

    def __init__(self, fate: ImportFate) -> None:
        self._fate = fate
        self._here = threading.local()
        event.listen(Engine, "begin", self._begun)
        event.listen(Engine, "before_cursor_execute", self._statement)
        event.listen(Engine, "commit", self._before)
        event.listen(Session, "after_commit", self._after)

    def about(self, label: str) -> None:
        """Say what this thread's transaction does."""
        self._here.labels = {*getattr(self._here, "labels", ()), label}

    def _begun(self, _connection: Any) -> None:
        self._here.labels, self._here.committed = set(), None

    def _statement(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        for beginning, label in LABELS.items():
            if statement.startswith(beginning):
                self.about(label)

    def _before(self, _connection: Any) -> None:
        for label in ("end", "images", "items", "catalog", "claim"):
            if label in getattr(self._here, "labels", ()):
                self._here.committed = label
                self._fate.passing(f"commit.{label}.before")
                return

    def _after(self, _session: Session) -> None:
        # Called for savepoints too, before which nothing has been committed.
        committed, self._here.committed = getattr(self._here, "committed", None), None
        if committed is None:
            return
        if committed in ("images", "items"):
            self._fate.doing = WORKING
        self._fate.passing(f"commit.{committed}.after")
        if committed == "end":
            self._fate.doing = IDLE


def prepare(config: Config, fate: ImportFate) -> None:
    """Shorten the leases, and put the mortal ports where the program takes its own from."""
    leases.LEASE = timedelta(seconds=config.lease)
    leases.RETRY_AFTER = (timedelta(seconds=0.3),) * 4
    dispatcher.RENEW = config.lease / 6
    dispatcher.BEAT = imports.BEAT = 0.05
    database.SILENCE = timedelta(seconds=config.lease / 2)
    transactions = Transactions(fate)
    claim, finish, move_to = claims.claim, claims.finish, leases.Leased.move_to
    open_studio = domain.adapters.studio.open_studio
    staging = LateStaging if config.fault == "files_after_commit" else MortalStaging

    def noted_claim(work: Any, kind: Any, at_most: int = 1) -> Any:
        rows = claim(work, kind, at_most)
        if rows and kind.__tablename__ == "import_runs":
            transactions.about("claim")
            fate.doing = WORKING
        return rows

    def noted_finish(work: Any, kind: Any, holds: Any) -> Any:
        if kind.__tablename__ == "import_runs":
            transactions.about("end")
        return finish(work, kind, holds)

    def noted_move(self: Any, work: Any, state: Any) -> None:
        if state in leases.OVER and self.__tablename__ == "import_runs":
            transactions.about("end")
        move_to(self, work, state)

    @contextmanager
    def mortal_studio(*given: Any) -> Iterator[tuple[Studio, Any]]:
        with open_studio(*given) as (studio, broker):
            yield (
                replace(
                    studio,
                    sources=MortalSources(studio.sources, fate),
                    staging=staging(studio.staging, fate),
                ),
                broker,
            )

    claims.claim, claims.finish = noted_claim, noted_finish
    leases.Leased.move_to = noted_move  # type: ignore[method-assign]
    domain.adapters.studio.open_studio = mortal_studio


def run() -> None:
    """Be the worker of the embedded default, without the server around it."""
    done = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: done.set())
    settings = read_settings()
    engine = open_engine(settings.engine)
    with (
        domain.adapters.studio.open_studio(settings, engine) as (studio, broker),
        working(studio, broker, engine, alone=settings.alone_with_jobs),
    ):
        done.wait()


def main(text: str) -> None:
    """Be the process that a config describes, to its end."""
    config = Config.read(text)
    for name in [name for name in os.environ if name.startswith("SPOLVERO_")]:
        del os.environ[name]
    os.environ.update(config.environment)
    log = os.open(Path(config.folder) / "log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(log, 1)
    os.dup2(log, 2)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    logging.basicConfig(level=logging.INFO, format=f"{os.getpid()} %(asctime)s %(message)s")
    fate = ImportFate(config.plan, Path(config.folder) / "report", Path(config.status))
    prepare(config, fate)
    run()


if __name__ == "__main__":
    main(sys.argv[1])
