"""Checking whether the world is as a plan found it, before anything of it is done."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from domain.imports import deciding, grouping, knowing, recorded
from domain.imports.comparing import Moves, differs, paired, words
from domain.imports.planning import Numbered, available, note_reads, read_batches, rules_of
from domain.imports.progress import Failed, Progress
from domain.imports.reading import Read
from domain.imports.run import ImportRun
from domain.ports import Found, SourceTree
from domain.vocabulary import ImportFailureCode, ImportMoveKind, ImportPhase
from domain.work import Studio, Work


def check(studio: Studio, progress: Progress, run: Any, tree: SourceTree) -> None:
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
    for batch in read_batches(studio, progress, run, tree, batches, deep=run.options["deep"]):
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
        if differs(decision, item):
            detail = f"The plan says {words(item)}; now it would be {words(decision)}."
            moves.add(ImportMoveKind.DECIDED_OTHERWISE, item.path, detail[:1000])


def _change(read: Read, item: Any) -> str | None:
    """Say how a file has changed; None when it has the bytes that it had, or none ever read."""
    if read.sha256 != item.sha256:
        return "The file has other bytes than it had."
    if read.sha256 is None and item.byte_size not in (None, read.found.size):
        return f"The file had {item.byte_size} bytes, and has {read.found.size}."
    return None
