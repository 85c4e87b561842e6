"""Staging the files of a batch: what is to become images, and beside it how that was made."""

import json
from collections.abc import Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from domain import contents, images
from domain.imports import deciding
from domain.imports.metadata import facts
from domain.imports.metadata.facts import Facts
from domain.imports.planning import Numbered
from domain.imports.progress import Progress
from domain.imports.reading import Read
from domain.ports import SourceTree, ToStage
from domain.vocabulary import (
    ImageMediaType,
    ImportItemKind,
    ImportOutcome,
    ImportReason,
    ImportStaging,
)
from domain.work import Studio

THREADS = 8
"""So many notes beside pictures are written at once: what they wait for is the disk."""


def to_create(planned: Mapping[int, Any], batch: Numbered) -> list[tuple[int, Read]]:
    """Give the pictures that are to become images."""
    return [
        (number, read)
        for number, read in batch
        if planned[number].outcome is ImportOutcome.CREATED
        and read.kind is ImportItemKind.IMAGE
        and read.sha256 == planned[number].sha256
        and read.reason is None
    ]


def announce(progress: Progress, planned: Mapping[int, Any], batch: Numbered) -> None:
    """Keep files from being swept away before anything speaks of them."""
    if hashes := [read.sha256 or "" for _, read in to_create(planned, batch)]:
        progress.commit(lambda work, _run: contents.note_all(work, hashes))


def stage(
    studio: Studio, run: Any, tree: SourceTree, planned: Mapping[int, Any], batch: Numbered
) -> Mapping[int, ImportReason]:
    """Stage what is to become an image; give why, for those that cannot be."""
    new = to_create(planned, batch)
    files = [
        ToStage(
            read.found,
            read.sha256 or "",
            images.file_name(read.sha256 or "", ImageMediaType(read.media_type or "")),
        )
        for _, read in new
    ]
    how = run.options["staging"]
    reasons = studio.staging.stage(tree, files, how) if files else []
    unstaged = {
        number: ImportReason(reason)
        for (number, _), reason in zip(new, reasons, strict=True)
        if reason is not None
    }
    if how != ImportStaging.IN_PLACE:
        unstaged |= _note_beside(studio, planned, batch, unstaged.keys())
    return unstaged


def _note_beside(
    studio: Studio, planned: Mapping[int, Any], batch: Numbered, left_out: Set[int]
) -> Mapping[int, ImportReason]:
    """Write down beside pictures in the store how they were made, where that is known."""
    told = deciding.of_pictures(batch)
    notes = {
        number: (images.sidecar_name(read.sha256 or ""), _sidecar(told[number].facts, read))
        for number, read in to_create(planned, batch)
        if number not in left_out and facts.says_anything(told[number].facts)
    }

    def put(number: int) -> bool:
        try:
            studio.files.put(*notes[number])
        except OSError:
            return False
        return True

    with ThreadPoolExecutor(THREADS, "staging") as pool:
        kept = dict(zip(notes, pool.map(put, notes), strict=True))
    return {number: ImportReason.STORAGE_FAILED for number, is_kept in kept.items() if not is_kept}


def _sidecar(told: Facts, read: Read) -> bytes:
    written = facts.to_json(told)
    written |= {"width": read.width, "height": read.height}
    written["adapters"] = deciding.adapters_of(told)
    written.pop("notes", None)
    return json.dumps(written, indent=2, ensure_ascii=False).encode() + b"\n"
