"""Opening what lies in a folder without ever leaving it.

Names are walked part by part, each opened relative to the folder before it and never through a
symbolic link, so that nothing that is swapped meanwhile leads elsewhere. A link at the end of a
name is followed by hand, as long as it stays in the folder.
"""

import os
import stat
from collections.abc import Sequence
from errno import EACCES, ELOOP, ENOENT, ENOTDIR, EPERM
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from domain.ports import Found
from domain.vocabulary import ImportReason

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Not to wait for whoever writes into a pipe, should a file become one at the last moment.
FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
LINKS = 40
"""So many links may stand between a name and its file; Linux follows as many."""
INODES = (1 << 63) - 1


class Unreadable(FileNotFoundError):
    """Raised for what is no file that may be read; says why."""

    def __init__(self, reason: ImportReason) -> None:
        super().__init__(ENOENT, "There is no readable file")
        self.reason = reason


def reason_of(error: OSError) -> ImportReason:
    """Say why something that was found could not be read."""
    if isinstance(error, Unreadable):
        return error.reason
    if error.errno in (EACCES, EPERM):
        return ImportReason.PERMISSION_DENIED
    if error.errno in (ENOENT, ENOTDIR, ELOOP):
        return ImportReason.CHANGED_WHILE_READ
    return ImportReason.IO_ERROR


class Place(NamedTuple):
    """Where a file lies: a name in an open folder, which is open until the next look."""

    folder: int
    name: bytes
    parts: Sequence[bytes]
    """From the root to the file; of a link, to what it leads to."""
    stat: os.stat_result


