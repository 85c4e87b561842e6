"""Asking for pictures: one or many, all of them promised in one transaction or none."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import bindparam, func, select

from domain import albums, allowances, counts, events, idempotency, leases, trace
from domain.albums import Album
from domain.entity import new_id
from domain.errors import QueueFull, RuleBroken
from domain.jobs.job import Job
from domain.ports import Adapter, Recipe
from domain.users import User
from domain.vocabulary import (
    ADAPTER_WEIGHT_DEFAULT,
    PRIORITY_MAXIMUM,
    PRIORITY_MINIMUM,
    SEED_MAXIMUM,
    JobState,
)
from domain.work import Facts, Work

RETRY_AFTER = 30
"""Seconds to wait when the queue is full."""


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
    waiting = must_have_room(work, len(pictures), facts)
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
            "trace_id": trace.current(),
            "span_id": trace.span(),
        }
        for job_id, picture in zip(ids, pictures, strict=True)
    ]
    leases.promise(work, Job, rows, ahead=ahead)
    new = {"state": JobState.QUEUED, "steps_done": 0, "attempts": 0, "cancel_requested": False}
    blank = dict.fromkeys(("image_id", "failure_code", "failure_reason"))
    events.tell(work, [SimpleNamespace(**{**blank, **new, **row}) for row in rows])
    return Promise(ids, ahead + 1)


def must_take(
    work: Work, many: int, adapters: Iterable[str], *, asked_by: User, facts: Facts
) -> None:
    """Raise what `promise` would raise for so many pictures, and queue nothing."""
    _must_know(facts, adapters)
    must_have_room(work, many, facts)
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


def must_have_room(work: Work, many: int, facts: Facts) -> dict[int, int]:
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
