"""Reading files whole in other processes, in order, a bounded number of them ahead."""

import os
import re
import selectors
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from domain.adapters.sources import children
from domain.adapters.sources.child import KEEP, PICTURE, READ
from domain.adapters.sources.children import Answer, Ask, Child, Gone
from domain.adapters.sources.opening import INODES, Opener, reason_of
from domain.ports import Examined, Found
from domain.vocabulary import ImageMediaType, ImportReason

FILES = 24
BYTES = 4 << 20
"""So much goes to a child at once."""
AHEAD = 4
"""So many such batches may wait at each child, so that it need not wait for us."""

STARTS = 5
"""So many children in a row may die before any has told anything."""

LARGEST = 128 << 20
"""Of more bytes nothing is read: no picture of as many pixels as are kept needs them."""
LARGEST_SIDECAR = 1 << 20
SHA256 = re.compile(r"[0-9a-f]{64}")
SIDECARS = frozenset({".json", ".yaml", ".yml"})
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})


@dataclass(slots=True)
class _Slot:
    """A file on its way."""

    found: Found
    examined: Examined | None = None
    fatal: bool = False
    """Whether a child died with it in hand."""


def examine(opener: Opener, files: Iterable[Found]) -> Iterator[Examined]:
    """Tell of each file what reading it tells, in the order given.

    A file whose child takes too long, or dies twice, is `too_costly`, and no other file is the
    worse for it. Raises OSError when no child can be started.
    """
    crew = _Crew(opener)
    try:
        yield from crew.examine(iter(files))
    finally:
        crew.go_home()


