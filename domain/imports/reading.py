"""Reading the files of a source, each once as long as it does not change."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from domain.imports import catalog
from domain.imports.metadata import facts, sidecar
from domain.imports.metadata.facts import Facts
from domain.imports.profiles import classify
from domain.ports import Examined, Found, SourceTree
from domain.vocabulary import ImportItemKind, ImportReason
from domain.work import Studio, Work

AT_ONCE = 500
"""So many files are looked up at once."""

AHEAD = 2_000
"""So many files may be known already and wait for one before them that has to be read."""


UNDERSTOOD = 1
"""Counts the ways of understanding what is read; what was understood otherwise is read again."""

NOTHING: Mapping[str, str] = {}
NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class Read:
    """One file of a source, and what its bytes have told, now or before."""

    found: Found
    kind: ImportItemKind
    reason: ImportReason | None = None
    """Why it is no picture, or no sidecar, that can be imported."""
    sha256: str | None = None
    """None for what was not read: other files, and what cannot be."""
    media_type: str | None = None
    width: int | None = None
    height: int | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    """What is written within a picture."""
    facts: Facts = NO_FACTS
    """What a sidecar tells, or the text within a picture."""
    fresh: bool = False
    """Whether it had to be read for this."""


def read(
    studio: Studio,
    source: str,
    tree: SourceTree,
    founds: Iterable[Found],
    *,
    deep: bool = False,
) -> Iterator[Read]:
    """Give what the files say, in the order given; what has changed, or is new, is read now.

    `deep`: all are read. Nothing is written: `remember` does it. Raises OSError.
    """
    coming = iter(founds)
    line: deque[Read | Found] = deque()
    unread: deque[Found] = deque()

    def look_ahead() -> bool:
        """Find out about some more files; False when there are none."""
        some = list(islice(coming, AT_ONCE))
        for each in _known(studio, source, some, deep):
            line.append(each)
            if isinstance(each, Found):
                unread.append(each)
        return bool(some)

    def to_be_read() -> Iterator[Found]:
        while unread or (len(line) < AHEAD and look_ahead()):
            if unread:
                yield unread.popleft()

    being_read: Iterator[Examined] = iter(())
    while line or look_ahead():
        first = line.popleft()
        if isinstance(first, Found):
            done = next(being_read, None)
            if done is None:
                being_read = tree.examine(to_be_read())
                done = next(being_read)
            first = _of(done)
        yield first


def remember(work: Work, source: str, reads: Iterable[Read]) -> None:
    """Keep what was read, so that it is not read again. What may be readable soon is not kept."""
    catalog.remember(
        work,
        source,
        ((each.found, each.sha256, _to_json(each)) for each in reads if each.fresh and each.sha256),
    )


def recalled(work: Work, source: str, paths: Iterable[str]) -> dict[str, Read]:
    """Give what reading files has told when they were last read, by their paths.

    Left out is what was not read, and what has a name that is no text.
    """
    found = {catalog.key_of(path.encode()): path for path in paths}
    known = catalog.known(work, source, [*found])
    return {
        found[key]: _from_json(
            Found(found[key], found[key].encode(), row.size, row.mtime_ns, row.inode),
            classify(found[key]),
            row,
        )
        for key, row in known.items()
    }


def bytes_of(reads: Iterable[Read]) -> int:
    """Give how many bytes had to be read for these."""
    return sum(each.found.size for each in reads if each.fresh)


def _known(
    studio: Studio, source: str, founds: Sequence[Found], deep: bool
) -> Iterator[Read | Found]:
    """Give each file that need not be read as it is known, and the others as they were found."""
    kinds = [classify(found.path) for found in founds]
    keys = [
        catalog.key_of(found.name)
        if found.reason is None and kind is not ImportItemKind.OTHER
        else None
        for found, kind in zip(founds, kinds, strict=True)
    ]
    known: Mapping[str, Any] = {}
    if not deep and (asked := [key for key in keys if key]):
        with studio.look() as work:
            known = catalog.known(work, source, asked)
    for found, kind, key in zip(founds, kinds, keys, strict=True):
        if key is None:
            yield Read(found, kind, None if found.reason is None else ImportReason(found.reason))
        elif (row := known.get(key)) and _holds(row, found):
            yield _from_json(found, kind, row)
        else:
            yield found


def _holds(row: Any, found: Found) -> bool:
    return catalog.is_same(row, found) and row.facts.get("as") == UNDERSTOOD


def _of(done: Examined) -> Read:
    kind = classify(done.found.path)
    reason = None if done.reason is None else ImportReason(done.reason)
    told = NO_FACTS
    if kind is ImportItemKind.SIDECAR and reason is None:
        try:
            told = sidecar.read(done.data or b"", done.found.path)
        except sidecar.BadSidecar:
            reason = ImportReason.BAD_SIDECAR
    elif reason is None and done.media_type is None:
        reason = ImportReason.TYPE_NOT_KEPT
    elif reason is None:
        told = sidecar.of_texts(done.texts)
    return Read(
        done.found,
        kind,
        reason,
        done.sha256,
        done.media_type,
        done.width,
        done.height,
        done.texts,
        told,
        fresh=True,
    )


def _to_json(read: Read) -> dict[str, Any]:
    """Write down what is not said by its columns, and not nothing."""
    told: dict[str, Any] = {
        "as": UNDERSTOOD,
        "reason": read.reason,
        "media_type": read.media_type,
        "width": read.width,
        "height": read.height,
        "texts": dict(read.texts),
        "facts": facts.to_json(read.facts),
    }
    return {name: value for name, value in told.items() if value}


def _from_json(found: Found, kind: ImportItemKind, row: Any) -> Read:
    told = row.facts
    reason = told.get("reason")
    return Read(
        found,
        kind,
        None if reason is None else ImportReason(reason),
        row.sha256,
        told.get("media_type"),
        told.get("width"),
        told.get("height"),
        told.get("texts", NOTHING),
        facts.from_json(said) if (said := told.get("facts")) else NO_FACTS,
    )
