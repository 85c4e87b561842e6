"""Measure `spolvero diff` beside its peers: `python bench/diff.py [--quick] [--json]`.

Each document is held against itself, and against itself with some thirty edits that break, loosen
or only explain, the same ones at each run. What may be concluded is in bench/README.md.
"""

import argparse
import copy
import json
import os
import platform
import random
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clock import Run, clocked
from documents.cache import synthetic
from peers.diff.tools import HERE as PEERS
from peers.diff.tools import NAMES, OURS, ROOT, TOOLS, Tool
from peers.npm import NotThere, install, versions

sys.path.insert(0, str(ROOT))
from codegen.source import open_source

ROUNDS, ROUNDS_QUICK = 5, 1
LIMIT, LIMIT_QUICK = 300.0, 25.0
AIM = 5.0
"""Seconds that the largest document may take."""
EDITS = 30
QUICK_DOCUMENTS = ("small", "box", "stripe")


def edited(document: dict[str, Any], seed: int = 7) -> dict[str, Any]:
    """Give the document with edits in its components, and one operation less."""
    found = copy.deepcopy(document)
    chance = random.Random(seed)
    schemas = (found.get("components") or {}).get("schemas") or {}
    objects = [name for name in sorted(schemas) if schemas[name].get("properties")]
    for name in chance.sample(objects, min(EDITS, len(objects))):
        schema = schemas[name]
        properties = schema["properties"]
        key = chance.choice(sorted(properties))
        required = schema.get("required", [])
        match chance.randrange(5):
            case 0:
                del properties[key]
                schema["required"] = [each for each in required if each != key]
            case 1:
                kept = [each for each in required if each != key]
                schema["required"] = kept if key in required else [*required, key]
            case 2:
                properties[key] = {"type": "integer", "minimum": 3}
            case 3:
                properties["something_new"] = {"type": "string"}
                schema["required"] = [*required, "something_new"]
            case _:
                properties[key]["description"] = "Said in other words."
        if not schema.get("required", True):
            del schema["required"]
    paths = found.get("paths") or {}
    if len(paths) > 1:
        del paths[chance.choice(sorted(paths))]
    return found


def measure(
    tools: Sequence[Tool], pairs: dict[str, tuple[Path, Path]], rounds: int, limit: float
) -> dict[str, dict[str, list[Run]]]:
    """Give the runs of each tool on each pair, in turns."""
    figures: dict[str, dict[str, list[Run]]] = {}
    for name, (old, new) in pairs.items():
        seen: dict[str, list[Run]] = {tool.name: [] for tool in tools}
        given_up: set[str] = set()
        for _ in range(rounds):
            for tool in tools:
                if tool.name in given_up:
                    continue
                with tempfile.TemporaryDirectory(prefix="spolvero-bench-") as folder:
                    run = clocked(tool.command(old, new), Path(folder), limit)
                if run.status not in (0, 1):
                    last = run.said.splitlines()[-1:] or ["(it said nothing)"]
                    print(f"{tool.name}, {name}: {last[0][:200]}", file=sys.stderr)
                    given_up.add(tool.name)
                else:
                    seen[tool.name].append(run)
                    if run.seconds > limit / 4:
                        given_up.add(tool.name)
        figures[name] = seen
        print(f"{name} done", file=sys.stderr)
    return figures


def report(figures: dict[str, dict[str, list[Run]]]) -> dict[str, Any]:
    """Give the object for programs: metric -> ours, peers, and how many times less ours needs."""
    found: dict[str, Any] = {}
    for name, seen in figures.items():
        for metric, what in (("seconds", "seconds"), ("cpu_seconds", "cpu"), ("mb", "megabytes")):
            best = {
                tool: round(min(getattr(run, what) for run in runs), 3) if runs else None
                for tool, runs in seen.items()
            }
            ours = best.pop(OURS, None)
            known = [each for each in best.values() if each]
            ratio = round(min(known) / ours, 2) if known and ours else None
            found[f"{name}_{metric}"] = {"ours": ours, "peers": best, "ratio": ratio}
    return found


def table(seen: dict[str, list[Run]]) -> str:
    """Write what was seen on one pair for people."""
    lines = [
        "| tool | seconds, best | median | CPU s | peak MB | exit |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, runs in seen.items():
        if not runs:
            lines.append(f"| {name} | not done | | | | |")
            continue
        seconds = [run.seconds for run in runs]
        cells = [f"{min(seconds):.2f}", f"{statistics.median(seconds):.2f}"]
        cells += [f"{min(run.cpu for run in runs):.2f}"]
        cells += [f"{max(run.megabytes for run in runs):.0f}", str(runs[0].status)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _documents(options: argparse.Namespace) -> dict[str, Path]:
    if options.document:
        found = {}
        for given in options.document:
            name, _, path = given.partition("=")
            found[name] = Path(path).resolve()
            if not found[name].is_file():
                raise SystemExit(f"--document {given}: no such file; write NAME=PATH")
        return found
    known = synthetic()
    return {name: known[name] for name in QUICK_DOCUMENTS} if options.quick else known


def _tools(options: argparse.Namespace) -> list[Tool]:
    wanted = options.only or NAMES
    tools = [tool for tool in TOOLS if tool.name in wanted]
    try:
        if any(tool.package for tool in tools):
            install(PEERS)
    except NotThere as reason:
        print(f"Without peers: {reason}.", file=sys.stderr)
        tools = [tool for tool in tools if not tool.package]
    return tools


def _versions(tools: Sequence[Tool]) -> list[str]:
    return versions(PEERS, [tool.package for tool in tools]) if len(tools) > 1 else []


def main() -> None:
    """Measure, and print tables or one object."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0] + ".")
    parser.add_argument("--quick", action="store_true", help="under a minute, less exact")
    parser.add_argument("--json", action="store_true", help="print one object for programs")
    parser.add_argument(
        "--document",
        action="append",
        default=[],
        metavar="NAME=PATH",
        help="measure on this one instead of ours",
    )
    parser.add_argument("--only", action="append", choices=NAMES, help="no other tool than this")
    options = parser.parse_args()
    tools = _tools(options)
    os.environ["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory(prefix="spolvero-bench-") as folder:
        pairs: dict[str, tuple[Path, Path]] = {}
        for name, path in _documents(options).items():
            document = open_source(path).document
            old, new = Path(folder, f"{name}.json"), Path(folder, f"{name}-edited.json")
            old.write_text(json.dumps(document))
            new.write_text(json.dumps(edited(document)))
            if not options.quick:
                pairs[f"{name}_same"] = (old, old)
            pairs[f"{name}_edited"] = (old, new)
        rounds = ROUNDS_QUICK if options.quick else ROUNDS
        figures = measure(tools, pairs, rounds, LIMIT_QUICK if options.quick else LIMIT)
    if options.json:
        print(json.dumps(report(figures), indent=2))
        return
    print(f"One process at a time, its start included; the best of {rounds}.")
    print(", ".join([f"Python {platform.python_version()}", *_versions(tools)]))
    for name, seen in figures.items():
        print(f"\n### {name}\n\n{table(seen)}")
        if seen.get(OURS):
            best = min(run.seconds for run in seen[OURS])
            print(f"\nAim: at most {AIM:g} s; {'met' if best <= AIM else '**missed**'}.")


if __name__ == "__main__":
    main()
