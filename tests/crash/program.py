"""The real program, joined to ports that end it at named points. One process of the harness.

Everything that is special stands here: no line of the studio knows of it.
"""

import io
import json
import logging
import os
import random
import re
import resource
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image as Pillow
from sqlalchemy import Engine, bindparam, event, select, update
from sqlalchemy.orm import Session

import domain.adapters.studio
import workers.app
from domain import claims, leases, rendering
from domain.adapters import database
from domain.adapters.clock import SystemClock
from domain.adapters.settings import read_settings
from domain.jobs import Job
from domain.ports import FileStore, Recipe, Task, TaskQueue
from handlers import commands
from tests.crash.points import Fate, Plan
from workers import dispatcher
from workers.app import working

STEP = re.compile(r"UPDATE jobs SET steps_done=\S+ lease_until=")
FAULTS = ("unfenced", "file_after_commit")
"""Mistakes that can be made on purpose, to see that the harness finds them."""

PAUSE = 0.004
"""Seconds that a step of the engine takes."""


@dataclass(frozen=True)
class Config:
    """What one process is to be; it travels to it as JSON."""

    role: str
    """`alone`: a worker that is all there is; `worker` or `serve`: these commands."""
    environment: dict[str, str]
    folder: str
    """Where it leaves its report and its log."""
    clock: str
    """A file that says by how many seconds its clock is wrong."""
    status: str
    lease: float = 2.0
    retry_after: float = 0.3
    plan: Plan | None = None
    fault: str | None = None
    """One of `FAULTS`."""

    @classmethod
    def read(cls, text: str) -> "Config":
        """Read what `json.dumps(asdict(…))` wrote."""
        given = json.loads(text)
        plan = given.pop("plan")
        return cls(**given, plan=None if plan is None else Plan(**plan))


class CrashEngine:
    """Draws noise that depends on the recipe alone, in steps that take a moment."""

    name = "crash"
    model = "crash-1"
    adapters = ()

    def __init__(self, fate: Fate | None = None) -> None:
        self._fate = fate

    def draw(self, recipe: Recipe, on_step: Callable[[int], None]) -> bytes:
        """Draw, and pass the points before, at and after the steps."""
        passing = self._fate.passing if self._fate else lambda point: None
        passing("engine.before")
        moment = threading.Event()
        for step in range(1, recipe.steps + 1):
            moment.wait(PAUSE)
            passing("engine.step")
            on_step(step)
        picture = paint(recipe)
        passing("engine.after")
        return picture


def paint(recipe: Recipe) -> bytes:
    """Give the picture of a recipe: noise, which does not become smaller in a PNG."""
    size = (recipe.width, recipe.height)
    noise = random.Random(repr(recipe)).randbytes(size[0] * size[1] * 3)
    out = io.BytesIO()
    Pillow.frombytes("RGB", size, noise).save(out, "PNG", compress_level=1)
    return out.getvalue()


class MortalFiles:
    """A file store whose process may end before, after and in the middle of a put."""

    def __init__(self, files: FileStore, fate: Fate) -> None:
        self._files, self._fate = files, fate

    def put(self, name: str, data: bytes) -> None:
        kind = {"json": "sidecar", "png": "picture", "webp": "thumbnail"}[name.rpartition(".")[2]]
        self._fate.passing(f"put.{kind}.before")
        self._fate.passing(f"put.{kind}.half", bytes_to_write=len(data))
        self._files.put(name, data)
        self._fate.passing(f"put.{kind}.after")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)


class LateFiles(MortalFiles):
    """A file store that is a mistake: it keeps nothing until a row speaks of it."""

    def __init__(self, files: FileStore, fate: Fate, transactions: "Transactions") -> None:
        super().__init__(files, fate)
        self._here = threading.local()
        transactions.after_the_end = self._put_all

    def put(self, name: str, data: bytes) -> None:
        self._here.waiting = [*getattr(self._here, "waiting", ()), (name, data)]

    def _put_all(self) -> None:
        for name, data in self._here.waiting:
            super().put(name, data)
        self._here.waiting = []


class MortalQueue:
    """A queue whose process may end before it wakes anybody."""

    def __init__(self, queue: TaskQueue, fate: Fate) -> None:
        self._queue, self._fate = queue, fate

    def wake(self, task: Task) -> None:
        self._fate.passing("wake.before")
        self._queue.wake(task)

    def wake_soon(self, task: Task) -> None:
        self._fate.passing("wake.before")
        self._queue.wake_soon(task)

    def check(self) -> None:
        self._queue.check()


class JumpingClock(SystemClock):
    """The machine's clock, set forward or back by what a file says."""

    def __init__(self, offset: Path) -> None:
        self._file = os.open(offset, os.O_RDONLY)

    def now(self) -> datetime:
        (seconds,) = struct.unpack("d", os.pread(self._file, 8, 0))
        return datetime.now(UTC) + timedelta(seconds=seconds)


