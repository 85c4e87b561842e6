"""Killing a studio again and again while it works, and seeing what is left of it."""

import contextlib
import json
import random
import resource
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select

from domain import albums, jobs, users
from domain.adapters import database
from domain.adapters.files import Folder
from domain.adapters.pictures import safe_copy, shrink
from domain.adapters.queue import DramatiqQueue, open_broker
from domain.adapters.sources import Folders, open_staging
from domain.adapters.studio import ReliableQueue
from domain.jobs import Job, Picture
from domain.leases import OVER
from domain.ports import Recipe, Task
from domain.vocabulary import AlbumVisibility, JobState
from domain.work import Facts, Studio
from tests.conftest import ADMIN_TOKEN
from tests.crash import checks
from tests.crash.backends import Backend, free_port
from tests.crash.points import POINTS, Plan
from tests.crash.processes import Slot
from tests.crash.program import Config, JumpingClock, set_clock

LEASE = 2.0
STEPS = 4
TOO_MANY_STEPS = 1800
"""Of a picture that takes more than `workers.app.FINISH_SECONDS`."""
SIDE = 64
LUMP = 18
"""So many jobs are promised at once, as the rows of one album."""
PATIENCE = 4.0
"""Seconds after which a process that has not come to its point is killed where it is."""
DRAINED_WITHIN = 10.0
RECOVERED_WITHIN = 2.0
RESCUED_WITHIN = 1.0
"""Seconds beyond the end of the lease."""
FACTS = Facts(engine="crash", model="crash-1", max_body_bytes=65_536, max_queued_jobs=1_000_000)


class Silent:
    """Where the studio is one process, nobody outside can wake its worker."""

    def wake(self, task: Task) -> None:
        pass

    def wake_soon(self, task: Task) -> None:
        pass

    def check(self) -> None:
        pass


@dataclass
class Outcome:
    """What a campaign came to."""

    backend: str
    seed: int
    landed: int = 0
    deaths: int = 0
    points: Counter[str] = field(default_factory=Counter)
    disasters: Counter[str] = field(default_factory=Counter)
    jobs: int = 0
    attempts: int = 0
    crashes: int = 0
    retried: int = 0
    leftovers: int = 0
    drains: list[float] = field(default_factory=list)
    recoveries: list[float] = field(default_factory=list)
    cold_recoveries: list[float] = field(default_factory=list)
    rescues: list[float] = field(default_factory=list)
    seconds: float = 0.0
    violations: list[str] = field(default_factory=list)
    too_slow: list[str] = field(default_factory=list)


