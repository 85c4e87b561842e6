"""Carrying out imports: one due run after the other, of whatever mode."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from domain import trace, working
from domain.holds import Holds, LetGo
from domain.imports import applying, planning, telling
from domain.imports.aftercare import mending, undoing
from domain.imports.progress import Failed, Progress
from domain.imports.report import reconciling
from domain.imports.run import ImportRun
from domain.leases import OVER, Hold
from domain.ports import Stopped
from domain.vocabulary import FailureCode, ImportFailureCode, ImportMode, JobState
from domain.work import Studio, Work
from domain.working import Ending, fail

log = logging.getLogger(__name__)

Do = Callable[[Studio, Progress, Any], Ending | None]
"""Does the work of a mode, and gives what else is to be written when it has succeeded."""

MODES: Mapping[ImportMode, Do] = {
    ImportMode.PLAN: planning.plan,
    ImportMode.APPLY: applying.apply,
    ImportMode.RECONCILE: reconciling.reconcile,
    ImportMode.MEND: mending.mend,
    ImportMode.UNDO: undoing.undo,
}

SOME = select(*ImportRun.__table__.columns).where(
    ImportRun.id.in_(bindparam("ids", expanding=True))
)


def work_off(studio: Studio, holds: Holds) -> int:
    """Carry out one due run after the other, until none is due or the worker stops; give how many.

    Raises only what the database raises.
    """
    begun: list[str] = []

    def do(hold: Hold, run: Any) -> Ending | None:
        _tell_what_is_over(studio, begun)
        begun.append(run.id)
        return _traced(studio, holds, hold, run)

    try:
        return working.work_off(studio, ImportRun, holds, do)
    finally:
        _tell_what_is_over(studio, begun)


def _tell_what_is_over(studio: Studio, begun: list[str]) -> None:
    """Tell the log of runs that have ended; it is committed by now."""
    if not begun:
        return
    with studio.look() as work:
        for run in work.rows(SOME, {"ids": begun}):
            if run.state in OVER:
                telling.finished(run)
    begun.clear()


def _traced(studio: Studio, holds: Holds, hold: Hold, run: Any) -> Ending | None:
    """Work under the trace of the request that asked for it, as a span of that trace."""
    facts = {"spolvero.import.id": run.id, "spolvero.import.attempt": run.attempts}
    with (
        trace.under(run.trace_id, run.span_id, import_id=run.id),
        trace.spanning(studio.tracing, ImportRun.task.value, "consumer", **facts),
    ):
        telling.started(run)
        return carry_out(studio, holds, hold, run)


def carry_out(studio: Studio, holds: Holds, hold: Hold, run: Any) -> Ending | None:
    """Do a claimed run, and give what came of it.

    Raises LetGo when it has to be given back, and what the database raises.
    """
    try:
        return MODES[ImportMode(run.mode)](studio, Progress(studio, holds, hold, run), run)
    except (DataError, IntegrityError):
        # The database is there, and refuses what we wrote: to come back soon would not help.
        log.exception("what import %s writes is refused", run.id)
        return fail(FailureCode.INTERNAL_ERROR, "The work broke; the log says how.", again=True)
    except (LetGo, SQLAlchemyError):
        raise
    except Stopped:
        return _cancel
    except Failed as reason:
        return _fail(reason)


def _cancel(work: Work, run: ImportRun) -> None:
    # One whose lease was lost has another token by now, and does not come here.
    run.move_to(work, JobState.CANCELLED)


def _fail(reason: Failed) -> Ending:
    """Give the ending of a run that cannot go on. Nothing of it is tried again by itself."""
    stored = reason.code is ImportFailureCode.STORAGE_FAILED
    code = FailureCode.STORAGE_FAILED if stored else FailureCode.INTERNAL_ERROR

    def ending(work: Work, run: ImportRun) -> None:
        run.why = reason.code
        run.moved = [dict(each) for each in reason.moved]
        run.fail(work, code, str(reason))

    return ending