def set_clock(offset: Path, seconds: float) -> None:
    """Let the clocks that read this file jump."""
    offset.write_bytes(struct.pack("d", seconds))


class Transactions:
    """Knows what the transaction of each thread is about, and passes the points at its commit."""

    def __init__(self, fate: Fate) -> None:
        self._fate = fate
        self._here = threading.local()
        self.after_the_end: Callable[[], None] = lambda: None
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
        if statement.startswith("INSERT INTO images "):
            self.about("end")
        elif STEP.match(statement):
            self.about("step")

    def _before(self, _connection: Any) -> None:
        labels = self._here.labels
        # A job that is ended and one that is claimed share a commit; it is called by the former.
        for label in ("end", "rescue", "claim", "step"):
            if label in labels:
                self._here.committed = label
                self._fate.passing(f"commit.{label}.before")
                return

    def _after(self, _session: Session) -> None:
        # Called for savepoints too, before which nothing has been committed.
        committed, self._here.committed = getattr(self._here, "committed", None), None
        if committed is None:
            return
        if "claim" in self._here.labels:
            self._fate.working = True
        elif committed == "end":
            self._fate.working = False
        self._fate.passing(f"commit.{committed}.after")
        if committed == "end":
            self.after_the_end()


def prepare(config: Config, fate: Fate) -> CrashEngine:
    """Shorten the leases, and put the mortal ports where the program takes its own from."""
    leases.LEASE = timedelta(seconds=config.lease)
    leases.RETRY_AFTER = (timedelta(seconds=config.retry_after),) * 4
    dispatcher.RENEW = config.lease / 6
    database.SILENCE = timedelta(seconds=config.lease / 2)
    transactions = Transactions(fate)
    engine = CrashEngine(fate)
    claim, rescue, open_studio = claims.claim, leases.rescue, domain.adapters.studio.open_studio
    claimed_before = False

    def noted_claim(work: Any, kind: Any, at_most: int = 1) -> Any:
        nonlocal claimed_before
        rows = claim(work, kind, at_most)
        for row in rows:
            transactions.about("claim")
            fate.tell(what="claimed", job=row.id, token=row.token, first=not claimed_before)
            claimed_before = True
        return rows

    def noted_rescue(work: Any, kind: Any, *, everything: bool = False) -> int:
        over = work.session.scalars(
            select(Job.lease_until).where(leases.expired(Job)), {"moment": work.now}
        ).all()
        many: int = rescue(work, kind, everything=everything)
        if many:
            transactions.about("rescue")
            late = max(((work.now - each).total_seconds() for each in over), default=0)
            fate.tell(what="rescued", many=many, late=late, everything=everything)
        return many

    class MortalDispatcher(dispatcher.Dispatcher):
        def beat(self) -> None:
            fate.passing("beat.before")
            super().beat()
            fate.passing("beat.after")

    def mortal_files(files: FileStore) -> MortalFiles:
        if config.fault == "file_after_commit":
            return LateFiles(files, fate, transactions)
        return MortalFiles(files, fate)

    @contextmanager
    def mortal_studio(*given: Any) -> Iterator[Any]:
        with open_studio(*given) as (studio, broker):
            yield (
                replace(
                    studio,
                    files=mortal_files(studio.files),
                    queue=MortalQueue(studio.queue, fate),
                ),
                broker,
            )

    domain.adapters.studio.SystemClock = lambda: JumpingClock(Path(config.clock))  # type: ignore
    claims.claim, leases.rescue = noted_claim, noted_rescue
    workers.app.Dispatcher = MortalDispatcher  # type: ignore[misc]
    domain.adapters.studio.open_studio = mortal_studio
    commands._engine = lambda settings: engine  # type: ignore[assignment]
    if config.fault == "unfenced":
        unfence()
    return engine


def unfence() -> None:
    """Make the mistake of letting a worker write to a job whose lease it has lost."""

    def held(work: Any, kind: Any, hold: Any) -> Any:
        return work.session.scalars(select(kind).where(kind.id == hold.id)).first()

    leases.held = held
    rendering.REPORT = (
        update(Job.__table__)  # type: ignore[arg-type]
        .where(Job.id == bindparam("one"), bindparam("held_by") != "")
        .values(steps_done=bindparam("done"), lease_until=bindparam("until"))
        .returning(*rendering.REPORT._returning)
    )


def run_alone(engine: CrashEngine) -> int:
    """Be the worker of the embedded default, without the server around it."""
    done = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: done.set())
    with (
        domain.adapters.studio.open_studio(read_settings(), engine) as (studio, broker),
        working(studio, broker, engine, alone=True),
    ):
        done.wait()
    return 0


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
    fate = Fate(config.plan, Path(config.folder) / "report", Path(config.status))
    engine = prepare(config, fate)
    fate.tell(what="started", role=config.role)
    status = run_alone(engine) if config.role == "alone" else commands.main([config.role])
    fate.tell(what="ended", status=status)
    raise SystemExit(status)


if __name__ == "__main__":
    main(sys.argv[1])
