"""What the files of a source tell of the images that were made of them, held against those images.

It is decided as the next plan would decide it (domain/imports/deciding.py).
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, select

from domain.images import Image
from domain.imports import deciding, grouping, planning, reading
from domain.imports.deciding import Known, Rules
from domain.imports.planning import available, rules_of
from domain.imports.progress import Progress
from domain.imports.reading import Read
from domain.imports.run import ImportRun
from domain.ports import Found, SourceTree
from domain.vocabulary import ImportItemKind, ImportOutcome
from domain.work import Studio, Work

COLUMNS = ("id", "sha256", "deleted_at", "import_id", "import_key", "dated_by", "created_at")
ORIGINS = (
    select(*(getattr(Image, name) for name in (*COLUMNS, *deciding.TOLD, "adapters")))
    .where(Image.import_key.in_(bindparam("keys", expanding=True)), Image.deleted_at.is_(None))
    .order_by(Image.id.desc())  # the oldest of the same origin comes last, and stays
)
HOW = {"adapters": "LoRAs", "created_at": "date", "dated_by": "source of the date"}
"""What people call columns that have another name."""


class _Everywhere(frozenset[str]):
    """The albums of an image, as if it were in all: where it is, is another question."""

    def __contains__(self, key: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Told:
    """A picture of a source with what belongs to it, all read."""

    reads: Sequence[Read]
    picture: Read
    rules: Rules

    @property
    def path(self) -> str:
        """The picture's path."""
        return self.picture.found.path

    def changes(self, image: Any) -> dict[str, Any]:
        """Give what the files say otherwise than this image, by column.

        Nothing if it was made of another file, or of other bytes.
        """
        known = Known(images={image.sha256: [image]}, albums={image.id: _Everywhere()})
        for decision in deciding.decide(enumerate(self.reads, 1), known, self.rules):
            if decision.read is self.picture:
                updated = decision.outcome is ImportOutcome.METADATA_UPDATED
                return dict(decision.changes) if updated else {}
        return {}


def made_of(work: Work, source: str, paths: Iterable[str]) -> Mapping[str, Any]:
    """Give the images that were made of these files and are not in the trash, by path."""
    keys = {deciding.import_key(source, path): path for path in paths}
    rows = work.rows(ORIGINS, {"keys": [*keys]}) if keys else []
    return {keys[row.import_key]: row for row in rows}


def read(
    studio: Studio,
    progress: Progress,
    run: Any,
    tree: SourceTree,
    batches: Iterable[Sequence[Found]],
) -> Iterator[Sequence[Told]]:
    """Read batches of files, those together that belong so, and give the pictures among them.

    What had to be read is kept, so that the next plan need not. Raises Failed, and what
    `Progress.commit` raises.
    """
    sizes: deque[int] = deque()

    def founds() -> Iterator[Found]:
        for batch in batches:
            sizes.append(len(batch))
            yield from batch

    deep, rules = run.options["deep"], rules_of(run)
    coming = available(reading.read(studio, run.source, tree, founds(), deep=deep))
    for first in coming:
        batch = [first, *islice(coming, sizes.popleft() - 1)]
        progress.step()
        if fresh := [each for each in batch if each.fresh]:
            progress.commit(partial(_keep, fresh))
        yield list(_told(batch, rules))


def _keep(fresh: Sequence[Read], work: Work, run: ImportRun) -> None:
    planning.note_reads(work, run, fresh)


def _told(batch: Sequence[Read], rules: Rules) -> Iterator[Told]:
    families: dict[str, list[Read]] = {}
    for each in batch:
        if (stem := grouping.family(each.found.path)) is not None:
            families.setdefault(stem, []).append(each)
    for family in families.values():
        for each in family:
            if each.kind is ImportItemKind.IMAGE and each.reason is None and each.sha256:
                yield Told(family, each, rules)


def listed(changes: Mapping[str, Any]) -> str:
    """Name columns as people do: `its prompt, seed and date`."""
    names = [HOW.get(name, name.replace("_", " ")) for name in changes]
    *first, last = names
    return f"its {', '.join(first)} and {last}" if first else f"its {last}"
