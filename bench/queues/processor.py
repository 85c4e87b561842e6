"""Processor time, as Linux counts it; NaN where /proc is not."""

import math
import os
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def _stat(process: int) -> tuple[int, int]:
    """Give a process's parent, and the ticks of it and of those that it has outlived."""
    after_name = (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    return int(after_name[1]), sum(map(int, after_name[11:15]))


def seconds_of(process: int) -> float:
    """Give how long a process has computed so far."""
    try:
        return _stat(process)[1] / TICKS
    except OSError:
        return math.nan


def seconds() -> float:
    """Give how long all descendants of this process have: workers, askers and servers."""
    if not (PROC / "self" / "stat").exists():
        return math.nan
    seen: dict[int, tuple[int, int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                seen[int(folder.name)] = _stat(int(folder.name))
            except OSError:  # it has just ended
                continue
    ours = {os.getpid()}
    while more := {it for it, (parent, _) in seen.items() if parent in ours} - ours:
        ours |= more
    return sum(seen[it][1] for it in ours - {os.getpid()}) / TICKS
