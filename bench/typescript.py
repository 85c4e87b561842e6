"""Measure `spolvero types` beside its peers: `python bench/typescript.py [--quick] [--json]`.

What is measured, and what may be concluded from it, is in bench/README.md. This file is not named
after the command: beside the other scripts, a `types.py` would hide Python's own.
"""

import argparse
import json
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from clock import Run, clocked
from documents.cache import real, synthetic
from peers.npm import NotThere, install, versions
from peers.types.tools import (
    FLOOR,
    NAMES,
    OTHERS,
    OURS,
    RIVAL,
    Tool,
    find_ours,
)
from peers.types.tools import HERE as PEERS

ROUNDS, ROUNDS_QUICK = 5, 3
SLOW = 4.0
"""Seconds from which on a tool takes part in every other round only."""
LIMIT = 300.0
QUICK_SECONDS = 40.0
"""When --quick stops to start tools that it could do without."""

FASTER = {"small": 10.0, "stripe": 5.0, "github": 8.0}
"""Aims: how many times faster than RIVAL."""
OF_FLOOR = 2.0
OF_DOCUMENT = 12.0
"""Aim: peak memory, in sizes of the document."""
LARGE = 4_000_000
SMALL_NOTE = "too small: the floor alone needs more than 12"


@dataclass(slots=True)
class Seen:
    """What was seen of one tool on one document."""

    runs: list[Run] = field(default_factory=list)
    output: int = 0
    """Bytes written."""
    fault: str | None = None
    """Why there is nothing to compare."""

    @property
    def seconds(self) -> float:
        """The best run's."""
        return min(run.seconds for run in self.runs)

    @property
    def median(self) -> float:
        """The median run's seconds."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def cpu(self) -> float:
        """The least processor time, in seconds."""
        return min(run.cpu for run in self.runs)

    @property
    def megabytes(self) -> float:
        """The most memory."""
        return max(run.megabytes for run in self.runs)


Figures = dict[str, dict[str, Seen]]
"""Document -> tool -> what was seen."""


def once(tool: Tool, document: Path, size: int, seen: Seen) -> Run | None:
    """Run a tool into an empty folder; None, and a fault is noted, where it did not do its work."""
    with tempfile.TemporaryDirectory(prefix="spolvero-bench-") as folder:
        out = Path(folder) / "out"
        out.mkdir()
        run = clocked(tool.command(document, out, size), Path(folder), LIMIT)
        seen.output = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    if run.status:
        seen.fault = f"exit status {run.status}"
    elif not seen.output:
        seen.fault = "wrote nothing"
    if seen.fault:
        last = run.said.splitlines()[-1:] or ["(it said nothing)"]
        print(f"{tool.name}, {document.name}: {seen.fault}: {last[0][:300]}", file=sys.stderr)
        return None
    return run


def rounds(
    tools: Sequence[Tool], quickest: dict[str, float], quick: bool, began: float
) -> Iterator[Tool]:
    """Give who runs next. In turns, so that whatever else the machine does then hits all alike."""
    for turn in range(ROUNDS_QUICK if quick else ROUNDS):
        for tool in tools:
            if quick and tool.name not in (OURS, FLOOR, RIVAL):
                if turn == 0 and time.monotonic() - began < QUICK_SECONDS:
                    yield tool
            elif turn % 2 == 0 or quickest.get(tool.name, 0.0) < SLOW:
                yield tool


def measure(tools: Sequence[Tool], documents: dict[str, Path], quick: bool) -> Figures:
    """Give what each tool needs for each document."""
    figures: Figures = {}
    began = time.monotonic()
    for name, document in documents.items():
        seen = figures[name] = {tool.name: Seen() for tool in tools}
        # A run of each that does not count: files come into the system's cache, compiled Python is
        # kept, and the floor learns how much to write. --quick has time only for ours.
        quickest: dict[str, float] = {}
        size = document.stat().st_size // 2
        for tool in tools:
            if (tool.name == OURS or not quick) and (
                run := once(tool, document, size, seen[tool.name])
            ):
                quickest[tool.name] = run.seconds
                size = seen[tool.name].output if tool.name == OURS else size
        for tool in rounds(tools, quickest, quick, began):
            it = seen[tool.name]
            if it.fault is None and (run := once(tool, document, size, it)):
                it.runs.append(run)
                quickest[tool.name] = min(run.seconds, quickest.get(tool.name, run.seconds))
        print(f"{name} done, {time.monotonic() - began:.0f} s", file=sys.stderr)
    return figures


def ratio(above: float | None, below: float | None, digits: int = 2) -> float | None:
    """Divide, where there is something to divide."""
    return round(above / below, digits) if above and below else None


def known(seen: dict[str, Seen], name: str, what: str) -> float | None:
    """Give one figure of one tool; None where it has none."""
    it = seen.get(name)
    return None if it is None or it.fault or not it.runs else round(getattr(it, what), 4)


def report(figures: Figures, documents: dict[str, Path]) -> dict[str, Any]:
    """Give the object for programs: metric -> ours, peers, and how many times less ours needs.

    The ratio is to RIVAL; in `…_floor_seconds` to the floor. `…_memory_of_document` is peak memory
    in sizes of the document.
    """
    found: dict[str, Any] = {}
    for name, seen in figures.items():
        others = [tool for tool in seen if tool not in (OURS, FLOOR)]
        for metric, what in {"seconds": "seconds", "cpu_seconds": "cpu", "mb": "megabytes"}.items():
            ours = known(seen, OURS, what)
            peers = {tool: known(seen, tool, what) for tool in others}
            found[f"{name}_{metric}"] = {
                "ours": ours,
                "peers": peers,
                "ratio": ratio(peers.get(RIVAL), ours),
            }
        ours, floor = known(seen, OURS, "seconds"), known(seen, FLOOR, "seconds")
        found[f"{name}_floor_seconds"] = {
            "ours": ours,
            "peers": {FLOOR: floor},
            "ratio": ratio(floor, ours),
        }
        of_document = {
            tool: ratio(known(seen, tool, "megabytes"), documents[name].stat().st_size / 1e6)
            for tool in (OURS, *others)
        }
        found[f"{name}_memory_of_document"] = {
            "ours": of_document.pop(OURS),
            "peers": of_document,
            "ratio": None,
        }
    return found


def table(seen: dict[str, Seen], size: int) -> str:
    """Write what was seen on one document for people."""
    ours = known(seen, OURS, "seconds")
    lines = [
        "| tool | seconds, best | median | x ours | CPU s | peak MB | x document | MB out | runs |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, it in seen.items():
        if it.fault or not it.runs:
            lines.append(f"| {name} | {it.fault or 'no time'} | | | | | | | |")
            continue
        times = ratio(it.seconds, ours)
        cells = [f"{it.seconds:.3f}", f"{it.median:.3f}", "" if times is None else f"{times:.2f}"]
        cells += [f"{it.cpu:.2f}", f"{it.megabytes:.0f}", f"{it.megabytes * 1e6 / size:,.1f}"]
        cells += [f"{it.output / 1e6:,.3f}", str(len(it.runs))]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def aims(figures: Figures, documents: dict[str, Path]) -> Iterator[str]:
    """Write each aim, what was seen, and whether it was missed."""

    def line(name: str, what: str, value: float | None, met: bool, aim: str) -> str:
        if value is None:
            return f"| {name} | {what} | | {aim} | not measured |"
        return f"| {name} | {what} | {value:.2f} | {aim} | {'met' if met else '**missed**'} |"

    yield "| document | ratio | seen | aim | |\n|---|---|--:|--:|---|"
    for name, seen in figures.items():
        ours = known(seen, OURS, "seconds")
        floor = ratio(ours, known(seen, FLOOR, "seconds"))
        met = floor is not None and floor <= OF_FLOOR
        yield line(name, "time / floor's", floor, met, f"at most {OF_FLOOR:g}")
        if name in FASTER:
            faster = ratio(known(seen, RIVAL, "seconds"), ours)
            met = faster is not None and faster >= FASTER[name]
            yield line(name, f"{RIVAL}'s time / ours", faster, met, f"at least {FASTER[name]:g}")
        size = documents[name].stat().st_size
        if size >= LARGE:
            memory = ratio(known(seen, OURS, "megabytes"), size / 1e6)
            met = memory is not None and memory <= OF_DOCUMENT
            yield line(name, "peak memory / document", memory, met, f"at most {OF_DOCUMENT:g}")
        else:
            yield f"| {name} | peak memory / document | | none | {SMALL_NOTE} |"


def _versions() -> str:
    found = [f"Python {platform.python_version()}"]
    for package in ("orjson", "fastyaml-rs"):
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"no {package}")
    return ", ".join(found)


def _documents(options: argparse.Namespace) -> dict[str, Path]:
    """Give what to measure on, smallest first."""
    found = synthetic()
    if options.quick:
        del found["github"]
    if options.real:
        found |= real()
    for given in options.document:
        name, _, path = given.partition("=")
        found[name] = Path(path).resolve()
        if not found[name].is_file():
            raise SystemExit(f"--document {given}: no such file; write NAME=PATH")
    return dict(sorted(found.items(), key=lambda item: item[1].stat().st_size))


def _tools(options: argparse.Namespace) -> list[Tool]:
    """Give who is measured; who cannot be is named on stderr and left out."""
    tools: list[Tool] = []
    wanted = options.only or NAMES
    try:
        tools += [find_ours(options.ours)] if OURS in wanted else []
    except NotThere as reason:
        print(f"Without ours: {reason}.", file=sys.stderr)
    others = [tool for tool in OTHERS if tool.name in wanted]
    try:
        if any(tool.package for tool in others):
            install(PEERS)
    except NotThere as reason:
        print(f"Without peers: {reason}.", file=sys.stderr)
        others = [tool for tool in others if not tool.package]
    return tools + others


def main() -> None:
    """Measure, and print tables or one object."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0] + ".")
    parser.add_argument("--quick", action="store_true", help="under a minute, less exact")
    parser.add_argument("--json", action="store_true", help="print one object for programs")
    parser.add_argument("--real", action="store_true", help="GitHub's own document, from npm")
    parser.add_argument(
        "--document",
        action="append",
        default=[],
        metavar="NAME=PATH",
        help="measure on this one too, or instead of the one that has its name",
    )
    parser.add_argument("--only", action="append", choices=NAMES, help="no other tool than this")
    parser.add_argument("--ours", metavar="COMMAND", help="instead of `spolvero types`")
    options = parser.parse_args()
    tools = _tools(options)
    documents = _documents(options)
    figures = measure(tools, documents, options.quick)
    if options.json:
        print(json.dumps(report(figures, documents), indent=2))
        return
    runs = f"{ROUNDS_QUICK} runs"
    if not options.quick:
        runs = f"{ROUNDS} runs, or of {ROUNDS // 2 + 1} where one takes {SLOW:g} s"
    print(f"One process at a time, its start included; the best of {runs}.")
    packages = [tool.package for tool in tools if tool.package]
    installed = versions(PEERS, packages) if packages and shutil.which("node") else []
    print(", ".join([_versions(), *installed]) + ".\n")
    for name, seen in figures.items():
        path = documents[name]
        kind = f"{path.suffix[1:].upper()}, {path.stat().st_size:,} bytes"
        kind += ", synthetic" if path in synthetic().values() else ""
        print(f"### {name}: {kind}\n\n{table(seen, path.stat().st_size)}\n")
    print("\n".join(aims(figures, documents)))


if __name__ == "__main__":
    main()
