"""How files of a source come into the file store: by copies into any, by links into a folder."""

import hashlib
import os
import secrets
import stat
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar, runtime_checkable

from domain.adapters.files import Folder
from domain.adapters.files.folder import open_file
from domain.adapters.sources.opening import INODES, Opener, Place, reason_of
from domain.adapters.sources.tree import Tree
from domain.ports import FileStore, SourceTree, Staged, ToStage
from domain.vocabulary import ImportReason, ImportStaging

THREADS = 8
"""So many files at once: what they wait for is the disk, or the network."""
AT_ONCE = 32
"""So many names are one errand of a thread."""
PIECE = 1 << 20
SETTLED = 2_000_000_000
"""Nanoseconds after which a file that changes gets another time, on any file system."""
FAR = datetime.max.replace(tzinfo=UTC)

A = TypeVar("A")
B = TypeVar("B")


@runtime_checkable
class TellsSizes(Protocol):
    """A file store that knows how large its files are without reading them."""

    def sizes(self, folder: str) -> Iterator[tuple[str, int]]:
        """Give the names in a folder, and how many bytes each has."""
        ...


class CopyStaging:
    """A Staging into any file store: by copies, or not at all."""

    def __init__(self, files: FileStore) -> None:
        self._files = files

    def refusal(self, how: str) -> str | None:
        """Say why this store cannot stage so: there are no links in it."""
        if how in (ImportStaging.COPY, ImportStaging.IN_PLACE):
            return None
        return "This studio keeps its files in a bucket, where no links are; copy, or use in_place."

    def stage(self, tree: SourceTree, files: Sequence[ToStage], how: str) -> list[str | None]:
        """Copy files, some at a time; for each, the reason why it could not be."""
        if how == ImportStaging.IN_PLACE:
            return [None] * len(files)
        if self.refusal(how) is not None:
            return [ImportReason.STORAGE_FAILED] * len(files)
        return list(_in_threads(lambda file: self._copy(tree, file), files))

    def _copy(self, tree: SourceTree, file: ToStage) -> str | None:
        try:
            if self._has(file):
                return None
        except OSError:
            return ImportReason.STORAGE_FAILED
        try:
            data = tree.read(file.found.name)
        except OSError as wrong:
            return reason_of(wrong)
        if hashlib.sha256(data).hexdigest() != file.sha256:
            return ImportReason.CHANGED_WHILE_READ
        try:
            self._files.put(file.name, data)
        except OSError:
            return ImportReason.STORAGE_FAILED
        return None

    def _has(self, file: ToStage) -> bool:
        """Tell whether it is there and as long: its last byte is there, and none after it."""
        last = max(file.found.size - 1, 0)
        try:
            return len(self._files.get(file.name, last, last + 2)) == file.found.size - last
        except FileNotFoundError:
            return False

    def staged(self, share: str) -> Iterator[Staged]:
        """Give what is staged in a share, in order of name."""
        folder = f"images/{share}"
        if isinstance(self._files, TellsSizes):
            sizes = sorted(self._files.sizes(folder))
        else:
            names = sorted(self._files.names(folder, FAR))
            sizes = [(name, len(self._files.get(name))) for name in names]
        for name, size in sizes:
            yield Staged(name, size, link=False)

    def digests(self, names: Iterable[str]) -> Iterator[tuple[str, str | None]]:
        """Give each name's SHA-256; None if it is gone, nothing if it cannot be read."""
        for group in _in_threads(self._digests, _groups(names)):
            yield from group

    def _digests(self, names: Sequence[str]) -> list[tuple[str, str | None]]:
        found: list[tuple[str, str | None]] = []
        for name in names:
            try:
                found.append((name, self._digest(name)))
            except FileNotFoundError:
                found.append((name, None))
            except OSError:
                found.append((name, ""))
        return found

    def _digest(self, name: str) -> str:
        return hashlib.sha256(self._files.get(name)).hexdigest()


