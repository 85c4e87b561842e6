"""Jobs: pictures asked for, from the queue to their end. Drawing them is in domain/rendering.py.

How a job waits, is held by one worker and comes back from a dead one is in domain/leases.py; here
is what it is about.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    SmallInteger,
    String,
    bindparam,
    func,
    select,
    tuple_,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain import albums, allowances, counts, events, idempotency, leases
from domain.albums import Album
from domain.entity import ID_LENGTH, id_column, new_id
from domain.errors import (
    Conflict,
    JobNotCancellable,
    JobNotRetryable,
    NotFound,
    QueueFull,
    RuleBroken,
)
from domain.leases import OVER, TRIED_AGAIN, Leased
from domain.pages import Order, Page
from domain.ports import Adapter, Recipe, Task
from domain.users import User
from domain.vocabulary import (
    ADAPTER_WEIGHT_DEFAULT,
    NEGATIVE_PROMPT_MAX_LENGTH,
    PRIORITY_MAXIMUM,
    PRIORITY_MINIMUM,
    PROMPT_MAX_LENGTH,
    SEED_MAXIMUM,
    JobState,
)
from domain.work import Facts, Work

RETRY_AFTER = 30
"""Seconds to wait when the queue is full."""


class Job(Leased):
    """One picture asked for: what was asked, how far it got, what came of it."""

    __tablename__ = "jobs"
    task: ClassVar[Task] = Task.RENDER
    afresh: ClassVar[Mapping[str, Any]] = {"steps_done": 0}
    told: ClassVar[tuple[str, ...]] = events.OF_A_JOB

    id: Mapped[str] = id_column()
    prompt: Mapped[str] = mapped_column(String(PROMPT_MAX_LENGTH))
    negative_prompt: Mapped[str] = mapped_column(String(NEGATIVE_PROMPT_MAX_LENGTH))
    seed: Mapped[int]
    steps: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    guidance_scale: Mapped[float]
    adapters: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    album_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("albums.id", ondelete="SET NULL")
    )
    position: Mapped[int | None] = mapped_column(BigInteger)
    """Where in its album the picture goes, decided when it was asked for; null: at the end."""
    image_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("images.id", ondelete="SET NULL"), index=True
    )
    batch_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    row_number: Mapped[int | None] = mapped_column(SmallInteger)
    row_values: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    steps_done: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"))

    @classmethod
    def more_indexes(cls) -> tuple[Any, ...]:
        """Give the indexes for looking at an album's or a batch's jobs."""
        return (Index(None, "album_id", "id"), Index(None, "batch_id", "row_number"))

    @classmethod
    def changed(cls, work: Work, rows: Sequence[Any]) -> None:
        """Tell the readers of the event log."""
        events.tell(work, rows)


def recipe(job: Any) -> Recipe:
    """Give all that decides a job's picture."""
    return Recipe(
        prompt=job.prompt,
        negative_prompt=job.negative_prompt,
        seed=job.seed,
        steps=job.steps,
        width=job.width,
        height=job.height,
        guidance_scale=job.guidance_scale,
        adapters=tuple(Adapter(**each) for each in job.adapters),
    )


# Asking for pictures.


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture to be asked for: its recipe, and where it goes."""

    recipe: Recipe
    album_id: str
    position: int | None = None
    batch_id: str | None = None
    row_number: int | None = None
    row_values: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What was so when pictures were promised."""

    job_ids: Sequence[str]
    queue_position: int
    """The place of the first of them, 1 being next."""


