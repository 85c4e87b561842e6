"""Killing imports again and again: `python -m tests.imports.kill --kills 50 --files 2000`.

A tree is planned and applied once in peace. Then fresh studios do the same, and whoever does it is
killed by SIGKILL at named points and at any moment, started again, and killed again, until it is
done. What is there then must be what peace has left: rows, order, files, counts, and the record.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from domain import doctor, users
from domain.adapters import database
from domain.adapters.clock import SystemClock
from domain.adapters.files import Folder
from domain.adapters.pictures import safe_copy, shrink
from domain.adapters.settings import read_settings
from domain.adapters.sources import Folders, open_staging
from domain.imports import ImportRun, ImportSource, asking
from domain.leases import OVER
from domain.ports import Task
from domain.vocabulary import ImportProfileName, ImportStaging, JobState
from domain.work import Facts, Studio
from tests.crash.points import Plan
from tests.imports import state, trees
from tests.imports.mortal import FAULTS, IDLE, POINTS, STAGED, Config
from tests.servers import postgresql

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 20.0
"""Seconds after which a process that has not come to its point is killed where it is."""
FEW = 3
"""So many may die on one run without any progress; the next lives until it has made some."""
UNMADE = 300.0
"""Seconds after which an import that is not over is given up."""
FACTS = Facts(engine="sketch", model="sketch-1", max_body_bytes=65_536, max_queued_jobs=1000)
SOURCE = "old"
PROGRAM = (sys.executable, "-W", "ignore", "-m", "tests.imports.mortal")


class Silent:
    """Nobody outside can wake the worker: it looks by itself."""

    def wake(self, task: Task) -> None:
        pass

    def wake_soon(self, task: Task) -> None:
        pass

    def check(self) -> None:
        pass


@dataclass
class Outcome:
    """What a campaign came to."""

    database: str
    seed: int
    files: int = 0
    kills: int = 0
    rounds: int = 0
    phases: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    staged: int = 0
    """Deaths between a batch's staging and its commit."""
    helpers: int = 0
    """Processes that workers had started, and that had to end with them."""
    seconds: float = 0.0
    violations: list[str] = field(default_factory=list)


class Home:
    """One studio, and whoever looks at it from outside."""

    def __init__(self, folder: Path, database_url: str | None, engine: Engine | None) -> None:
        folder.mkdir(parents=True)
        self.files = folder / "files"
        self.environment = {"SPOLVERO_HOME": str(folder), "SPOLVERO_PORT": "0"}
        if database_url is not None:
            self.environment["SPOLVERO_DATABASE_URL"] = database_url
        self._own = engine is None
        url = read_settings(self.environment).database_url
        self._engine = database.open_database(url) if engine is None else engine
        database.migrate(self._engine)
        store = Folder(self.files)
        self.studio = Studio(
            sessions=database.sessions(self._engine),
            files=store,
            queue=Silent(),
            clock=SystemClock(),
            shrink=shrink,
            safe_copy=safe_copy,
            sources=Folders(),
            staging=open_staging(store),
            facts=FACTS,
        )

    def close(self) -> None:
        """Let go of the database."""
        if self._own:
            self._engine.dispose()

    def row(self, run_id: str) -> Any:
        """Give how a run is now."""
        with self.studio.look() as work:
            (row,) = work.rows(select(*ImportRun.__table__.columns).where(ImportRun.id == run_id))
        return row


@contextmanager
def sqlite(folder: Path) -> Iterator[Callable[[], Home]]:
    """Give a maker of fresh studios on SQLite."""
    numbers = iter(range(1_000_000))
    with ExitStack() as stack:

        def fresh() -> Home:
            home = Home(folder / f"home-{next(numbers)}", None, None)
            stack.callback(home.close)
            return home

        yield fresh


@contextmanager
def on_postgresql(folder: Path) -> Iterator[Callable[[], Home]]:
    """Give a maker of studios on one PostgreSQL, which is emptied for each."""
    from tests.domain.hand import empty

    numbers = iter(range(1_000_000))
    with postgresql() as url:
        engine = database.open_database(read_settings({"SPOLVERO_DATABASE_URL": url}).database_url)
        database.migrate(engine)

        def fresh() -> Home:
            empty(engine)
            return Home(folder / f"home-{next(numbers)}", url, engine)

        yield fresh
        engine.dispose()


