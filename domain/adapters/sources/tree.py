"""A folder whose files are read and never written."""

import os
from collections.abc import Iterable, Iterator

from domain.adapters.sources.examining import examine
from domain.adapters.sources.opening import Opener
from domain.adapters.sources.walking import walk
from domain.ports import Examined, Found


class Tree:
    """A SourceTree on a local file system."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def opened(self) -> Opener:
        """Give a way to open what is in it, for one thread."""
        return Opener(self.folder)

    def check(self) -> None:
        """Raise OSError unless the folder is there and can be listed."""
        with self.opened() as opener, os.scandir(opener.folder(())):
            pass

    def walk(self) -> Iterator[Found]:
        """Give everything in it that is no folder, in the order of the parts' bytes."""
        with self.opened() as opener:
            yield from walk(opener)

    def examine(self, files: Iterable[Found]) -> Iterator[Examined]:
        """Read files whole, some at a time, and tell of each, in the order given."""
        with self.opened() as opener:
            yield from examine(opener, files)

    def look_again(self, file: Found) -> Found | None:
        """Give it as it is now; None when nothing has the name any more."""
        with self.opened() as opener:
            return opener.look(file.name)

    def read(self, name: bytes, start: int = 0, end: int | None = None) -> bytes:
        """Give bytes of a file. Raises OSError; FileNotFoundError for what is no readable file."""
        with self.opened() as opener:
            descriptor, place = opener.open(name)
        with os.fdopen(descriptor, "rb") as file:
            size = place.stat.st_size
            file.seek(start)
            return file.read(max(0, (size if end is None else min(end, size)) - start))