def promise(
    work: Work, pictures: Sequence[Picture], *, asked_by: User, priority: int, facts: Facts
) -> Promise:
    """Queue a job for each picture, in their order: all or none. Wakes workers after the commit.

    Raises QueueFull, RateLimited, and RuleBroken for what the studio never takes.
    """
    _must_know(facts, (each.name for picture in pictures for each in picture.recipe.adapters))
    waiting = _must_have_room(work, len(pictures), facts)
    allowances.spend(work, asked_by, len(pictures), facts.max_pictures_per_hour)
    ahead = sum(many for before, many in waiting.items() if before <= priority)
    ahead -= later(work, range(PRIORITY_MINIMUM, priority + 1))
    ids = _ids(work.now, len(pictures))
    rows = [
        {
            "id": job_id,
            **asdict(picture.recipe),
            "priority": priority,
            "album_id": picture.album_id,
            "position": picture.position,
            "batch_id": picture.batch_id,
            "row_number": picture.row_number,
            "row_values": None if picture.row_values is None else dict(picture.row_values),
            "run_at": work.now,
            "created_at": work.now,
            "created_by": asked_by.id,
        }
        for job_id, picture in zip(ids, pictures, strict=True)
    ]
    leases.promise(work, Job, rows)
    new = {"state": JobState.QUEUED, "steps_done": 0, "attempts": 0, "cancel_requested": False}
    blank = dict.fromkeys(("image_id", "failure_code", "failure_reason"))
    events.tell(work, [SimpleNamespace(**{**blank, **new, **row}) for row in rows])
    return Promise(ids, ahead + 1)


def must_take(
    work: Work, many: int, adapters: Iterable[str], *, asked_by: User, facts: Facts
) -> None:
    """Raise what `promise` would raise for so many pictures, and queue nothing."""
    _must_know(facts, adapters)
    _must_have_room(work, many, facts)
    allowances.must_allow(work, asked_by, many, facts.max_pictures_per_hour)


def _ids(now: datetime, many: int) -> list[str]:
    """Draw ids that sort in the order of the pictures, though they are all of one moment."""
    return sorted(new_id("job", now) for _ in range(many))


def _must_know(facts: Facts, adapters: Iterable[str]) -> None:
    for name in adapters:
        if name not in facts.adapters:
            has = ", ".join(facts.adapters) or "none"
            raise RuleBroken(f"There is no adapter {name!r}; the engine has {has}.")


# Those that wait to be tried again are counted one by one: they are few.
LATER = select(func.count().label("many")).where(
    Job.state == JobState.QUEUED,
    Job.priority.in_(bindparam("priorities", expanding=True)),
    Job.run_at > bindparam("moment", type_=Job.run_at.type),
)


def later(
    work: Work, priorities: Iterable[int] = range(PRIORITY_MINIMUM, PRIORITY_MAXIMUM + 1)
) -> int:
    """Count the jobs that wait to be tried again; one short walk in the index per priority."""
    return work.rows(LATER, {"priorities": [*priorities], "moment": work.now})[0].many  # type: ignore[no-any-return]


