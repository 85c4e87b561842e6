"""Batches: one run of a template each. A picture for each row, all of them in one album.

A batch keeps the template as it was and who asked for what. How far it has got is not kept: its
jobs tell.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Select, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from domain import albums, audit, batch_templates, idempotency, jobs, prompts
from domain.batch_templates import BatchTemplate
from domain.entity import ID_LENGTH, Entity, id_column, new_id
from domain.errors import ComeBackLater, NotFound, RuleBroken
from domain.jobs import Job, Picture
from domain.pages import Order, Page
from domain.ports import Adapter, Recipe
from domain.rows import Faults, Values
from domain.users import User
from domain.vocabulary import (
    NAME_MAX_LENGTH,
    NEGATIVE_PROMPT_MAX_LENGTH,
    SEED_MAXIMUM,
    THEME_MAX_LENGTH,
    AlbumKind,
    AlbumVisibility,
    BatchState,
    JobState,
)
from domain.work import Facts, Work


class Batch(Entity):
    """What was asked for when a batch was started."""

    __tablename__ = "batches"

    id: Mapped[str] = id_column()
    name: Mapped[str] = mapped_column(String(NAME_MAX_LENGTH))
    theme: Mapped[str] = mapped_column(String(THEME_MAX_LENGTH))
    template_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    """No foreign key: a batch tells where it came from when that is gone."""
    template: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The template as it was, without its rows: they are on the jobs."""
    album_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("albums.id", ondelete="SET NULL")
    )
    width: Mapped[int]
    height: Mapped[int]
    steps: Mapped[int]
    guidance_scale: Mapped[float]
    negative_prompt: Mapped[str] = mapped_column(String(NEGATIVE_PROMPT_MAX_LENGTH))
    seed: Mapped[int | None]
    total: Mapped[int]
    created_by: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"))
    created_at: Mapped[datetime]


# Before the start.


