"""Files that are written whole or not at all, and only when they would change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_PIECE = 1 << 16


def current(path: Path) -> str | None:
    """What a file says now; None when there is none, or none of text."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def write(path: Path, text: str) -> bool:
    """Make a file say this; give whether it said something else. Folders are made.

    Whoever reads it meanwhile sees the old text or the new one. OSError when it cannot be.
    """
    is_there = os.path.exists(path)  # noqa: PTH110
    if is_there and not os.path.isfile(path):  # noqa: PTH113
        _over(os.fspath(path), text)  # /dev/stdout, or a pipe
        return True
    place = os.path.realpath(path)  # a link stays a link
    if is_there and _holds(place, text):
        return False
    if not is_there:
        os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
    beside = f"{place}.{os.getpid()}.new"
    try:
        try:
            _over(beside, text)
            if is_there:
                os.chmod(beside, os.stat(place).st_mode & 0o7777)  # noqa: PTH101, PTH116
            os.replace(beside, place)  # noqa: PTH105
        finally:
            if os.path.exists(beside):  # noqa: PTH110
                os.unlink(beside)  # noqa: PTH108
    except OSError:
        # A file may be ours to write in a folder that is not, or be mounted by itself.
        if not is_there or not os.access(place, os.W_OK):
            raise
        _over(place, text)
    return True


def _pieces(text: str) -> Iterator[bytes]:
    """The bytes of a text, a piece at a time: all of them would take as much memory again."""
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE].encode("utf-8")


def _holds(place: str, text: str) -> bool:
    with open(place, "rb") as file:  # noqa: PTH123
        return all(file.read(len(piece)) == piece for piece in _pieces(text)) and not file.read(1)


def _over(place: str, text: str) -> None:
    with open(place, "wb") as file:  # noqa: PTH123
        file.writelines(_pieces(text))
