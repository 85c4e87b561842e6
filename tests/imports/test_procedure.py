"""What docs/operating/legacy-imports.md shows is so: its commands are typed into one shell, in a
fresh studio, beside the historic tree of 181 files."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.imports import trees
from tests.processes import serving

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operating" / "legacy-imports.md").read_text()
NEXT = "---- the next command ----"
DRAWN = re.compile(r"\b(?:imp|img|alb)_[0-9a-z]{26}\b")
"""Ids, which are drawn anew each time: a later command of the page has them from an earlier one."""


def shown() -> Iterator[tuple[str, list[str]]]:
    """Give each command of the page, and the lines that it shows below it."""
    for block in re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        for each in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = each.splitlines()
            yield command, lines


def fits(lines: list[str], said: list[str]) -> bool:
    """Whether it is what the page shows: a line `…` stands for any lines, else for any text."""
    pattern = "".join(
        r"(?:.*\n)*" if line == "…" else re.escape(DRAWN.sub("X", line)).replace("…", ".*") + r"\n"
        for line in lines
    )
    return re.fullmatch(pattern, "".join(DRAWN.sub("X", line) + "\n" for line in said)) is not None


class Shell:
    """Somebody who types one command after the other, and waits for what it says."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._bash = subprocess.Popen(
            ["bash"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def type(self, command: str) -> list[str]:
        """Type a command; give the lines that it said. The next one finds its status in `$?`."""
        assert self._bash.stdin is not None
        assert self._bash.stdout is not None
        self._bash.stdin.write(f"{command}\n{{ s=$?; echo; echo '{NEXT}'; (exit $s); }}\n")
        self._bash.stdin.flush()
        said = []
        for line in self._bash.stdout:
            if line.rstrip("\n") == NEXT:
                break
            said.append(line.rstrip("\n"))
        return said[:-1] if said[-1:] == [""] else said

    def leave(self) -> None:
        """End the shell."""
        self._bash.communicate()


@pytest.fixture
def typed(tmp_path: Path) -> Iterator[tuple[Shell, str]]:
    """A shell in a folder with the tree, `spolvero` at hand, and a fresh studio; and its URL."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, what in (("spolvero", "-m handlers.console"), ("python", "")):
        tool = tools / name
        tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" {what} "$@"\n')
        tool.chmod(0o755)
    work = tmp_path / "typed"
    work.mkdir()
    trees.historic(work / "outputs")
    home = tmp_path / "studio"
    environment = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "SPOLVERO_HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    with serving(home) as server:
        shell = Shell(work, environment)
        yield shell, server.url
        shell.leave()


def test_every_command_of_the_procedure_says_what_the_procedure_shows(typed):
    shell, url = typed
    known: dict[str, str] = {}
    wrong = []
    for command, lines in shown():
        meant = DRAWN.sub(lambda found: known.get(found[0], found[0]), command)
        meant = meant.replace("http://127.0.0.1:8000", url).replace("/opt/spolvero", str(ROOT))
        said = shell.type(meant)
        if fits(lines, said):
            known |= dict(
                zip(DRAWN.findall("\n".join(lines)), DRAWN.findall("\n".join(said)), strict=False)
            )
        else:
            wrong.append("\n".join((f"$ {command}", *said)))
    assert wrong == [], "\n".join(wrong)  # which is what the page is to show
