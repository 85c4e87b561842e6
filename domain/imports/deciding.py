"""What becomes of each file. Nothing here asks anybody: the same files, and the same that is known,
come to the same, when it is planned and when it is done.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from typing import Any

from domain.entity import content_id
from domain.imports import grouping, names, profiles
from domain.imports.metadata import dating, facts, sidecar, stamps
from domain.imports.metadata.facts import Facts
from domain.imports.profiles import Wanted
from domain.imports.reading import NO_FACTS, Read
from domain.vocabulary import (
    IMPORT_ITEM_NOTES_MAX_PROPERTIES,
    ImageMediaType,
    ImportDatedBy,
    ImportItemKind,
    ImportOutcome,
    ImportProfileName,
    ImportReason,
)

NOT_KEPT = frozenset({ImportReason.NOT_A_PICTURE, ImportReason.TYPE_NOT_KEPT})
"""Why a file is unsupported; for any other reason it is unreadable."""

FOUND = frozenset(
    {
        ImportOutcome.CREATED,
        ImportOutcome.LINKED,
        ImportOutcome.UNCHANGED,
        ImportOutcome.METADATA_UPDATED,
    }
)
"""What becomes of a picture that has an image in the end, and is the first such of its bytes and
its album."""

SHARED = FOUND | {ImportOutcome.DUPLICATE_OF, ImportOutcome.ERROR}
"""What a sidecar shares with its picture."""

TYPES = {
    "png": ImageMediaType.IMAGE_PNG,
    "jpg": ImageMediaType.IMAGE_JPEG,
    "jpeg": ImageMediaType.IMAGE_JPEG,
    "webp": ImageMediaType.IMAGE_WEBP,
}
"""Which bytes an ending promises."""

TOLD = ("prompt", "negative_prompt", "seed", "steps", "guidance_scale", "model")
"""What is told of how a picture was made, and kept as it is told; `adapters` besides."""

RANK = {dated_by: rank for rank, dated_by in enumerate(ImportDatedBy)}
"""From what is known best."""

NOTE_LENGTH = 2_000


@dataclass(frozen=True, slots=True)
class Rules:
    """By what an import goes."""

    source: str
    profile: ImportProfileName
    require_sidecar: bool
    time_zone: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A file of the same import that was decided before, by which its bytes are an image."""

    number: int
    image_id: str
    album_key: str


@dataclass(slots=True)
class Known:
    """What is known of the bytes that are being decided about."""

    images: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """By hash: the rows of the images with these bytes, the oldest first."""
    albums: Mapping[str, Set[str]] = field(default_factory=dict)
    """By image: the keys of the albums where it is."""
    earlier: dict[str, list[Earlier]] = field(default_factory=dict)
    """By hash: what became of the same bytes before, the first first; deciding adds to it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one file."""

    number: int
    read: Read
    outcome: ImportOutcome
    reason: ImportReason | None = None
    image_id: str | None = None
    duplicate_of: int | None = None
    wanted: Wanted | None = None
    taken_at: datetime | None = None
    dated_by: ImportDatedBy | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)
    """Of a picture: what is known of how it was made, from all that tells it."""
    changes: Mapping[str, Any] = field(default_factory=dict)
    """Of an image whose metadata is updated: by column, what is to stand there."""
    before: Mapping[str, Any] | None = None
    """What stood there, as JSON has it."""

    @property
    def path(self) -> str:
        """Where in the source it is."""
        return self.read.found.path

    @property
    def kind(self) -> ImportItemKind:
        """What the file is taken for."""
        return self.read.kind

    @property
    def album_key(self) -> str | None:
        """The album that the file goes to."""
        return None if self.wanted is None else self.wanted.key


Settle = Callable[[Decision], Decision]
"""Has the last word: gives the decision, or that the file is left alone."""


def import_key(source: str, path: str) -> str:
    """Give what an image knows the file by that it was made of."""
    return hashlib.sha256(f"{source}\0{path}".encode()).hexdigest()


def decide(
    files: Iterable[tuple[int, Read]],
    known: Known,
    rules: Rules,
    settle: Settle = lambda decision: decision,
) -> list[Decision]:
    """Decide about files by their numbers, in order; all that belong together must be there.

    Pictures first, each knowing what became of those before it; `known` learns of them. Then what
    belongs to them.
    """
    files = list(files)
    told = of_pictures(files)
    made: dict[int, Decision] = {}
    pictures: dict[str, list[Decision]] = {}
    for number, read in files:
        if read.kind is ImportItemKind.IMAGE:
            decision = settle(_picture(number, read, told[number], known, rules))
            made[number] = decision
            pictures.setdefault(_family(read), []).append(decision)
            _learn(known, decision)
    for number, read in files:
        if read.kind is ImportItemKind.SIDECAR:
            its = [each for each in pictures.get(_family(read), ()) if _tells_of(read, each.read)]
            made[number] = _settled(settle, _sidecar(number, read, its, rules))
        elif read.kind is ImportItemKind.OTHER:
            made[number] = settle(_other(number, read))
    return [made[number] for number, _ in files]


