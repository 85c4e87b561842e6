"""Comparing a source as it is with a plan, file by file, in order; neither is ever held whole."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from domain.imports.deciding import Decision
from domain.ports import Found
from domain.vocabulary import ImportMoveKind

AHEAD = 2_000
"""So far is looked for a file that both have, where they differ."""

ADDED = "The plan does not know this file."
REMOVED = "The file is not there any more."


COMPARED = (
    *("kind", "outcome", "reason", "image_id", "duplicate_of", "album_key"),
    *("taken_at", "dated_by"),
)
"""What must be decided as it was planned; hash and notes besides."""


class Moves:
    """Collects what is not as a plan found it: the first things, as the contract's `ImportMove`."""

    MOST = 20

    def __init__(self) -> None:
        self.first: list[dict[str, Any]] = []

    def add(self, kind: ImportMoveKind, path: str, detail: str) -> None:
        """Note one more."""
        if not self.enough:
            self.first.append({"path": path, "kind": kind.value, "detail": detail})

    @property
    def enough(self) -> bool:
        """Whether more need not be looked for."""
        return len(self.first) >= self.MOST


def paired(
    walk: Iterable[Found], items: Iterable[Any], moves: Moves
) -> Iterator[tuple[Found, Any]]:
    """Give each file with the item that the plan has for it; note what only one of them has."""
    left, right = iter(walk), iter(items)
    there: deque[Found] = deque()
    planned: deque[Any] = deque()
    while not moves.enough:
        there.extend(islice(left, 0 if there else 1))
        planned.extend(islice(right, 0 if planned else 1))
        if not there or not planned:
            break
        if there[0].path == planned[0].path:
            yield there.popleft(), planned.popleft()
            continue
        there.extend(islice(left, max(0, AHEAD - len(there))))
        planned.extend(islice(right, max(0, AHEAD - len(planned))))
        _catch_up(there, planned, moves)
    for found in there or islice(left, Moves.MOST):
        moves.add(ImportMoveKind.ADDED, found.path, ADDED)
    for item in planned or islice(right, Moves.MOST):
        moves.add(ImportMoveKind.REMOVED, item.path, REMOVED)


def _catch_up(there: deque[Found], planned: deque[Any], moves: Moves) -> None:
    """Drop, and note, what one of them has before the next that both have."""
    both = {found.path for found in there} & {item.path for item in planned}
    while there and there[0].path not in both:
        found = there.popleft()
        moves.add(ImportMoveKind.ADDED, found.path, ADDED)
    while planned and planned[0].path not in both:
        item = planned.popleft()
        moves.add(ImportMoveKind.REMOVED, item.path, REMOVED)
    if there and planned and there[0].path != planned[0].path:  # the same, in another order
        moves.add(ImportMoveKind.REMOVED, planned.popleft().path, REMOVED)


def differs(decision: Decision, item: Any) -> bool:
    """Tell whether a file would come to something else than is planned."""
    return (
        decision.read.sha256 != item.sha256
        or any(getattr(decision, name) != getattr(item, name) for name in COMPARED)
        or dict(decision.notes) != item.notes
    )


def words(said: Any) -> str:
    """Say what becomes of a file."""
    reason = f" ({said.reason})" if said.reason else ""
    album = f", in album {said.album_key}" if said.album_key else ""
    made = f", made {said.taken_at:%Y-%m-%d %H:%M:%S}" if said.taken_at else ""
    return f"{said.outcome}{reason}{album}{made}"
