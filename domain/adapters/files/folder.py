"""Files in a folder. A name is there wholly or not at all; what is there survives a power cut."""

import os
import secrets
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from errno import ENOENT
from pathlib import Path


class Folder:
    """A FileStore on a local disk."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._unfinished = root / "unfinished"
        self._unfinished.mkdir(parents=True, exist_ok=True)

    @property
    def root(self) -> Path:
        """The folder itself."""
        return self._root

    def put(self, name: str, data: bytes) -> None:
        """Write under another name, force it to disk, then rename: readers see all or nothing."""
        temporary = self._unfinished / secrets.token_hex(16)
        target = self._root / name
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _make(target.parent)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        _force(target.parent)  # the rename itself must survive too

    def get(self, name: str, start: int = 0, end: int | None = None) -> bytes:
        """Give the bytes from `start` to before `end`. Raises FileNotFoundError."""
        with os.fdopen(open_file(self._root / name), "rb") as file:
            # No more than there is: Python makes room for all that is asked for.
            size = os.fstat(file.fileno()).st_size
            file.seek(start)
            return file.read(max(0, (size if end is None else min(end, size)) - start))

    def delete(self, name: str, before: datetime | None = None) -> bool:
        """Forget the name, unless it was last put at this moment or later; tell whether it did."""
        path = self._root / name
        try:
            if before is not None and _moment(path.lstat()) >= before:
                return False
            path.unlink()
        except FileNotFoundError:
            return False
        return True

    def check(self) -> None:
        """Raise OSError unless a file can be written."""
        probe = self._unfinished / secrets.token_hex(16)
        probe.touch()
        probe.unlink(missing_ok=True)

    def names(self, folder: str, before: datetime) -> Iterator[str]:
        """Give the names in a folder, at any depth, that were last put before this moment."""
        for path in (self._root / folder).rglob("*"):
            try:
                seen = path.lstat()
            except FileNotFoundError:  # deleted just now
                continue
            if not stat.S_ISDIR(seen.st_mode) and _moment(seen) < before:
                yield path.relative_to(self._root).as_posix()

    def forget_unfinished(self) -> None:
        """Delete what a process that died left half written. Only while no other process writes."""
        for path in self._unfinished.iterdir():
            path.unlink()


def _moment(seen: os.stat_result) -> datetime:
    # Of a link, when the link was put: what it leads to is not ours.
    return datetime.fromtimestamp(seen.st_mtime, UTC)


def open_file(path: Path) -> int:
    """Open a file to read. Raises OSError; FileNotFoundError for a link to what is no file.

    A link may lead to what has become a pipe; to open that would wait for whoever writes there.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        if path.is_symlink():
            raise FileNotFoundError(ENOENT, "No such file") from None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileNotFoundError(ENOENT, "No such file")
    return descriptor


def _make(folder: Path) -> None:
    """Make a folder and those above it, where they lack, so that they survive a power cut."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        _force(folder.parent)


def _force(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
