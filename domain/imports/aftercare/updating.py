"""Taking over what a file of a source says now of an image that was made of it."""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from sqlalchemy import select

from domain.images import Image
from domain.imports import grouping, making
from domain.imports.aftercare.acting import DONE, WOULD_DO, Came, Step, gone
from domain.imports.item import ImportAction
from domain.imports.planning import available, tree_of
from domain.imports.progress import Progress
from domain.imports.report import told
from domain.imports.report.told import Told
from domain.ports import Found, SourceTree
from domain.vocabulary import ImportActionKind
from domain.work import Studio, Work


def from_json(before: Mapping[str, Any]) -> dict[str, Any]:
    """Read what stood in an image, as an item of an import has written it down."""
    return {
        name: datetime.fromisoformat(value) if name == "created_at" and value else value
        for name, value in before.items()
    }


def steps(studio: Studio, progress: Progress, run: Any, found: Iterator[Any]) -> Iterator[Step]:
    """Read the files again that an image lags behind of, and give a step for each.

    They come in the order of the walk, whatever of them were done before; last those that are gone.
    Raises Failed, and what `Progress.step` raises.
    """
    acted = _acted(studio, run.id)
    wanted = {each.path: each for each in found if each.path not in acted}
    if not wanted:
        return
    tree = tree_of(studio, run.source)
    for pictures in told.read(studio, progress, run, tree, _with_company(tree, {*wanted})):
        for each in pictures:
            if (about := wanted.pop(each.path, None)) is not None:
                yield _step(about, each)
    for about in wanted.values():
        yield _step(about, None)


def _with_company(tree: SourceTree, wanted: Set[str]) -> Iterator[Sequence[Found]]:
    """Walk the source, and give these pictures and what belongs to them."""
    families = {grouping.family(path) for path in wanted}
    for batch in grouping.batches(available(tree.walk()), lambda found: found.path):
        if some := [each for each in batch if grouping.family(each.path) in families]:
            yield some


def _acted(studio: Studio, run_id: str) -> set[str]:
    with studio.look() as work:
        query = select(ImportAction.path).where(ImportAction.run_id == run_id)
        return {path for path in work.session.scalars(query) if path}


def _step(found: Any, now: Told | None) -> Step:
    def do(work: Work, dry_run: bool) -> Came:
        image = work.find(Image, found.image_id, lock=True)
        if image is None:
            return gone("The image is not there any more.")
        if image.deleted_at is not None:
            return gone("The image is in the trash now.")
        if now is None:
            return gone("The file is not there any more, or is another picture now.")
        changes = now.changes(image)
        if not changes:
            return gone("The image says the same as its file now.")
        names = told.listed(changes)
        if dry_run:
            return Came(WOULD_DO.result, f"It would take over {names}.")
        making.change(work, image, changes)
        return Came(DONE.result, f"It took over {names}.")

    return Step(ImportActionKind.UPDATE_METADATA, do, path=found.path, image_id=found.image_id)