def _must_have_room(work: Work, many: int, facts: Facts) -> dict[int, int]:
    """Give how many jobs wait, by priority. Raises QueueFull, RuleBroken."""
    by_priority = counts.waiting(work, Job.__tablename__)
    waiting = sum(by_priority.values())
    if many > facts.max_queued_jobs:
        raise RuleBroken(f"At most {facts.max_queued_jobs} jobs may wait; these are {many}.")
    if waiting + many > facts.max_queued_jobs:
        and_these = f", and {many} more would be too many" if many > 1 else ", and no more may"
        raise QueueFull(f"{waiting} jobs are waiting{and_these}.", RETRY_AFTER)
    return by_priority


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever asked for a picture gets in hand; it tells of that moment, ever after."""

    job_id: str
    album_id: str
    seed: int
    queue_position: int
    created_at: datetime


def queue(
    work: Work,
    *,
    asked_by: User,
    key: str | None,
    facts: Facts,
    prompt: str,
    negative_prompt: str,
    steps: int,
    width: int,
    height: int,
    guidance_scale: float,
    adapters: Sequence[Mapping[str, Any]] = (),
    priority: int,
    seed: int | None = None,
    album_id: str | None = None,
) -> Receipt:
    """Promise a picture.

    A `key` that this person has used for the same request gives the receipt of then, and no job.
    Raises RuleBroken (unknown album or adapter), IdempotencyKeyReused, QueueFull, RateLimited.
    """
    asked = {
        "prompt": prompt,
        "negative_prompt": negative_prompt,
        "steps": steps,
        "width": width,
        "height": height,
        "guidance_scale": float(guidance_scale),
    }
    bent = [{"weight": ADAPTER_WEIGHT_DEFAULT, **each} for each in adapters]
    request = {**asked, "adapters": bent, "priority": priority, "seed": seed, "album_id": album_id}
    if answered := idempotency.earlier(work, asked_by, key, "queue_job", request):
        created_at = datetime.fromisoformat(answered.pop("created_at"))
        return Receipt(**answered, created_at=created_at)
    if album_id is None:
        album_id = albums.of_month(work, work.now).id
    elif work.find(Album, album_id) is None:
        raise RuleBroken("There is no album with this id to put the picture in.")
    drawn = Recipe(
        **asked,  # type: ignore[arg-type]
        seed=draw_seed() if seed is None else seed,
        adapters=tuple(Adapter(each["name"], float(each["weight"])) for each in bent),
    )
    promised = promise(
        work, [Picture(drawn, album_id)], asked_by=asked_by, priority=priority, facts=facts
    )
    receipt = Receipt(
        job_id=promised.job_ids[0],
        album_id=album_id,
        seed=drawn.seed,
        queue_position=promised.queue_position,
        created_at=work.now,
    )
    answer = {**asdict(receipt), "created_at": receipt.created_at.isoformat()}
    idempotency.remember(work, asked_by, key, "queue_job", request, answer)
    return receipt


def draw_seed() -> int:
    """Draw a seed."""
    return secrets.randbelow(SEED_MAXIMUM + 1)


# Looking at jobs.

NEWEST_FIRST = Order("jobs", (Job.id,), falling=True)
JOBS = select(*Job.__table__.columns)

# The queue's own order: what a worker takes next comes first.
PLACE = tuple_(Job.priority, Job.run_at, Job.id)
WAITING = select(func.count()).where(
    Job.state == JobState.QUEUED, Job.run_at <= bindparam("moment", type_=Job.run_at.type)
)


def _place(number: str) -> Any:
    return tuple_(
        *(
            bindparam(f"{column.key}_{number}", type_=column.type)
            for column in (Job.priority, Job.run_at, Job.id)
        )
    )


# Written so that the columns come first: SQLite walks along its index for no other form.
UP_TO = WAITING.where(PLACE.op("<=", is_comparison=True)(_place("to")))
BETWEEN = UP_TO.where(PLACE.op(">", is_comparison=True)(_place("from")))


def _values(number: str, job: Any) -> dict[str, Any]:
    names = ("priority", "run_at", "id")
    return {f"{name}_{number}": getattr(job, name) for name in names}


def _positions(work: Work, jobs: Sequence[Any]) -> dict[str, int]:
    """Count each waiting job's place, by one walk through the queue for all of them together."""
    waiting = [job for job in jobs if job.state == JobState.QUEUED and job.run_at <= work.now]
    waiting.sort(key=lambda job: (job.priority, job.run_at, job.id))
    positions: dict[str, int] = {}
    before, place = None, 0
    for job in waiting:
        values = {"moment": work.now, **_values("to", job)}
        if before is None:
            place = work.session.scalars(UP_TO, values).one()
        else:
            place += work.session.scalars(BETWEEN, {**values, **_values("from", before)}).one()
        positions[job.id] = place
        before = job
    return positions


def _with_positions(work: Work, rows: Sequence[Any]) -> list[Any]:
    positions = _positions(work, rows)
    return [SimpleNamespace(**row._asdict(), queue_position=positions.get(row.id)) for row in rows]


@cache
def _one() -> Select[Any]:
    return JOBS.where(Job.id == bindparam("one"))


def look_at(work: Work, job_id: str) -> Any:
    """Give one job with its place in the queue. Raises NotFound."""
    found = work.rows(_one(), {"one": job_id})
    if not found:
        raise NotFound("There is no job with this id.")
    return _with_positions(work, found)[0]


def page(
    work: Work,
    *,
    states: Sequence[str] | None,
    album_id: str | None,
    batch_id: str | None,
    cursor: str | None,
    limit: int,
) -> Page:
    """List jobs, newest first. Raises BadCursor."""
    query = JOBS
    if states is not None:
        query = query.where(Job.state.in_(states))
    if album_id is not None:
        query = query.where(Job.album_id == album_id)
    if batch_id is not None:
        query = query.where(Job.batch_id == batch_id)
    found = NEWEST_FIRST.page(work, query, cursor, limit)
    return Page(_with_positions(work, found.items), found.next_cursor)


