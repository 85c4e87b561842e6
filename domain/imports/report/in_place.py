"""Pictures that were taken over in place: whether the file that they are is still what it was."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.imports import catalog
from domain.imports.source import ImportSource
from domain.ports import Found, SourceTree
from domain.work import Studio

AT_ONCE = 2_000
AWAY = "Its source cannot be read."


def as_found(path: str) -> Found:
    """Name a file of which only the path is known; all that was taken over has one that is text."""
    return Found(path, path.encode(), 0, 0, 0)


class InPlace:
    """Looks at single files of any source, each source's folder opened once."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._trees: dict[str, SourceTree | None] = {}

    def tree(self, source: str) -> SourceTree | None:
        """Give a source's tree; None when it is not there."""
        if source not in self._trees:
            self._trees[source] = self._open(source)
        return self._trees[source]

    def _open(self, source: str) -> SourceTree | None:
        with self._studio.look() as work:
            row = work.find(ImportSource, source)
            folder = None if row is None else row.folder
        if folder is None:
            return None
        tree = self._studio.sources.tree(folder)
        try:
            tree.check()
        except OSError:
            return None
        return tree

    def look(self, rows: Sequence[Any], *, deep: bool) -> Iterator[tuple[Any, str | None]]:
        """Give of each row (`sha256`, `source`, `source_path`) the SHA-256 that its file has now.

        None for a file that is not there. A file that seems not to have changed since it was last
        read is not read again, unless `deep`.
        """
        by_source: dict[str, list[Any]] = {}
        for row in rows:
            by_source.setdefault(row.source, []).append(row)
        for source, some in by_source.items():
            tree = self.tree(source)
            if tree is None:
                yield from ((row, None) for row in some)
            else:
                yield from self._look(tree, source, some, deep)

    def _look(
        self, tree: SourceTree, source: str, rows: Sequence[Any], deep: bool
    ) -> Iterator[tuple[Any, str | None]]:
        there = [(row, tree.look_again(as_found(row.source_path))) for row in rows]
        known = {} if deep else self._known(source, [now.name for _, now in there if now])
        unread: list[tuple[Any, Found]] = []
        for row, now in there:
            if now is None or now.reason is not None:
                yield row, None
                continue
            before = known.get(catalog.key_of(now.name))
            if before is not None and before.sha256 and catalog.is_same(before, now):
                yield row, before.sha256
            else:
                unread.append((row, now))
        examined = tree.examine([now for _, now in unread]) if unread else iter(())
        for (row, _), read in zip(unread, examined, strict=True):
            yield row, read.sha256

    def _known(self, source: str, names: Sequence[bytes]) -> Mapping[str, Any]:
        keys = [catalog.key_of(name) for name in names]
        known: dict[str, Any] = {}
        with self._studio.look() as work:
            for start in range(0, len(keys), AT_ONCE):
                known |= catalog.known(work, source, keys[start : start + AT_ONCE])
        return known