DATABASES = {"sqlite": sqlite, "postgresql": on_postgresql}


class Worker:
    """One process that works, started as an operator's is; it leads a session of its own."""

    def __init__(
        self, home: Home, folder: Path, plan: Plan | None, fault: str | None = None
    ) -> None:
        self.plan = plan
        self._status = folder / "status"
        self._status.write_bytes(b"\0")
        config = Config(home.environment, str(folder), str(self._status), plan=plan, fault=fault)
        self._process = subprocess.Popen(
            [*PROGRAM, json.dumps(asdict(config))],
            cwd=ROOT,
            start_new_session=True,
        )
        self.pid = self._process.pid
        self.began = time.monotonic()
        self.kill_at: float | None = None
        self.helpers: set[tuple[int, str]] = set()
        """The processes that it has started, by id and when they began."""
        self._looked = 0.0

    @property
    def alive(self) -> bool:
        """Whether it lives."""
        return self._process.poll() is None

    @property
    def code(self) -> int | None:
        """What it ended with; negative for a signal."""
        return self._process.poll()

    @property
    def doing(self) -> int:
        """What it does, or did when it died."""
        return self._status.read_bytes()[0]

    def look(self) -> None:
        """See now and then which processes it has started."""
        if time.monotonic() > self._looked + 0.1:
            self._looked = time.monotonic()
            self.helpers |= {(pid, at) for pid, parent, at in processes() if parent == self.pid}

    def kill(self) -> None:
        """Make an end, and wait for it."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()


def processes() -> Iterator[tuple[int, int, str]]:
    """Give the processes that live: id, parent, and when they began."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                words = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has just ended
            if words[0] != "Z":
                yield int(entry.name), int(words[1]), words[19]


