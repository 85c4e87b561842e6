"""What the log says of imports: one line per event, each with the event's name and in which import
it happened. An operator's alerts look for these names, so none is ever changed.
"""

import logging
from typing import Any, Protocol

from domain.vocabulary import ImportDiscrepancyCode, ImportMode, ImportOutcome, JobState

log = logging.getLogger("spolvero.imports")


class Run(Protocol):
    """An import, as far as its lines name it."""

    @property
    def id(self) -> str: ...
    @property
    def mode(self) -> ImportMode: ...
    @property
    def source(self) -> str: ...
    @property
    def profile(self) -> str: ...
    @property
    def state(self) -> JobState: ...
    @property
    def trace_id(self) -> str: ...


class Item(Protocol):
    """A file of an import, as far as its line names it."""

    @property
    def path(self) -> str: ...
    @property
    def outcome(self) -> ImportOutcome: ...
    @property
    def reason(self) -> str | None: ...


def started(run: Run) -> None:
    """Tell that a worker has begun an import, or goes on with it."""
    _tell(logging.INFO, "import.run.started", run, f"{run.mode} of {run.source} begins")


def finished(run: Run) -> None:
    """Tell that an import is over, and how it ended: call it once that is committed."""
    level = logging.WARNING if run.state == JobState.FAILED else logging.INFO
    was = "was" if run.state == JobState.CANCELLED else "has"
    _tell(
        level,
        "import.run.finished",
        run,
        f"{run.mode} of {run.source} {was} {run.state}",
        state=run.state,
    )


def item_failed(run: Run, item: Item) -> None:
    """Tell of a file that could not be read or imported."""
    words = f"a file of {run.source} came to {item.outcome}"
    said = {"file": item.path, "outcome": item.outcome, "reason": item.reason}
    _tell(logging.WARNING, "import.item.failed", run, words, **said)


def discrepancy(run: Run, code: ImportDiscrepancyCode, count: int) -> None:
    """Tell how often a reconciliation has found one kind of discrepancy."""
    words = f"{run.source} has {count} of {code}"
    _tell(logging.WARNING, "import.discrepancy", run, words, code=code, count=count)


def _tell(level: int, event: str, run: Run, words: str, **more: Any) -> None:
    about = {
        "event": event,
        "import_id": run.id,
        "mode": run.mode,
        "source": run.source,
        "profile": run.profile,
        "trace_id": run.trace_id,
        **more,
    }
    plain = {
        name: value if isinstance(value, int) else str(value)
        for name, value in about.items()
        if value is not None
    }
    log.log(level, "%s", words, extra={"fields": plain})
