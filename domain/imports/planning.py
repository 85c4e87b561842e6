"""Planning: what would become of each file of a source. Nothing is changed but the plan itself."""

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count, islice
from typing import Any, TypeVar

from domain.imports import deciding, grouping, knowing, reading, recorded, recording
from domain.imports.deciding import Decision, Rules
from domain.imports.progress import Failed, Progress
from domain.imports.reading import Read
from domain.imports.run import ImportRun
from domain.imports.source import ImportSource
from domain.ports import Found, SourceTree
from domain.vocabulary import (
    ImportFailureCode,
    ImportMoveKind,
    ImportOutcome,
    ImportPhase,
    ImportProfileName,
)
from domain.work import Studio, Work

T = TypeVar("T")

Numbered = Sequence[tuple[int, Read]]
"""Files and their numbers, in order."""


def plan(studio: Studio, progress: Progress, run: Any) -> None:
    """Plan, or go on with it where it was cut short; nothing else than success comes of it.

    Raises Failed, Stopped, LetGo, and what the database raises.
    """
    tree = tree_of(studio, run.source)
    total = count_files(progress, tree)
    done = recorded.last(studio, run.id)
    progress.enter(ImportPhase.READING, done=done, total=total)
    walk = available(tree.walk())
    files = grouping.batches(walk, lambda found: found.path)
    rest = _rest(studio, run, files, done)
    for batch in read_batches(studio, progress, run, tree, rest, deep=run.options["deep"]):
        with studio.look() as work:
            known = knowing.of_reads(work, run.id, batch)
        decisions = deciding.decide(batch, known, rules_of(run))
        done = batch[-1][0]
        progress.commit(partial(_keep, decisions), done=done, total=max(done, total))
    digest = _hash(studio, progress, run)

    def finish(work: Work, row: ImportRun) -> None:
        row.plan_hash = digest
        row.images_created = row.images.get(ImportOutcome.CREATED, 0)
        row.links_created = row.images_created + row.images.get(ImportOutcome.LINKED, 0)
        row.albums_created = knowing.lacking_albums(work, row.id)

    progress.commit(finish, done=done, total=done)


def _keep(decisions: Sequence[Decision], work: Work, run: ImportRun) -> None:
    note_reads(work, run, [each.read for each in decisions])
    recording.record(work, run, decisions)


def note_reads(work: Work, run: ImportRun, reads: Sequence[Read]) -> None:
    """Keep what was read, and count its bytes."""
    reading.remember(work, run.source, reads)
    run.bytes_read += reading.bytes_of(reads)


def count_files(progress: Progress, tree: SourceTree) -> int:
    """Count what is in a source, as a phase of its own. Raises Failed, and what `note` raises."""
    progress.enter(ImportPhase.COUNTING)
    total = 0
    for total, _ in enumerate(available(tree.walk()), 1):
        progress.note(done=total)
    return total


def tree_of(studio: Studio, source: str) -> SourceTree:
    """Give the tree of a source. Raises Failed when it is not there."""
    with studio.look() as work:
        found = work.find(ImportSource, source)
    if found is None:
        reason = f"There is no source {source!r} any more."
        raise Failed(ImportFailureCode.SOURCE_UNAVAILABLE, reason)
    tree = studio.sources.tree(found.folder)
    try:
        tree.check()
    except OSError:
        raise _unavailable() from None
    return tree


def available(files: Iterable[T]) -> Iterator[T]:
    """Give what comes of reading a source. Raises Failed when its folder is away."""
    try:
        yield from files
    except OSError:
        raise _unavailable() from None


def _unavailable() -> Failed:
    reason = "The source's folder cannot be read."
    return Failed(ImportFailureCode.SOURCE_UNAVAILABLE, reason)


def rules_of(run: Any) -> Rules:
    """Give by what a run decides."""
    return Rules(
        run.source,
        ImportProfileName(run.profile),
        run.options["require_sidecar"],
        run.options["time_zone"],
    )


def read_batches(
    studio: Studio,
    progress: Progress,
    run: Any,
    tree: SourceTree,
    batches: Iterable[Sequence[tuple[int, Found]]],
    *,
    deep: bool,
) -> Iterator[Numbered]:
    """Read the files of batches; while one is worked on, those of the next are being read."""
    numbers: deque[list[int]] = deque()

    def founds() -> Iterator[Found]:
        for batch in batches:
            numbers.append([number for number, _ in batch])
            for _, found in batch:
                yield found

    reads = available(reading.read(studio, run.source, tree, founds(), deep=deep))
    for first in reads:
        expected = numbers.popleft()
        batch = [(expected[0], first)]
        for number, read in zip(expected[1:], islice(reads, len(expected) - 1), strict=True):
            progress.note(done=number - 1)
            batch.append((number, read))
        yield batch


def _rest(
    studio: Studio, run: Any, files: Iterable[Sequence[Found]], done: int
) -> Iterator[Sequence[tuple[int, Found]]]:
    """Give the files that are not recorded yet, with their numbers.

    Raises Failed when those before them are not what is recorded: a plan cannot be changed.
    """
    numbers = count(1)
    before = recorded.items(studio, run.id) if done else iter(())
    for batch in files:
        numbered = [(next(numbers), found) for found in batch]
        for number, found in numbered:
            if number <= done and next(before).path != found.path:
                reason = "Files came or went while the plan was being made; plan again."
                moved = {"path": found.path, "kind": ImportMoveKind.ADDED, "detail": reason}
                raise Failed(ImportFailureCode.WORLD_MOVED, reason, [moved])
        if rest := [each for each in numbered if each[0] > done]:
            yield rest


def _hash(studio: Studio, progress: Progress, run: Any) -> str:
    """Give the SHA-256 over what was planned; the same for the same files in every studio."""
    digest = hashlib.sha256(_line([run.source, run.profile, _plain(run.options)]))
    for item in recorded.items(studio, run.id):
        progress.step()
        digest.update(
            _line(
                [
                    item.path,
                    item.byte_size,
                    item.sha256,
                    item.outcome,
                    item.reason,
                    item.image_id,
                    item.album_key,
                    None if item.taken_at is None else item.taken_at.isoformat(),
                    _plain(item.notes),
                ]
            )
        )
    return digest.hexdigest()


def _plain(mapping: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(mapping.items())


def _line(values: Sequence[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