class Campaign:
    """Rounds of one import on one kind of database, all drawn from one seed."""

    def __init__(
        self,
        fresh: Callable[[], Home],
        folder: Path,
        tree: Path,
        *,
        database: str,
        seed: int,
        kills: int,
        profile: ImportProfileName = ImportProfileName.MEDIA,
        staging: ImportStaging = ImportStaging.COPY,
        fault: str | None = None,
        points: Sequence[str] | None = None,
        each: int = 10,
        tell: Callable[[str], None] = lambda line: None,
    ) -> None:
        self._fresh, self._folder, self.tree = fresh, folder, tree
        self._profile, self._staging, self._fault = profile, staging, fault
        self._kills, self._tell = kills, tell
        self._chance = random.Random(seed)
        self._possible = {
            mode: [
                *(point for point in passed if points is None or point in points),
                *(() if points else ("outside",) * 4),
            ]
            for mode, passed in POINTS.items()
        }
        self._points: dict[str, list[str]] = {mode: [] for mode in POINTS}
        self._each = each
        self._wait = threading.Event().wait
        self._left: set[tuple[int, str]] = set()
        self._of_run: Counter[str] = Counter()
        self._worker: Worker | None = None
        self._took = 1.0
        self.outcome = Outcome(database, seed)

    def run(self) -> Outcome:
        """Import in peace once; then kill until enough have died, and compare each time."""
        began = time.monotonic()
        self.outcome.files = state.seen(self.tree)
        source = state.snapshot(self.tree)
        peace = time.monotonic()
        wanted = self._round(mortal=False)
        self._took = time.monotonic() - peace
        while self.outcome.kills < self._kills and not self.outcome.violations:
            self.outcome.rounds += 1
            found = self._round(mortal=True)
            if wanted is None or found is None:
                break
            for line in [*state.differences(wanted, found)][:20]:
                self._violation(f"After round {self.outcome.rounds}{line}")
        if state.snapshot(self.tree) != source:
            self._violation("The source is not as it was.")
        self._see_to_helpers()
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    def _round(self, *, mortal: bool) -> dict[str, Any] | None:
        """Plan and apply in a fresh studio; give what it has come to."""
        home = self._fresh()
        with home.studio.work() as work:
            work.add(ImportSource(name=SOURCE, folder=str(self.tree), created_at=work.now))
            plan_id = asking.plan(
                work,
                home.studio,
                asked_by=users.ensure_admin(work),
                source=SOURCE,
                profile=self._profile,
                staging=self._staging,
                visibility=None,
                require_sidecar=False,
                time_zone="UTC",
                deep=False,
            ).id
        try:
            return self._carry_out(home, plan_id, mortal)
        finally:
            self._end_worker()

    def _carry_out(self, home: Home, plan_id: str, mortal: bool) -> dict[str, Any] | None:
        planned = self._until_over(home, plan_id, mortal)
        if planned is None:
            return None
        before = state.snapshot(home.files, times=False)
        if any(name.startswith(("images/", "thumbnails/")) for name in before):
            self._violation("A plan has left files.")
        with home.studio.work() as work:
            apply_id = asking.apply(
                work, plan_id, plan_hash=planned.plan_hash, asked_by=users.ensure_admin(work)
            ).id
        if self._until_over(home, apply_id, mortal) is None:
            return None
        self._end_worker()
        return self._end_state(home, plan_id, apply_id)

    def _until_over(self, home: Home, run_id: str, mortal: bool) -> Any:
        """Start workers until the run is over; give its row, None if it has not succeeded."""
        give_up = time.monotonic() + UNMADE
        if self._worker is not None:  # it has outlived the run before this one
            self._worker.plan = self._worker.kill_at = None
        while time.monotonic() < give_up:
            row = home.row(run_id)
            if row.state in OVER:
                if row.state == JobState.SUCCEEDED:
                    return row
                self._violation(
                    f"The {row.mode} is {row.state}: {row.why}, {row.failure_code},"
                    f" {row.failure_reason} {row.moved}"
                )
                return None
            if self._worker is None:
                hurt = mortal and self._may_die(run_id) and row.crashes < FEW
                plan = self._next_plan(row.mode) if hurt else None
                fault = self._fault if mortal else None
                self._worker = Worker(home, self._folder, plan, fault)
            elif not self._worker.alive:
                self._bury(self._worker, row)
                self._worker = None
            else:
                self._worker.look()
                if mortal and self._may_die(run_id):
                    self._tend(self._worker, row)
            self._wait(0.02)
        self._violation(f"The {row.mode} was not over after {UNMADE:.0f} s: {row}")
        return None

    def _end_worker(self) -> None:
        if self._worker is not None:
            self._worker.kill()
            self._left |= self._worker.helpers
            self._worker = None

    def _may_die(self, run_id: str) -> bool:
        """Tell whether somebody else may die on a run."""
        return self.outcome.kills < self._kills and self._of_run[run_id] < self._each

    def _next_plan(self, mode: str) -> Plan | None:
        """Draw how the next worker ends; None: by a kill from outside, at any moment."""
        if not self._points[mode]:
            self._points[mode] = [*self._possible[mode]]
            self._chance.shuffle(self._points[mode])
        point = self._points[mode].pop() if self._points[mode] else "outside"
        if point == "outside":
            return None
        most = max(1, round(POINTS[mode][point] * self.outcome.files))
        return Plan(point, self._chance.randint(1, most))

    def _tend(self, worker: Worker, row: Any) -> None:
        """Kill whoever has lived for long enough; let live who has to make progress first."""
        now = time.monotonic()
        if worker.plan is not None:
            if now > worker.began + PATIENCE:
                worker.kill()
        elif row.crashes >= FEW:
            worker.kill_at = None
        elif worker.kill_at is None:
            if worker.doing != IDLE:
                worker.kill_at = now + self._chance.uniform(0, min(self._took / 3, 2.0))
        elif now > worker.kill_at:
            worker.kill()

    def _bury(self, worker: Worker, row: Any) -> None:
        """Count a death by where it happened."""
        self._left |= worker.helpers
        if worker.code not in (-signal.SIGKILL, -signal.SIGXFSZ):
            self._violation(f"A worker ended with {worker.code}, which nobody asked for.")
            return
        if worker.doing == IDLE:
            return
        self.outcome.kills += 1
        self._of_run[row.id] += 1
        self.outcome.phases[f"{row.mode}: {row.phase or 'not begun'}"] += 1
        self.outcome.points[self._point_of(worker.pid)] += 1
        self.outcome.staged += worker.doing == STAGED
        if self.outcome.kills % 10 == 0:
            self._tell(f"{self.outcome.database}: {self.outcome.kills} kills")

    def _point_of(self, pid: int) -> str:
        report = self._folder / "report"
        lines = report.read_text().splitlines() if report.exists() else []
        for line in map(json.loads, reversed(lines)):
            if line["pid"] == pid and line["what"] == "died":
                return str(line["point"])
        return "outside"

    def _end_state(self, home: Home, plan_id: str, apply_id: str) -> dict[str, Any]:
        """Give all that is there; note what must not be so whatever peace has left."""
        with home.studio.look() as work:
            planned, applied = state.run(work, plan_id), state.run(work, apply_id)
            found = state.content(work)
        for name, each in (("plan", planned), ("apply", applied)):
            counted = sum(each[column] for column in state.OUTCOMES)
            seen = (each["files_total"], len(each["items"]), counted)
            if seen != (self.outcome.files,) * 3:
                self._violation(f"The {name} accounts for {seen} of {self.outcome.files} files.")
        result = [{**item, "before": None} for item in applied["items"]]
        for line in [*state.differences(planned["items"], result, ".apply")][:20]:
            self._violation(f"Not as planned: {line}")
        diagnosis = doctor.examine(home.studio.look, home.studio.files, grace=None, every_byte=True)
        for kind, finding in diagnosis.findings.items():
            if finding.count:
                self._violation(f"{kind.name}: {finding.count}, such as {finding.examples[0]}")
        files = state.snapshot(home.files, times=False)
        return {**found, "plan": planned, "apply": applied, "store": files}

    def _see_to_helpers(self) -> None:
        """See that the helpers of those who died have not outlived them."""
        end = time.monotonic() + 5
        while left := self._left & {(pid, at) for pid, _, at in processes()}:
            if time.monotonic() > end:
                self._violation(f"{len(left)} helpers outlived their workers.")
                break
            self._wait(0.1)
        self.outcome.helpers = len(self._left)
        for pid, _ in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _violation(self, text: str) -> None:
        self.outcome.violations.append(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run campaigns; give 0 when nothing was violated, else 1."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.imports.kill",
        description="Kill imports while they work, and see whether they end as in peace.",
    )
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--database", choices=sorted(DATABASES), default="sqlite")
    parser.add_argument("--staging", choices=[*ImportStaging], default=ImportStaging.COPY)
    parser.add_argument("--seed", type=int, default=20261127)
    parser.add_argument(
        "--fault", choices=FAULTS, help="make this mistake, to see that it is found"
    )
    parser.add_argument("--json", dest="as_json", action="store_true", help="print a JSON object")
    parser.add_argument("--keep", action="store_true", help="keep what the processes left")
    chosen = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="spolvero-kill-"))
    tree = folder / "tree"
    trees.synthetic(tree, chosen.files, seed=chosen.seed)
    with DATABASES[chosen.database](folder) as fresh:
        outcome = Campaign(
            fresh,
            folder,
            tree,
            database=chosen.database,
            seed=chosen.seed,
            kills=chosen.kills,
            staging=ImportStaging(chosen.staging),
            fault=chosen.fault,
            tell=lambda line: print(line, file=sys.stderr, flush=True),
        ).run()
    if chosen.keep or outcome.violations:
        print(f"What the processes left is in {folder}", file=sys.stderr)
    else:
        shutil.rmtree(folder)
    print(json.dumps(asdict(outcome), indent=2) if chosen.as_json else table(outcome))
    return 1 if outcome.violations else 0


def table(outcome: Outcome) -> str:
    """Set out what came of it."""

    def row(name: str, value: object) -> str:
        return f"{name:<44}{value!s:>12}"

    lines = [
        row("database", outcome.database),
        row("files in the tree", outcome.files),
        row("imports, each killed until it was done", outcome.rounds),
        row("kills that landed in work", outcome.kills),
        row("  between a batch's staging and its commit", outcome.staged),
        row("helpers that had to end with them", outcome.helpers),
        row("seconds", round(outcome.seconds)),
        "",
        "deaths by phase",
        *(row(f"  {name}", count) for name, count in sorted(outcome.phases.items())),
        "",
        "deaths by point",
        *(row(f"  {name}", count) for name, count in sorted(outcome.points.items())),
        "",
        *(f"VIOLATED: {text}" for text in outcome.violations),
    ]
    if not outcome.violations:
        lines.append("Each ended as in peace: rows, order, files, counts and the record.")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
