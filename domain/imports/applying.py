"""Applying a plan: first it is checked against the world, then done, some files at a time.

What is committed stays. Whoever goes on after a crash goes on behind the last file recorded.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from domain.imports import (
    deciding,
    grouping,
    knowing,
    making,
    recorded,
    recording,
    staging,
    telling,
)
from domain.imports.checking import check
from domain.imports.comparing import differs
from domain.imports.deciding import Decision
from domain.imports.planning import Numbered, note_reads, read_batches, rules_of, tree_of
from domain.imports.progress import Progress
from domain.imports.run import ImportRun
from domain.ports import Found, SourceTree
from domain.vocabulary import ImportItemKind, ImportOutcome, ImportPhase, ImportReason
from domain.work import Studio, Work

FAILED = (ImportOutcome.ERROR, ImportOutcome.UNREADABLE)


def apply(studio: Studio, progress: Progress, run: Any) -> None:
    """Do what a plan says, or go on with it where it was cut short.

    Raises Failed, with nothing changed, when something is not as the plan found it; Stopped, LetGo,
    and what the database raises.
    """
    tree = tree_of(studio, run.source)
    if not run.checked:
        check(studio, progress, run, tree)
    done = recorded.last(studio, run.id)
    progress.enter(ImportPhase.IMPORTING, done=done)
    with ThreadPoolExecutor(1, "staging") as apart:
        next_one: Ready | None = None
        for planned, batch in _planned(studio, progress, run, tree, done):
            ready = next_one
            # While files of one batch are being staged, the rows of the one before are made.
            staging.announce(progress, planned, batch)
            unstaged = apart.submit(staging.stage, studio, run, tree, planned, batch)
            next_one = Ready(planned, batch, unstaged)
            if ready is not None:
                _finish(progress, run, ready)
        if next_one is not None:
            _finish(progress, run, next_one)


@dataclass(frozen=True, slots=True)
class Ready:
    """A batch whose files are being staged."""

    planned: Mapping[int, Any]
    """The items of the plan, by number."""
    batch: Numbered
    unstaged: Future[Mapping[int, ImportReason]]
    """By number, why files could not be."""


def _finish(progress: Progress, run: Any, ready: Ready) -> None:
    """Make the rows of a batch that is staged."""
    deed = partial(_do, ready.batch, ready.planned, ready.unstaged.result())
    for decision in progress.commit(deed, done=ready.batch[-1][0]):
        if decision.outcome in FAILED:
            telling.item_failed(run, decision)


def _do(
    batch: Numbered,
    planned: Mapping[int, Any],
    unstaged: Mapping[int, ImportReason],
    work: Work,
    run: ImportRun,
) -> Sequence[Decision]:
    """Decide again what was planned, and make it; what would come to something else is left."""
    known = knowing.of_reads(work, run.id, batch)
    decisions = deciding.decide(batch, known, rules_of(run), partial(_settle, planned, unstaged))
    note_reads(work, run, [read for _, read in batch])
    making.make(work, run, [each for each in decisions if each.kind is ImportItemKind.IMAGE])
    recording.record(work, run, decisions)
    return decisions


def _settle(
    planned: Mapping[int, Any], unstaged: Mapping[int, ImportReason], decision: Decision
) -> Decision:
    item = planned[decision.number]
    if differs(decision, item):
        return _left_alone(decision, item, ImportReason.MOVED_SINCE_PLAN)
    if why := unstaged.get(decision.number):
        return _left_alone(decision, item, why)
    return decision


def _planned(
    studio: Studio, progress: Progress, run: Any, tree: SourceTree, done: int
) -> Iterator[tuple[dict[int, Any], Numbered]]:
    """Give the items of the plan that are still to be done, and the files they speak of."""
    items: dict[int, Any] = {}

    def batches() -> Iterator[Sequence[tuple[int, Found]]]:
        plan = recorded.items(studio, run.based_on_id, done)
        for batch in grouping.batches(plan, lambda item: item.path):
            items.update((item.number, item) for item in batch)
            yield [(item.number, _found(item)) for item in batch]

    for batch in read_batches(studio, progress, run, tree, batches(), deep=False):
        yield {number: items.pop(number) for number, _ in batch}, batch


def _found(item: Any) -> Found:
    """Give the file as the plan found it. What was not read then need not be read now."""
    unread = item.sha256 is None and item.kind is not ImportItemKind.OTHER
    refused = item.outcome is ImportOutcome.UNREADABLE and item.sha256 is None
    return Found(
        item.path,
        item.path.encode(),  # as it is of all names that are text; no other is ever read
        item.byte_size or 0,
        item.mtime_ns or 0,
        item.inode or 0,
        item.reason if unread or refused else None,
    )


def _left_alone(decision: Decision, item: Any, why: ImportReason) -> Decision:
    read = decision.read
    if read.sha256 != item.sha256:
        read = replace(read, found=_found(item), sha256=item.sha256)
    return Decision(decision.number, read, ImportOutcome.ERROR, why)