class FolderStaging(CopyStaging):
    """A Staging into a folder of this machine."""

    def __init__(self, files: Folder) -> None:
        super().__init__(files)
        self._root = files.root

    def refusal(self, how: str) -> str | None:
        """Say nothing: into a folder all ways lead."""
        return None

    def stage(self, tree: SourceTree, files: Sequence[ToStage], how: str) -> list[str | None]:
        """Stage files, those of some folders at a time; each folder is forced to disk once."""
        if how == ImportStaging.IN_PLACE:
            return [None] * len(files)
        if not isinstance(tree, Tree):
            raise TypeError("only files of this machine can be staged into a folder of it")
        folders: dict[str, list[int]] = {}
        for number, file in enumerate(files):
            folders.setdefault(file.name.rpartition("/")[0], []).append(number)

        def shelve(folder: str) -> list[str | None]:
            group = [files[number] for number in folders[folder]]
            try:
                with tree.opened() as source, Opener(str(self._root)) as store:
                    return _Shelf(store, folder, source, tree.folder).take(group, how)
            except OSError:
                return [ImportReason.STORAGE_FAILED] * len(group)

        reasons: list[str | None] = [None] * len(files)
        for numbers, said in zip(folders.values(), _in_threads(shelve, folders), strict=True):
            for number, reason in zip(numbers, said, strict=True):
                reasons[number] = reason
        return reasons

    def staged(self, share: str) -> Iterator[Staged]:
        """Give what is staged in a share, in order of name."""
        folder = self._root / "images" / share
        with suppress(FileNotFoundError), Opener(str(folder)) as opener:
            at = opener.folder(())
            for name in sorted(os.listdir(at)):  # noqa: PTH208
                with suppress(FileNotFoundError):
                    seen = os.stat(name, dir_fd=at, follow_symlinks=False)
                    if not stat.S_ISDIR(seen.st_mode):
                        yield _staged(at, share, name, seen)

    def _digest(self, name: str) -> str:
        with os.fdopen(open_file(self._root / name), "rb", buffering=0) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def _staged(folder: int, share: str, name: str, seen: os.stat_result) -> Staged:
    link = stat.S_ISLNK(seen.st_mode)
    size: int | None = seen.st_size
    if link:
        try:
            target = os.stat(name, dir_fd=folder)
            size = target.st_size if stat.S_ISREG(target.st_mode) else None
        except OSError:
            size = None
    text = os.fsencode(name).decode(errors="backslashreplace")
    return Staged(f"images/{share}/{text}", size, link)


