"""Measure `spolvero lint` beside its peers: `python bench/lint.py [--quick] [--json]`.

What is measured, and what may be concluded from it, is in bench/README.md.
"""

import argparse
import json
import platform
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clock import Run, clocked
from documents.cache import synthetic
from peers.npm import NotThere, install

HERE = Path(__file__).parent / "peers" / "lint"
MODULES = HERE / "node_modules"
OURS = "ours"
ROUNDS = 3
LIMIT, LIMIT_QUICK = 300.0, 20.0
"""Seconds after which a run is ended; it then counts with as many."""


@dataclass(slots=True)
class Seen:
    """What was seen of one tool on one document."""

    runs: list[Run] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The best run's."""
        return min(run.seconds for run in self.runs)

    @property
    def megabytes(self) -> float:
        """The most memory."""
        return max(run.megabytes for run in self.runs)


def commands(document: Path, rules: Path) -> dict[str, list[str]]:
    """Give the command of each tool, with rules that its users begin with."""
    redocly = str(MODULES / "@redocly/cli/bin/cli.js")
    spectral = str(MODULES / "@stoplight/spectral-cli/dist/index.js")
    ours = [str(Path(sys.executable).with_name("spolvero")), "lint", str(document)]
    return {
        OURS: ours,
        f"{OURS}, all sets": [*ours, "--set", "openapi", "--set", "spolvero", "--set", "zalando"],
        "redocly": ["node", redocly, "lint", str(document), "--extends=recommended"],
        "spectral": ["node", spectral, "lint", str(document), "--ruleset", str(rules), "--quiet"],
    }


def measure(documents: dict[str, Path], quick: bool) -> dict[str, dict[str, Seen]]:
    """Run all in turns; give what was seen, by document and tool."""
    limit = LIMIT_QUICK if quick else LIMIT
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder, "rules.yaml")
        rules.write_text('extends: ["spectral:oas"]\n')
        figures: dict[str, dict[str, Seen]] = {}
        for name, document in documents.items():
            seen = figures[name] = {tool: Seen() for tool in commands(document, rules)}
            for number in range(1 if quick else ROUNDS):
                for tool, command in commands(document, rules).items():
                    if number and seen[tool].seconds > limit / 10:
                        continue  # what takes so long is known well enough after one run
                    run = clocked(command, Path(folder), limit)
                    if run.status not in (0, 1, -9):
                        print(f"{tool} on {name}: {run.said[-300:]}", file=sys.stderr)
                    seen[tool].runs.append(run)
        return figures


def report(figures: dict[str, dict[str, Seen]]) -> dict[str, Any]:
    """Give one object: metric -> ours, peers, ratio to the fastest of them."""
    found = {}
    for name, seen in figures.items():
        peers = {tool: each for tool, each in seen.items() if not tool.startswith(OURS)}
        for what in ("seconds", "megabytes"):
            ours = getattr(seen[OURS], what)
            others = {tool: round(getattr(each, what), 2) for tool, each in peers.items()}
            ratio = round(min(others.values()) / ours, 1)
            found[f"{name} {what}"] = {"ours": round(ours, 2), "peers": others, "ratio": ratio}
    return found


def table(figures: dict[str, dict[str, Seen]]) -> str:
    """Seconds by document and tool, and how many times as long as ours each takes."""
    lines = []
    for name, seen in figures.items():
        lines.append(name)
        for tool, each in seen.items():
            times = each.seconds / seen[OURS].seconds
            ended = " (ended)" if any(run.status == -9 for run in each.runs) else ""
            lines.append(
                f"  {tool:16} {each.seconds:7.2f} s {times:6.1f}x {each.megabytes:6.0f} MB{ended}"
            )
    return "\n".join(lines)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under a minute: one round, one size")
    parser.add_argument("--json", action="store_true", help="print one object for programs")
    parser.add_argument(
        "--document", action="append", default=[], metavar="NAME=PATH", help="another document"
    )
    options = parser.parse_args()
    try:
        install(HERE)
    except NotThere as reason:
        raise SystemExit(str(reason)) from None
    documents = synthetic()
    if options.quick:
        documents = {"box": documents["box"]}
    named = (each.partition("=") for each in options.document)
    given = {name: Path(path).absolute() for name, _, path in named}
    documents = given if options.quick and given else {**documents, **given}
    figures = measure(documents, options.quick)
    if options.json:
        print(json.dumps(report(figures), indent=2))
        return
    print(
        f"Python {platform.python_version()}; each linter with the rules that its users begin with"
    )
    print(table(figures))


if __name__ == "__main__":
    main()
