"""Staging pictures again that are lost or damaged, from files of the source with the same bytes."""

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from domain import contents, images
from domain.contents import Content
from domain.images import Image
from domain.imports import reading
from domain.imports.aftercare.acting import DONE, WOULD_DO, Came, Step, failed, gone
from domain.imports.planning import available, tree_of
from domain.imports.profiles import classify
from domain.imports.progress import Progress
from domain.imports.report.in_place import InPlace
from domain.ports import Found, SourceTree, ToStage
from domain.vocabulary import (
    ImportActionKind,
    ImportDiscrepancyCode,
    ImportItemKind,
    ImportStaging,
)
from domain.work import Studio, Work

CODES = frozenset(
    {
        ImportDiscrepancyCode.DATABASE_MISSING_FILE,
        ImportDiscrepancyCode.DANGLING_SYMLINK,
        ImportDiscrepancyCode.CHECKSUM_MISMATCH,
    }
)
"""What is mended so."""

LINKS = (ImportStaging.HARD_LINK, ImportStaging.SYMLINK)
AT_ONCE = 500
NOWHERE = "No file of the source has these bytes; restore it from a backup."


def steps(studio: Studio, progress: Progress, run: Any, found: Iterator[Any]) -> Iterator[Step]:
    """Look through the source for the bytes that lack, and give a step for each.

    Raises Failed when the source cannot be read, and what `Progress.step` raises.
    """
    all_found = list(found)
    if not all_found:
        return
    tree = tree_of(studio, run.source)
    restaging = _Restaging(studio, tree, run)
    restaging.search(progress, {each.sha256 for each in all_found})
    yield from map(restaging.step, all_found)


class _Restaging:
    """Stages what lacks, in the way in which the source was imported."""

    def __init__(self, studio: Studio, tree: SourceTree, run: Any) -> None:
        self._studio, self._tree, self._source = studio, tree, run.source
        self._how = ImportStaging(run.options["staging"])
        self._place = InPlace(studio)
        self._candidates: dict[str, Found] = {}

    def search(self, progress: Progress, wanted: set[str]) -> None:
        """Walk the source once, and note the first file of each of these contents."""
        sizes = self._sizes(wanted)

        def likely() -> Iterator[Found]:
            for found in available(self._tree.walk()):
                progress.step()
                if found.reason is None and found.size in sizes and _is_picture(found):
                    yield found

        for each in available(reading.read(self._studio, self._source, self._tree, likely())):
            if each.sha256 in wanted:
                self._candidates.setdefault(each.sha256, each.found)

    def _sizes(self, wanted: set[str]) -> set[int]:
        hashes, sizes = sorted(wanted), set()
        for start in range(0, len(hashes), AT_ONCE):
            some = Image.sha256.in_(hashes[start : start + AT_ONCE])
            with self._studio.look() as work:
                sizes |= set(work.session.scalars(select(Image.byte_size).where(some)))
        return sizes

    def step(self, found: Any) -> Step:
        """Give the step for one content."""
        sha256 = found.sha256

        def do(work: Work, dry_run: bool) -> Came:
            content = work.find(Content, sha256, lock=True)
            image = work.session.scalars(select(Image).where(Image.sha256 == sha256)).first()
            if content is None or image is None:
                return gone("No image has this picture any more.")
            name = images.file_name(sha256, image.media_type)
            if self._is_whole(name, content):
                return gone("The picture is there again, and whole.")
            candidate = self._candidates.get(sha256)
            data = None if candidate is None else self._bytes(candidate, sha256)
            if candidate is None or data is None:
                return failed(NOWHERE)
            if dry_run:
                return Came(WOULD_DO.result, f"It would be taken from {candidate.path}.")
            return self._stage(work, content, name, candidate, data)

        return Step(ImportActionKind.RESTAGE, do, path=found.path, image_id=found.image_id)

    def _is_whole(self, name: str, content: Content) -> bool:
        """Read the picture wherever it is shown from, and tell whether it has its bytes."""
        ((_, digest),) = self._studio.staging.digests([name])
        if digest is None and content.source is not None:
            ((_, digest),) = self._place.look([content], deep=True)
        return digest == content.sha256

    def _bytes(self, candidate: Found, sha256: str) -> bytes | None:
        """Read a file of the source; None when it is not what it was when we looked for it."""
        try:
            data = self._tree.read(candidate.name)
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == sha256 else None

    def _stage(
        self, work: Work, content: Content, name: str, candidate: Found, data: bytes
    ) -> Came:
        """Put the bytes where they are shown from. What was there is replaced, never its target."""
        come_from = f"It was taken from {candidate.path}"
        if content.source is not None and self._how is ImportStaging.IN_PLACE:
            contents.place(work, self._source, {content.sha256: candidate.path})
            return Came(DONE.result, f"It is shown from {candidate.path} now.")
        linked = self._how in LINKS and self._link(name, candidate, content.sha256)
        if not linked:
            try:
                self._studio.files.put(name, data)
            except OSError:
                return failed("The file store did not take it.")
        contents.place(work, None, {content.sha256: None})
        copied = self._how in LINKS and not linked
        return Came(DONE.result, f"{come_from}, as a copy." if copied else f"{come_from}.")

    def _link(self, name: str, candidate: Found, sha256: str) -> bool:
        """Link the file, and tell whether that led to the right bytes."""
        try:
            self._studio.files.delete(name)  # damaged, or a link to nothing: else it would stay
        except OSError:
            return False
        to_stage = [ToStage(candidate, sha256, name)]
        (reason,) = self._studio.staging.stage(self._tree, to_stage, self._how)
        return reason is None and [*self._studio.staging.digests([name])] == [(name, sha256)]


def _is_picture(found: Found) -> bool:
    return classify(found.path) is ImportItemKind.IMAGE
