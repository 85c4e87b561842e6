"""A job: one picture asked for."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from domain import events
from domain.entity import ID_LENGTH, id_column
from domain.leases import Leased
from domain.ports import Adapter, Recipe, Task
from domain.vocabulary import (
    NEGATIVE_PROMPT_MAX_LENGTH,
    PROMPT_MAX_LENGTH,
    TRACE_ID_MAX_LENGTH,
)
from domain.work import Work


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
    trace_id: Mapped[str | None] = mapped_column(String(TRACE_ID_MAX_LENGTH))
    """The request that asked for it; `span_id` is the span that stood for that request, if any."""
    span_id: Mapped[str | None] = mapped_column(String(16))

    @classmethod
    def more_indexes(cls) -> tuple[Any, ...]:
        """Give the indexes for looking at an album's, a batch's or a request's jobs."""
        return (
            Index(None, "album_id", "id"),
            Index(None, "batch_id", "row_number"),
            Index(None, "trace_id", "id"),
        )

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
