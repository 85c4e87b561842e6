"""How each comparer is started: as its users start it, but without npx."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
ROOT = HERE.parents[2]
OURS = "ours"


class NotThere(Exception):
    """Raised where tools cannot be had; its text says why."""


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that compares two documents."""

    name: str
    command: Callable[[Path, Path], list[str]]
    """Of the old and the new document. Exit status 0 or 1 is a comparison."""
    package: str | None = None
    """Its name on npm, where it has one."""


TOOLS = (
    Tool(
        OURS,
        lambda old, new: [
            *(sys.executable, "-m", "handlers.console", "diff", str(old), str(new)),
            *("--format", "json"),
        ],
    ),
    Tool(
        "redocly",
        lambda old, new: [
            *("node", str(MODULES / "@redocly/cli/bin/cli.js"), "diff", str(old), str(new)),
            *("--format", "json"),
        ],
        "@redocly/cli",
    ),
    Tool(
        "openapi-diff",
        lambda old, new: [
            *("node", str(MODULES / "openapi-diff/bin/openapi-diff"), str(old), str(new)),
        ],
        "openapi-diff",
    ),
)
NAMES = tuple(tool.name for tool in TOOLS)


def install() -> None:
    """Install the peers from npm, unless they are. Raises NotThere."""
    if not shutil.which("npm"):
        raise NotThere("the peers need Node 20 or newer, with npm")
    lock, done = HERE / "package-lock.json", MODULES / ".package-lock.json"
    if done.exists() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    print("installing the peers (npm ci)", file=sys.stderr)
    command = ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    if subprocess.run([*command, "--engine-strict=false"], cwd=HERE, stdout=sys.stderr).returncode:
        raise NotThere("npm could not install the peers")
    done.touch()


def versions() -> list[str]:
    """Give name and version of Node and of each peer that is installed."""
    found = [f"Node {subprocess.check_output(['node', '--version'], text=True).strip()[1:]}"]
    for package in [tool.package for tool in TOOLS if tool.package]:
        told = json.loads((MODULES / package / "package.json").read_text())
        found.append(f"{package} {told['version']}")
    return found