class Opener:
    """A folder while it is open. For one thread at a time."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._parts: tuple[bytes, ...] = ()
        self._at = -1

    def __enter__(self) -> "Opener":
        # The way to the root is the operator's: it may lead through links.
        self._root = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave()
        os.close(self._root)

    def _leave(self) -> None:
        if self._at >= 0:
            os.close(self._at)
        self._parts, self._at = (), -1

    def folder(self, parts: Sequence[bytes]) -> int:
        """Give a descriptor of a folder, which is open until the next call. Raises OSError."""
        parts = tuple(parts)
        if not parts:
            return self._root
        if parts == self._parts:
            return self._at
        if self._at >= 0 and parts[:-1] == self._parts:
            inner = os.open(parts[-1], FOLDER, dir_fd=self._at)
        else:
            inner = self._open(parts)
        self._leave()
        self._parts, self._at = parts, inner
        return inner

    def _open(self, parts: Sequence[bytes]) -> int:
        at = self._root
        for part in parts:
            try:
                inner = os.open(part, FOLDER, dir_fd=at)
            finally:
                if at != self._root:
                    os.close(at)
            at = inner
        return at

    def place(self, name: bytes) -> Place:
        """Say where a name's file lies, whatever kind of file it is. Raises OSError, Unreadable."""
        parts = _parts(name)
        folder = self.folder(parts[:-1])
        seen = os.stat(parts[-1], dir_fd=folder, follow_symlinks=False)
        if stat.S_ISLNK(seen.st_mode):
            return self._follow(parts)
        return Place(folder, parts[-1], parts, seen)

    def _follow(self, link: Sequence[bytes]) -> Place:
        """Give what a link leads to, if that is in here and no folder. Raises Unreadable."""
        try:
            place = self._end(link)
        except Unreadable:
            raise
        except OSError as wrong:
            reason = reason_of(wrong)
            if reason == ImportReason.CHANGED_WHILE_READ:
                reason = ImportReason.SYMLINK_DANGLING
            raise Unreadable(reason) from None
        if place is None or stat.S_ISDIR(place.stat.st_mode):
            raise Unreadable(ImportReason.SYMLINK_TO_FOLDER)
        return place

    def _end(self, link: Sequence[bytes]) -> Place | None:
        """Walk a link to its end; None for the root itself. Raises OSError, Unreadable."""
        done, todo = list(link[:-1]), [link[-1]]
        place, links = None, 0
        while todo:
            part = todo.pop()
            if part in (b"", b"."):
                continue
            if part == b"..":
                if not done:
                    raise Unreadable(ImportReason.SYMLINK_OUTSIDE)
                done.pop()
                place = None
                continue
            folder = self.folder(done)
            seen = os.stat(part, dir_fd=folder, follow_symlinks=False)
            if not stat.S_ISLNK(seen.st_mode):
                done.append(part)
                place = Place(folder, part, tuple(done), seen)
                continue
            links += 1
            if links > LINKS:
                raise Unreadable(ImportReason.SYMLINK_DANGLING)
            target = os.readlink(part, dir_fd=folder)
            if target.startswith(b"/"):
                target, done = self._inside(target), []
            todo += reversed(target.split(b"/"))
            place = None
        if place is None and done:
            inner = self.folder(done[:-1])
            seen = os.stat(done[-1], dir_fd=inner, follow_symlinks=False)
            place = Place(inner, done[-1], tuple(done), seen)
        return place

    def _inside(self, target: bytes) -> bytes:
        """Make an absolute path one from the root. Raises Unreadable for one that is outside."""
        for root in {self._folder, str(Path(self._folder).resolve())}:
            base = os.fsencode(root).rstrip(b"/") + b"/"
            if (target + b"/").startswith(base):
                return target[len(base) :]
        raise Unreadable(ImportReason.SYMLINK_OUTSIDE)

    def open(self, name: bytes) -> tuple[int, Place]:
        """Open a regular file to read; say where it lay. Raises OSError, Unreadable."""
        place = self.place(name)
        if not stat.S_ISREG(place.stat.st_mode):
            raise Unreadable(ImportReason.NOT_A_FILE)
        file = os.open(place.name, FILE, dir_fd=place.folder)
        seen = os.fstat(file)
        if not stat.S_ISREG(seen.st_mode) or not os.path.samestat(seen, place.stat):
            os.close(file)
            raise Unreadable(ImportReason.CHANGED_WHILE_READ)
        return file, place._replace(stat=seen)

    def look(self, name: bytes) -> Found | None:
        """Say what has a name that is no folder's; None when nothing has."""
        try:
            *above, last = _parts(name)
            folder = self.folder(above)
            seen = os.stat(last, dir_fd=folder, follow_symlinks=False)
        except OSError as wrong:
            reason = reason_of(wrong)
            if isinstance(wrong, Unreadable) or reason == ImportReason.CHANGED_WHILE_READ:
                return None
            return found(name, None, reason)
        return self.tell(name, seen)

    def tell(self, name: bytes, seen: os.stat_result) -> Found:
        """Say what a name is that was seen to be no folder."""
        if stat.S_ISREG(seen.st_mode):
            return found(name, seen)
        if not stat.S_ISLNK(seen.st_mode):
            return found(name, seen, ImportReason.NOT_A_FILE)
        try:
            place = self._follow(name.split(b"/"))
        except Unreadable as wrong:
            return found(name, seen, wrong.reason)
        if not stat.S_ISREG(place.stat.st_mode):
            return found(name, seen, ImportReason.NOT_A_FILE)
        return found(name, place.stat)


def _parts(name: bytes) -> list[bytes]:
    """Take a name apart. Raises Unreadable for one that no walk has ever given."""
    parts = name.split(b"/")
    if not {b"", b".", b".."}.isdisjoint(parts) or b"\0" in name:
        raise Unreadable(ImportReason.NOT_A_FILE)
    return parts


def found(name: bytes, seen: os.stat_result | None, reason: ImportReason | None = None) -> Found:
    """Write down what was seen; `seen` is None for what could not even be looked at."""
    try:
        path = name.decode()
    except UnicodeDecodeError:
        path, reason = name.decode(errors="backslashreplace"), ImportReason.NAME_NOT_TEXT
    if seen is None:
        return Found(path, name, 0, 0, 0, reason)
    return Found(path, name, seen.st_size, seen.st_mtime_ns, seen.st_ino & INODES, reason)
