"""Which files belong together: a picture and what tells how it was made, in one folder.

`a.json` and `a.png.json` both tell of `a.png`. In the order of a walk they lie near each other, for
the paths between them begin with `a.` too; so files can be grouped as they come, and few of them
are held at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from domain.imports import names
from domain.imports.profiles import classify
from domain.vocabulary import ImportItemKind

T = TypeVar("T")

AT_ONCE = 500
"""So many files make a batch, or a few more that belong to the last of them."""

HELD = 5_000
"""So many files are held back at most until those before them have their company. Beyond that, who
waits for company lets the others pass."""

PICTURES = names.KEPT | names.NOT_KEPT


@lru_cache(maxsize=4 * HELD)  # each path is asked for a few times within its batch
def family(path: str) -> str | None:
    """Give the path without the endings of pictures and sidecars; None for any other file."""
    kind = classify(path)
    if kind is ImportItemKind.OTHER:
        return None
    stem = stem_of(path)
    while names.ending(stem) in PICTURES:
        stem = stem_of(stem)
    return stem


def stem_of(path: str) -> str:
    """Give the path without its last ending."""
    return path.rpartition(".")[0]


def tells_of(sidecar: str, picture: str) -> bool:
    """Tell whether a sidecar is that of a picture, by their paths."""
    return stem_of(sidecar) in (picture, stem_of(picture))


def clusters(files: Iterable[T], path_of: Callable[[T], str]) -> Iterator[Sequence[T]]:
    """Cut files, in the order of a walk, where nobody before belongs to anybody behind."""
    held: list[T] = []
    waiting: list[str] = []
    for file in files:
        path = path_of(file)
        waiting = [start for start in waiting if path.startswith(start)]
        if held and not waiting:
            yield held
            held = []
        elif len(held) >= HELD:
            patient = [f"{family(path_of(each))}." in waiting for each in held]
            yield [each for each, waits in zip(held, patient, strict=True) if not waits]
            held = [each for each, waits in zip(held, patient, strict=True) if waits]
        held.append(file)
        start = family(path)
        if start is not None and f"{start}." not in waiting:
            waiting.append(f"{start}.")
    if held:
        yield held


def batches(files: Iterable[T], path_of: Callable[[T], str]) -> Iterator[Sequence[T]]:
    """Give files in the order of a walk, some at a time, and those together that belong so."""
    batch: list[T] = []
    for cluster in clusters(files, path_of):
        batch.extend(cluster)
        if len(batch) >= AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