class _Shelf:
    """One folder of the store while files are put into it."""

    def __init__(self, store: Opener, folder: str, source: Opener, root: str) -> None:
        self._store, self._source = store, source
        self._parts = tuple(os.fsencode(folder).split(b"/"))
        self._base = os.fsencode(str(Path(root).resolve()))

    def take(self, files: Sequence[ToStage], how: str) -> list[str | None]:
        """Put files here, and force the folder to disk once. Raises OSError."""
        _make(self._store, self._parts)
        with self._opened((b"unfinished",)) as self._drafts, self._opened(self._parts) as self._at:
            said = [self._put(file, how) for file in files]
            os.fsync(self._at)
        return said

    @contextmanager
    def _opened(self, parts: tuple[bytes, ...]) -> Iterator[int]:
        descriptor = os.dup(self._store.folder(parts))
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _put(self, file: ToStage, how: str) -> str | None:
        name = os.fsencode(file.name.rpartition("/")[2])
        if self._is_there(name, file.found.size):
            return None
        try:
            descriptor, place = self._source.open(file.found.name)
        except OSError as wrong:
            return reason_of(wrong)
        try:
            if how == ImportStaging.COPY:
                return self._copy(descriptor, name, file.sha256)
            if not _is_same(descriptor, place, file):
                return ImportReason.CHANGED_WHILE_READ
            if how == ImportStaging.HARD_LINK:
                return self._hard_link(place, name)
            self._make_link(name, lambda at, link: os.symlink(self._path(place), link, dir_fd=at))
        except _SourceFailed as wrong:
            return wrong.reason
        except OSError:
            return ImportReason.STORAGE_FAILED
        finally:
            os.close(descriptor)
        return None

    def _path(self, place: Place) -> bytes:
        return b"/".join((self._base.rstrip(b"/"), *place.parts))

    def _is_there(self, name: bytes, size: int) -> bool:
        try:
            seen = os.stat(name, dir_fd=self._at)
        except OSError:  # or a link to nothing, or to itself
            return False
        return stat.S_ISREG(seen.st_mode) and seen.st_size == size

    def _copy(self, source: int, name: bytes, sha256: str) -> str | None:
        draft = _draft()
        how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        copy = os.open(draft, how, 0o666, dir_fd=self._drafts)
        try:
            with os.fdopen(copy, "wb") as file:
                hashed = hashlib.sha256()
                for piece in _pieces(source):
                    hashed.update(piece)
                    file.write(piece)
                if hashed.hexdigest() != sha256:
                    return ImportReason.CHANGED_WHILE_READ
                file.flush()
                os.fsync(copy)
            os.replace(draft, name, src_dir_fd=self._drafts, dst_dir_fd=self._at)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(draft, dir_fd=self._drafts)
        return None

    def _hard_link(self, place: Place, name: bytes) -> str | None:
        def link(at: int, new: bytes) -> None:
            old = {"src_dir_fd": place.folder, "dst_dir_fd": at}
            os.link(place.name, new, follow_symlinks=False, **old)

        self._make_link(name, link)
        seen = os.stat(name, dir_fd=self._at, follow_symlinks=False)
        if not os.path.samestat(seen, place.stat):  # the name was given to another meanwhile
            os.unlink(name, dir_fd=self._at)
            return ImportReason.CHANGED_WHILE_READ
        return None

    def _make_link(self, name: bytes, make: Callable[[int, bytes], None]) -> None:
        """Make a link here: there is none, or all of it. What was there is replaced."""
        try:
            make(self._at, name)
        except FileExistsError:
            draft = _draft()
            make(self._drafts, draft)
            try:
                os.replace(draft, name, src_dir_fd=self._drafts, dst_dir_fd=self._at)
            finally:
                # Two names of one file are both left by a rename.
                with suppress(FileNotFoundError):
                    os.unlink(draft, dir_fd=self._drafts)


class _SourceFailed(Exception):
    def __init__(self, reason: ImportReason) -> None:
        super().__init__(reason)
        self.reason = reason


def _pieces(source: int) -> Iterator[bytes]:
    """Read a file from its start. Raises _SourceFailed."""
    at = 0
    while True:
        try:
            piece = os.pread(source, PIECE, at)
        except OSError as wrong:
            raise _SourceFailed(reason_of(wrong)) from None
        if not piece:
            return
        at += len(piece)
        yield piece


def _is_same(source: int, place: Place, file: ToStage) -> bool:
    """Tell whether a file has the bytes of its hash: by its looks, or else by reading it."""
    now, then = place.stat, file.found
    looks = (now.st_size, now.st_mtime_ns, now.st_ino & INODES)
    settled = time.time_ns() - now.st_mtime_ns > SETTLED
    if settled and looks == (then.size, then.mtime_ns, then.inode):
        return True
    hashed = hashlib.sha256()
    for piece in _pieces(source):
        hashed.update(piece)
    return hashed.hexdigest() == file.sha256


def _draft() -> bytes:
    return secrets.token_hex(16).encode()


def _make(store: Opener, parts: tuple[bytes, ...]) -> None:
    """Make a folder and those above it, where they lack, so that they survive a power cut."""
    try:
        store.folder(parts)
    except FileNotFoundError:
        _make(store, parts[:-1])
        above = store.folder(parts[:-1])
        with suppress(FileExistsError):
            os.mkdir(parts[-1], dir_fd=above)
        os.fsync(above)


def _groups(names: Iterable[str]) -> Iterator[list[str]]:
    names = iter(names)
    while group := list(islice(names, AT_ONCE)):
        yield group


def _in_threads(deed: Callable[[A], B], things: Iterable[A]) -> Iterator[B]:
    """Do something to each, some at a time, and give what comes of it in order."""
    ahead: deque[Future[B]] = deque()
    pool = ThreadPoolExecutor(THREADS, "staging")
    try:
        for thing in things:
            ahead.append(pool.submit(deed, thing))
            if len(ahead) >= 2 * THREADS:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
