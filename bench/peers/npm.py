"""Peers that come from npm, each family locked in a folder of its own."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path


class NotThere(Exception):
    """Raised where tools cannot be had; its text says why."""


def install(folder: Path) -> None:
    """Install the peers of a folder, unless they are. Raises NotThere."""
    if not shutil.which("npm"):
        raise NotThere("the peers need Node 20 or newer, with npm")
    lock, done = folder / "package-lock.json", folder / "node_modules" / ".package-lock.json"
    if done.exists() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    print("installing the peers (npm ci)", file=sys.stderr)
    # Some ask for a newer Node than our own pages need, and run on ours all the same.
    command = ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    if subprocess.run(
        [*command, "--engine-strict=false"], cwd=folder, stdout=sys.stderr
    ).returncode:
        raise NotThere("npm could not install the peers")
    done.touch()


def versions(folder: Path, packages: Iterable[str | None]) -> list[str]:
    """Give name and version of Node and of each of these that is installed."""
    found = [f"Node {subprocess.check_output(['node', '--version'], text=True).strip()[1:]}"]
    for package in filter(None, packages):
        told = json.loads((folder / "node_modules" / package / "package.json").read_text())
        found.append(f"{package} {told['version']}")
    return found
