"""A folder whose files are read and never written."""

from collections.abc import Iterable, Iterator

from domain.ports import Examined, Found


class Tree:
    """A SourceTree on a local file system."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def check(self) -> None:
        raise NotImplementedError

    def walk(self) -> Iterator[Found]:
        raise NotImplementedError

    def examine(self, files: Iterable[Found]) -> Iterator[Examined]:
        raise NotImplementedError

    def look_again(self, file: Found) -> Found | None:
        raise NotImplementedError

    def read(self, name: bytes, start: int = 0, end: int | None = None) -> bytes:
        raise NotImplementedError