@dataclass(frozen=True, slots=True)
class Planned:
    """A row of a template and what would be drawn for it."""

    number: int
    values: Values
    name: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a batch would draw, and why it could not be started now, if it could not."""

    page: Page
    total: int
    longest: int
    theme: str
    refused: ComeBackLater | RuleBroken | None


IN_ROW_ORDER = Order("preview", (batch_templates.BatchTemplateRow.number,))


def plan(work: Work, template: Any, theme: str, numbers: Sequence[int] | None) -> list[Planned]:
    """Write the prompts of a template's rows (or of these), in their order.

    Raises InvalidRows, and RuleBroken for a template that has no rows.
    """
    if not template.row_count:
        raise RuleBroken("The template has no rows, so there is nothing to draw.")
    faults = Faults()
    names = [column["name"] for column in template.columns]
    wording = prompts.Wording(
        base=template.base_prompt,
        theme=theme,
        pattern=prompts.take_apart(template.prompt_template, names, faults),
        suffix=template.style_suffix,
    )
    chosen = range(1, template.row_count + 1) if numbers is None else set(numbers)
    for number in sorted(chosen):
        if number > template.row_count:
            detail = f"There is no such row; the template has {template.row_count}."
            faults.add(detail, row=number, pointer="/rows")
    planned = [
        Planned(
            number=row.number,
            values=row.values,
            name=prompts.item_name(row.values, names, row.number),
            prompt=wording.prompt(row.values, faults, row.number),
        )
        for row in batch_templates.all_rows(work, template.id)
        if row.number in chosen
    ]
    faults.settle()
    return planned


def preview(
    work: Work,
    facts: Facts,
    *,
    asked_by: User,
    template_id: str,
    cursor: str | None,
    limit: int,
    theme: str | None = None,
    rows: Sequence[int] | None = None,
) -> Preview:
    """Say what a batch would draw. Raises NotFound, InvalidRows, RuleBroken, BadCursor."""
    template = batch_templates.look_at(work, template_id)
    theme = template.example_theme if theme is None else theme
    planned = plan(work, template, theme, rows)
    refused: ComeBackLater | RuleBroken | None = None
    names = [adapter["name"] for adapter in template.adapters]
    try:
        jobs.must_take(work, len(planned), names, asked_by=asked_by, facts=facts)
    except (ComeBackLater, RuleBroken) as refusal:
        refused = refusal
    return Preview(
        page=IN_ROW_ORDER.cut(planned, lambda row: [row.number], cursor, limit),
        total=len(planned),
        longest=max(len(row.prompt) for row in planned),
        theme=theme,
        refused=refused,
    )


# The start.


@dataclass(frozen=True, slots=True)
class BatchReceipt:
    """What whoever started a batch gets in hand; it tells of that moment, ever after."""

    id: str
    name: str
    template_id: str
    album_id: str
    theme: str
    total: int
    created_at: datetime


def start(
    work: Work,
    facts: Facts,
    *,
    asked_by: User,
    key: str | None,
    template_id: str,
    priority: int,
    theme: str | None = None,
    name: str | None = None,
    album_name: str | None = None,
    rows: Sequence[int] | None = None,
    negative_prompt: str = "",
    visibility: AlbumVisibility | None = None,
    seed: int | None = None,
    **overrides: float,
) -> BatchReceipt:
    """Promise a picture for each row; `overrides` take the place of the template's sizes and steps.

    A `key` that this person has used for the same request gives the receipt of then, and no batch.
    Raises RuleBroken, InvalidRows, IdempotencyKeyReused, QueueFull, RateLimited.
    """
    asked = {
        "template_id": template_id,
        "priority": priority,
        "theme": theme,
        "name": name,
        "album_name": album_name,
        "rows": None if rows is None else sorted(rows),
        "negative_prompt": negative_prompt,
        "visibility": visibility,
        "seed": seed,
        **{what: float(value) for what, value in overrides.items()},
    }
    if answered := idempotency.earlier(work, asked_by, key, "start_batch", asked):
        audit.changed_nothing()
        created_at = datetime.fromisoformat(answered["created_at"])
        return BatchReceipt(**{**answered, "created_at": created_at})
    template = work.find(BatchTemplate, template_id)
    if template is None:
        raise RuleBroken("There is no batch template with this id to start.")
    theme = template.example_theme if theme is None else theme
    planned = plan(work, template, theme, rows)
    name = name or _name(template.name, theme)
    album = albums.create(
        work,
        name=album_name or name,
        description="",
        visibility=visibility or template.visibility,
        kind=AlbumKind.BATCH,
    )
    batch = work.add(
        Batch(
            id=new_id("bat", work.now),
            name=name,
            theme=theme,
            template_id=template.id,
            template=template.facts,
            album_id=album.id,
            **{what: overrides.get(what, getattr(template, what)) for what in OVERRIDDEN},
            negative_prompt=prompts.negative(negative_prompt, template.negative_prompt),
            seed=seed,
            total=len(planned),
            created_by=asked_by.id,
            created_at=work.now,
        )
    )
    # After one another by number, whatever is ready first, and behind what is in the album already.
    base = int(work.now.timestamp() * 1_000_000)
    pictures = [_picture(batch, album.id, base, row) for row in planned]
    jobs.promise(work, pictures, asked_by=asked_by, priority=priority, facts=facts)
    audit.tell(batch.id, name=name, jobs=batch.total, album_id=album.id)
    receipt = BatchReceipt(
        id=batch.id,
        name=name,
        template_id=template.id,
        album_id=album.id,
        theme=theme,
        total=batch.total,
        created_at=work.now,
    )
    answer = {**asdict(receipt), "created_at": receipt.created_at.isoformat()}
    idempotency.remember(work, asked_by, key, "start_batch", asked, answer)
    return receipt


OVERRIDDEN = ("width", "height", "steps", "guidance_scale")


def _name(template: str, theme: str) -> str:
    theme = prompts.one_line(theme)
    return f"{template} – {theme}"[:NAME_MAX_LENGTH].rstrip() if theme else template


def _picture(batch: Batch, album_id: str, base: int, row: Planned) -> Picture:
    """Say how to draw a row, and where its picture goes."""
    adapters = batch.template["adapters"]
    drawn = Recipe(
        prompt=row.prompt,
        negative_prompt=batch.negative_prompt,
        seed=_seed(batch, row.number),
        steps=batch.steps,
        width=batch.width,
        height=batch.height,
        guidance_scale=batch.guidance_scale,
        adapters=tuple(Adapter(each["name"], float(each["weight"])) for each in adapters),
    )
    return Picture(
        drawn,
        album_id=album_id,
        position=base + row.number,
        batch_id=batch.id,
        row_number=row.number,
        row_values=row.values,
    )


def _seed(batch: Batch, number: int) -> int:
    """Give the seed of a row: one of its own, or one that follows from the batch's."""
    if batch.seed is None:
        return jobs.draw_seed()
    return (batch.seed + number - 1) % (SEED_MAXIMUM + 1)


# Afterwards.