# Acting on jobs.


def cancel(work: Work, job_id: str) -> None:
    """Cancel a queued job; tell a running one to stop at its next step.

    Raises NotFound, and JobNotCancellable once it has failed or succeeded.
    """
    job = work.get(Job, job_id, lock=True)
    if job.state == JobState.CANCELLED:
        return
    if job.state in OVER:
        raise JobNotCancellable(f"A {job.state} job cannot be cancelled.")
    leases.cancel_where(work, Job, Job.id == job_id)


def retry(work: Work, job_id: str, *, asked_by: User, facts: Facts) -> None:
    """Put a failed or cancelled job back into the queue; leave one that is not over as it is.

    Raises NotFound, JobNotRetryable once it has succeeded, QueueFull, RateLimited.
    """
    job = work.get(Job, job_id, lock=True)
    if job.state == JobState.SUCCEEDED:
        raise JobNotRetryable("A succeeded job cannot be tried again.")
    if job.state in TRIED_AGAIN:
        _must_have_room(work, 1, facts)
        allowances.spend(work, asked_by, 1, facts.max_pictures_per_hour)
        leases.retry_where(work, Job, Job.id == job_id)


def update_job(work: Work, job_id: str, *, priority: int | None = None) -> None:
    """Change what is given of a job that waits. Raises NotFound, Conflict once it does not."""
    job = work.get(Job, job_id, lock=True)
    if job.state != JobState.QUEUED:
        raise Conflict(f"A {job.state} job does not wait, so there is nothing to change.")
    if priority is not None and priority != job.priority:
        counts.add(work, Job.__tablename__, job.priority, -1)
        counts.add(work, Job.__tablename__, priority, 1)
        job.priority = priority
        work.session.flush()
        events.tell_of_queue(work)


@dataclass(frozen=True, slots=True)
class Changed:
    """How many jobs were changed, or would be."""

    dry_run: bool
    changed: int
    stopping: int


def _which(
    *,
    state: Sequence[str] | None = None,
    batch_id: str | None = None,
    album_id: str | None = None,
    job_ids: Sequence[str] | None = None,
    created_before: str | None = None,
) -> list[ColumnElement[bool]]:
    """Say which jobs fit everything that is given."""
    chosen: list[ColumnElement[bool]] = []
    if state is not None:
        chosen.append(Job.state.in_(state))
    if batch_id is not None:
        chosen.append(Job.batch_id == batch_id)
    if album_id is not None:
        chosen.append(Job.album_id == album_id)
    if job_ids is not None:
        chosen.append(Job.id.in_(job_ids))
    if created_before is not None:
        chosen.append(Job.created_at < datetime.fromisoformat(created_before))
    return chosen


def cancel_many(work: Work, *, dry_run: bool = False, **selection: Any) -> Changed:
    """Cancel every job that fits the selection and is not over, or only count them."""
    chosen = _which(**selection)
    if dry_run:
        queued = _count(work, Job.state == JobState.QUEUED, *chosen)
        running = _count(work, Job.state == JobState.RUNNING, ~Job.cancel_requested, *chosen)
    else:
        queued, running = leases.cancel_where(work, Job, *chosen)
    return Changed(dry_run, queued + running, running)


def retry_many(
    work: Work,
    *,
    asked_by: User,
    facts: Facts,
    dry_run: bool = False,
    state: Sequence[str] = (JobState.FAILED,),
    **selection: Any,
) -> Changed:
    """Put every failed or cancelled job that fits back into the queue, or only count them.

    Raises QueueFull, RateLimited, RuleBroken.
    """
    chosen = _which(state=state, **selection)
    many = _count(work, Job.state.in_(TRIED_AGAIN), *chosen)
    if many and not dry_run:
        _must_have_room(work, many, facts)
        allowances.spend(work, asked_by, many, facts.max_pictures_per_hour)
        many = leases.retry_where(work, Job, *chosen)
    return Changed(dry_run, many, 0)


def _count(work: Work, *chosen: ColumnElement[bool]) -> int:
    return work.session.scalars(select(func.count()).select_from(Job).where(*chosen)).one()
