"""Which files are not what they would be if they were written now?"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from shlex import join
from typing import TYPE_CHECKING

from codegen.difference import difference
from codegen.written import current

if TYPE_CHECKING:
    from codegen.asked import Asked


def stale(files: Mapping[str, str], out: Path, chosen: Asked) -> bool:
    """Show what is stale, missing or left over; give whether anything is."""
    is_stale = False
    for name, text in files.items():
        path = out / name if name else out
        before = current(path)
        if before == text or (before is not None and before.replace("\r\n", "\n") == text):
            continue
        state = "is missing" if before is None else "is stale"
        _say(path, state, chosen, first=not is_stale)
        for line in difference(str(path), before or "", text, "the contract"):
            print(line, file=sys.stderr)
        is_stale = True
    for path in surplus(files, out) if chosen.split else ():
        _say(path, "is left over", chosen, first=not is_stale)
        is_stale = True
    return is_stale


def _say(path: Path, state: str, chosen: Asked, first: bool) -> None:
    again = f'; run "{join(["spolvero", "types", chosen.spec, *_options(chosen)])}".'
    print(f"{path} {state}{again if first else '.'}", file=sys.stderr)


def _options(chosen: Asked) -> list[str]:
    """The options that make what --check compares with."""
    found: list[str] = []
    for name, value in vars(chosen).items():
        option = f"--{name.replace('_', '-')}"
        if name in ("spec", "check", "strict", "quiet", "watch") or value in (None, False):
            continue
        if name == "output":
            found += ["-o", value]
        elif value is True:
            found.append(option)
        elif isinstance(value, list):
            for each in value:
                found += [option, each]
        elif value not in ("typescript", "literal", "string"):
            found += [option, value]
    return found


def surplus(files: Mapping[str, str], folder: Path) -> Iterator[Path]:
    """What an earlier run wrote into the folder and this one would not: it begins as ours do."""
    header = next(iter(files.values())).partition("\n")[0]
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.suffix != ".ts" or path.name in files or not path.is_file():
            continue
        with path.open(encoding="utf-8", errors="replace") as file:
            if file.readline(len(header) + 2).rstrip("\n") == header:
                yield path
