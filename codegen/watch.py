"""Types that are written again whenever a file of the document changes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from codegen.asked import WronglyAsked
from codegen.fault import ContractError
from codegen.types import TOO_DEEP, run

if TYPE_CHECKING:
    from codegen.asked import Asked

Stamps: TypeAlias = "Mapping[str, tuple[int, int, int]]"
"""When each file was last written, in nanoseconds, its size in bytes, and which file it is."""

SECONDS: Final = 0.3
_ENDINGS: Final = (".json", ".yaml", ".yml")
_MOST: Final = 2_000


def watch(
    chosen: Asked,
    wait: Callable[[float], None] = sleep,
    clock: Callable[[], float] = perf_counter,
) -> int:
    """Write, wait for a change, and so on; Ctrl+C ends it with 0.

    A document that is broken is told of, and the last types stay until it is whole again.
    """
    known: list[Path] = [Path(chosen.spec)]
    try:
        while True:
            # A change while we read is a change after what we saw.
            before = stamps(known)
            known, is_whole = _once(chosen, clock, known)
            look = partial(_look, chosen, known, is_whole)
            before = {file: before.get(file, stamp) for file, stamp in look().items()}
            while not changed(before, look()):
                wait(SECONDS)
    except KeyboardInterrupt:
        return 0


def changed(before: Stamps, after: Stamps) -> bool:
    """Whether any file came, went, or was written."""
    return before != after


def stamps(files: Iterable[Path]) -> Stamps:
    """What shows whether files were written; a file that is not there has none."""
    found: dict[str, tuple[int, int, int]] = {}
    for file in files:
        try:
            state = os.stat(file)  # noqa: PTH116
        except OSError:
            continue
        found[str(file)] = (state.st_mtime_ns, state.st_size, state.st_ino)
    return found


def _look(chosen: Asked, known: list[Path], is_whole: bool) -> Stamps:
    return stamps(known if is_whole else [*known, *nearby(Path(chosen.spec))])


def nearby(spec: Path) -> Iterator[Path]:
    """What a broken document may be waiting for: files like it, beside it and below."""
    count = 0
    for folder, inner, names in os.walk(spec.parent):
        inner[:] = sorted(each for each in inner if each[0] != "." and each != "node_modules")
        for name in names:
            if name.endswith(_ENDINGS):
                yield Path(folder, name)
                count += 1
        if count > _MOST:
            return


def _once(chosen: Asked, clock: Callable[[], float], known: list[Path]) -> tuple[list[Path], bool]:
    """One run: the files that the document has, and whether it is whole."""
    began = clock()
    kept: list[Any] = []
    lines: tuple[str, ...] = ()
    try:
        run(chosen, kept)
    except (ContractError, WronglyAsked) as fault:
        lines = fault.lines
    except RecursionError:
        lines = (TOO_DEEP.format(name=chosen.name),)
    for line in lines:
        print(line, file=sys.stderr)
    files = [*kept[0].files] if kept else known
    kept.clear()
    gc.collect()  # what one run leaves behind would add up
    if not lines and not chosen.quiet:
        print(f"{chosen.output}: made in {clock() - began:.2f} s; waiting", file=sys.stderr)
    return files or known, not lines
