"""Walking a tree in an order that no file system changes, in memory that its depth bounds."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from domain.adapters.sources.opening import Opener, found, reason_of
from domain.ports import Found
from domain.vocabulary import ImportReason

LONGEST = 3840
"""So many bytes long a path may be. No system call takes more than 4,095, and written as text the
longest name in the last folder still fits into the contract."""


@dataclass(slots=True)
class _Level:
    parts: tuple[bytes, ...]
    names: list[bytes]
    """What is still to come, the last of it first."""


def walk(opener: Opener) -> Iterator[Found]:
    """Give everything that is no folder, and each folder that cannot be listed, part by part.

    Folders stand among the files, where their name does. Raises OSError for the root alone.
    """
    levels = [_Level((), _names(opener, ()))]
    while levels:
        level = levels[-1]
        if not level.names:
            levels.pop()
            continue
        last = level.names.pop()
        parts = (*level.parts, last)
        name = b"/".join(parts)
        if len(name) > LONGEST:
            yield found(name, None, ImportReason.IO_ERROR)
            continue
        try:
            folder = opener.folder(level.parts)
            seen = os.stat(last, dir_fd=folder, follow_symlinks=False)
        except OSError as wrong:
            reason = reason_of(wrong)
            if reason != ImportReason.CHANGED_WHILE_READ:  # it is not gone
                yield found(name, None, reason)
            continue
        if not stat.S_ISDIR(seen.st_mode):
            yield opener.tell(name, seen)
            continue
        try:
            levels.append(_Level(parts, _names(opener, parts)))
        except OSError as wrong:
            reason = reason_of(wrong)
            if reason != ImportReason.CHANGED_WHILE_READ:
                yield found(name, seen, reason)
            elif (now := opener.look(name)) is not None:
                yield now


def _names(opener: Opener, parts: tuple[bytes, ...]) -> list[bytes]:
    """List a folder, the last name first. Raises OSError."""
    names = [*map(os.fsencode, os.listdir(opener.folder(parts)))]  # noqa: PTH208
    names.sort(reverse=True)
    return names