@dataclass(frozen=True, slots=True)
class Told:
    """What tells how a picture was made, taken together."""

    facts: Facts
    broken: bool
    """Whether it has a sidecar that cannot be read."""


def of_pictures(files: Sequence[tuple[int, Read]]) -> dict[int, Told]:
    """Give what is told of pictures, by number; all that belongs to them must be there."""
    beside: dict[str, list[Read]] = {}
    for _, read in files:
        if read.kind is ImportItemKind.SIDECAR:
            beside.setdefault(_family(read), []).append(read)
    told: dict[int, Told] = {}
    for number, read in files:
        if read.kind is ImportItemKind.IMAGE:
            its = beside.get(_family(read), ()) if beside else ()
            its = [each for each in its if _tells_of(each, read)]
            told[number] = Told(combined(read, its), any(each.reason for each in its))
    return told


def _family(read: Read) -> str:
    return grouping.family(read.found.path) or ""


def _tells_of(sidecar: Read, picture: Read) -> bool:
    return grouping.tells_of(sidecar.found.path, picture.found.path)


def _settled(settle: Settle, decision: Decision) -> Decision:
    # What shares the error of its picture has nothing to be left alone for.
    return decision if decision.outcome is ImportOutcome.ERROR else settle(decision)


def _learn(known: Known, decision: Decision) -> None:
    if decision.outcome in FOUND and decision.image_id and decision.album_key:
        earlier = Earlier(decision.number, decision.image_id, decision.album_key)
        known.earlier.setdefault(decision.read.sha256 or "", []).append(earlier)


def _picture(number: int, read: Read, told: Told, known: Known, rules: Rules) -> Decision:
    if read.reason is not None or read.sha256 is None:
        reason = read.reason or ImportReason.IO_ERROR
        kept = reason not in NOT_KEPT
        outcome = ImportOutcome.UNREADABLE if kept else ImportOutcome.UNSUPPORTED
        return Decision(number, read, outcome, reason)
    said = told.facts
    found = read.found
    taken_at, dated_by = dating.when(said, found.path, read.texts, found.mtime_ns, rules.time_zone)
    images = known.images.get(read.sha256, ())
    key = import_key(rules.source, found.path)
    own = next((image for image in images if image.import_key == key), None)
    if own is not None and _knew_better(own, dated_by):
        taken_at, dated_by = own.created_at, own.dated_by
    wanted = profiles.place(rules.profile, found.path, taken_at)
    if not isinstance(wanted, Wanted):
        return Decision(number, read, ImportOutcome.UNCLASSIFIED, wanted)
    if rules.require_sidecar and not facts.says_anything(said):
        why = ImportReason.SIDECAR_UNREADABLE if told.broken else None
        return Decision(number, read, ImportOutcome.MISSING_SIDECAR, why)
    decision = Decision(
        number,
        read,
        ImportOutcome.CREATED,
        wanted=wanted,
        taken_at=taken_at,
        dated_by=dated_by,
        notes=_short(said.notes),
        facts=said,
    )
    quality = _quality(read, told)
    earlier = known.earlier.get(read.sha256, ())
    for each in earlier:
        if each.album_key == wanted.key:
            return replace(
                decision,
                outcome=ImportOutcome.DUPLICATE_OF,
                image_id=each.image_id,
                duplicate_of=each.number,
            )
    if images:
        return _of_an_image(decision, images, known, key, quality)
    if earlier:
        return replace(decision, outcome=ImportOutcome.LINKED, image_id=earlier[0].image_id)
    image_id = content_id("img", taken_at, read.sha256)
    return replace(decision, reason=quality, image_id=image_id)


def _of_an_image(
    decision: Decision,
    images: Sequence[Any],
    known: Known,
    key: str,
    quality: ImportReason | None,
) -> Decision:
    """Decide about a picture that the studio has: the oldest image counts that is not trashed."""
    unchanged = ImportOutcome.UNCHANGED
    image = next((image for image in images if image.deleted_at is None), None)
    if image is None:
        why = ImportReason.IN_TRASH
        return replace(decision, outcome=unchanged, reason=why, image_id=images[0].id)
    decision = replace(decision, outcome=unchanged, image_id=image.id)
    if decision.album_key not in known.albums.get(image.id, ()):
        return replace(decision, outcome=ImportOutcome.LINKED)
    if image.import_id is None:
        return replace(decision, reason=ImportReason.MADE_HERE)
    changes = _changes(decision, image)
    if image.import_key != key:
        differs = any(name not in ("created_at", "dated_by") for name in changes)
        return replace(decision, reason=ImportReason.METADATA_DIFFERS if differs else None)
    if not changes:
        return decision
    before = {name: _as_json(getattr(image, name)) for name in changes}
    said = {name: _changed(before[name], _as_json(new)) for name, new in changes.items()}
    return replace(
        decision,
        outcome=ImportOutcome.METADATA_UPDATED,
        reason=quality,
        notes=_short({**said, **decision.notes}),
        changes=changes,
        before=before,
    )