class _Crew:
    """The children of one who examines."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._children: list[Child] = []
        self._stillborn = 0
        self._selector = selectors.DefaultSelector()

    def examine(self, files: Iterator[Found]) -> Iterator[Examined]:
        ahead: deque[list[_Slot]] = deque()
        more = True
        while True:
            while more and len(ahead) < AHEAD * children.MOST:
                batch = _batch(files)
                more = bool(batch)
                if batch:
                    ahead.append(batch)
                    self._hand_over(batch)
            if not ahead:
                return
            self._forgive()
            while any(slot.examined is None for slot in ahead[0]):
                self._wait()
            for slot in ahead.popleft():
                assert slot.examined is not None
                yield slot.examined

    def go_home(self) -> None:
        """Let the children be used by others; those that have something in hand are ended."""
        for child in self._children:
            children.give_back(child)
        self._selector.close()

    def _hand_over(self, slots: Sequence[_Slot]) -> None:
        """Open files and give them to the child that has least to do."""
        asks: list[Ask] = []
        open_slots: list[_Slot] = []
        try:
            for slot in slots:
                if (ask := self._open(slot)) is not None:
                    asks.append(ask)
                    open_slots.append(slot)
            while asks:
                child = self._least_busy()
                try:
                    child.ask(asks)
                except Gone:
                    self._bury(child)
                    continue
                child.waiting.extend(open_slots)
                return
        finally:
            for ask in asks:
                os.close(ask.file)

    def _open(self, slot: _Slot) -> Ask | None:
        """Open a file to be read; None, with the slot filled, for one that is not to be."""
        file = slot.found
        if file.reason is not None:
            slot.examined = Examined(file, reason=file.reason)
            return None
        try:
            descriptor, place = self._opener.open(file.name)
        except OSError as wrong:
            slot.examined = Examined(file, reason=reason_of(wrong))
            return None
        now = place.stat
        size, mtime, inode = now.st_size, now.st_mtime_ns, now.st_ino & INODES
        if (size, mtime, inode) != (file.size, file.mtime_ns, file.inode):
            slot.found = replace(file, size=size, mtime_ns=mtime, inode=inode)
        what = _what(file.name)
        if size > (LARGEST_SIDECAR if what == KEEP else LARGEST):
            os.close(descriptor)
            slot.examined = Examined(slot.found, reason=ImportReason.TOO_LARGE)
            return None
        return Ask(descriptor, what, size, mtime)

    def _least_busy(self) -> Child:
        idle = min(self._children, key=lambda child: len(child.waiting), default=None)
        if idle is None or (idle.waiting and len(self._children) < children.MOST):
            idle = children.take()
            self._children.append(idle)
            self._selector.register(idle.socket, selectors.EVENT_READ, idle)
        return idle

    def _forgive(self) -> None:
        """Count no time in which we did not listen."""
        now = time.monotonic()
        for child in self._children:
            child.since = now

    def _wait(self) -> None:
        """Take what the children tell next; end one that is silent for too long."""
        busy = [child for child in self._children if child.waiting]
        until = min(child.since for child in busy) + children.WALL_SECONDS
        events = self._selector.select(max(0.0, until - time.monotonic()))
        for key, _ in events:
            # The files of one that is buried go to another, which may turn out to be dead as well.
            if key.data in self._children:
                self._listen(key.data)
        late = time.monotonic() - children.WALL_SECONDS
        for child in busy:
            if child.since <= late and child in self._children:
                self._bury(child, late=True)

    def _listen(self, child: Child) -> None:
        """Take what one child tells next; end it when it tells what is no answer."""
        try:
            for answer in child.answers():
                slot = child.waiting[0]
                assert isinstance(slot, _Slot)
                slot.examined = _examined(slot.found, answer)
                child.waiting.popleft()
                self._stillborn = 0
        except (Gone, ValueError, LookupError, TypeError, AttributeError):
            self._bury(child)
        else:
            if child.strange:
                self._bury(child)

    def _bury(self, child: Child, *, late: bool = False) -> None:
        """Blame the file that it had in hand, and give the others to another child.

        A child may also have been killed by whoever needs memory, so a file is tried once more,
        unless it was the time that it took.
        """
        self._selector.unregister(child.socket)
        self._children.remove(child)
        ended = child.end()
        self._stillborn += not child.ready
        if self._stillborn == STARTS:
            raise ChildProcessError("the program that reads files does not start")
        left = [slot for slot in child.waiting if isinstance(slot, _Slot)]
        # One that ended by itself had not been asked for long, until just now.
        if left and child.ready and ended != 0:
            if late or ended == -signal.SIGXCPU or left[0].fatal:
                first = left.pop(0)
                first.examined = Examined(first.found, reason=ImportReason.TOO_COSTLY)
            else:
                left[0].fatal = True
        for at in range(0, len(left), FILES):
            self._hand_over(left[at : at + FILES])


def _batch(files: Iterator[Found]) -> list[_Slot]:
    """Give the next few files; none at the end."""
    batch: list[_Slot] = []
    size = 0
    for file in files:
        batch.append(_Slot(file))
        size += file.size
        if len(batch) == FILES or size >= BYTES:
            break
    return batch


def _what(name: bytes) -> int:
    ending = PurePosixPath(name.decode(errors="replace")).suffix.lower()
    return KEEP if ending in SIDECARS else PICTURE if ending in PICTURES else READ


def _examined(found: Found, answer: Answer) -> Examined:
    """Read a child's answer. Raises LookupError, TypeError, ValueError for what is none."""
    told = answer.told
    kind, reason = told.get("media_type"), told.get("reason")
    width, height = told.get("width"), told.get("height")
    return Examined(
        found,
        sha256=_hash(told.get("sha256")),
        media_type=None if kind is None else ImageMediaType(kind),
        width=None if width is None else int(width),
        height=None if height is None else int(height),
        texts={str(name): str(text) for name, text in (told.get("texts") or {}).items()},
        data=answer.data if _what(found.name) == KEEP and reason is None else None,
        reason=None if reason is None else ImportReason(reason),
    )


def _hash(value: object) -> str | None:
    if value is not None and not SHA256.fullmatch(str(value)):
        raise ValueError  # files are named by it
    return None if value is None else str(value)
