"""The two import scripts, as an operator runs them: in this process, for the studio of a folder."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from handlers.app import bundle
from handlers.legacy.main import main
from tests.imports import trees

ROOT = Path(__file__).parents[2]
SUMMARY = {
    "$ref": "#/components/schemas/ImportSummary",
    "components": bundle()["components"],
}


class Ran(NamedTuple):
    """What a script gave."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path, migrated: Path, monkeypatch) -> Path:
    """The home of a studio that has a database, and nothing in it."""
    for name in os.environ:
        if name.startswith("SPOLVERO_"):
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    folder.mkdir()
    shutil.copy(migrated, folder / "studio.db")
    monkeypatch.setenv("SPOLVERO_HOME", str(folder))
    return folder


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """A few files: pictures with and without sidecars, and what is no picture."""
    folder = tmp_path / "outputs"
    trees.synthetic(folder, files=30, seed=7)
    return folder


@pytest.fixture
def run(home: Path, outputs: Path, capsys) -> Run:
    """Run a script for this folder, with nobody at a terminal."""

    def run(*more: str, profile: str = "generations", folder: Path = outputs) -> Ran:
        capsys.readouterr()
        status = main(profile, ROOT, ["--outputs-root", str(folder), *more])
        return Ran(status, *capsys.readouterr())

    return run


def everything(folder: Path) -> dict[str, Any]:
    """What is in a folder, to the byte and the nanosecond."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None,
        )
        for path in sorted(folder.rglob("*"))
    }


def pictures(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "files" / "images").rglob("*.*"))
