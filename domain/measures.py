"""What can be measured of a studio: families of numbers, each with its name and what it means.

What all processes share is read from the database at the moment when somebody asks, so that it is
the same whoever is asked and outlives every process; what one process has done is in its meter.
Names follow Prometheus' conventions: base units, `_total` for what only grows.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy.exc import SQLAlchemyError

from domain import counts, meter, queue
from domain.away import why
from domain.imports import tallies
from domain.leases import OVER
from domain.meter import Meter
from domain.work import Facts, Studio, Work

log = logging.getLogger(__name__)

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """How long things took: how many up to each bound and not up to the one before, and in all."""

    bounds: Sequence[float]
    buckets: Sequence[int]
    """One more than there are bounds: the last has the rest."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Family:
    """One name, and its values by labels."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    about: str
    labels: Labels = ()
    values: Mapping[Labels, float | Times] = field(default_factory=dict)


def read(studio: Studio) -> list[Family]:
    """Give all that is known but of requests; what is shared lacks while no database answers."""
    try:
        with studio.look() as work:
            shared = [_up(1), *of_the_queue(work), *of_imports(work)]
    except SQLAlchemyError as lost:
        log.warning("no numbers of jobs and imports: the database does not answer: %s", why(lost))
        shared = [_up(0)]
    most = studio.facts.max_queued_jobs
    return [
        _info(studio.facts),
        _one("spolvero_jobs_queued_limit", "So many jobs may wait at once.", most),
        *shared,
        *of_this_process(studio.meter),
    ]


def _info(facts: Facts) -> Family:
    labels = ("engine", "model")
    one: Mapping[Labels, float] = {(facts.engine, facts.model): 1}
    return Family("spolvero_info", "gauge", "What draws here; always 1.", labels, one)


def _up(value: int) -> Family:
    return _one("spolvero_database_up", "1 while the database answers.", value)


def of_the_queue(work: Work) -> list[Family]:
    """Give what the database knows: the same for every process of the studio."""
    now = queue.look(work)
    waiting = counts.waiting(work, queue.KIND)
    return [
        Family(
            "spolvero_jobs_queued",
            "gauge",
            "Jobs that wait, those among them that wait to be tried again.",
            ("priority",),
            {(str(priority),): many for priority, many in sorted(waiting.items())},
        ),
        _one(
            "spolvero_jobs_waiting_for_retry",
            "Jobs that wait to be tried again.",
            now.waiting_for_retry,
        ),
        _one("spolvero_jobs_running", "Jobs that are being drawn.", now.running),
        _one(
            "spolvero_queue_oldest_age_seconds",
            "How long the job that is due for longest has waited; 0 when none is due.",
            now.oldest_age_seconds or 0,
        ),
        _one(
            "spolvero_queue_paused",
            "1 while the queue is paused.",
            now.paused_at is not None,
        ),
        _one(
            "spolvero_queue_left_alone",
            f"1 while jobs are due for {queue.LEFT_ALONE.seconds} seconds and none is being drawn.",
            queue.is_left_alone(work),
        ),
        Family(
            "spolvero_jobs_finished_last_hour",
            "gauge",
            "Jobs that came to their end within the last hour.",
            ("state",),
            {(state.value,): now.finished.get(state, 0) for state in sorted(OVER)},
        ),
    ]


def of_imports(work: Work) -> list[Family]:
    """Give what the database knows of imports."""
    runs, files = tallies.ended(work)
    newest = tallies.newest(work)
    which = ("mode", "source", "profile")
    return [
        Family(
            "spolvero_import_runs_total",
            "counter",
            "Imports that are over.",
            ("mode", "state"),
            {(mode.value, state.value): many for (mode, state), many in runs.items()},
        ),
        Family(
            "spolvero_import_items_total",
            "counter",
            "Files of plans and applied imports that are over.",
            ("mode", "outcome"),
            {(mode.value, outcome.value): many for (mode, outcome), many in files.items()},
        ),
        Family(
            "spolvero_import_last_success_timestamp_seconds",
            "gauge",
            "When the newest import that ended well did so, in seconds since 1970.",
            which,
            {
                (each.mode.value, each.source, each.profile.value): each.finished_at.timestamp()
                for each in newest
            },
        ),
        Family(
            "spolvero_import_run_duration_seconds",
            "gauge",
            "How long the newest import that ended well took, since a worker last began it.",
            which,
            {
                (each.mode.value, each.source, each.profile.value): (
                    each.finished_at - each.started_at
                ).total_seconds()
                for each in newest
            },
        ),
        Family(
            "spolvero_import_discrepancies",
            "gauge",
            "What the newest reconciliation found.",
            ("source", "profile", "code"),
            {
                (each.source, each.profile.value, code.value): count
                for each in newest
                for code, count in each.discrepancies.items()
            },
        ),
    ]


def _one(name: str, about: str, value: float) -> Family:
    return Family(name, "gauge", about, (), {(): value})


def of_this_process(process: Meter) -> list[Family]:
    """Give what this process has done; sum over processes for the whole."""
    return [
        *(
            Family(f"spolvero_{name}_total", "counter", about, labels, process.counts(name))
            for name, (about, labels) in meter.COUNTED.items()
        ),
        *(
            Family(
                f"spolvero_{name}_seconds",
                "histogram",
                about,
                labels,
                {
                    of: Times(meter.BOUNDS, each.buckets, each.seconds)
                    for of, each in process.spreads(name).items()
                },
            )
            for name, (about, labels) in meter.TIMED.items()
        ),
        *(
            Family(f"spolvero_{name}", "gauge", about, labels, process.marks(name))
            for name, (about, labels) in meter.MARKED.items()
        ),
    ]
