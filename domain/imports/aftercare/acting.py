"""Doing things one by one, each written down: what mending and undoing have in common.

Whoever acts looks first, in the transaction that acts, whether there is still something to be done:
what was found before only says where to look. A dry run looks in the same way, and stops there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, cast

from sqlalchemy import Table, func, select

from domain.imports.item import ImportAction
from domain.imports.progress import Progress
from domain.imports.run import ImportRun
from domain.vocabulary import (
    IMPORT_ACTION_NOTE_MAX_LENGTH,
    ImportActionKind,
    ImportActionResult,
    JobState,
)
from domain.work import Studio, Work
from domain.working import Ending

TABLE = cast(Table, ImportAction.__table__)


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one step, and more about it in a sentence, if there is something to say."""

    result: ImportActionResult
    note: str | None = None


WOULD_DO = Came(ImportActionResult.WOULD_DO)
DONE = Came(ImportActionResult.DONE)


def gone(note: str) -> Came:
    """Say that there is nothing to be done any more, and why."""
    return Came(ImportActionResult.GONE, note)


def failed(note: str) -> Came:
    """Say that it cannot be done, and why."""
    return Came(ImportActionResult.FAILED, note)


Do = Callable[[Work, bool], Came]
"""Looks whether there is something to be done and, unless the second says that it is a dry run,
does it, all in this transaction."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done, and what it is about."""

    action: ImportActionKind
    do: Do
    path: str | None = None
    image_id: str | None = None
    album_id: str | None = None


def already(studio: Studio, run: Any) -> int:
    """Give how many steps were taken before a worker died, or had to stop."""
    many = select(func.coalesce(func.max(ImportAction.number), 0))
    with studio.look() as work:
        return work.session.scalars(many.where(ImportAction.run_id == run.id)).one()


def take(progress: Progress, steps: Iterable[Step], *, done: int, at_once: int = 100) -> int:
    """Take steps, so many in one transaction; `done` were taken before. Give how many there are.

    Raises what `Progress.commit` raises.
    """
    coming: Iterator[Step] = iter(steps)
    while some := list(islice(coming, at_once)):
        progress.commit(partial(_take, some, done), done=done + len(some))
        done += len(some)
    return done


def _take(steps: Sequence[Step], before: int, work: Work, run: ImportRun) -> None:
    came = [(step, step.do(work, run.dry_run)) for step in steps]
    _write_down(work, run, came, before)


def _write_down(work: Work, run: ImportRun, came: Sequence[tuple[Step, Came]], before: int) -> None:
    rows = [
        {
            "run_id": run.id,
            "number": number,
            "action": step.action,
            "result": what.result,
            "path": step.path,
            "image_id": step.image_id,
            "album_id": step.album_id,
            "note": what.note and what.note[:IMPORT_ACTION_NOTE_MAX_LENGTH],
        }
        for number, (step, what) in enumerate(came, before + 1)
    ]
    work.session.flush()
    work.session.connection().execute(TABLE.insert(), rows)
    counts = dict(run.actions or blank())
    for _, what in came:
        counts[what.result.value] += 1
    run.actions = counts


def blank() -> dict[str, int]:
    """Give the counts of a run that has done nothing yet."""
    return {result.value: 0 for result in ImportActionResult}


def over() -> Ending:
    """Give the ending of a run whose steps have all been taken."""

    def succeed(work: Work, run: ImportRun) -> None:
        run.actions = run.actions or blank()
        run.failure_code = run.failure_reason = None
        run.move_to(work, JobState.SUCCEEDED)

    return succeed
