"""What a person who watches a terminal is told while types are made."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from time import perf_counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from codegen.asked import Asked
    from codegen.model import Api

# In bytes: below this nothing takes long enough to speak of it.
_LARGE: Final = 2_000_000


class Progress:
    """Says what is being done where that takes long, and at last what was done."""

    def __init__(self, chosen: Asked) -> None:
        self._chosen = chosen
        self._began = perf_counter()
        self._is_large = False

    def reading(self) -> None:
        """Before the document is read."""
        try:
            size = os.stat(self._chosen.spec).st_size  # noqa: PTH116
        except OSError:
            return  # standard input, or none; whoever opens it says so
        self._is_large = size > _LARGE
        if self._is_large:
            self._say(f"reading {self._chosen.name} ({megabytes(size)})…")

    def writing(self, files: Mapping[str, str]) -> None:
        """Before anything is written."""
        if self._is_large:
            size = sum(map(len, files.values()))
            self._say(f"writing {self._chosen.output} ({megabytes(size)})…")

    def wrote(self, api: Api, changed: bool) -> None:
        """When all is written."""
        out = self._chosen.output
        done = f"wrote {out}" if changed else f"{out} is up to date"
        seconds = perf_counter() - self._began
        self._say(f"{done}: {counted(api)} in {seconds:.2f} s")

    def _say(self, line: str) -> None:
        print(line, file=sys.stderr, flush=True)


def megabytes(size: int) -> str:
    """`13.0 MB`."""
    return f"{size / 1e6:.1f} MB"


def counted(api: Api) -> str:
    """`969 schemas, 1,223 operations`."""
    operations = sum(1 for _ in api.operations())
    return f"{_many(len(api.schemas), 'schema')}, {_many(operations, 'operation')}"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
