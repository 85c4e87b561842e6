"""Applying a plan: first it is checked against the world, then done, some files at a time.

What is committed stays. Whoever goes on after a crash goes on behind the last file recorded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from domain import contents, images
from domain.imports import deciding, grouping, knowing, making, recorded, recording, telling
from domain.imports.comparing import Moves, paired
from domain.imports.deciding import Decision
from domain.imports.planning import (
    Numbered,
    available,
    note_reads,
    read_batches,
    rules_of,
    tree_of,
)
from domain.imports.progress import Failed, Progress
from domain.imports.reading import Read
from domain.imports.run import ImportRun
from domain.ports import Found, SourceTree, ToStage
from domain.vocabulary import (
    ImageMediaType,
    ImportFailureCode,
    ImportItemKind,
    ImportMoveKind,
    ImportOutcome,
    ImportPhase,
    ImportReason,
)
from domain.work import Studio, Work

COMPARED = (
    *("kind", "outcome", "reason", "image_id", "duplicate_of", "album_key"),
    *("taken_at", "dated_by"),
)
"""What must be decided as it was planned; hash and notes besides."""

FAILED = (ImportOutcome.ERROR, ImportOutcome.UNREADABLE)


def apply(studio: Studio, progress: Progress, run: Any) -> None:
    """Do what a plan says, or go on with it where it was cut short.

    Raises Failed, with nothing changed, when something is not as the plan found it; Stopped, LetGo,
    and what the database raises.
    """
    tree = tree_of(studio, run.source)
    if not run.checked:
        _check(studio, progress, run, tree)
    done = recorded.last(studio, run.id)
    progress.enter(ImportPhase.IMPORTING, done=done)
    for planned, batch in _planned(studio, progress, run, tree, done):
        unstaged = _stage(studio, progress, run, tree, planned, batch)
        decisions = progress.commit(partial(_do, batch, planned, unstaged), done=batch[-1][0])
        for decision in decisions:
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
    if _differs(decision, item):
        return _left_alone(decision, item, ImportReason.MOVED_SINCE_PLAN)
    if why := unstaged.get(decision.number):
        return _left_alone(decision, item, why)
    return decision


# Checking.


def _check(studio: Studio, progress: Progress, run: Any, tree: SourceTree) -> None:
    """Look whether all is as the plan found it. Raises Failed when it is not."""
    progress.enter(ImportPhase.CHECKING)
    moves = Moves()
    items: dict[int, Any] = {}

    def numbered() -> Iterator[tuple[int, Found]]:
        plan = recorded.items(studio, run.based_on_id)
        for found, item in paired(available(_arranged(tree)), plan, moves):
            items[item.number] = item
            yield item.number, found

    batches = grouping.batches(numbered(), lambda each: each[1].path)
    for batch in read_batches(studio, progress, run, tree, batches):
        planned = {number: items.pop(number) for number, _ in batch}
        _compare(studio, run, batch, planned, moves)
        fresh = [read for _, read in batch if read.fresh]
        if fresh:
            progress.commit(partial(_remember, fresh), done=batch[-1][0])
    if moves.first:
        many = "many things are" if moves.enough else "something is"
        reason = f"Nothing was changed, for {many} not as the plan found it; plan again."
        raise Failed(ImportFailureCode.WORLD_MOVED, reason, moves.first)

    def checked(_work: Work, row: ImportRun) -> None:
        row.checked = True

    progress.commit(checked)


def _remember(reads: Sequence[Read], work: Work, run: ImportRun) -> None:
    note_reads(work, run, reads)


def _arranged(tree: SourceTree) -> Iterator[Found]:
    for batch in grouping.batches(tree.walk(), lambda found: found.path):
        yield from batch


def _compare(
    studio: Studio, run: Any, batch: Numbered, planned: dict[int, Any], moves: Moves
) -> None:
    """Note which files have changed, and what would be decided otherwise."""
    for number, read in batch:
        if change := _change(read, planned[number]):
            moves.add(ImportMoveKind.CHANGED, read.found.path, change)
    if moves.first:
        return  # what is decided about the others may have to do with that
    with studio.look() as work:
        known = knowing.of_reads(work, run.based_on_id, batch)
    for decision in deciding.decide(batch, known, rules_of(run)):
        item = planned[decision.number]
        if _differs(decision, item):
            detail = f"The plan says {_words(item)}; now it would be {_words(decision)}."
            moves.add(ImportMoveKind.DECIDED_OTHERWISE, item.path, detail[:1000])


def _change(read: Read, item: Any) -> str | None:
    """Say how a file has changed; None when it has the bytes that it had, or none ever read."""
    if read.sha256 != item.sha256:
        return "The file has other bytes than it had."
    if read.sha256 is None and item.byte_size not in (None, read.found.size):
        return f"The file had {item.byte_size} bytes, and has {read.found.size}."
    return None


def _differs(decision: Decision, item: Any) -> bool:
    return (
        decision.read.sha256 != item.sha256
        or any(getattr(decision, name) != getattr(item, name) for name in COMPARED)
        or dict(decision.notes) != item.notes
    )


def _words(said: Any) -> str:
    reason = f" ({said.reason})" if said.reason else ""
    album = f", in album {said.album_key}" if said.album_key else ""
    return f"{said.outcome}{reason}{album}"


# Importing.


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

    for batch in read_batches(studio, progress, run, tree, batches()):
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


def _stage(
    studio: Studio,
    progress: Progress,
    run: Any,
    tree: SourceTree,
    planned: dict[int, Any],
    batch: Numbered,
) -> dict[int, ImportReason]:
    """Stage what is to become an image; give why, for those that cannot be."""
    new = [
        (number, read)
        for number, read in batch
        if planned[number].outcome is ImportOutcome.CREATED
        and read.kind is ImportItemKind.IMAGE
        and read.sha256 == planned[number].sha256
        and read.reason is None
    ]
    if not new:
        return {}
    hashes = [read.sha256 or "" for _, read in new]
    progress.commit(lambda work, _run: contents.note_all(work, hashes))
    files = [
        ToStage(
            read.found,
            read.sha256 or "",
            images.file_name(read.sha256 or "", ImageMediaType(read.media_type or "")),
        )
        for _, read in new
    ]
    reasons = studio.staging.stage(tree, files, run.options["staging"])
    return {
        number: ImportReason(reason)
        for (number, _), reason in zip(new, reasons, strict=True)
        if reason is not None
    }
