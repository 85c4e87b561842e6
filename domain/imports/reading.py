"""Reading the files of a source, each once as long as it does not change."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from domain.imports import catalog, facts, sidecar
from domain.imports.facts import Facts
from domain.imports.profiles import classify
from domain.ports import Examined, Found, SourceTree
from domain.vocabulary import ImportItemKind, ImportReason
from domain.work import Studio

AT_ONCE = 500
"""So many files are looked up at once."""

AHEAD = 2_000
"""So many files may be known already and wait for one before them that has to be read."""


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
    facts: Facts = field(default_factory=Facts)
    """What a sidecar tells, or the text within a picture."""
    bytes_read: int = 0
    """How many bytes had to be read for it now."""


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
    raise NotImplementedError
