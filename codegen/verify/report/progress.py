"""A bar for whoever watches a terminal: on standard error, and gone when the run is over."""

from __future__ import annotations

import shutil
import sys
from time import monotonic
from typing import Final, TextIO

_WIDTH: Final = 24
_EVERY: Final = 0.1
"""In seconds: a terminal shows no more than that, and each line costs."""


class Bar:
    """Shows how far a run is. Says nothing where nobody watches."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._shows = not quiet and self._stream.isatty()
        self._last = 0.0
        self._length = 0

    def __call__(self, done: int, of: int, what: str) -> None:
        """So many checks of so many are done, and this one is next."""
        now = monotonic()
        if not self._shows or (now - self._last < _EVERY and done < of):
            return
        self._last = now
        full = _WIDTH * done // max(of, 1)
        line = f"[{'#' * full}{'.' * (_WIDTH - full)}] {done}/{of} {what}"
        line = line[: max(shutil.get_terminal_size().columns - 1, 20)]
        self._write(line)

    def close(self) -> None:
        """Leave no trace."""
        if self._shows and self._length:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()

    def _write(self, line: str) -> None:
        self._stream.write("\r" + line.ljust(self._length))
        self._stream.flush()
        self._length = len(line)
