"""Working rows off: claim some, do each outside of any transaction, commit what came of them.

For rows of any kind. Delivery is at least once and a worker may die at any line: every write after
the claim is fenced by the hold's token, and the ends of what was done and the claims of what is
done next are one commit. How many rows share it depends on how quick they are: a commit for each
would cost more than rows that take a millisecond, and of pictures none has to wait for another.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from domain import claims, leases, trace
from domain.holds import Holds, LetGo
from domain.leases import Hold, Leased
from domain.vocabulary import FailureCode, JobState
from domain.work import Studio, Work

log = logging.getLogger(__name__)

T = TypeVar("T")
Ending = Callable[[Work, Any], None]
"""What a hold comes to; done in the transaction that ends it. None: it has succeeded, and there is
nothing else to be written."""
Do = Callable[[Hold, Any], Ending | None]
"""Does one claimed row, in no transaction. Raises LetGo when it has to be given back."""

QUICK = 0.05
"""Seconds that the rows of one claim may take all together."""

PACE = 0.01
"""Seconds that a worker waits, where rows trickle in, until some more have come to be ended and
claimed by one commit. Only quick rows are waited for, and the first of them are not."""

PATIENCE = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between the tries to reach a database that does not answer."""


def work_off(studio: Studio, kind: type[Leased], holds: Holds, do: Do) -> int:
    """Do one due row after the other, until none is due or the worker stops; give how many.

    Whatever goes wrong with a row ends up in it. Raises only what the database raises; what is held
    then goes back to the queue when its lease is over.
    """
    done, at_most, again = 0, 1, False
    with holds.at_work():
        rows = [] if holds.stopping else begin(studio, kind)
        while rows:
            began = holds.seconds()
            with during(holds, rows):
                batch = go_through(holds, rows, do)
                done += batch.begun
                each = (holds.seconds() - began) / max(batch.begun, 1)
                trickling = again and len(rows) < at_most
                at_most = max(1, min(kind.at_once, 2 * at_most, int(QUICK / max(each, 1e-6))))
                again = True
                if trickling and at_most > 1:
                    holds.wait(PACE)
                rows = commit(studio, kind, holds, batch, at_most)
    return done


def begin(studio: Studio, kind: type[Leased]) -> list[Any]:
    """Claim the next due row; none when nothing is due."""
    with studio.work(beside=True) as work:
        return claims.claim(work, kind)


def during(holds: Holds, rows: Sequence[Any]) -> Any:
    """Keep the holds on these rows alive while a block lasts."""
    return holds.during(*(Hold(row.id, row.token) for row in rows))


@dataclass(slots=True)
class Batch:
    """What came of the rows of one claim."""

    endings: dict[Hold, Ending | None] = field(default_factory=dict)
    back: list[Hold] = field(default_factory=list)
    """To be given back to the queue."""
    begun: int = 0
    goes_on: bool = True
    lost: SQLAlchemyError | None = None
    """What the database raised; no fault of the row's: its lease runs out, and it comes again."""


def go_through(holds: Holds, rows: Sequence[Any], do: Do) -> Batch:
    """Do claimed rows one after the other, as long as they are quick; the first in any case."""
    batch, over = Batch(), holds.seconds() + QUICK
    for row in rows:
        hold = Hold(row.id, row.token)
        if not holds.begin(hold):
            continue  # the dispatcher gave it back
        if batch.begun and (not batch.goes_on or holds.stopping or holds.seconds() > over):
            batch.back.append(hold)
            continue
        batch.begun += 1
        try:
            batch.endings[hold] = do(hold, row)
        except LetGo:
            batch.back.append(hold)
            batch.goes_on = False
        except SQLAlchemyError as lost:
            batch.lost, batch.goes_on = lost, False
        except Exception:
            log.exception("%s could not be done", row.id)
            batch.endings[hold] = fail(
                FailureCode.INTERNAL_ERROR, "The work broke; the log says how.", again=True
            )
    return batch


def fail(code: FailureCode, reason: str, *, again: bool = False) -> Ending:
    """Give the ending of a row that has failed; `again` says that another try may help."""
    return lambda work, row: row.fail(work, code, reason, again=again)


def _succeed(work: Work, row: Leased) -> None:
    row.failure_code = row.failure_reason = None
    row.move_to(work, JobState.SUCCEEDED)