def _knew_better(image: Any, dated_by: ImportDatedBy) -> bool:
    """Tell whether the image's date is from a better source, or both are from the file's time.

    A file that was copied somewhere, and has a new time from that, was not made then.
    """
    if image.dated_by is None:
        return False
    newest = dated_by is ImportDatedBy.MTIME and image.dated_by == dated_by
    return newest or RANK[image.dated_by] < RANK[dated_by]


def combined(read: Read, sidecars: Sequence[Read]) -> Facts:
    """Give what all tell: first the sidecar of the whole name, then the others, then the text."""
    path = read.found.path
    ranked = sorted(sidecars, key=lambda each: grouping.stem_of(each.found.path) != path)
    told = [each.facts for each in ranked if each.reason is None]
    return facts.compared(_all(*told, read.facts), read.width or 0, read.height or 0)


def _all(*told: Facts) -> Facts:
    telling = [each for each in told if each != NO_FACTS]
    return reduce(sidecar.combine, telling) if telling else NO_FACTS


def _quality(read: Read, told: Told) -> ImportReason | None:
    if told.broken:
        return ImportReason.SIDECAR_UNREADABLE
    if TYPES.get(names.ending(read.found.path)) != read.media_type:
        return ImportReason.WRONG_EXTENSION
    if told.facts.notes:
        return ImportReason.METADATA_PARTIAL
    return None if facts.says_anything(told.facts) else ImportReason.NO_METADATA


def adapters_of(told: Facts) -> list[dict[str, Any]]:
    """Give the adapters as an image's column has them."""
    return [{"name": each.name, "weight": each.weight} for each in told.adapters]


def _changes(decision: Decision, image: Any) -> dict[str, Any]:
    """Give what is told otherwise than it stands in the image; what is not told stays."""
    told = decision.facts
    new: dict[str, Any] = {name: getattr(told, name) for name in TOLD}
    new["adapters"] = adapters_of(told) or None
    new["created_at"] = decision.taken_at
    changes = {
        name: value
        for name, value in new.items()
        if value is not None and value != getattr(image, name)
    }
    if "created_at" in changes and decision.dated_by != image.dated_by:
        changes["dated_by"] = decision.dated_by
    return changes


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _changed(before: Any, after: Any) -> str:
    was = "nothing" if before in (None, []) else f"{before}"[: NOTE_LENGTH // 3]
    return f"It was {was}, and is {f'{after}'[: NOTE_LENGTH // 3]}."


def _short(notes: Mapping[str, str]) -> dict[str, str]:
    kept = list(notes.items())[:IMPORT_ITEM_NOTES_MAX_PROPERTIES]
    return {name: note[:NOTE_LENGTH] for name, note in kept}


def _sidecar(number: int, read: Read, pictures: Sequence[Decision], rules: Rules) -> Decision:
    if read.reason is not None or read.sha256 is None:
        return Decision(
            number, read, ImportOutcome.UNREADABLE, read.reason or ImportReason.IO_ERROR
        )
    for each in pictures:
        if each.outcome in SHARED:
            return Decision(
                number,
                read,
                each.outcome,
                each.reason if each.outcome is ImportOutcome.ERROR else None,
                image_id=each.image_id,
                duplicate_of=each.duplicate_of,
                wanted=each.wanted,
            )
    orphan = ImportOutcome.ORPHAN_SIDECAR
    if pictures:
        return Decision(number, read, orphan, ImportReason.PICTURE_NOT_IMPORTED)
    then = stamps.of_nanoseconds(read.found.mtime_ns) or stamps.EPOCH
    wanted = profiles.place(rules.profile, read.found.path, then)
    if isinstance(wanted, Wanted):
        return Decision(number, read, orphan, ImportReason.NO_PICTURE)
    return Decision(number, read, ImportOutcome.UNCLASSIFIED, wanted)


def _other(number: int, read: Read) -> Decision:
    if read.reason is not None:
        return Decision(number, read, ImportOutcome.UNREADABLE, read.reason)
    if profiles.is_hidden(read.found.path):
        return Decision(number, read, ImportOutcome.UNCLASSIFIED, ImportReason.HIDDEN_FILE)
    return Decision(number, read, ImportOutcome.UNSUPPORTED, ImportReason.NOT_A_PICTURE)