@dataclass(frozen=True, slots=True)
class Progress:
    """A batch, and what its jobs tell of it."""

    batch: Any
    counts: Counter[JobState] = field(default_factory=Counter)
    started_at: datetime | None = None
    last_finished_at: datetime | None = None

    @property
    def state(self) -> BatchState:
        """How far it has got."""
        left = self.counts[JobState.QUEUED] + self.counts[JobState.RUNNING]
        if left:
            begun = left < self.counts.total() or self.counts[JobState.RUNNING]
            return BatchState.RUNNING if begun else BatchState.QUEUED
        if self.counts[JobState.SUCCEEDED] == self.counts.total():
            return BatchState.COMPLETED
        if self.counts[JobState.SUCCEEDED]:
            return BatchState.PARTIALLY_FAILED
        return BatchState.FAILED if self.counts[JobState.FAILED] else BatchState.CANCELLED

    @property
    def finished_at(self) -> datetime | None:
        """When the last of its pictures was over; None while some are not."""
        running = self.state in (BatchState.QUEUED, BatchState.RUNNING)
        return None if running else self.last_finished_at


NEWEST_FIRST = Order("batches", (Batch.id,), falling=True)
ITEMS_IN_ROW_ORDER = Order("batch_items", (Job.row_number,))

_BATCHES: Select[Any] = select(*Batch.__table__.columns)


def page(work: Work, template_id: str | None, cursor: str | None, limit: int) -> Page:
    """List batches with their progress, newest first. Raises BadCursor."""
    query = _BATCHES
    if template_id is not None:
        query = query.where(Batch.template_id == template_id)
    found = NEWEST_FIRST.page(work, query, cursor, limit)
    return Page(_progress(work, found.items), found.next_cursor)


def look_at(work: Work, batch_id: str) -> Progress:
    """Give one batch with its progress. Raises NotFound."""
    for progress in _progress(work, work.rows(_BATCHES.where(Batch.id == batch_id))):
        return progress
    raise NotFound("There is no batch with this id.")


def _progress(work: Work, batches: Sequence[Any]) -> list[Progress]:
    """Ask the jobs of all these batches at once."""
    told: tuple[Any, ...] = (
        Job.batch_id,
        Job.state,
        func.count().label("number"),
        func.min(Job.started_at).label("started_at"),
        func.max(Job.finished_at).label("finished_at"),
    )
    ids = [batch.id for batch in batches]
    query = select(*told).where(Job.batch_id.in_(ids)).group_by(Job.batch_id, Job.state)
    groups = work.rows(query)
    return [
        _sum(batch, [each for each in groups if each.batch_id == batch.id]) for batch in batches
    ]


def _sum(batch: Any, groups: Sequence[Any]) -> Progress:
    started = [group.started_at for group in groups if group.started_at]
    finished = [group.finished_at for group in groups if group.finished_at]
    return Progress(
        batch=batch,
        counts=Counter({JobState(group.state): group.number for group in groups}),
        started_at=min(started, default=None),
        last_finished_at=max(finished, default=None),
    )


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a batch: what the picture is called, and its job."""

    name: str
    job: Any


def items(
    work: Work,
    batch_id: str,
    *,
    states: Sequence[JobState] | None,
    cursor: str | None,
    limit: int,
) -> Page:
    """List a batch's rows in their order, each an `Item`. Raises NotFound, BadCursor."""
    batch = work.get(Batch, batch_id)
    names = _column_names(batch)
    query: Select[Any] = select(*Job.__table__.columns).where(Job.batch_id == batch_id)
    if states is not None:
        query = query.where(Job.state.in_(states))
    found = ITEMS_IN_ROW_ORDER.page(work, query, cursor, limit)
    named = [
        Item(prompts.item_name(job.row_values, names, job.row_number), job) for job in found.items
    ]
    return Page(named, found.next_cursor)


def _column_names(batch: Batch) -> list[str]:
    return [column["name"] for column in batch.template["columns"]]


def retry(
    work: Work, facts: Facts, batch_id: str, *, asked_by: User, include_cancelled: bool
) -> None:
    """Queue again what failed, and what was cancelled if that is asked for.

    Raises NotFound, QueueFull, RateLimited, RuleBroken.
    """
    work.get(Batch, batch_id)
    states = (JobState.FAILED, *((JobState.CANCELLED,) if include_cancelled else ()))
    jobs.retry_many(work, asked_by=asked_by, facts=facts, batch_id=batch_id, state=states)


def cancel(work: Work, batch_id: str) -> None:
    """Cancel what is not over. Raises NotFound."""
    work.get(Batch, batch_id)
    jobs.cancel_many(work, batch_id=batch_id)


def origin(work: Work, job: Any) -> dict[str, Any]:
    """Give what the image of a batch's job keeps: its title and the row that it was drawn for."""
    batch = work.find(Batch, job.batch_id) if job.batch_id else None
    if batch is None:
        return {}
    return {
        "title": prompts.item_name(job.row_values, _column_names(batch), job.row_number),
        "template_id": batch.template_id,
        "batch_id": batch.id,
        "row_number": job.row_number,
        "row_values": job.row_values,
    }