def commit(
    studio: Studio, kind: type[Leased], holds: Holds, batch: Batch, at_most: int
) -> list[Any]:
    """Commit what came of a batch, and give the rows that are claimed next, so many at most.

    Raises what the database raises, and what it raised before.
    """
    for hold in batch.back:
        with studio.work(beside=True) as work:
            leases.release(work, kind, hold)
    if not batch.goes_on or holds.stopping:
        at_most = 0
    rows = end(studio, kind, holds, batch.endings, at_most) if batch.endings else []
    if batch.lost:
        raise batch.lost
    return rows


def end(
    studio: Studio,
    kind: type[Leased],
    holds: Holds,
    endings: Mapping[Hold, Ending | None],
    at_most: int,
) -> list[Any]:
    """Commit what holds came to, as far as they are still held, and the next claims with it."""
    if len(endings) == 1:
        rows, missed = patiently(holds, lambda: _end(studio, kind, endings, at_most))
    else:
        try:
            rows, missed = _end(studio, kind, endings, at_most)
        except Exception:
            log.warning("some of %s cannot be ended together", kind.__tablename__, exc_info=True)
            return _end_each(studio, kind, holds, endings, at_most)
    for hold in missed:
        patiently(holds, partial(_end, studio, kind, {hold: _succeed}, 0))
    return rows


def _end_each(
    studio: Studio,
    kind: type[Leased],
    holds: Holds,
    endings: Mapping[Hold, Ending | None],
    at_most: int,
) -> list[Any]:
    """End each by itself, so that none suffers from what another one came to."""
    failed: Exception | None = None
    for hold, ending in endings.items():
        try:
            patiently(holds, partial(_end, studio, kind, {hold: ending or _succeed}, 0))
        except Exception as wrong:
            log.exception("%s could not be ended", hold.id)
            failed = wrong
    if failed:
        raise failed
    return begin(studio, kind) if at_most else []


def _end(
    studio: Studio, kind: type[Leased], endings: Mapping[Hold, Ending | None], at_most: int
) -> tuple[list[Any], list[Hold]]:
    """Give the rows that were claimed, and the holds that were over or could not be looked at."""
    plain = [hold for hold, ending in endings.items() if ending is None]
    outcomes: list[Outcome] = []
    # Who has several rows locked waits for another only where all such go one after the other.
    with studio.work(beside=len(plain) == len(endings)) as work:
        ended = claims.finish(work, kind, plain) if plain else set()
        for hold, ending in endings.items():
            if ending is not None and (row := leases.held(work, kind, hold)) is not None:
                began = row.started_at
                ending(work, row)
                outcomes.append(Outcome(row, began))
        rows = claims.claim(work, kind, at_most) if at_most else []
    for outcome in outcomes if kind.measured else ():
        outcome.tell(studio, work.now)
    if ended and kind.measured:
        studio.meter.count("worker_jobs", JobState.SUCCEEDED.value, by=len(ended))
    return rows, [hold for hold in plain if hold.id not in ended]


class Outcome:
    """What a row came to, to be told once it is committed."""

    def __init__(self, row: Any, began: datetime | None) -> None:
        self._id, self._trace_id = row.id, getattr(row, "trace_id", None)
        self._name = "again" if row.state == JobState.QUEUED else row.state.value
        self._began = began

    def tell(self, studio: Studio, now: datetime) -> None:
        """Count it, and write it into the log under the trace that it belongs to."""
        seconds = 0.0 if self._began is None else (now - self._began).total_seconds()
        studio.meter.count("worker_jobs", self._name)
        studio.meter.took("worker_job", seconds, self._name)
        with trace.under(self._trace_id, job_id=self._id):
            log.info("job %s: %s after %.1f s", self._id, self._name, seconds)


def patiently(holds: Holds, deed: Callable[[], T]) -> T:
    """Do what needs the database, and wait for one that is away.

    So long that another worker may have the row by then, which does no harm: nor does a commit
    that succeeded and whose answer was lost, since the hold is over then.
    """
    for pause in PATIENCE:
        try:
            return deed()
        except SQLAlchemyError as lost:
            log.warning("the database is waited for: %s", type(lost).__name__)
            holds.wait(pause)
    return deed()
