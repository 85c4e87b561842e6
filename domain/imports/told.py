"""What the files of a source tell of the images that were made of them, held against those images.

It is decided as the next plan would decide it (domain/imports/deciding.py). A file that is as the
last applied import saw it told the same then, and how an image was made is changed by nobody else;
so those are not even looked up, and an unchanged source of 100,000 files takes a second or two.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from domain.images import Image
from domain.imports import deciding, grouping, reading
from domain.imports.deciding import Known, Rules
from domain.imports.profiles import classify
from domain.imports.progress import Failed, Progress
from domain.imports.reading import Read
from domain.imports.source import ImportSource
from domain.ports import Found, SourceTree
from domain.vocabulary import ImportFailureCode, ImportItemKind, ImportOutcome
from domain.work import Studio, Work

COMPARED = (*deciding.TOLD, "adapters", "created_at", "dated_by")
ORIGINS = select(
    *(Image.id, Image.sha256, Image.import_id, Image.import_key, Image.deleted_at),
    *(getattr(Image, name) for name in COMPARED),
).where(Image.import_key.in_(bindparam("keys", expanding=True)), Image.deleted_at.is_(None))


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
        known = Known(
            images={image.sha256: [image]}, albums={image.id: _Everywhere()}
        )
        for decision in deciding.decide(enumerate(self.reads, 1), known, self.rules):
            if decision.read is self.picture:
                updated = decision.outcome is ImportOutcome.METADATA_UPDATED
                return dict(decision.changes) if updated else {}
        return {}