class Campaign:
    """Kills, restarts and disasters on one backend, all drawn from one seed.

    The seed decides who dies where; how the processes interleave is nobody's decision.
    """

    def __init__(
        self,
        backend: Backend,
        *,
        seed: int,
        kills: int,
        workers: int = 3,
        cold_every: int = 0,
        fault: str | None = None,
        points: Sequence[str] = (*POINTS, *("outside",) * 5),
        disasters: Collection[str] = (),
        tell: Callable[[str], None] = lambda line: None,
    ) -> None:
        self.backend, self.kills, self.fault, self.tell = backend, kills, fault, tell
        self.chance = random.Random(seed)
        self.outcome = Outcome(backend.name, seed)
        self.folder = backend.home.parent
        self.slots = [Slot(n, self.folder) for n in range(1 if backend.alone else workers)]
        self.cold_every, self.starts = cold_every, 0
        self._possible, self._points = points, list[str]()
        self._report = self.folder / "report"
        self._report.touch()
        self._read = 0
        self._of_pid: dict[int, list[dict[str, Any]]] = {}
        self.promised: dict[str, Recipe] = {}
        self.in_order: dict[str, list[str]] = {}
        self.left_by_dead: set[tuple[str, str]] = set()
        self.disturbed = (0.0, 0.0)
        self.calm = False
        """Whether nobody else is to die at present."""
        self.posting = Posting(self)
        self._wait = threading.Event().wait
        names = [name for name in disasters if not (backend.alone and name in APART_ONLY)]
        names = names * max(1, kills // 50)
        self.chance.shuffle(names)
        once = [name for name in names if name not in ONCE] + sorted(ONCE & {*names})
        self._disasters = [
            ((index + 1) * kills / (len(once) + 1), name) for index, name in enumerate(once)
        ]
        broker = None
        if backend.redis is not None:
            broker = open_broker(f"redis://127.0.0.1:{backend.redis.port}/0")
        self._broker = broker
        set_clock(self.folder / "clock", 0)
        self.studio = Studio(
            sessions=database.sessions(backend.database),
            files=Folder(backend.home / "files"),
            queue=Silent() if broker is None else ReliableQueue(DramatiqQueue(broker)),
            clock=JumpingClock(self.folder / "clock"),
            shrink=shrink,
            safe_copy=safe_copy,
            sources=Folders(),
            staging=open_staging(Folder(backend.home / "files")),
            facts=FACTS,
        )

    # The whole.

    def run(self) -> Outcome:
        """Kill until enough kills have landed in work; mend everything; check what is left."""
        began = time.monotonic()
        try:
            with self.posting:
                self._until_landed(began)
            self._finish()
            checks.check(self)
        finally:
            for slot in self.slots:
                slot.kill()
            if self._broker is not None:
                self._broker.close()
                self._broker.client.close()
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    def _until_landed(self, began: float) -> None:
        told = 0
        while self.outcome.landed < self.kills:
            if time.monotonic() - began > 60 + 6 * self.kills:
                raise AssertionError(f"only {self.outcome.landed} kills landed in time")
            self.supply()
            for slot in self.slots:
                self.tend(slot)
            if self._disasters and self.outcome.landed >= self._disasters[0][0]:
                self.disaster(self._disasters.pop(0)[1])
            if self.outcome.landed >= told + 10:
                told = self.outcome.landed // 10 * 10
                self.tell(f"{self.backend.name}: {told} of {self.kills} kills landed in work")
            self._wait(0.01)
        for _, name in self._disasters:
            self.disaster(name)

    # Jobs.

    def supply(self) -> None:
        """Promise more pictures when few are left to draw."""
        with self.studio.look() as work:
            open_states = (JobState.QUEUED, JobState.RUNNING)
            left = len(work.rows(select(Job.id).where(Job.state.in_(open_states)).limit(8)))
        if left < 8:
            self.promise(LUMP)

    def promise(self, many: int, *, steps: int = STEPS, priority: int = 5) -> Sequence[str]:
        """Promise pictures for an album of their own, each with its place; give their jobs."""
        with self.studio.work() as work:
            number = len(self.promised)
            album = albums.create(
                work, name=f"From {number}", description="", visibility=AlbumVisibility.PRIVATE
            )
            recipes = [recipe(number + row, steps) for row in range(many)]
            promised = jobs.promise(
                work,
                [Picture(each, album.id, position=row) for row, each in enumerate(recipes)],
                asked_by=users.ensure_admin(work),
                priority=priority,
                facts=FACTS,
            )
            album_id = album.id
        self.promised.update(zip(promised.job_ids, recipes, strict=True))
        self.in_order[album_id] = [*promised.job_ids]
        return promised.job_ids

    # Processes.

    def config(self, slot: Slot, role: str, plan: Plan | None) -> Config:
        """Say what a process is to be."""
        environment = {**self.backend.environment, "SPOLVERO_HOME": str(self.home(slot))}
        if role == "serve":
            self.posting.port = free_port()
            environment["SPOLVERO_PORT"] = str(self.posting.port)
        return Config(
            role=role,
            environment=environment,
            folder=str(self.folder),
            clock=str(slot.clock),
            status=str(slot.status),
            lease=LEASE,
            plan=plan,
            fault=self.fault,
        )

    def home(self, slot: Slot) -> Path:
        """Give the home of a process: one for all here, since their files are in it."""
        return self.backend.home

    def start(self, slot: Slot, plan: Plan | None, *, perhaps_cold: bool = False) -> None:
        """Start the next process in a slot: a worker, and now and then the server."""
        self.starts += 1
        role = "worker"
        if self.backend.alone:
            role = "serve" if self.starts % 5 == 0 else "alone"
        cold = perhaps_cold and bool(self.cold_every) and self.starts % self.cold_every == 0
        # How long a cold start takes is known once it has claimed a job: let it live so long.
        slot.start(role, self.config(slot, role, None if cold else plan), cold=cold)

    def next_plan(self) -> Plan | None:
        """Draw how the next process ends; None: by a kill from outside, at any moment."""
        if self.calm:
            return None
        if not self._points:
            self._points = [*self._possible]
            self.chance.shuffle(self._points)
        point = self._points.pop()
        if point == "outside":
            return None
        return Plan(point, self.chance.randint(1, POINTS[point]))

    def tend(self, slot: Slot) -> None:
        """Bury whoever died here and start another; kill whoever has lived too long."""
        if slot.process is None:
            self.start(slot, self.next_plan(), perhaps_cold=True)
        elif not slot.alive:
            self.bury(slot)
            self.start(slot, self.next_plan(), perhaps_cold=True)
        else:
            now = time.monotonic()
            if self.calm:
                slot.kill_at = None
            elif slot.plan is not None:
                if now > slot.began + PATIENCE:
                    slot.signal(signal.SIGKILL)
            elif slot.kill_at is None:
                if slot.working:
                    slot.kill_at = now + self.chance.uniform(0, 0.3)
                elif now > slot.began + 2 * PATIENCE:
                    slot.kill_at = now
            elif now > slot.kill_at:
                slot.signal(signal.SIGKILL)

    def bury(self, slot: Slot) -> None:
        """Count a death by where it happened."""
        assert slot.process is not None
        code = slot.process.code()
        self.read()
        lines = self._of_pid.get(slot.pid, [])
        died = [line for line in lines if line["what"] == "died"]
        if code in (-signal.SIGKILL, -signal.SIGXFSZ):
            point = died[0]["point"] if died else "outside"
            landed = died[0]["working"] if died else slot.working
            self.outcome.deaths += 1
            self.outcome.landed += landed
            self.outcome.points[point] += landed or bool(died)
        elif code != 0 and not self.is_disturbed(time.monotonic()):
            self.violation(f"A {slot.role} ended with {code}, which nobody asked for.")
        self._look_at_start(slot, lines)
        if self.backend.alone:
            with self.studio.look() as work:
                left = work.rows(select(Job.id, Job.token).where(Job.state == JobState.RUNNING))
            # One that the next process did not live to take over is the same death still.
            self.left_by_dead.update((row.id, row.token) for row in left)
        slot.process = None

    def _look_at_start(self, slot: Slot, lines: list[dict[str, Any]]) -> None:
        first = [line for line in lines if line["what"] == "claimed" and line["first"]]
        if first and not self.is_disturbed(slot.began):
            took = first[0]["at"] - slot.began
            kept = self.outcome.cold_recoveries if slot.cold else self.outcome.recoveries
            kept.append(took)

    def read(self) -> None:
        """Read what the processes have told since the last time."""
        with self._report.open("rb") as file:
            file.seek(self._read)
            new = file.read()
        whole = new[: new.rfind(b"\n") + 1]
        self._read += len(whole)
        for text in whole.splitlines():
            line = json.loads(text)
            if line["what"] == "started":
                self._of_pid[line["pid"]] = []
            self._of_pid[line["pid"]].append(line)

    def lines(self, pid: int, what: str) -> list[dict[str, Any]]:
        """Give what a process told of one thing."""
        self.read()
        return [line for line in self._of_pid.get(pid, []) if line["what"] == what]

    def violation(self, text: str) -> None:
        """Note that something is not as it must be."""
        self.outcome.violations.append(text)

    def is_disturbed(self, moment: float) -> bool:
        """Tell whether a disaster explains what happened at a moment."""
        return self.disturbed[0] <= moment <= self.disturbed[1]

    # Disasters.

    def disaster(self, name: str) -> None:
        """Let something happen that is no kill."""
        self.tell(f"{self.backend.name}: {name}")
        self.disturbed = (time.monotonic(), float("inf"))
        try:
            DISASTERS[name](self)
        finally:
            self.disturbed = (self.disturbed[0], time.monotonic() + LEASE + 2)
        self.outcome.disasters[name] += 1

    def go_on(self, seconds: float) -> None:
        """Let the processes work and die meanwhile."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.supply()
            for slot in self.slots:
                self.tend(slot)
            self._wait(0.01)

    def wait_until(
        self, so: Callable[[], object], what: str, *, without: Slot | None = None
    ) -> bool:
        """Let the others go on until something is so; note it when that takes a minute."""
        end = time.monotonic() + 60
        while not so():
            if time.monotonic() > end:
                self.violation(f"It took more than a minute until {what}.")
                return False
            self.supply()
            for slot in self.slots:
                if slot is not without:
                    self.tend(slot)
            self._wait(0.01)
        return True

    def replace(self, slot: Slot, plan: Plan | None) -> None:
        """Start another process in a slot, with a plan of its own."""
        if slot.process is not None:
            slot.kill()
            self.bury(slot)
        self.start(slot, plan)

    def flush(self) -> None:
        """Let Valkey forget everything."""
        assert self.backend.redis is not None
        self.backend.redis.flush()
        self.go_on(0.3)

    def restart_queue(self) -> None:
        """Let Valkey be away for a while, and come back empty."""
        assert self.backend.redis is not None
        self.backend.redis.stop()
        self.go_on(0.7)
        self.backend.redis.start()

    def cut_queue(self) -> None:
        """Pull the cable to Valkey."""
        self.backend.cables["queue"].cut()
        self.go_on(0.7)
        self.backend.cables["queue"].mend()

    def cut_database(self) -> None:
        """Pull the cable to PostgreSQL, for longer than a lease."""
        self.backend.cables["database"].cut()
        self.go_on(LEASE * 0.6)
        self.backend.cables["database"].mend()
        self.go_on(0.5)

    def full_disk(self) -> None:
        """Let nobody write more than a kilobyte into a file."""
        for slot in self.slots:
            self.replace(slot, None)
        self.wait_for(lambda: all(slot.working for slot in self.slots), "all were at work")
        for slot in self.slots:
            _limit_files(slot.pid, 1024)
        self._wait(0.7)
        for slot in self.slots:
            _limit_files(slot.pid, resource.RLIM_INFINITY)
        self._wait(0.3)

    def wait_for(self, so: Callable[[], object], what: str) -> bool:
        """Wait, and touch nobody."""
        end = time.monotonic() + 30
        while not so():
            if time.monotonic() > end:
                self.violation(f"It took more than half a minute until {what}.")
                return False
            self.supply()
            self._wait(0.005)
        return True

    def jump_ahead(self) -> None:
        """Let the clock of one process run ahead by more than a lease."""
        self._jump(3 * LEASE)

    def jump_back(self) -> None:
        """Let the clock of one process lag by more than a lease."""
        self._jump(-3 * LEASE)

    def _jump(self, seconds: float) -> None:
        set_clock(self.slots[0].clock, seconds)
        self.go_on(1.0)
        set_clock(self.slots[0].clock, 0)

    def drain(self) -> None:
        """Ask a process that draws to stop: it must, and leave nothing behind."""
        slot = self.chance.choice(self.slots)
        self.replace(slot, None)
        if not self.wait_for(lambda: slot.working, "a worker was at work"):
            return
        self.outcome.drains.append(self._drain(slot))
        self.start(slot, self.next_plan())

    def drain_long_work(self) -> None:
        """Ask a process to stop whose picture takes longer than it has: it must give it back."""
        (job_id,) = self.promise(1, steps=TOO_MANY_STEPS, priority=1)
        for slot in self.slots:
            self.replace(slot, None)

        def who() -> list[Slot]:
            return [
                slot
                for slot in self.slots
                if any(line["job"] == job_id for line in self.lines(slot.pid, "claimed"))
            ]

        if not self.wait_for(who, "the long job was begun"):
            return
        (slot,) = who()
        before = self._row(job_id)["crashes"]
        self.outcome.drains.append(self._drain(slot))
        row = self._row(job_id)
        if row["crashes"] != before or row["state"] in OVER:
            self.violation(f"{job_id} was given back, and is {row['state']}.")
        self.start(slot, self.next_plan())

    def _drain(self, slot: Slot) -> float:
        began = time.monotonic()
        slot.signal(signal.SIGTERM)
        while slot.alive and time.monotonic() < began + 3 * DRAINED_WITHIN:
            self._wait(0.005)
        took = time.monotonic() - began
        assert slot.process is not None
        code = slot.process.code()
        if code != 0:
            self.violation(f"A {slot.role} that was asked to stop ended with {code}.")
        tokens = [line["token"] for line in self.lines(slot.pid, "claimed")]
        with self.studio.look() as work:
            held = work.rows(select(Job.id).where(Job.token.in_(tokens)))
        if held:
            self.violation(f"A {slot.role} that was asked to stop left {held[0].id} behind.")
        slot.process = None
        return took

    def zombie(self, point: str) -> None:
        """Stop a worker past its lease; let it go on when another has done its work."""
        slot = self.slots[0]
        self.calm = True
        for other in self.slots:
            self.replace(other, None)
        self.go_on(1.5)
        self.replace(slot, Plan(point, self.chance.randint(1, 2), stop=True))
        pid = slot.pid
        if not self.wait_for(lambda: self.lines(pid, "stopped"), f"one stopped at {point}"):
            self.calm = False
            return
        held = self.lines(pid, "claimed")[-1]

        def done_by_another() -> bool:
            row = self._row(held["job"])
            return row["token"] != held["token"] and row["state"] in OVER

        self.wait_until(done_by_another, "another had done a zombie's work", without=slot)
        self._look_at_rescues(slot)
        before, many = self._row(held["job"]), len(self.lines(pid, "claimed"))
        slot.signal(signal.SIGCONT)
        self.wait_until(
            lambda: (
                len(self.lines(pid, "claimed")) > many
                or not slot.alive
                or self._row(held["job"]) != before
            ),
            "a zombie had found another job",
            without=slot,
        )
        if self._row(held["job"]) != before:
            self.violation(f"A zombie, stopped at {point}, changed {held['job']}.")
        self.calm = False

    def _look_at_rescues(self, stopped: Slot) -> None:
        """Note how late the others were who took over a zombie's job, being there all the while.

        Where rescuers themselves die all the time, how late they come says nothing.
        """
        (since,) = (line["at"] for line in self.lines(stopped.pid, "stopped"))
        for slot in self.slots:
            if slot is not stopped and slot.alive and slot.began < since - 1:
                self.outcome.rescues += [
                    line["late"] for line in self.lines(slot.pid, "rescued") if line["at"] > since
                ]

    def _row(self, job_id: str) -> dict[str, Any]:
        with self.studio.look() as work:
            (row,) = work.rows(select(*Job.__table__.columns).where(Job.id == job_id))
        return dict(row._asdict())

    # The end.

    def _finish(self) -> None:
        """Let it come to rest: no more kills, every fault mended, all work done."""
        for slot in self.slots:
            if slot.process is not None:
                slot.kill()
                self.bury(slot)
            set_clock(slot.clock, 0)
            self.start(slot, None)
        self.read()
        for again in range(6):
            self._rest()
            with self.studio.look() as work:
                rows = work.rows(select(Job.attempts, Job.crashes, Job.failures, Job.state))
            if again == 0:
                self.outcome.crashes = sum(row.crashes for row in rows)
            if not any(row.state in (JobState.FAILED, JobState.CANCELLED) for row in rows):
                break
            checks.failures(self)
            with self.studio.work() as work:
                changed = jobs.retry_many(
                    work,
                    asked_by=users.ensure_admin(work),
                    facts=FACTS,
                    state=(JobState.FAILED, JobState.CANCELLED),
                )
            self.outcome.retried += changed.changed
        self.outcome.attempts = sum(row.attempts for row in rows)
        self.outcome.jobs = len(rows)
        for slot in self.slots:
            self.outcome.drains.append(self._drain(slot))

    def _rest(self) -> None:
        end = time.monotonic() + 60 + len(self.promised) * 0.5
        while time.monotonic() < end:
            with self.studio.look() as work:
                waiting = work.rows(select(Job.id).where(Job.state.not_in(OVER)).limit(1))
            if not waiting:
                return
            for slot in self.slots:
                if not slot.alive:
                    assert slot.process is not None
                    self.violation(f"A {slot.role} died of itself: {slot.process.code()}.")
                    self.start(slot, None)
            self._wait(0.02)
        self.violation(f"Some jobs never came to an end, such as {waiting[0].id}.")


class Posting:
    """Somebody who asks for pictures over HTTP, again and again until each is answered."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self.port: int | None = None
        self.receipts: dict[str, str] = {}
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Posting":
        if self._campaign.backend.alone:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        if self._campaign.backend.alone:
            self._thread.join()

    def _run(self) -> None:
        headers = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
        number = 0
        while not self._end.wait(0.05):
            if self.port is None:
                continue
            number += 1
            key = f"key-{number}"
            asked = {"prompt": f"posted {number}", "seed": number, "steps": STEPS}
            while not self._end.wait(0.02):
                with contextlib.suppress(httpx.HTTPError):
                    answer = httpx.post(
                        f"http://127.0.0.1:{self.port}/api/v1/jobs",
                        json={**asked, "width": SIDE, "height": SIDE},
                        headers={**headers, "Idempotency-Key": key},
                        timeout=5,
                    )
                    if answer.status_code == 202:
                        self.receipts[key] = answer.json()["id"]
                        break
                    if answer.status_code < 500:
                        self._campaign.violation(f"A post was answered {answer.text}")
                        return


def recipe(number: int, steps: int = STEPS) -> Recipe:
    """Give a recipe that no other number has."""
    return Recipe(
        prompt=f"picture {number}",
        negative_prompt="",
        seed=number,
        steps=steps,
        width=SIDE,
        height=SIDE,
        guidance_scale=7.5,
    )


def _limit_files(pid: int, size: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


DISASTERS: dict[str, Callable[[Campaign], None]] = {
    "flush": Campaign.flush,
    "restart of the queue": Campaign.restart_queue,
    "cut to the queue": Campaign.cut_queue,
    "cut to the database": Campaign.cut_database,
    "full disk": Campaign.full_disk,
    "clock ahead": Campaign.jump_ahead,
    "clock back": Campaign.jump_back,
    "drain": Campaign.drain,
    "drain in long work": Campaign.drain_long_work,
    "zombie at a step": lambda campaign: campaign.zombie("engine.step"),
    "zombie with its file": lambda campaign: campaign.zombie("put.picture.after"),
    "zombie in a step's transaction": lambda campaign: campaign.zombie("commit.step.before"),
    "zombie in the last transaction": lambda campaign: campaign.zombie("commit.end.before"),
}
ONCE = {"drain in long work"}
"""What takes too long to be done again and again."""
APART_ONLY = {
    *("flush", "restart of the queue", "cut to the queue", "cut to the database"),
    *(name for name in DISASTERS if name.startswith("zombie")),
}
"""What can only happen where there is more than one process."""
